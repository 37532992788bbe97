# === orders service, several faults
import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import requests
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import Session

from .db import get_db
from .models import Order

log = logging.getLogger(__name__)
app = FastAPI(title="orders")
stats = {"created": 0, "failed": 0}
executor = ThreadPoolExecutor(max_workers=8)


class OrderIn(BaseModel):
    sku: str
    amount: int = 1


async def publish(event: str, payload: dict) -> None:
    await asyncio.sleep(0.05)
    log.info("published %s", event)


@app.post("/orders")
async def create(order: OrderIn, db: Session = Depends(get_db)):
    row = Order(**order.model_dump())
    db.add(row)
    db.commit()  #! blocking-call-in-async
    publish("order.created", {"id": row.id})  #! unawaited-coroutine
    return {"id": row.id}


@app.get("/orders/{order_id}")
def read(order_id: int, db: Session = Depends(get_db)):
    order = db.get(Order, order_id)
    if order is None:
        raise HTTPException(404)
    return order


@app.post("/import")
def import_orders(urls: list[str]):
    def load(url: str) -> None:
        try:
            requests.get(url, timeout=30).raise_for_status()
            stats["created"] += 1  #! unlocked-shared-mutation
        except requests.RequestException:
            log.exception("import of %s", url)

    return len(list(executor.map(load, urls)))
# === orders service, in order
import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import requests
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from .db import get_db
from .models import Order

log = logging.getLogger(__name__)
app = FastAPI(title="orders")
stats = {"created": 0, "failed": 0}
stats_lock = threading.Lock()
executor = ThreadPoolExecutor(max_workers=8)


class OrderIn(BaseModel):
    sku: str
    amount: int = 1


async def publish(event: str, payload: dict) -> None:
    await asyncio.sleep(0.05)
    log.info("published %s", event)


@app.post("/orders")
async def create(order: OrderIn, db: AsyncSession = Depends(get_db)):
    row = Order(**order.model_dump())
    db.add(row)
    await db.commit()
    await publish("order.created", {"id": row.id})
    return {"id": row.id}


@app.get("/orders/{order_id}")
async def read(order_id: int, db: AsyncSession = Depends(get_db)):
    order = await db.get(Order, order_id)
    if order is None:
        raise HTTPException(404)
    return order


@app.post("/import")
def import_orders(urls: list[str]):
    def load(url: str) -> None:
        try:
            requests.get(url, timeout=30).raise_for_status()
            with stats_lock:
                stats["created"] += 1
        except requests.RequestException:
            log.exception("import of %s", url)

    return len(list(executor.map(load, urls)))
# === telegram bot
import logging

import requests
from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes

logging.basicConfig(level=logging.INFO)


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text("Send /rate EUR")


async def rate(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    currency = context.args[0] if context.args else "EUR"
    data = requests.get(f"https://rates.example/{currency}", timeout=10).json()  #! blocking-call-in-async
    match data:
        case {"rate": float() as value}:
            await update.message.reply_text(f"{currency}: {value:.4f}")
        case {"error": str(text)}:
            update.message.reply_text(text)  #! unawaited-coroutine
        case _:
            await update.message.reply_text("?")


def main() -> None:
    application = Application.builder().token("token").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CommandHandler("rate", rate))
    application.run_polling()


if __name__ == "__main__":
    main()
# === websocket chat with a registry
from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

from websockets.asyncio.server import ServerConnection, serve


@dataclass
class Room:
    name: str
    members: set[ServerConnection] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def broadcast(self, text: str) -> None:
        async with self.lock:
            members = list(self.members)
        await asyncio.gather(*(member.send(text) for member in members), return_exceptions=True)


rooms: dict[str, Room] = {}


async def handler(connection: ServerConnection) -> None:
    name = (await connection.recv()).strip()
    room = rooms.setdefault(name, Room(name))
    async with room.lock:
        room.members.add(connection)
    try:
        async for message in connection:
            await room.broadcast(json.dumps({"room": name, "text": message}))
    finally:
        async with room.lock:
            room.members.discard(connection)


async def main() -> None:
    async with serve(handler, "", 8765):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main())
# === worker service with graceful stop
import queue
import signal
import threading
import time
from contextlib import suppress


class Service:
    """Takes jobs, works on them in a few threads, and stops when told to."""

    def __init__(self, workers: int = 4) -> None:
        self._jobs: queue.Queue[str | None] = queue.Queue(maxsize=200)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._done = 0
        self._threads = [threading.Thread(target=self._run, name=f"worker-{n}") for n in range(workers)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def submit(self, job: str) -> None:
        self._jobs.put(job, timeout=5)

    def _run(self) -> None:
        while not self._stop.is_set():
            with suppress(queue.Empty):
                job = self._jobs.get(timeout=1)
                if job is None:
                    break
                time.sleep(0.1)
                with self._lock:
                    self._done += 1

    def stop(self) -> int:
        self._stop.set()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=5)
        return self._done


if __name__ == "__main__":
    service = Service()
    signal.signal(signal.SIGTERM, lambda *_: service.stop())
    service.start()
    for number in range(20):
        service.submit(f"job {number}")
    print(service.stop())
# === aiohttp client with retries and a limiter
import asyncio
import logging
from typing import Any, AsyncIterator

import aiohttp

log = logging.getLogger("client")


