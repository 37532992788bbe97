"""Blocking calls side by side in a thread pool; every failure is seen."""

import time
from concurrent.futures import ThreadPoolExecutor, as_completed

WAITS_AT_A_TIME = 10  # rate x seconds each, not the number of cores


def fetch(item: int) -> str:
    """Stands for a blocking call. Give a real one a timeout: a thread cannot be killed from outside."""
    time.sleep(0.1)
    if item == 13:
        raise ConnectionError("the server hung up")
    return f"answer {item}"


def main() -> None:
    started = time.perf_counter()
    answers: dict[int, str] = {}
    failures: dict[int, Exception] = {}
    # >>>
    with ThreadPoolExecutor(max_workers=WAITS_AT_A_TIME) as pool:
        calls = {pool.submit(fetch, item): item for item in range(30)}
        for call in as_completed(calls):  # only this thread touches the dicts: nothing to lock
            item = calls[call]
            try:
                answers[item] = call.result()  # raises here what fetch raised there
                if len(answers) % 10 == 0:
                    print(f"{len(answers)} answers", flush=True)
            except ConnectionError as error:
                failures[item] = error
    # <<<

    for item, error in failures.items():
        print(f"item {item} failed: {error}")
    print(f"took {time.perf_counter() - started:.1f} s; one after another it would be 3.0 s")
    print(f"{len(answers)} answers, {len(failures)} failure")


if __name__ == "__main__":
    main()

# Ends with: 29 answers, 1 failure
