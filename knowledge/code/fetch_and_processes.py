"""Mixed work: one wait after another is fast enough, while a process pool computes what came before."""

import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

CORES = 2  # how many may compute
AHEAD = 2 * CORES  # pages handed over and not yet computed: enough to keep the workers busy


def fetch(page: int) -> bytes:
    """Stands for a blocking call with a timeout."""
    time.sleep(0.05)
    return f"contents of page {page:02}, ".encode() * 2_000


def checksum(page: bytes) -> int:
    """Pure Python computing."""
    value = 0
    for byte in page:
        value = (value * 31 + byte) % 65_521
    return value


def main() -> None:
    total = 0
    with ProcessPoolExecutor(CORES) as pool:
        # >>>
        pending: set[Future[int]] = set()
        for page in range(16):
            pending.add(pool.submit(checksum, fetch(page)))  # the next fetch runs while this computes
            if len(pending) >= AHEAD:  # submit never waits, so this does: memory stays bounded
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                total += sum(job.result() for job in done)
            # <<<
            if (page + 1) % 4 == 0:
                print(f"{page + 1}/16 pages fetched", flush=True)
        total += sum(job.result() for job in pending)
    print(f"16 pages, checksums add up to {total}")


if __name__ == "__main__":  # workers import this file
    main()

# Ends with: 16 pages, checksums add up to 419819
