# === workers until the queue looks empty
import queue
import threading

jobs = queue.Queue()


def worker():
    while not jobs.empty():  #! queue-polling
        job = jobs.get()
        print(job)
        jobs.task_done()


for n in range(100):
    jobs.put(n)
crew = [threading.Thread(target=worker) for _ in range(4)]
for t in crew:
    t.start()
for t in crew:
    t.join()
# === workers until the sentinel
import queue
import threading

jobs = queue.Queue()


def worker():
    while (job := jobs.get()) is not None:
        print(job)


crew = [threading.Thread(target=worker) for _ in range(4)]
for t in crew:
    t.start()
for n in range(100):
    jobs.put(n)
for _ in crew:
    jobs.put(None)
for t in crew:
    t.join()
# === looking every tenth of a second
import threading
import time
from queue import Queue


class Writer(threading.Thread):
    def __init__(self, path: str) -> None:
        super().__init__(daemon=True)
        self.lines: Queue[str] = Queue(maxsize=1000)
        self.path = path

    def run(self) -> None:
        with open(self.path, "a") as out:
            while True:
                if self.lines.empty():  #! queue-polling
                    time.sleep(0.1)
                    continue
                out.write(self.lines.get())
# === waiting in get
import threading
from queue import Queue


class Writer(threading.Thread):
    def __init__(self, path: str) -> None:
        super().__init__(daemon=True)
        self.lines: Queue[str] = Queue(maxsize=1000)
        self.path = path

    def run(self) -> None:
        with open(self.path, "a") as out:
            while True:
                out.write(self.lines.get())
# === results of processes, by empty
from multiprocessing import Process, Queue


def square(numbers, results):
    for n in numbers:
        results.put(n * n)


if __name__ == "__main__":
    results = Queue()
    crew = [Process(target=square, args=(range(5), results)) for _ in range(3)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    while not results.empty():  #! queue-polling
        print(results.get())
# === results of processes, counted
from multiprocessing import Process, Queue


def square(numbers, results):
    for n in numbers:
        results.put(n * n)


if __name__ == "__main__":
    results = Queue()
    crew = [Process(target=square, args=(range(5), results)) for _ in range(3)]
    for p in crew:
        p.start()
    for _ in range(15):
        print(results.get())
    for p in crew:
        p.join()
# === asyncio consumer that looks and sleeps
import asyncio


async def consumer(queue: asyncio.Queue) -> None:
    while True:
        if queue.qsize() > 0:  #! queue-polling
            item = queue.get_nowait()
            print(item)
        else:
            await asyncio.sleep(0.05)
# === asyncio consumer that waits
import asyncio


async def consumer(queue: asyncio.Queue) -> None:
    while True:
        item = await queue.get()
        print(item, queue.qsize(), "left")
        queue.task_done()
# === a deque of one thread
from collections import deque


class Walk:
    def __init__(self, graph):
        self.graph = graph

    def empty(self):
        return not self.graph

    def run(self, start):
        todo = deque([start])
        while todo and not self.empty():
            node = todo.popleft()
            todo.extend(self.graph.pop(node, ()))
