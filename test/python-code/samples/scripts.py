# === thumbnails over processes, right
import argparse
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from PIL import Image


def thumbnail(path: Path, size: int) -> Path:
    target = path.with_suffix(".thumb.jpg")
    with Image.open(path) as image:
        image.thumbnail((size, size))
        image.save(target)
    return target


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=256)
    args = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        futures = {pool.submit(thumbnail, path, args.size): path for path in args.folder.glob("*.jpg")}
        for future in as_completed(futures):
            try:
                print(future.result())
            except OSError as error:
                print(futures[future], error)


if __name__ == "__main__":
    main()
# === log analysis with two locks
import threading
from collections import Counter
from pathlib import Path

totals = Counter()
errors = []
totals_lock = threading.Lock()
errors_lock = threading.Lock()


def analyse(path: Path) -> None:
    with path.open() as lines:
        for line in lines:
            level = line.split(" ", 1)[0]
            with totals_lock:
                totals[level] += 1
            if level == "ERROR":
                with errors_lock:
                    errors.append(line)


def report() -> None:
    with errors_lock:
        with totals_lock:
            print(totals, len(errors))


if __name__ == "__main__":
    crew = [threading.Thread(target=analyse, args=(path,)) for path in Path("logs").glob("*.log")]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    report()
# === bank with nested locks
import threading
import random


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.lock = threading.Lock()


def transfer(from_account, to_account, amount):
    with from_account.lock:
        with to_account.lock:  #! lock-order
            if from_account.balance >= amount:
                from_account.balance -= amount
                to_account.balance += amount


def main():
    alice, bob = Account("alice", 1000), Account("bob", 1000)
    threads = []
    for _ in range(100):
        pair = [alice, bob]
        random.shuffle(pair)
        t = threading.Thread(target=transfer, args=(pair[0], pair[1], 10))
        threads.append(t)
        t.start()
    for t in threads:
        t.join()
    print(alice.balance + bob.balance)


main()
# === account of two threads
import threading
import time


class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        if self.balance >= amount:  #! check-then-act
            time.sleep(0.001)
            self.balance -= amount
            return True
        return False


