"""Memory grows: find the line that keeps it, and see whether the collector has anything to do with it."""

import gc
import tracemalloc
import weakref

seen: dict[int, str] = {}  # the leak: nothing is ever taken out


class Node:
    """Refers to itself through its friend: a cycle, which reference counting alone cannot free."""

    def __init__(self) -> None:
        self.friend: "Node | None" = None


def handle_request(number: int) -> None:
    seen[number] = f"request {number} " * 20


def make_cycle() -> weakref.ref[Node]:
    one, other = Node(), Node()
    one.friend, other.friend = other, one
    return weakref.ref(one)


def main() -> None:
    # >>>
    tracemalloc.start(5)  # early; frames kept per allocation. From outside: python -X tracemalloc=5
    before = tracemalloc.take_snapshot()
    for number in range(5_000):
        handle_request(number)
    after = tracemalloc.take_snapshot()

    ours = after.filter_traces([tracemalloc.Filter(True, __file__)])
    top = ours.compare_to(before.filter_traces([tracemalloc.Filter(True, __file__)]), "lineno")[0]
    print(f"grew most: line {top.traceback[0].lineno}, {top.size_diff / 1024:.0f} KiB more")
    # <<<

    cycles = [make_cycle() for _ in range(200)]
    gc.collect()  # frees cycles; what the dict still refers to stays, however often this is called
    alive = sum(cycle() is not None for cycle in cycles)
    print(f"{len(seen)} entries kept by the dict, {alive} of {len(cycles)} cycles left")


if __name__ == "__main__":
    main()

# Ends with: 5000 entries kept by the dict, 0 of 200 cycles left
