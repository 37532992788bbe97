# === sqlite in an async handler
import sqlite3
from aiohttp import web


async def get_user(request: web.Request) -> web.Response:
    user_id = int(request.match_info["id"])
    conn = sqlite3.connect("users.db")  #! blocking-call-in-async
    row = conn.execute("SELECT name FROM users WHERE id = ?", (user_id,)).fetchone()
    conn.close()
    return web.json_response({"name": row[0]})
# === urllib and input in coroutines
import asyncio
import urllib.request


async def fetch(url):
    with urllib.request.urlopen(url) as response:  #! blocking-call-in-async
        return response.read()


async def prompt():
    while True:
        command = input("> ")  #! blocking-call-in-async
        if command == "quit":
            return
        print(len(await fetch(command)))


asyncio.run(prompt())
# === session of requests kept by a class
import requests


class Weather:
    def __init__(self):
        self.session = requests.Session()
        self.session.headers["User-Agent"] = "weather/1.0"

    async def now(self, city: str) -> float:
        response = self.session.get("https://weather.example", params={"q": city})  #! blocking-call-in-async
        return response.json()["temperature"]
# === async context left out
import asyncio


async def close_all(writers):
    for writer in writers:
        writer.close()
        writer.drain()  #! unawaited-coroutine
        await writer.wait_closed()


async def setup():
    lock = asyncio.Lock()
    lock.acquire()  #! unawaited-coroutine
    return lock
# === coroutine in a dictionary of results
import asyncio


async def compute(n: int) -> int:
    await asyncio.sleep(0.1)
    return n * n


async def main():
    total = 0
    for n in range(5):
        total += compute(n)  #! unawaited-coroutine
    print(f"sum: {total}")


asyncio.run(main())
# === task under a name that nobody reads
import asyncio


async def send_mail(to: str) -> None:
    await asyncio.sleep(2)


async def signup(email: str) -> dict:
    task = asyncio.create_task(send_mail(email))  #! dropped-task
    return {"email": email}
# === sequential with a dictionary of results
import asyncio
import aiohttp


async def get_json(session, url):
    async with session.get(url) as resp:
        return await resp.json()


async def load_all(urls):
    results = {}
    async with aiohttp.ClientSession() as session:
        for name, url in urls.items():
            try:
                results[name] = await get_json(session, url)  #! sequential-awaits
            except aiohttp.ClientError as exc:
                results[name] = {"error": str(exc)}
    return results
# === embedding one by one
from openai import AsyncOpenAI

client = AsyncOpenAI()


async def summarize(text: str) -> str:
    reply = await client.chat.completions.create(
        model="small", messages=[{"role": "user", "content": text}]
    )
    return reply.choices[0].message.content


async def summarize_all(texts: list[str]) -> list[str]:
    out = []
    for text in texts:
        summary = await summarize(text)  #! sequential-awaits
        out.append(summary)
    return out
# === conversation with a model, turn by turn
from openai import AsyncOpenAI

client = AsyncOpenAI()


async def chat(questions: list[str]) -> list[str]:
    messages = []
    for question in questions:
        messages.append({"role": "user", "content": question})
        reply = await client.chat.completions.create(model="small", messages=messages)
        answer = reply.choices[0].message.content
        messages.append({"role": "assistant", "content": answer})
    return [m["content"] for m in messages]
# === gather over a range of a hundred thousand
import asyncio
import aiohttp

PAGES = 100_000


async def fetch_page(session, n):
    async with session.get(f"https://api.example/page/{n}") as r:
        return await r.json()


async def main():
    async with aiohttp.ClientSession() as session:
        tasks = []
        for n in range(PAGES):
            tasks.append(fetch_page(session, n))
        return await asyncio.gather(*tasks)  #! unbounded-fan-out


asyncio.run(main())
# === pool in a helper called in a loop
from concurrent.futures import ThreadPoolExecutor
import requests


def head(url):
    return requests.head(url, timeout=5).status_code


def check(urls):
    with ThreadPoolExecutor(max_workers=10) as pool:  #! pool-per-call
        return list(pool.map(head, urls))


def main(sites):
    for site in sites:
        print(site, check([f"{site}/", f"{site}/login"]))
