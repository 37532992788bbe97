# === fastapi endpoint that sleeps
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/report/{report_id}")
async def report(report_id: int) -> dict[str, str]:
    """Poll the renderer until the report is there."""
    while not is_rendered(report_id):
        time.sleep(0.5)  #! blocking-call-in-async
    return {"status": "ready"}


def is_rendered(report_id: int) -> bool:
    return report_id in RENDERED


RENDERED: set[int] = set()
# === fastapi endpoint that awaits its sleep
import asyncio

from fastapi import FastAPI

app = FastAPI()


@app.get("/report/{report_id}")
async def report(report_id: int) -> dict[str, str]:
    while not is_rendered(report_id):
        await asyncio.sleep(0.5)
    return {"status": "ready"}


def is_rendered(report_id: int) -> bool:
    return report_id in RENDERED


RENDERED: set[int] = set()
# === discord command with requests under another name
import discord
import requests as http
from discord.ext import commands

bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())


@bot.command()
async def weather(ctx: commands.Context, *, city: str) -> None:
    reply = http.get("https://wttr.in/" + city, params={"format": "j1"}, timeout=5)  #! blocking-call-in-async
    current = reply.json()["current_condition"][0]
    await ctx.send(f"{city}: {current['temp_C']} °C, {current['weatherDesc'][0]['value']}")


bot.run("token")
# === discord command with aiohttp
import aiohttp
import discord
from discord.ext import commands

bot = commands.Bot(command_prefix="!", intents=discord.Intents.default())


@bot.command()
async def weather(ctx: commands.Context, *, city: str) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get("https://wttr.in/" + city, params={"format": "j1"}) as reply:
            current = (await reply.json())["current_condition"][0]
    await ctx.send(f"{city}: {current['temp_C']} °C")


bot.run("token")
# === psycopg2 behind an async service class
import psycopg2


class OrderService:
    def __init__(self, dsn: str) -> None:
        self.conn = psycopg2.connect(dsn)

    async def find(self, order_id: int):
        cur = self.conn.cursor()
        cur.execute("SELECT id, total FROM orders WHERE id = %s", (order_id,))  #! blocking-call-in-async
        return cur.fetchone()
# === the driver call is pushed to a thread
import asyncio
import psycopg2


class OrderService:
    def __init__(self, dsn: str) -> None:
        self.conn = psycopg2.connect(dsn)

    def _find(self, order_id: int):
        cur = self.conn.cursor()
        cur.execute("SELECT id, total FROM orders WHERE id = %s", (order_id,))
        return cur.fetchone()

    async def find(self, order_id: int):
        return await asyncio.to_thread(self._find, order_id)
# === subprocess in a websocket handler
import json
import subprocess

import websockets


async def handler(ws):
    async for message in ws:
        job = json.loads(message)
        done = subprocess.run(["ffmpeg", "-i", job["src"], job["dst"]], capture_output=True)  #! blocking-call-in-async
        await ws.send(json.dumps({"code": done.returncode}))


async def main():
    async with websockets.serve(handler, "0.0.0.0", 8765) as server:
        await server.serve_forever()
# === subprocess of asyncio
import asyncio
import json


async def handler(ws):
    async for message in ws:
        job = json.loads(message)
        proc = await asyncio.create_subprocess_exec("ffmpeg", "-i", job["src"], job["dst"])
        code = await proc.wait()
        await ws.send(json.dumps({"code": code}))
# === blocking through a helper
import asyncio
from time import sleep

import requests


def load_rate(currency: str) -> float:
    response = requests.get(f"https://rates.example/{currency}", timeout=3)
    response.raise_for_status()
    return response.json()["rate"]


async def convert(amount: float, currency: str) -> float:
    rate = load_rate(currency)  #! blocking-call-in-async
    return amount * rate


async def poll():
    while True:
        sleep(30)  #! blocking-call-in-async
        print(await convert(1, "CHF"))


asyncio.run(poll())
# === helper handed to run_in_executor, lambda and nested def
import asyncio
import time

import requests


def load_rate(currency: str) -> float:
    return requests.get(f"https://rates.example/{currency}", timeout=3).json()["rate"]


async def convert(amount: float, currency: str) -> float:
    loop = asyncio.get_running_loop()
    rate = await loop.run_in_executor(None, load_rate, currency)

    def slow_log() -> None:
        time.sleep(0.2)
        print(amount, currency)

    await asyncio.to_thread(slow_log)
    other = await loop.run_in_executor(None, lambda: requests.get("https://rates.example/EUR").json())
    return amount * rate * other["rate"]
# === sync redis and a whole file
import redis
from fastapi import FastAPI, Response

app = FastAPI()
cache = redis.Redis(host="cache", decode_responses=True)


@app.get("/export/{name}")
async def export(name: str):
    known = cache.get(f"export:{name}")  #! blocking-call-in-async
    if known:
        return Response(known)
    with open(f"/data/exports/{name}.csv", "rb") as f:
        body = f.read()  #! blocking-call-in-async
    return Response(body)
# === async redis and aiofiles
import aiofiles
import redis.asyncio as redis
from fastapi import FastAPI, Response

app = FastAPI()
cache = redis.Redis(host="cache", decode_responses=True)


@app.get("/export/{name}")
async def export(name: str):
    known = await cache.get(f"export:{name}")
    if known:
        return Response(known)
    async with aiofiles.open(f"/data/exports/{name}.csv", "rb") as f:
        body = await f.read()
    return Response(body)
# === plain endpoint of fastapi runs in a thread
import time

import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/quote")
def quote(symbol: str):
    time.sleep(0.1)
    return requests.get(f"https://quotes.example/{symbol}").json()
