"""One counter in shared memory, added to by several processes under its own lock."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing.sharedctypes import Synchronized

counter: Synchronized  # set in each worker


# >>>
def use_counter(shared: Synchronized) -> None:
    """Runs once in every worker: a Value cannot be sent with a job, only given when a worker starts."""
    global counter
    counter = shared


def count_matches(block: range) -> None:
    matches = sum(n % 7 == 0 for n in block)  # count locally ...
    with counter.get_lock():  # ... and add once per job: += is a read and a write
        counter.value += matches
# <<<


def main() -> None:
    context = multiprocessing.get_context()
    found = context.Value("q", 0)  # a 64-bit integer with a lock of its own
    blocks = [range(start, start + 50_000) for start in range(0, 2_000_000, 50_000)]
    with ProcessPoolExecutor(2, mp_context=context, initializer=use_counter, initargs=(found,)) as pool:
        jobs = [pool.submit(count_matches, block) for block in blocks]
        pending = set(jobs)
        while pending:
            _, pending = wait(pending, timeout=0.2)
            print(f"{len(jobs) - len(pending)}/{len(jobs)} jobs, {found.value} found so far", flush=True)
        for job in jobs:
            job.result()  # raises if a job failed
    print(f"found {found.value}")


if __name__ == "__main__":
    main()

# Ends with: found 285715
