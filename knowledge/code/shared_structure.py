"""Values that must change together, shared by processes: one lock around every access."""

import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor
from ctypes import Array
from multiprocessing.synchronize import Lock

ACCOUNTS, START = 20, 500
balances: Array  # set in each worker
lock: Lock


def share(shared_balances: Array, shared_lock: Lock) -> None:
    """Runs once in every worker: array and lock can only be given when a worker starts."""
    global balances, lock
    balances, lock = shared_balances, shared_lock


def transfer_at_random(seed: int) -> int:
    chance = random.Random(seed)  # its own: forked workers would all draw the same numbers
    done = 0
    for _ in range(5_000):
        source, target = chance.sample(range(ACCOUNTS), 2)  # think first, lock afterwards
        amount = chance.randint(1, 50)
        # >>>
        with lock:  # check and both writes belong together
            if balances[source] >= amount:
                balances[source] -= amount
                balances[target] += amount
                done += 1
    # <<<
    return done


def main() -> None:
    context = multiprocessing.get_context()
    shared = context.Array("q", [START] * ACCOUNTS, lock=False)  # its own lock would cover one item only
    guard = context.Lock()
    with ProcessPoolExecutor(2, mp_context=context, initializer=share, initargs=(shared, guard)) as pool:
        for job, done in enumerate(pool.map(transfer_at_random, range(4)), start=1):
            print(f"job {job}: {done} transfers", flush=True)
    print(f"lowest balance {min(shared)}, none below zero")
    print(f"total {sum(shared)}, as before")


if __name__ == "__main__":
    main()

# Ends with: total 10000, as before