account = Account(100)
threads = [threading.Thread(target=account.withdraw, args=(70,)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(account.balance)
# === each thread its own object
import threading


class Counter:
    def __init__(self):
        self.value = 0

    def work(self):
        for _ in range(1000):
            self.value += 1


counters = [Counter() for _ in range(4)]
threads = [threading.Thread(target=counter.work) for counter in counters]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sum(counter.value for counter in counters))
# === one object for all threads
import threading


class Counter:
    def __init__(self):
        self.value = 0

    def work(self):
        for _ in range(1000):
            self.value += 1  #! unlocked-shared-mutation


counter = Counter()
threads = [threading.Thread(target=counter.work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter.value)
# === scraper with the wrong tools
import asyncio
import time

import requests
from bs4 import BeautifulSoup


async def scrape(url: str) -> str:
    page = requests.get(url, timeout=10)  #! blocking-call-in-async
    soup = BeautifulSoup(page.text, "html.parser")
    time.sleep(0.2)  #! blocking-call-in-async
    return soup.title.string


async def main():
    urls = ["https://a.example", "https://b.example", "https://c.example"]
    titles = await asyncio.gather(*[scrape(url) for url in urls])
    for title in titles:
        print(title)


asyncio.run(main())
# === scraper in threads
from concurrent.futures import ThreadPoolExecutor

import requests
from bs4 import BeautifulSoup


def scrape(url: str) -> str:
    page = requests.get(url, timeout=10)
    return BeautifulSoup(page.text, "html.parser").title.string


def main():
    urls = ["https://a.example", "https://b.example", "https://c.example"]
    with ThreadPoolExecutor(max_workers=3) as executor:
        for title in executor.map(scrape, urls):
            print(title)


if __name__ == "__main__":
    main()
# === monte carlo over processes
import math
import multiprocessing as mp
import os
import random


def inside(args: tuple[int, int]) -> int:
    seed, rounds = args
    rng = random.Random(seed)
    return sum(1 for _ in range(rounds) if math.hypot(rng.random(), rng.random()) <= 1)


def estimate(rounds: int = 10_000_000) -> float:
    workers = os.cpu_count() or 1
    jobs = [(seed, rounds // workers) for seed in range(workers)]
    with mp.get_context("spawn").Pool(workers) as pool:
        return 4 * sum(pool.map(inside, jobs)) / rounds


if __name__ == "__main__":
    print(estimate())
# === monte carlo over threads
import random
import threading

results = []


def inside(rounds: int) -> None:
    hits = 0
    for _ in range(rounds):
        x = random.random()
        y = random.random()
        if x * x + y * y <= 1:
            hits += 1
    results.append(hits)


threads = []
for _ in range(8):
    t = threading.Thread(target=inside, args=(1_250_000,))  #! cpu-work-in-threads
    t.start()
    threads.append(t)
for t in threads:
    t.join()
print(4 * sum(results) / 10_000_000)
# === pandas over a pool, unguarded
import glob
from multiprocessing import Pool, cpu_count

import pandas as pd


def load(path):
    frame = pd.read_csv(path)
    return frame[frame["amount"] > 0]


pool = Pool(cpu_count())  #! no-main-guard
frames = pool.map(load, glob.glob("data/*.csv"))
pool.close()
pool.join()
print(pd.concat(frames).describe())
# === producer and consumer of processes
from multiprocessing import Process, Queue
import time


def produce(q):
    for n in range(100):
        q.put(n)
        time.sleep(0.01)
    q.put(None)


def consume(q):
    while True:
        item = q.get()
        if item is None:
            break
        print(item)


if __name__ == "__main__":
    q = Queue(maxsize=10)
    producer = Process(target=produce, args=(q,))
    consumer = Process(target=consume, args=(q,))
    producer.start()
    consumer.start()
    producer.join()
    consumer.join()
# === consumer that looks first
from multiprocessing import Process, Queue
import time


def produce(q):
    for n in range(100):
        q.put(n)
        time.sleep(0.01)


def consume(q):
    while True:
        if not q.empty():  #! queue-polling
            print(q.get())
        else:
            time.sleep(0.1)


if __name__ == "__main__":
    q = Queue(maxsize=10)
    producer = Process(target=produce, args=(q,))
    consumer = Process(target=consume, args=(q,), daemon=True)
    producer.start()
    consumer.start()
    producer.join()
# === progress shared between processes
import multiprocessing as mp
import time

counter = mp.Value("i", 0)


def work(n):
    time.sleep(0.01)
    counter.value += 1  #! shared-value-increment
    return n * 2


if __name__ == "__main__":
    mp.set_start_method("fork")
    with mp.Pool(4) as pool:
        print(sum(pool.map(work, range(200))))
    print(counter.value)
# === futures read in order
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.request import urlopen


def read(url: str) -> bytes:
    with urlopen(url, timeout=10) as response:
        return response.read()


def read_all(urls: list[str]) -> dict[str, bytes]:
    pages: dict[str, bytes] = {}
    pending: dict[Future[bytes], str] = {}
    with ThreadPoolExecutor(max_workers=12) as pool:
        for url in urls:
            pending[pool.submit(read, url)] = url
        for future, url in pending.items():
            pages[url] = future.result()
    return pages
# === warm-up that nobody waits for
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


class Warmer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = ThreadPoolExecutor(max_workers=2)

    def _warm(self, path: Path) -> None:
        with path.open("rb") as f:
            while f.read(1 << 20):
                pass

    def start(self) -> None:
        for path in self.folder.iterdir():
            self.pool.submit(self._warm, path)  #! result-never-read
# === async main with sequential downloads
import asyncio
from pathlib import Path

import httpx

FILES = ["a.zip", "b.zip", "c.zip", "d.zip"]


async def download(client: httpx.AsyncClient, name: str) -> None:
    async with client.stream("GET", f"https://files.example/{name}") as response:
        with Path(name).open("wb") as out:
            async for chunk in response.aiter_bytes():
                out.write(chunk)


async def main() -> None:
    async with httpx.AsyncClient(timeout=None) as client:
        for name in FILES:
            await download(client, name)  #! sequential-awaits


asyncio.run(main())
# === async main with a task group
import asyncio
from pathlib import Path

import httpx

FILES = ["a.zip", "b.zip", "c.zip", "d.zip"]


async def download(client: httpx.AsyncClient, name: str) -> None:
    async with client.stream("GET", f"https://files.example/{name}") as response:
        with Path(name).open("wb") as out:
            async for chunk in response.aiter_bytes():
                out.write(chunk)


async def main() -> None:
    async with httpx.AsyncClient(timeout=None) as client:
        try:
            async with asyncio.TaskGroup() as group:
                for name in FILES:
                    group.create_task(download(client, name))
        except* httpx.HTTPError as errors:
            for error in errors.exceptions:
                print(error)


asyncio.run(main())
# === wait in a notebook
import asyncio


async def answer() -> int:
    await asyncio.sleep(1)
    return 42


async def main() -> None:
    loop = asyncio.get_event_loop()
    value = loop.run_until_complete(answer())  #! run-in-running-loop
    print(value)


asyncio.run(main())
# === generics and new syntax
from collections.abc import Awaitable, Callable
import asyncio

type Job[T] = Callable[[], Awaitable[T]]


class Limited[T]:
    def __init__(self, limit: int) -> None:
        self.slots = asyncio.Semaphore(limit)

    async def run(self, job: Job[T]) -> T:
        async with self.slots:
            return await job()

    async def all(self, jobs: list[Job[T]]) -> list[T]:
        async with (
            asyncio.timeout(30),
            asyncio.TaskGroup() as group,
        ):
            tasks = [group.create_task(self.run(job)) for job in jobs]
        return [task.result() for task in tasks]


def first[T](items: list[T], /) -> T | None:
    return items[0] if (n := len(items)) and n > 0 else None
# === ping sweep with a deep pool
import subprocess
from concurrent.futures import ThreadPoolExecutor, as_completed

HOSTS = [f"10.0.0.{n}" for n in range(1, 255)]


def ping(host: str) -> tuple[str, bool]:
    done = subprocess.run(["ping", "-c1", "-W1", host], capture_output=True)
    return host, done.returncode == 0


with ThreadPoolExecutor(max_workers=50) as pool:
    futures = [pool.submit(ping, host) for host in HOSTS]
    for future in as_completed(futures):
        host, up = future.result()
        if up:
            print(host)
# === game server with a tick thread
import socketserver
import threading
import time

state = {"tick": 0, "players": {}}


def tick():
    while True:
        time.sleep(1 / 30)
        state["tick"] = state["tick"] + 1


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(f"{state['tick']} {line!r}\n".encode())


if __name__ == "__main__":
    threading.Thread(target=tick).start()  #! non-daemon-forever
    with socketserver.ThreadingTCPServer(("", 9999), Handler) as server:
        server.serve_forever()
