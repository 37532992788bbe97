"""On one core only less work is faster: find the slow line with a profiler, then mend it."""

import cProfile
import pstats
import time

NUMBERS = range(0, 6_000, 2)
TARGET = 5_000


def is_there(wanted: int, numbers: list[int]) -> bool:
    """Looks through the whole list, for every number again. This is the line to find."""
    return wanted in numbers


def count_pairs_slowly(numbers: list[int]) -> int:
    return sum(is_there(TARGET - n, numbers) for n in numbers)


def count_pairs(numbers: list[int]) -> int:
    known = set(numbers)  # one pass, then each question costs the same, however many there are
    return sum(TARGET - n in known for n in numbers)


def main() -> None:
    numbers = list(NUMBERS)

    # >>>
    profiler = cProfile.Profile()
    slow = profiler.runcall(count_pairs_slowly, numbers)
    rows = pstats.Stats(profiler).stats.items()  # {(file, line, function): (calls, ..., own time, ...)}
    (_, line, function), row = max(rows, key=lambda item: item[1][2])
    print(f"most time of its own: {function}, line {line}, {row[0]} calls, {row[2]:.2f} s")
    # <<<

    started = time.perf_counter()
    fast = count_pairs(numbers)
    print(f"with a set: {time.perf_counter() - started:.4f} s")
    assert fast == slow
    print(f"{fast} pairs either way, on the same core")


if __name__ == "__main__":
    main()

# Ends with: 2501 pairs either way, on the same core
