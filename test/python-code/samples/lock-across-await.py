# === threading lock around a request
import threading

import aiohttp

lock = threading.Lock()
tokens: dict[str, str] = {}


async def token(session: aiohttp.ClientSession, user: str) -> str:
    with lock:  #! lock-across-await
        if user not in tokens:
            async with session.post("https://auth.example/token", json={"user": user}) as response:
                tokens[user] = (await response.json())["token"]
    return tokens[user]
# === asyncio lock around a request
import asyncio

import aiohttp

lock = asyncio.Lock()
tokens: dict[str, str] = {}


async def token(session: aiohttp.ClientSession, user: str) -> str:
    async with lock:
        if user not in tokens:
            async with session.post("https://auth.example/token", json={"user": user}) as response:
                tokens[user] = (await response.json())["token"]
    return tokens[user]
# === attribute of the service
from threading import RLock


class Ledger:
    def __init__(self, db) -> None:
        self._lock = RLock()
        self._db = db

    async def book(self, account: str, amount: int) -> None:
        with self._lock:  #! lock-across-await
            row = await self._db.fetchrow("SELECT balance FROM ledger WHERE account = $1", account)
            await self._db.execute("UPDATE ledger SET balance = $1", row["balance"] + amount)
# === held for a moment only
from threading import RLock


class Ledger:
    def __init__(self, db) -> None:
        self._lock = RLock()
        self._db = db
        self._booked: dict[str, int] = {}

    async def book(self, account: str, amount: int) -> None:
        with self._lock:
            self._booked[account] = self._booked.get(account, 0) + amount
        await self._db.execute("INSERT INTO bookings VALUES ($1, $2)", account, amount)
# === acquire, await, release
import asyncio
import threading

printer = threading.Lock()


async def print_page(page: str) -> None:
    printer.acquire()  #! lock-across-await
    try:
        await asyncio.sleep(0.5)
        print(page)
    finally:
        printer.release()
# === acquire, work, release in a thread
import asyncio
import threading

printer = threading.Lock()


def print_page(page: str) -> None:
    printer.acquire()
    try:
        print(page)
    finally:
        printer.release()


async def main(pages: list[str]) -> None:
    for page in pages:
        await asyncio.to_thread(print_page, page)
