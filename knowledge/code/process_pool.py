"""CPU-bound jobs that share nothing, on all cores: a process pool."""

import os
from concurrent.futures import ProcessPoolExecutor
from math import isqrt

LIMIT = 120_000
BLOCK = 6_000  # numbers per job; big enough (tens of milliseconds) to be worth the trip to a worker


def usable_cores() -> int:
    """The cores this process may use. A container's CPU quota is not in it: if there is one, return that."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13+
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def count_primes(block: range) -> int:
    """One job. At the top of the module so that workers can import it; small argument, small result."""
    return sum(all(n % d for d in range(2, isqrt(n) + 1)) for n in block)


def main() -> None:
    blocks = [range(start, min(start + BLOCK, LIMIT)) for start in range(2, LIMIT, BLOCK)]
    workers = min(usable_cores(), len(blocks), 61)  # 61 is the most that Windows takes
    print(f"{len(blocks)} jobs for {workers} workers", flush=True)
    total = 0
    # >>>
    with ProcessPoolExecutor(max_workers=workers) as pool:
        # For many short jobs add chunksize=N; for an endless input buffersize=N (Python 3.14+).
        for done, primes in enumerate(pool.map(count_primes, blocks), start=1):
            total += primes  # results are merged here, in one place
            if done % 5 == 0:
                print(f"{done}/{len(blocks)} jobs done", flush=True)
    # <<<
    print(f"{total} primes below {LIMIT}")


if __name__ == "__main__":  # workers import this file; without the guard each would start a pool
    main()

# Ends with: 11301 primes below 120000
