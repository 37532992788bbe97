# === notification is never sent
import httpx
from fastapi import FastAPI

app = FastAPI()


async def notify(user_id: int, text: str) -> None:
    async with httpx.AsyncClient() as client:
        await client.post("https://push.example/send", json={"user": user_id, "text": text})


@app.post("/orders")
async def create_order(order: dict):
    saved = await save(order)
    notify(saved["user_id"], "Thanks for your order")  #! unawaited-coroutine
    return saved


async def save(order: dict) -> dict:
    return order
# === notification is awaited
import httpx
from fastapi import FastAPI

app = FastAPI()


async def notify(user_id: int, text: str) -> None:
    async with httpx.AsyncClient() as client:
        await client.post("https://push.example/send", json={"user": user_id, "text": text})


@app.post("/orders")
async def create_order(order: dict):
    saved = await save(order)
    await notify(saved["user_id"], "Thanks for your order")
    return saved


async def save(order: dict) -> dict:
    return order
# === sleep that does not sleep
import asyncio
import random


async def retry(make, attempts=5):
    for attempt in range(attempts):
        try:
            return await make()
        except ConnectionError:
            asyncio.sleep(2**attempt + random.random())  #! unawaited-coroutine
    raise TimeoutError("gave up")
# === sleep that sleeps
import asyncio
import random


async def retry(make, attempts=5):
    for attempt in range(attempts):
        try:
            return await make()
        except ConnectionError:
            await asyncio.sleep(2**attempt + random.random())
    raise TimeoutError("gave up")
# === method of the same class, result used as a value
class Accounts:
    def __init__(self, pool):
        self.pool = pool

    async def balance(self, account_id: int) -> int:
        async with self.pool.acquire() as conn:
            return await conn.fetchval("SELECT balance FROM accounts WHERE id = $1", account_id)

    async def can_pay(self, account_id: int, amount: int) -> bool:
        balance = self.balance(account_id)  #! unawaited-coroutine
        return balance >= amount
# === coroutine kept and awaited later
import asyncio


class Accounts:
    def __init__(self, pool):
        self.pool = pool

    async def balance(self, account_id: int) -> int:
        async with self.pool.acquire() as conn:
            return await conn.fetchval("SELECT balance FROM accounts WHERE id = $1", account_id)

    async def total(self, first: int, second: int) -> int:
        one = self.balance(first)
        two = self.balance(second)
        return sum(await asyncio.gather(one, two))
# === truth of a coroutine
from aiohttp import web


async def is_allowed(request: web.Request) -> bool:
    token = request.headers.get("Authorization")
    return token is not None and await request.app["auth"].check(token)


async def delete(request: web.Request) -> web.Response:
    if not is_allowed(request):  #! unawaited-coroutine
        raise web.HTTPForbidden()
    await request.app["db"].execute("DELETE FROM items WHERE id = $1", request.match_info["id"])
    return web.json_response({"ok": True})
# === truth of an answer
from aiohttp import web


async def is_allowed(request: web.Request) -> bool:
    token = request.headers.get("Authorization")
    return token is not None and await request.app["auth"].check(token)


async def delete(request: web.Request) -> web.Response:
    if not await is_allowed(request):
        raise web.HTTPForbidden()
    await request.app["db"].execute("DELETE FROM items WHERE id = $1", request.match_info["id"])
    return web.json_response({"ok": True})
# === asyncio queue without await
import asyncio


async def produce(queue: asyncio.Queue[int]) -> None:
    for number in range(20):
        queue.put(number)  #! unawaited-coroutine
        await asyncio.sleep(0.1)


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=10)
    async with asyncio.TaskGroup() as group:
        group.create_task(produce(queue))
        group.create_task(consume(queue))


async def consume(queue: asyncio.Queue[int]) -> None:
    for _ in range(20):
        print(await queue.get())
# === queue of threads needs no await
import queue
import threading

jobs: queue.Queue = queue.Queue(maxsize=10)


def consume() -> None:
    while (job := jobs.get()) is not None:
        print(job)


worker = threading.Thread(target=consume)
worker.start()
for number in range(20):
    jobs.put(number)
jobs.put(None)
worker.join()
# === async generator and handed-over coroutine
import asyncio


async def pages(client):
    page = 1
    while True:
        rows = await client.list(page=page)
        if not rows:
            return
        yield rows
        page += 1


async def show(rows):
    print(rows)


async def main(client):
    stream = pages(client)
    async for rows in stream:
        await show(rows)
    with_timeout = show([])
    await asyncio.wait_for(with_timeout, 3)
# === printing the coroutine from a script
import asyncio

import aiohttp


async def title(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        text = await response.text()
    return text.partition("<title>")[2].partition("</title>")[0]


def main() -> None:
    print(title("https://www.python.org"))  #! unawaited-coroutine


main()
# === running the coroutine from a script
import asyncio

import aiohttp


async def title(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        text = await response.text()
    return text.partition("<title>")[2].partition("</title>")[0]


def main() -> None:
    print(asyncio.run(title("https://www.python.org")))


main()
