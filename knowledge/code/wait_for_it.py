"""Waiting without burning CPU: at most three at a time, until enough is done, then stop."""

import threading
import time

places = threading.BoundedSemaphore(3)  # at most three at a time
stop = threading.Event()  # told once, seen by all
progress = threading.Condition()  # guards the three values below and announces their changes
done = running = highest = 0


def download(number: int) -> None:
    global done, running, highest
    # >>>
    with places:  # the fourth one waits here
        with progress:
            running += 1
            highest = max(highest, running)
        time.sleep(0.05)  # stands for the slow call, outside of the lock
        with progress:
            running -= 1
            done += 1
            progress.notify_all()  # after the change, while holding the lock
# <<<


def heartbeat() -> None:
    while not stop.wait(timeout=0.1):  # sleeps, and yet ends at once
        with progress:
            print(f"{done} done, {running} running", flush=True)


def main() -> None:
    pulse = threading.Thread(target=heartbeat)
    threads = [threading.Thread(target=download, args=(number,)) for number in range(12)]
    for thread in [pulse, *threads]:
        thread.start()

    with progress:  # wait_for looks at the state itself, so no notification can be missed
        if not progress.wait_for(lambda: done >= 12, timeout=10):
            print("something hangs")
    stop.set()
    for thread in [pulse, *threads]:
        thread.join()
    print(f"{done} done, at most {highest} at a time, heartbeat stopped")


if __name__ == "__main__":
    main()

# Ends with: 12 done, at most 3 at a time, heartbeat stopped
