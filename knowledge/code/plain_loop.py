"""Jobs one after another, with a measurement that tells when this stops being enough."""

import time

BUDGET_SECONDS = 5.0  # what the whole batch may take
JOBS = 20


def work(job: int) -> int:
    """One job: input in, result out, nothing else touched. A process pool could run it as it is."""
    return sum(n * n % 7 for n in range(job * 2_000))


def main() -> None:
    # >>>
    started = time.perf_counter()
    total = 0
    for job in range(1, JOBS + 1):
        total += work(job)
        if job % 5 == 0:
            print(f"{job}/{JOBS} jobs after {time.perf_counter() - started:.2f} s", flush=True)
    # <<<

    elapsed = time.perf_counter() - started
    share = elapsed / BUDGET_SECONDS
    print(f"used {share:.0%} of the {BUDGET_SECONDS:.0f} s there are")
    if share > 0.5:  # say so before it hurts
        print("getting tight: profile first (python -m cProfile -s cumtime), then think of a process pool")
    print(f"{JOBS} jobs done, total {total}")


if __name__ == "__main__":
    main()

# Ends with: 20 jobs done, total 839979
