# === serial port into an asyncio queue
import asyncio
import threading

import serial

queue: asyncio.Queue = asyncio.Queue(maxsize=100)


def read_port(path: str) -> None:
    with serial.Serial(path) as port:
        while True:
            queue.put_nowait(port.readline())  #! asyncio-object-across-threads


async def main() -> None:
    threading.Thread(target=read_port, args=("/dev/ttyUSB0",), daemon=True).start()
    while True:
        print(await queue.get())


asyncio.run(main())
# === serial port into the loop, safely
import asyncio
import threading

import serial

queue: asyncio.Queue = asyncio.Queue(maxsize=100)


def read_port(path: str, loop: asyncio.AbstractEventLoop) -> None:
    with serial.Serial(path) as port:
        while True:
            loop.call_soon_threadsafe(queue.put_nowait, port.readline())


async def main() -> None:
    loop = asyncio.get_running_loop()
    threading.Thread(target=read_port, args=("/dev/ttyUSB0", loop), daemon=True).start()
    while True:
        print(await queue.get())


asyncio.run(main())
# === an event set from a worker
import asyncio
import time


class Job:
    def __init__(self) -> None:
        self.done = asyncio.Event()

    def work(self) -> None:
        time.sleep(2)
        self.done.set()  #! asyncio-object-across-threads

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, self.work)  #! result-never-read
        await self.done.wait()
# === an event set in the loop
import asyncio
import time


class Job:
    def __init__(self) -> None:
        self.done = asyncio.Event()

    def work(self) -> None:
        time.sleep(2)

    async def run(self) -> None:
        await asyncio.to_thread(self.work)
        self.done.set()
# === a task made in a thread
import asyncio
from concurrent.futures import ThreadPoolExecutor


async def publish(text: str) -> None:
    await asyncio.sleep(0.1)


async def main() -> None:
    loop = asyncio.get_running_loop()

    def scan(folder: str) -> None:
        loop.create_task(publish(folder))  #! asyncio-object-across-threads

    with ThreadPoolExecutor() as pool:
        await asyncio.gather(*(loop.run_in_executor(pool, scan, name) for name in ("a", "b")))
# === a coroutine given to the loop from a thread
import asyncio
from concurrent.futures import ThreadPoolExecutor


async def publish(text: str) -> None:
    await asyncio.sleep(0.1)


async def main() -> None:
    loop = asyncio.get_running_loop()

    def scan(folder: str) -> None:
        asyncio.run_coroutine_threadsafe(publish(folder), loop).result()

    with ThreadPoolExecutor() as pool:
        await asyncio.gather(*(loop.run_in_executor(pool, scan, name) for name in ("a", "b")))
# === a loop of the thread's own
import asyncio
import threading


async def serve() -> None:
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(1, done.set)
    await done.wait()


def thread_main() -> None:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    task = loop.create_task(serve())
    loop.run_until_complete(task)


threading.Thread(target=thread_main).start()
