"""Blocking calls one after another: a timeout on each, a few retries, nothing to synchronise."""

import time
from collections.abc import Callable
from functools import partial

TRIES = 3
flaky = {"prices": 1}  # the fake server fails this often


def fetch(name: str, timeout: float) -> str:
    """Stands for a blocking call such as session.get(url, timeout=timeout), with one session for all."""
    if flaky.get(name, 0) > 0:
        flaky[name] -= 1
        time.sleep(timeout)
        raise TimeoutError(f"{name}: no answer within {timeout} s")
    time.sleep(0.05)
    return f"{name}: ok"


# >>>
def with_retries(call: Callable[[], str]) -> str:
    """Only for calls which are safe to repeat: reading, or writing with an idempotency key."""
    for attempt in range(1, TRIES + 1):
        try:
            return call()
        except TimeoutError as error:
            if attempt == TRIES:
                raise
            print(f"  {error}, trying again", flush=True)
            time.sleep(0.1 * 2**attempt)  # wait longer each time
    # <<<
    raise AssertionError("not reached")


def main() -> None:
    names = ["users", "orders", "prices", "stock"]
    started = time.perf_counter()
    answers = []
    for name in names:
        answers.append(with_retries(partial(fetch, name, timeout=0.2)))
        print(answers[-1], flush=True)
    # Too slow one day? ThreadPoolExecutor(...).map over the same function is the next step.
    print(f"took {time.perf_counter() - started:.1f} s")
    print(f"{len(answers)} of {len(names)} fetched")


if __name__ == "__main__":
    main()

# Ends with: 4 of 4 fetched
