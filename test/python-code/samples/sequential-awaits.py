# === pages one after the other
import asyncio

import httpx


async def fetch(client: httpx.AsyncClient, url: str) -> int:
    response = await client.get(url)
    return len(response.content)


async def main(urls: list[str]) -> list[int]:
    sizes = []
    async with httpx.AsyncClient() as client:
        for url in urls:
            sizes.append(await fetch(client, url))  #! sequential-awaits
    return sizes
# === pages side by side, a few at a time
import asyncio

import httpx

limit = asyncio.Semaphore(10)


async def fetch(client: httpx.AsyncClient, url: str) -> int:
    async with limit:
        response = await client.get(url)
    return len(response.content)


async def main(urls: list[str]) -> list[int]:
    async with httpx.AsyncClient() as client:
        return await asyncio.gather(*(fetch(client, url) for url in urls))
# === comprehension of awaits
from aiohttp import ClientSession


async def get_price(session: ClientSession, symbol: str) -> float:
    async with session.get(f"https://api.example/price/{symbol}") as response:
        return (await response.json())["price"]


async def portfolio(symbols: list[str]) -> dict[str, float]:
    async with ClientSession() as session:
        prices = [await get_price(session, symbol) for symbol in symbols]  #! sequential-awaits
    return dict(zip(symbols, prices))
# === each page needs the cursor of the one before
from aiohttp import ClientSession


async def all_items(session: ClientSession, shops: list[str]) -> list[dict]:
    items: list[dict] = []
    cursor = None
    for shop in shops:
        async with session.get("https://api.example/items", params={"shop": shop, "after": cursor}) as response:
            body = await response.json()
        cursor = body["cursor"]
        items.extend(body["items"])
    return items
# === async with in the loop
import asyncio

import aiohttp


async def main(ids):
    names = {}
    async with aiohttp.ClientSession() as session:
        for user_id in ids:
            async with session.get(f"https://api.example/users/{user_id}") as resp:  #! sequential-awaits
                user = await resp.json()
                names[user_id] = user["name"]
    return names


print(asyncio.run(main(range(40))))
# === slow on purpose
import asyncio

import aiohttp


async def main(ids):
    names = {}
    async with aiohttp.ClientSession() as session:
        for user_id in ids:
            async with session.get(f"https://api.example/users/{user_id}") as resp:
                user = await resp.json()
                names[user_id] = user["name"]
            await asyncio.sleep(1)  # at most one request a second
    return names


print(asyncio.run(main(range(40))))
# === first mirror that answers
import httpx


async def download(client: httpx.AsyncClient, mirrors: list[str], path: str) -> bytes:
    for mirror in mirrors:
        try:
            response = await client.get(mirror + path)
            response.raise_for_status()
            return response.content
        except httpx.HTTPError:
            continue
    raise LookupError(path)
# === queries over a pool
import asyncpg


class Stock:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def levels(self, skus: list[str]) -> dict[str, int]:
        found = {}
        for sku in skus:
            found[sku] = await self.pool.fetchval("SELECT level FROM stock WHERE sku = $1", sku)  #! sequential-awaits
        return found
# === statements in one transaction
import asyncpg


async def move(pool: asyncpg.Pool, rows: list[tuple[str, int]]) -> None:
    async with pool.acquire() as conn, conn.transaction():
        for sku, amount in rows:
            await conn.execute("UPDATE stock SET level = level - $2 WHERE sku = $1", sku, amount)
# === started tasks, queue and stream
import asyncio


async def work(number: int) -> int:
    await asyncio.sleep(0.1)
    return number


async def main(queue: asyncio.Queue, reader) -> None:
    tasks = [asyncio.create_task(work(number)) for number in range(10)]
    for task in tasks:
        print(await task)
    for number in range(10):
        await queue.put(number)
    async for line in reader:
        print(await work(len(line)))
