# === the counter of a global
import threading

hits = 0


def visit(times: int) -> None:
    global hits
    for _ in range(times):
        hits += 1  #! unlocked-shared-mutation


threads = [threading.Thread(target=visit, args=(100_000,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(hits)
# === the counter of a global, guarded
import threading

hits = 0
lock = threading.Lock()


def visit(times: int) -> None:
    global hits
    for _ in range(times):
        with lock:
            hits += 1


threads = [threading.Thread(target=visit, args=(100_000,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(hits)
# === word counts in a pool
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

counts: dict[str, int] = {}


def count(path: Path) -> None:
    for word in path.read_text().split():
        counts[word] = counts.get(word, 0) + 1  #! unlocked-shared-mutation


with ThreadPoolExecutor() as pool:
    list(pool.map(count, Path("texts").glob("*.txt")))
print(len(counts))
# === word counts added up by the caller
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def count(path: Path) -> Counter:
    counts = Counter()
    for word in path.read_text().split():
        counts[word] += 1
    return counts


total = Counter()
with ThreadPoolExecutor() as pool:
    for counts in pool.map(count, Path("texts").glob("*.txt")):
        total.update(counts)
print(len(total))
# === an attribute of the crawler
import queue
import threading

import requests


class Crawler:
    def __init__(self, urls):
        self.todo = queue.Queue()
        self.bytes_read = 0
        for url in urls:
            self.todo.put(url)

    def _work(self):
        while True:
            try:
                url = self.todo.get_nowait()
            except queue.Empty:
                return
            body = requests.get(url, timeout=10).content
            self.bytes_read += len(body)  #! unlocked-shared-mutation

    def run(self, workers=8):
        crew = [threading.Thread(target=self._work) for _ in range(workers)]
        for t in crew:
            t.start()
        for t in crew:
            t.join()
        return self.bytes_read
# === an attribute of the crawler behind its lock
import queue
import threading

import requests


class Crawler:
    def __init__(self, urls):
        self.todo = queue.Queue()
        self.lock = threading.Lock()
        self.bytes_read = 0
        for url in urls:
            self.todo.put(url)

    def _work(self):
        while True:
            try:
                url = self.todo.get_nowait()
            except queue.Empty:
                return
            body = requests.get(url, timeout=10).content
            with self.lock:
                self.bytes_read += len(body)

    def run(self, workers=8):
        crew = [threading.Thread(target=self._work) for _ in range(workers)]
        for t in crew:
            t.start()
        for t in crew:
            t.join()
        return self.bytes_read
# === a closure counts failures
from concurrent.futures import ThreadPoolExecutor


def convert_all(paths, convert):
    failures = 0

    def attempt(path):
        nonlocal failures
        try:
            convert(path)
        except OSError:
            failures += 1  #! unlocked-shared-mutation

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(attempt, paths))
    return failures
# === appending to a list is one step
import threading

results = []
errors = {}


def fetch(index: int) -> None:
    try:
        results.append(index * 2)
    except ValueError as error:
        errors[index] = error


crew = [threading.Thread(target=fetch, args=(n,)) for n in range(8)]
for t in crew:
    t.start()
for t in crew:
    t.join()
print(results)
# === a state per thread
import threading

state = threading.local()


def work(rows):
    state.seen = 0
    for _ in rows:
        state.seen += 1
    print(state.seen)


for rows in ([1, 2], [3]):
    threading.Thread(target=work, args=(rows,)).start()
# === coroutines do not interrupt each other between awaits
import asyncio

done = 0


async def work(number: int) -> None:
    global done
    await asyncio.sleep(0.01)
    done += 1


async def main() -> None:
    await asyncio.gather(*(work(n) for n in range(20)))
    print(done)


asyncio.run(main())
