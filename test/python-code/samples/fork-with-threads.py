# === fork after the heartbeat began
import os
import threading
import time


def heartbeat():
    while True:
        print("alive")
        time.sleep(5)


threading.Thread(target=heartbeat, daemon=True).start()
pid = os.fork()  #! fork-with-threads
if pid == 0:
    os.execvp("worker", ["worker"])
os.waitpid(pid, 0)
# === fork first, threads after
import os
import threading
import time


def heartbeat():
    while True:
        print("alive")
        time.sleep(5)


pid = os.fork()
if pid == 0:
    os.execvp("worker", ["worker"])
threading.Thread(target=heartbeat, daemon=True).start()
os.waitpid(pid, 0)
# === fork context beside a logging thread
import logging.handlers
import multiprocessing
import queue
import threading


def work(n):
    logging.getLogger().info("work %s", n)


def main():
    lines = queue.Queue(1000)
    listener = threading.Thread(target=drain, args=(lines,), daemon=True)
    listener.start()
    ctx = multiprocessing.get_context("fork")
    p = ctx.Process(target=work, args=(1,))  #! fork-with-threads
    p.start()
    p.join()


def drain(lines):
    while (record := lines.get()) is not None:
        print(record)


if __name__ == "__main__":
    main()
# === spawn context beside a logging thread
import logging.handlers
import multiprocessing
import queue
import threading


def work(n):
    logging.getLogger().info("work %s", n)


def main():
    lines = queue.Queue(1000)
    listener = threading.Thread(target=drain, args=(lines,), daemon=True)
    listener.start()
    ctx = multiprocessing.get_context("spawn")
    p = ctx.Process(target=work, args=(1,))
    p.start()
    p.join()


def drain(lines):
    while (record := lines.get()) is not None:
        print(record)


if __name__ == "__main__":
    main()
# === process pool inside a thread pool
from concurrent.futures import ThreadPoolExecutor
import multiprocessing as mp
import threading


def crunch(n):
    return n * n


def tail(path):
    with open(path) as f:
        for line in f:
            print(line)


if __name__ == "__main__":
    mp.set_start_method("fork")
    watcher = threading.Thread(target=tail, args=("job.log",))
    watcher.start()
    with mp.Pool(4) as pool:  #! fork-with-threads
        print(pool.map(crunch, range(100)))
    watcher.join()
# === the thread has ended before
import multiprocessing as mp
import threading


def crunch(n):
    return n * n


def warm_up():
    print("reading tables")


if __name__ == "__main__":
    mp.set_start_method("fork")
    warm = threading.Thread(target=warm_up)
    warm.start()
    warm.join()
    with mp.Pool(4) as pool:
        print(pool.map(crunch, range(100)))