# === future kept and never read
from concurrent.futures import ThreadPoolExecutor

executor = ThreadPoolExecutor(max_workers=4)


def handle_upload(file):
    validate(file)
    future = executor.submit(process_upload, file)  #! result-never-read
    return {"status": "accepted"}


def process_upload(file):
    if file.size == 0:
        raise ValueError("empty file")
    file.save()
# === as_completed that only counts
from concurrent.futures import ThreadPoolExecutor, as_completed


def migrate(table):
    copy_rows(table)


def run(tables):
    done = 0
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(migrate, table) for table in tables]  #! result-never-read
        for _ in as_completed(futures):
            done += 1
            print(f"{done}/{len(futures)}")
# === total of a class over a pool
from concurrent.futures import ThreadPoolExecutor


class Importer:
    def __init__(self):
        self.rows = 0
        self.errors = []

    def load(self, path):
        with open(path) as f:
            for _ in f:
                self.rows += 1  #! unlocked-shared-mutation

    def run(self, paths):
        with ThreadPoolExecutor(max_workers=4) as pool:
            list(pool.map(self.load, paths))
        return self.rows
# === nested dictionary of totals
import threading

totals = {"ok": 0, "failed": 0}


def worker(jobs):
    for job in jobs:
        try:
            job()
        except Exception:
            totals["failed"] = totals["failed"] + 1  #! unlocked-shared-mutation
        else:
            totals["ok"] += 1  #! unlocked-shared-mutation


def run(parts):
    threads = []
    for part in parts:
        thread = threading.Thread(target=worker, args=[part])
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
# === singleton
import threading


class Config:
    _instance = None

    def __init__(self):
        self.values = {}

    @classmethod
    def get(cls):
        if cls._instance is None:  #! check-then-act
            cls._instance = cls()
        return cls._instance


def worker():
    print(Config.get().values)


for _ in range(8):
    threading.Thread(target=worker).start()
# === singleton behind a lock
import threading


class Config:
    _instance = None
    _lock = threading.Lock()

    def __init__(self):
        self.values = {}

    @classmethod
    def get(cls):
        with cls._lock:
            if cls._instance is None:
                cls._instance = cls()
        return cls._instance


def worker():
    print(Config.get().values)


for _ in range(8):
    threading.Thread(target=worker).start()
# === seats in a list
import threading

seats = ["1A", "1B"]


def book(name):
    if seats:  #! check-then-act
        seat = seats.pop()
        print(name, seat)


for name in ("ada", "bob", "eve"):
    threading.Thread(target=book, args=(name,)).start()
# === lock of threads around a sleep
import asyncio
import threading

state_lock = threading.Lock()
state = {}


async def update(key, value):
    with state_lock:  #! lock-across-await
        await asyncio.sleep(0)
        state[key] = value
# === dining philosophers
import threading
import time

forks = [threading.Lock() for _ in range(2)]
left, right = threading.Lock(), threading.Lock()


def plato():
    while True:
        with left:
            time.sleep(0.01)
            with right:
                break


def kant():
    while True:
        with right:
            time.sleep(0.01)
            with left:  #! lock-order
                break


a = threading.Thread(target=plato)
b = threading.Thread(target=kant)
a.start()
b.start()
a.join()
b.join()
# === drained by size
import queue
import threading
import time

tasks = queue.Queue()


def worker():
    while tasks.qsize() > 0:  #! queue-polling
        task = tasks.get()
        task()
        tasks.task_done()


def main(jobs):
    for job in jobs:
        tasks.put(job)
    for _ in range(3):
        threading.Thread(target=worker).start()
    tasks.join()
# === log lines faster than the disk
import multiprocessing as mp
import time


def sensor(q):
    while True:
        q.put(read_sample())


def writer(q):
    while True:
        sample = q.get()
        time.sleep(0.05)
        print(sample)


if __name__ == "__main__":
    q = mp.Queue()  #! unbounded-queue
    mp.Process(target=sensor, args=(q,), daemon=True).start()
    writer(q)
# === fork in a threaded server
import multiprocessing
import threading
import time


def monitor():
    while True:
        time.sleep(1)


def crunch(n):
    return sum(range(n))


