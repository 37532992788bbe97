# === two withdrawals at once
import threading

balance = 100


def withdraw(amount: int) -> bool:
    global balance
    if balance >= amount:  #! check-then-act
        balance -= amount
        return True
    return False


crew = [threading.Thread(target=withdraw, args=(80,)) for _ in range(2)]
for t in crew:
    t.start()
for t in crew:
    t.join()
# === two withdrawals, one at a time
import threading

balance = 100
lock = threading.Lock()


def withdraw(amount: int) -> bool:
    global balance
    with lock:
        if balance >= amount:
            balance -= amount
            return True
    return False


crew = [threading.Thread(target=withdraw, args=(80,)) for _ in range(2)]
for t in crew:
    t.start()
for t in crew:
    t.join()
# === the cache of a pool
from concurrent.futures import ThreadPoolExecutor

import requests

cache = {}


def country(code):
    if code not in cache:  #! check-then-act
        cache[code] = requests.get(f"https://countries.example/{code}", timeout=5).json()
    return cache[code]["name"]


def main(codes):
    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(country, codes))
# === the cache of a pool, checked again under the lock
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

cache = {}
guard = threading.Lock()


def country(code):
    if code not in cache:
        with guard:
            if code not in cache:
                cache[code] = requests.get(f"https://countries.example/{code}", timeout=5).json()
    return cache[code]["name"]


def main(codes):
    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(country, codes))
# === a connection made when first needed
import threading

import psycopg2


class Store:
    def __init__(self, dsn):
        self.dsn = dsn
        self._conn = None

    def connection(self):
        if self._conn is None:  #! check-then-act
            self._conn = psycopg2.connect(self.dsn)
        return self._conn

    def work(self):
        with self.connection().cursor() as cur:
            cur.execute("SELECT 1")

    def start(self):
        for _ in range(4):
            threading.Thread(target=self.work).start()
# === a connection made before the threads start
import threading

import psycopg2


class Store:
    def __init__(self, dsn):
        self.dsn = dsn
        self._conn = psycopg2.connect(self.dsn)

    def work(self):
        with self._conn.cursor() as cur:
            cur.execute("SELECT 1")

    def start(self):
        for _ in range(4):
            threading.Thread(target=self.work).start()
# === a folder made by many
import os
from concurrent.futures import ThreadPoolExecutor


def save(item):
    folder = os.path.join("out", item["kind"])
    if not os.path.exists(folder):  #! check-then-act
        os.makedirs(folder)
    with open(os.path.join(folder, item["id"]), "w") as f:
        f.write(item["text"])


def main(items):
    with ThreadPoolExecutor() as pool:
        list(pool.map(save, items))
# === a folder made once or found
import os
from concurrent.futures import ThreadPoolExecutor


def save(item):
    folder = os.path.join("out", item["kind"])
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, item["id"]), "w") as f:
        f.write(item["text"])


def main(items):
    with ThreadPoolExecutor() as pool:
        list(pool.map(save, items))
# === a cache in a script without threads
import requests

cache = {}


def country(code):
    if code not in cache:
        cache[code] = requests.get(f"https://countries.example/{code}", timeout=5).json()
    return cache[code]["name"]


print([country(code) for code in ("ch", "de", "ch")])
# === the last seat, with an await in between
import asyncio


class Course:
    def __init__(self, seats: int) -> None:
        self.seats = seats

    async def book(self, user: str) -> bool:
        if self.seats > 0:  #! check-then-act
            await asyncio.sleep(0.05)
            self.seats -= 1
            return True
        return False


async def main() -> None:
    course = Course(1)
    print(await asyncio.gather(course.book("ada"), course.book("bob")))
# === the last seat, behind a lock of asyncio
import asyncio


class Course:
    def __init__(self, seats: int) -> None:
        self.seats = seats
        self.lock = asyncio.Lock()

    async def book(self, user: str) -> bool:
        async with self.lock:
            if self.seats > 0:
                await asyncio.sleep(0.05)
                self.seats -= 1
                return True
        return False


async def main() -> None:
    course = Course(1)
    print(await asyncio.gather(course.book("ada"), course.book("bob")))
