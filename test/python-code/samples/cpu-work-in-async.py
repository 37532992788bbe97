# === password hashing in the event loop
import bcrypt
from fastapi import FastAPI, HTTPException

app = FastAPI()
USERS: dict[str, bytes] = {}


@app.post("/login")
async def login(name: str, password: str):
    stored = USERS.get(name)
    if stored is None or not bcrypt.checkpw(password.encode(), stored):  #! cpu-work-in-async
        raise HTTPException(401)
    return {"ok": True}
# === password hashing in a thread
import asyncio

import bcrypt
from fastapi import FastAPI, HTTPException

app = FastAPI()
USERS: dict[str, bytes] = {}


@app.post("/login")
async def login(name: str, password: str):
    stored = USERS.get(name)
    if stored is None or not await asyncio.to_thread(bcrypt.checkpw, password.encode(), stored):
        raise HTTPException(401)
    return {"ok": True}
# === simulation in a handler
import random

from aiohttp import web


def simulate(rounds: int) -> float:
    inside = 0
    for _ in range(rounds):
        x, y = random.random(), random.random()
        if x * x + y * y <= 1:
            inside += 1
    return 4 * inside / rounds


async def pi(request: web.Request) -> web.Response:
    value = simulate(int(request.query.get("rounds", "5000000")))  #! cpu-work-in-async
    return web.json_response({"pi": value})


app = web.Application()
app.router.add_get("/pi", pi)
# === simulation in a process
import asyncio
import random
from concurrent.futures import ProcessPoolExecutor

from aiohttp import web

pool = ProcessPoolExecutor(2)


def simulate(rounds: int) -> float:
    inside = 0
    for _ in range(rounds):
        x, y = random.random(), random.random()
        if x * x + y * y <= 1:
            inside += 1
    return 4 * inside / rounds


async def pi(request: web.Request) -> web.Response:
    loop = asyncio.get_running_loop()
    value = await loop.run_in_executor(pool, simulate, int(request.query.get("rounds", "5000000")))
    return web.json_response({"pi": value})


app = web.Application()
app.router.add_get("/pi", pi)
# === a long loop of its own
import asyncio


async def checksum(data: bytes) -> int:
    a = 1
    for i in range(10_000_000):  #! cpu-work-in-async
        a = (a * 31 + i) % 65_521
    return a


async def main() -> None:
    print(await asyncio.gather(checksum(b""), checksum(b"x")))


asyncio.run(main())
# === small loops are fine
import asyncio


async def total(rows: list[dict]) -> int:
    result = 0
    for row in rows:
        result += row["price"] * row["count"]
    for i in range(10):
        await asyncio.sleep(0.1)
        result += i
    return result


asyncio.run(total([]))
# === thumbnails in a bot
import io

import discord
from PIL import Image

client = discord.Client(intents=discord.Intents.default())


@client.event
async def on_message(message: discord.Message) -> None:
    for attachment in message.attachments:
        data = await attachment.read()
        image = Image.open(io.BytesIO(data))
        image.thumbnail((256, 256))  #! cpu-work-in-async
        out = io.BytesIO()
        image.save(out, "PNG")  #! cpu-work-in-async
        out.seek(0)
        await message.channel.send(file=discord.File(out, "thumb.png"))
# === thumbnails in a thread of the bot
import asyncio
import io

import discord
from PIL import Image

client = discord.Client(intents=discord.Intents.default())


def thumbnail(data: bytes) -> io.BytesIO:
    image = Image.open(io.BytesIO(data))
    image.thumbnail((256, 256))
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out


@client.event
async def on_message(message: discord.Message) -> None:
    for attachment in message.attachments:
        out = await asyncio.to_thread(thumbnail, await attachment.read())
        await message.channel.send(file=discord.File(out, "thumb.png"))
