"""Many waits in one thread: tasks in a group, a cap on how many run, a timeout on each."""

import asyncio

AT_A_TIME = 10
JOBS = 60


class Gauge:
    """Counts what is under way. No lock: nothing else runs between two awaits."""

    def __init__(self) -> None:
        self.now = self.highest = 0

    def __enter__(self) -> None:
        self.now += 1
        self.highest = max(self.highest, self.now)

    def __exit__(self, *_: object) -> None:
        self.now -= 1


gauge = Gauge()


async def call_api(job: int) -> str:
    """Stands for a call of an async client. A blocking one would go through asyncio.to_thread."""
    with gauge:
        await asyncio.sleep(60 if job == 42 else 0.1)
    return f"answer {job}"


# >>>
async def fetch(job: int, places: asyncio.Semaphore) -> str | None:
    async with places:  # waits here while ten others are under way
        try:
            async with asyncio.timeout(1):
                return await call_api(job)
        except TimeoutError:
            print(f"job {job} took too long", flush=True)
            return None


async def main() -> None:
    places = asyncio.Semaphore(AT_A_TIME)
    async with asyncio.TaskGroup() as group:  # waits for all; if one raises, it cancels the others
        tasks = [group.create_task(fetch(job, places)) for job in range(JOBS)]
    answers = [task.result() for task in tasks]
    # <<<
    print(f"{JOBS - answers.count(None)} answers, {answers.count(None)} timeout, {gauge.highest} at a time")


if __name__ == "__main__":
    asyncio.run(main())

# Ends with: 59 answers, 1 timeout, 10 at a time
