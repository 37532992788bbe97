# === a request for every line of a file
import asyncio

import aiohttp


async def check(session: aiohttp.ClientSession, url: str) -> tuple[str, int]:
    async with session.head(url, allow_redirects=True) as response:
        return url, response.status


async def main() -> None:
    with open("urls.txt") as lines:
        urls = [line.strip() for line in lines]
    async with aiohttp.ClientSession() as session:
        for url, status in await asyncio.gather(*(check(session, url) for url in urls)):  #! unbounded-fan-out
            print(status, url)


asyncio.run(main())
# === a request for every line of a file, twenty at a time
import asyncio

import aiohttp

slots = asyncio.Semaphore(20)


async def check(session: aiohttp.ClientSession, url: str) -> tuple[str, int]:
    async with slots, session.head(url, allow_redirects=True) as response:
        return url, response.status


async def main() -> None:
    with open("urls.txt") as lines:
        urls = [line.strip() for line in lines]
    async with aiohttp.ClientSession() as session:
        for url, status in await asyncio.gather(*(check(session, url) for url in urls)):
            print(status, url)


asyncio.run(main())
# === fifty thousand tasks
import asyncio

import httpx


async def probe(client: httpx.AsyncClient, number: int) -> bool:
    response = await client.get(f"https://shop.example/item/{number}")
    return response.status_code == 200


async def main() -> None:
    async with httpx.AsyncClient() as client:
        tasks = [asyncio.create_task(probe(client, number)) for number in range(50_000)]  #! unbounded-fan-out
        print(sum(await asyncio.gather(*tasks)))
# === fifty thousand in batches
import asyncio

import httpx


async def probe(client: httpx.AsyncClient, number: int) -> bool:
    response = await client.get(f"https://shop.example/item/{number}")
    return response.status_code == 200


async def main() -> None:
    found = 0
    async with httpx.AsyncClient() as client:
        for start in range(0, 50_000, 100):
            batch = range(start, start + 100)
            found += sum(await asyncio.gather(*(probe(client, number) for number in batch)))
    print(found)
# === every row of a table
import asyncio

import asyncpg
import httpx


async def geocode(client, row) -> None:
    response = await client.get("https://geo.example", params={"q": row["address"]})
    print(row["id"], response.json())


async def main(dsn: str) -> None:
    conn = await asyncpg.connect(dsn)
    customers = await conn.fetch("SELECT id, address FROM customers")
    async with httpx.AsyncClient() as client, asyncio.TaskGroup() as group:
        for row in customers:
            group.create_task(geocode(client, row))  #! unbounded-fan-out
# === every row of a table, a semaphore around the call
import asyncio

import asyncpg
import httpx


async def main(dsn: str) -> None:
    conn = await asyncpg.connect(dsn)
    customers = await conn.fetch("SELECT id, address FROM customers")
    limit = asyncio.Semaphore(8)

    async def geocode(client, row) -> None:
        async with limit:
            response = await client.get("https://geo.example", params={"q": row["address"]})
        print(row["id"], response.json())

    async with httpx.AsyncClient() as client, asyncio.TaskGroup() as group:
        for row in customers:
            group.create_task(geocode(client, row))
# === a handful of known services
import asyncio

SERVICES = ["users", "orders", "stock"]


async def ping(name: str) -> bool:
    reader, writer = await asyncio.open_connection(name, 80)
    writer.close()
    return True


async def main() -> None:
    print(await asyncio.gather(*[ping(name) for name in SERVICES]))
    print(await asyncio.gather(*(ping(f"shard-{n}") for n in range(8))))
# === a task for every message, for ever
import asyncio


async def handle(message) -> None:
    await asyncio.sleep(1)


running = set()


async def consume(consumer) -> None:
    while True:
        message = await consumer.getone()
        task = asyncio.create_task(handle(message))  #! unbounded-fan-out
        running.add(task)
        task.add_done_callback(running.discard)
# === a slot taken before the task is made
import asyncio


async def handle(message, slots) -> None:
    try:
        await asyncio.sleep(1)
    finally:
        slots.release()


running = set()


async def consume(consumer) -> None:
    slots = asyncio.Semaphore(100)
    while True:
        await slots.acquire()
        message = await consumer.getone()
        task = asyncio.create_task(handle(message, slots))
        running.add(task)
        task.add_done_callback(running.discard)
