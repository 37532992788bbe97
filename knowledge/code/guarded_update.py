"""State and its lock in one class: nobody can touch the one without the other."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor


# >>>
class Tickets:
    """Sells what there is and not one more, from however many threads."""

    def __init__(self, available: int) -> None:
        self._lock = threading.Lock()
        self._available = available
        self._buyers: list[str] = []

    def buy(self, buyer: str) -> bool:
        with self._lock:  # check and change belong together; no I/O in here
            if self._available == 0:
                return False
            self._available -= 1
            self._buyers.append(buyer)
            return True
    # <<<

    def report(self) -> tuple[int, int]:
        with self._lock:  # reading two values that belong together needs it as well
            return self._available, len(self._buyers)


def shop(tickets: Tickets, name: str) -> int:
    bought = 0
    for _ in range(25):
        time.sleep(0.001)  # stands for the slow part, outside of the lock
        bought += tickets.buy(name)
    return bought


def main() -> None:
    tickets = Tickets(available=100)
    with ThreadPoolExecutor(max_workers=8) as pool:
        shops = [pool.submit(shop, tickets, f"shop {n}") for n in range(8)]
        for number, sold in enumerate(shops):
            print(f"shop {number} bought {sold.result()}", flush=True)
    left, sold_in_all = tickets.report()
    print(f"{sold_in_all} tickets sold, {left} left, 200 wanted")


if __name__ == "__main__":
    main()

# Ends with: 100 tickets sold, 0 left, 200 wanted
