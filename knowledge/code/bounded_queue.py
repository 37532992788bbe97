"""Producer and consumers with a bounded queue: no lock of one's own, and back-pressure for free."""

import queue
import threading
import time

CONSUMERS = 3
STOP = object()  # sentinel; on Python 3.13+ queue.shutdown() does the same


# >>>
def produce(items: queue.Queue, count: int) -> None:
    for number in range(1, count + 1):
        items.put(number)  # waits while the queue is full, so memory stays bounded
        if number % 10 == 0:
            print(f"{number} produced", flush=True)
    for _ in range(CONSUMERS):
        items.put(STOP)  # one for each consumer


def consume(items: queue.Queue, results: queue.Queue) -> None:
    while (item := items.get()) is not STOP:  # get() waits; never loop on empty()
        try:
            time.sleep(0.01)  # stands for a blocking call
            if item == 13:
                raise ValueError("thirteen")
            results.put((item, item * item))
        except ValueError as error:  # or this consumer ends here and its work stays in the queue
            results.put((item, error))
# <<<


def main() -> None:
    items: queue.Queue = queue.Queue(maxsize=5)
    results: queue.Queue = queue.Queue()  # unbounded: drained only after the join below
    threads = [threading.Thread(target=consume, args=(items, results)) for _ in range(CONSUMERS)]
    for thread in threads:
        thread.start()
    produce(items, 30)
    for thread in threads:
        thread.join()

    outcomes = dict(results.get_nowait() for _ in range(30))
    failed = [item for item, outcome in outcomes.items() if isinstance(outcome, Exception)]
    total = sum(outcome for outcome in outcomes.values() if isinstance(outcome, int))
    print(f"30 items, failed: {failed}, sum of the other squares {total}")


if __name__ == "__main__":
    main()

# Ends with: 30 items, failed: [13], sum of the other squares 9286