def main():
    t = threading.Thread(target=monitor, daemon=True)
    t.start()
    with multiprocessing.get_context("fork").Pool(2) as pool:  #! fork-with-threads
        print(pool.map(crunch, [10, 20]))


if __name__ == "__main__":
    main()
# === connection handed to a process pool
import sqlite3
from concurrent.futures import ProcessPoolExecutor


def count(conn, table):
    return conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def main():
    conn = sqlite3.connect("shop.db")
    with ProcessPoolExecutor() as pool:
        future = pool.submit(count, conn, "orders")  #! unpicklable-task
        print(future.result())


if __name__ == "__main__":
    main()
# === executor at the top of a script
import math
from concurrent.futures import ProcessPoolExecutor

NUMBERS = [112272535095293, 112582705942171, 115280095190773]


def is_prime(n):
    return all(n % d for d in range(2, math.isqrt(n) + 1))


executor = ProcessPoolExecutor()  #! no-main-guard
for number, prime in zip(NUMBERS, executor.map(is_prime, NUMBERS)):
    print(number, prime)
# === recursion over one executor
from concurrent.futures import ThreadPoolExecutor

executor = ThreadPoolExecutor(max_workers=4)


def merge_sort(items):
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left = executor.submit(merge_sort, items[:middle])
    right = executor.submit(merge_sort, items[middle:])
    return merge(left.result(), right.result())  #! nested-pool-deadlock


def merge(a, b):
    return sorted(a + b)


print(executor.submit(merge_sort, [3, 1, 2, 9, 5]).result())
# === hashing by hand in threads
import threading


def digest(blocks):
    value = 17
    for block in range(blocks):
        for byte in range(256):
            value = (value * 31 + byte * block) & 0xFFFFFFFF
    return value


workers = [threading.Thread(target=digest, args=(50_000,)) for _ in range(4)]  #! cpu-work-in-threads
for w in workers:
    w.start()
for w in workers:
    w.join()
# === fibonacci in a handler
from fastapi import FastAPI

app = FastAPI()


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@app.get("/fib/{n}")
async def get_fib(n: int):
    return {"n": n, "value": fib(n)}  #! cpu-work-in-async
# === fibonacci in a plain handler
from fastapi import FastAPI

app = FastAPI()


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@app.get("/fib/{n}")
def get_fib(n: int):
    return {"n": n, "value": fib(n)}
# === squares one by one
from multiprocessing import Pool


def square(x):
    return x * x


if __name__ == "__main__":
    with Pool() as pool:
        total = 0
        for value in pool.imap_unordered(square, range(1_000_000)):  #! chunksize-one
            total += value
        print(total)
# === heartbeat of a client
import threading
import time
import requests


class Client:
    def __init__(self, url):
        self.url = url
        self._thread = threading.Thread(target=self._beat)  #! non-daemon-forever
        self._thread.start()

    def _beat(self):
        while True:
            try:
                requests.post(self.url + "/beat", timeout=3)
            except requests.RequestException:
                pass
            time.sleep(10)
# === future resolved from a pool
import asyncio
from concurrent.futures import ThreadPoolExecutor


async def main():
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def work():
        answer.set_result(42)  #! asyncio-object-across-threads

    with ThreadPoolExecutor() as pool:
        done = pool.submit(work)
        print(await answer)
        await asyncio.wrap_future(done)


asyncio.run(main())
# === synchronous wrapper used in a coroutine
import asyncio


async def _query(sql):
    await asyncio.sleep(0.1)
    return [sql]


def query(sql):
    return asyncio.run(_query(sql))  #! run-in-running-loop


async def report():
    rows = query("SELECT 1")
    return len(rows)


print(asyncio.run(report()))
# === value in a list of processes
import multiprocessing


def deposit(balance, times):
    for _ in range(times):
        balance.value = balance.value + 1  #! shared-value-increment


def main():
    balance = multiprocessing.Value("i", 0)
    processes = []
    for _ in range(4):
        p = multiprocessing.Process(target=deposit, args=(balance, 10_000))
        processes.append(p)
        p.start()
    for p in processes:
        p.join()
    print(balance.value)


if __name__ == "__main__":
    main()
