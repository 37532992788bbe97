"""Mixed work: one event loop does the waiting, a process pool the computing, each sized for itself."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

WAITS_AT_A_TIME = 8  # rate x seconds each
CORES = 2  # how many may compute


async def fetch(page: int) -> bytes:
    """Stands for a call of an async client. A real one stands in `async with asyncio.timeout(...)`."""
    await asyncio.sleep(0.2)
    return f"contents of page {page:02}, ".encode() * 2_000


def checksum(page: bytes) -> int:
    """Pure Python computing: inside the loop it would stop every download."""
    value = 0
    for byte in page:
        value = (value * 31 + byte) % 65_521
    return value


# >>>
async def handle(page: int, places: asyncio.Semaphore, pool: ProcessPoolExecutor) -> int:
    async with places:  # held until the page is computed: no more pages than this lie in memory
        contents = await fetch(page)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, checksum, contents)  # the loop goes on meanwhile


async def main() -> None:
    places = asyncio.Semaphore(WAITS_AT_A_TIME + CORES)
    spawn = multiprocessing.get_context("spawn")  # never fork a program that may have threads
    with ProcessPoolExecutor(CORES, mp_context=spawn) as pool:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(handle(page, places, pool)) for page in range(16)]
            # <<<
            for done, task in enumerate(asyncio.as_completed(tasks), start=1):
                await task
                if done % 4 == 0:
                    print(f"{done}/{len(tasks)} pages done", flush=True)
    print(f"16 pages, checksums add up to {sum(task.result() for task in tasks)}")


if __name__ == "__main__":  # workers import this file
    asyncio.run(main())

# Ends with: 16 pages, checksums add up to 419819