class ApiClient:
    def __init__(self, base: str, concurrency: int = 10) -> None:
        self.base = base
        self._slots = asyncio.Semaphore(concurrency)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "ApiClient":
        self._session = aiohttp.ClientSession(self.base)
        return self

    async def __aexit__(self, *exc: Any) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str, *, attempts: int = 3) -> dict[str, Any]:
        assert self._session is not None
        for attempt in range(attempts):
            try:
                async with self._slots, self._session.get(path) as response:
                    response.raise_for_status()
                    return await response.json()
            except aiohttp.ClientError:
                log.warning("attempt %d of %s", attempt + 1, path)
                await asyncio.sleep(2**attempt)
        raise RuntimeError(path)

    async def pages(self, path: str) -> AsyncIterator[dict[str, Any]]:
        url: str | None = path
        while url:
            page = await self.get(url)
            for item in page["items"]:
                yield item
            url = page.get("next")


async def main() -> None:
    async with ApiClient("https://api.example") as client:
        async for item in client.pages("/items"):
            print(item["id"])
        users = await asyncio.gather(*(client.get(f"/users/{n}") for n in range(1, 50)))
        print(len(users))


asyncio.run(main())
# === scheduler of a home automation
import asyncio
import threading
import time

import paho.mqtt.client as mqtt


class Home:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.events: asyncio.Queue[str] = asyncio.Queue(maxsize=100)
        self.client = mqtt.Client()

    def poll(self) -> None:
        while True:
            state = self.client.loop(timeout=1.0)
            self.events.put_nowait(str(state))  #! asyncio-object-across-threads

    async def run(self) -> None:
        threading.Thread(target=self.poll, daemon=True).start()
        while True:
            event = await self.events.get()
            print(event)


async def main() -> None:
    await Home(asyncio.get_running_loop()).run()


asyncio.run(main())
# === django view with a pool of its own
from concurrent.futures import ThreadPoolExecutor

import requests
from django.http import JsonResponse
from django.views import View
from rest_framework.decorators import api_view

SOURCES = ("https://a.example/prices", "https://b.example/prices")


@api_view(["GET"])
def prices(request):
    with ThreadPoolExecutor(max_workers=len(SOURCES)) as pool:  #! pool-per-call
        answers = list(pool.map(lambda url: requests.get(url, timeout=3).json(), SOURCES))
    return JsonResponse({"lowest": min(answer["price"] for answer in answers)})
# === async context for a lock of threads
import threading
from collections import defaultdict

import asyncpg


class Quotas:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._mutex = threading.Lock()
        self._used: defaultdict[str, int] = defaultdict(int)

    async def take(self, tenant: str, amount: int) -> bool:
        with self._mutex:  #! lock-across-await
            limit = await self._pool.fetchval("SELECT quota FROM tenants WHERE name = $1", tenant)
            if self._used[tenant] + amount > limit:
                return False
            self._used[tenant] += amount
            return True
# === grpc-like server that makes a process per request
import multiprocessing
from flask import Flask, request

app = Flask(__name__)


def render(template, values):
    return template.format(**values)


@app.post("/render")
def render_many():
    body = request.get_json()
    pool = multiprocessing.Pool(4)  #! pool-per-call
    try:
        return {"pages": pool.starmap(render, [(body["template"], row) for row in body["rows"]])}
    finally:
        pool.close()
        pool.join()
# === celery and kafka, plain and right
import json
import time

from celery import Celery
from kafka import KafkaConsumer

app = Celery("jobs", broker="redis://localhost")


@app.task(bind=True, max_retries=3)
def resize(self, path: str) -> str:
    time.sleep(1)
    return path.replace(".png", ".small.png")


def consume() -> None:
    consumer = KafkaConsumer("uploads", bootstrap_servers="kafka:9092")
    for message in consumer:
        event = json.loads(message.value)
        resize.delay(event["path"])


if __name__ == "__main__":
    consume()
# === background refresh in an app
import asyncio
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

rates: dict[str, float] = {}


async def refresh() -> None:
    async with httpx.AsyncClient() as client:
        while True:
            response = await client.get("https://rates.example/all")
            rates.update(response.json())
            await asyncio.sleep(60)


@asynccontextmanager
async def lifespan(app: FastAPI):
    task = asyncio.create_task(refresh())
    yield
    task.cancel()


app = FastAPI(lifespan=lifespan)


@app.get("/rates/{currency}")
async def rate(currency: str) -> float:
    return rates[currency]
# === the same, started and forgotten
import asyncio

import httpx
from fastapi import FastAPI

rates: dict[str, float] = {}
app = FastAPI()


async def refresh() -> None:
    async with httpx.AsyncClient() as client:
        while True:
            response = await client.get("https://rates.example/all")
            rates.update(response.json())
            await asyncio.sleep(60)


@app.on_event("startup")
async def startup() -> None:
    asyncio.create_task(refresh())  #! dropped-task


@app.get("/rates/{currency}")
async def rate(currency: str) -> float:
    return rates[currency]
# === machine learning behind an async endpoint
import joblib
import numpy as np
from fastapi import FastAPI
from pydantic import BaseModel

model = joblib.load("model.pkl")
app = FastAPI()


class Features(BaseModel):
    values: list[float]


@app.post("/predict")
async def predict(features: Features):
    x = np.array(features.values).reshape(1, -1)
    y = model.predict(x)  #! cpu-work-in-async
    return {"label": int(y[0])}
# === sessions per request and a shared cache in flask
import requests
from flask import Flask

app = Flask(__name__)
visits = 0
sessions = {}


@app.route("/hit")
def hit():
    global visits
    visits += 1  #! unlocked-shared-mutation
    return str(visits)


@app.route("/user/<name>")
def user(name):
    response = requests.get(f"https://users.example/{name}", timeout=2)
    return response.json()


if __name__ == "__main__":
    app.run(threaded=True)
