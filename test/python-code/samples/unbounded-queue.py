# === frames pile up
import queue
import threading
import time

import cv2

frames = queue.Queue()  #! unbounded-queue


def grab():
    camera = cv2.VideoCapture(0)
    while True:
        ok, frame = camera.read()
        if ok:
            frames.put(frame)


def detect():
    while True:
        frame = frames.get()
        time.sleep(0.2)
        print(frame.shape)


threading.Thread(target=grab, daemon=True).start()
threading.Thread(target=detect, daemon=True).start()
time.sleep(60)
# === frames wait for room
import queue
import threading
import time

import cv2

frames = queue.Queue(maxsize=30)


def grab():
    camera = cv2.VideoCapture(0)
    while True:
        ok, frame = camera.read()
        if ok:
            frames.put(frame)


def detect():
    while True:
        frame = frames.get()
        time.sleep(0.2)
        print(frame.shape)


threading.Thread(target=grab, daemon=True).start()
threading.Thread(target=detect, daemon=True).start()
time.sleep(60)
# === messages of a socket, slow inserts
import asyncio

import asyncpg
import websockets


async def listen(queue: asyncio.Queue) -> None:
    async with websockets.connect("wss://feed.example") as ws:
        async for message in ws:
            await queue.put(message)


async def insert(queue: asyncio.Queue, pool: asyncpg.Pool) -> None:
    while True:
        message = await queue.get()
        await pool.execute("INSERT INTO ticks VALUES ($1)", message)


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()  #! unbounded-queue
    pool = await asyncpg.create_pool("postgres://localhost/ticks")
    async with asyncio.TaskGroup() as group:
        group.create_task(listen(queue))
        group.create_task(insert(queue, pool))
# === messages of a socket, at most a thousand waiting
import asyncio

import asyncpg
import websockets


async def listen(queue: asyncio.Queue) -> None:
    async with websockets.connect("wss://feed.example") as ws:
        async for message in ws:
            await queue.put(message)


async def insert(queue: asyncio.Queue, pool: asyncpg.Pool) -> None:
    while True:
        message = await queue.get()
        await pool.execute("INSERT INTO ticks VALUES ($1)", message)


async def main() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue(1000)
    pool = await asyncpg.create_pool("postgres://localhost/ticks")
    async with asyncio.TaskGroup() as group:
        group.create_task(listen(queue))
        group.create_task(insert(queue, pool))
# === every line of a big file
from queue import Queue
from threading import Thread

import requests

lines = Queue(maxsize=0)  #! unbounded-queue


def read():
    with open("events.log") as log:
        for line in log:
            lines.put(line)
    lines.put(None)


def send():
    while (line := lines.get()) is not None:
        requests.post("https://sink.example", data=line, timeout=10)


reader, sender = Thread(target=read), Thread(target=send)
reader.start()
sender.start()
reader.join()
sender.join()
# === ten jobs fit in any queue
from queue import Queue
from threading import Thread

import requests

jobs = Queue()


def send():
    while (url := jobs.get()) is not None:
        requests.post(url, timeout=10)


sender = Thread(target=send)
sender.start()
for url in ("https://a.example", "https://b.example"):
    jobs.put(url)
jobs.put(None)
sender.join()
