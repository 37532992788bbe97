"""Mixed work: threads do the waiting, a process pool does the computing, each sized for itself."""

import multiprocessing
import time
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed

WAITS_AT_A_TIME = 8  # threads: how many downloads are under way
CORES = 2  # processes: how many cores may compute


def fetch(page: int) -> bytes:
    """Stands for a blocking download. A real one has a timeout, since threads cannot be killed."""
    time.sleep(0.2)
    return f"contents of page {page:02}, ".encode() * 2_000


def checksum(page: bytes) -> int:
    """Pure Python computing: in threads this would take turns on one core."""
    value = 0
    for byte in page:
        value = (value * 31 + byte) % 65_521
    return value


def main() -> None:
    # spawn: workers must not be forked from a process that already has threads.
    # >>>
    spawn = multiprocessing.get_context("spawn")
    with (
        ThreadPoolExecutor(WAITS_AT_A_TIME) as threads,
        ProcessPoolExecutor(CORES, mp_context=spawn) as processes,
    ):
        downloads = [threads.submit(fetch, page) for page in range(16)]
        sums: list[Future[int]] = []
        for download in as_completed(downloads):  # as they come in, not in order
            sums.append(processes.submit(checksum, download.result()))
        print(f"all {len(downloads)} pages are there, computing goes on", flush=True)
        total = sum(job.result() for job in as_completed(sums))
    # <<<
    print(f"16 pages, checksums add up to {total}")


if __name__ == "__main__":  # workers import this file
    main()

# Ends with: 16 pages, checksums add up to 419819
