# === audit in the background
import asyncio

from fastapi import FastAPI

app = FastAPI()


async def write_audit(event: dict) -> None:
    await asyncio.sleep(1)


@app.post("/login")
async def login(user: str):
    asyncio.create_task(write_audit({"user": user}))  #! dropped-task
    return {"ok": True}
# === audit in the background, kept
import asyncio

from fastapi import FastAPI

app = FastAPI()
background: set[asyncio.Task] = set()


async def write_audit(event: dict) -> None:
    await asyncio.sleep(1)


@app.post("/login")
async def login(user: str):
    task = asyncio.create_task(write_audit({"user": user}))
    background.add(task)
    task.add_done_callback(background.discard)
    return {"ok": True}
# === loop of the bot
import asyncio

from discord.ext import commands


class Reminders(commands.Cog):
    def __init__(self, bot: commands.Bot) -> None:
        self.bot = bot

    async def remind(self, channel, seconds: int, text: str) -> None:
        await asyncio.sleep(seconds)
        await channel.send(text)

    @commands.command()
    async def remindme(self, ctx, seconds: int, *, text: str) -> None:
        self.bot.loop.create_task(self.remind(ctx.channel, seconds, text))  #! dropped-task
        await ctx.send("ok")
# === task kept by the cog
import asyncio

from discord.ext import commands


class Reminders(commands.Cog):
    def __init__(self, bot: commands.Bot) -> None:
        self.bot = bot
        self.tasks: list[asyncio.Task] = []

    async def remind(self, channel, seconds: int, text: str) -> None:
        await asyncio.sleep(seconds)
        await channel.send(text)

    @commands.command()
    async def remindme(self, ctx, seconds: int, *, text: str) -> None:
        self.tasks.append(self.bot.loop.create_task(self.remind(ctx.channel, seconds, text)))
        await ctx.send("ok")
# === ensure_future in a consumer
from asyncio import ensure_future, sleep


async def handle(message: bytes) -> None:
    await sleep(0.1)


async def consume(reader) -> None:
    while line := await reader.readline():
        ensure_future(handle(line))  #! dropped-task
# === task group keeps its tasks
import asyncio


async def handle(message: bytes) -> None:
    await asyncio.sleep(0.1)


async def consume(reader) -> None:
    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(handle(await reader.readline()))
# === named loop variable
import asyncio


async def heartbeat(ws) -> None:
    while True:
        await ws.ping()
        await asyncio.sleep(20)


async def connect(ws) -> None:
    loop = asyncio.get_running_loop()
    loop.create_task(heartbeat(ws))  #! dropped-task
    async for message in ws:
        print(message)
# === heartbeat cancelled at the end
import asyncio


async def heartbeat(ws) -> None:
    while True:
        await ws.ping()
        await asyncio.sleep(20)


async def connect(ws) -> None:
    beat = asyncio.create_task(heartbeat(ws))
    try:
        async for message in ws:
            print(message)
    finally:
        beat.cancel()
