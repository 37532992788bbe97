# === a lambda for the processes
from concurrent.futures import ProcessPoolExecutor


def main():
    with ProcessPoolExecutor() as pool:
        print(sum(pool.map(lambda n: n**5, range(1000), chunksize=100)))  #! unpicklable-task


if __name__ == "__main__":
    main()
# === a function of the module for the processes
from concurrent.futures import ProcessPoolExecutor


def fifth(n):
    return n**5


def main():
    with ProcessPoolExecutor() as pool:
        print(sum(pool.map(fifth, range(1000), chunksize=100)))


if __name__ == "__main__":
    main()
# === a function inside a function
import multiprocessing


def score_all(rows, weights):
    def score(row):
        return sum(w * x for w, x in zip(weights, row))

    with multiprocessing.Pool() as pool:
        return pool.map(score, rows)  #! unpicklable-task


if __name__ == "__main__":
    print(score_all([[1, 2], [3, 4]], [0.5, 0.5]))
# === partial instead of a closure
import multiprocessing
from functools import partial


def score(weights, row):
    return sum(w * x for w, x in zip(weights, row))


def score_all(rows, weights):
    with multiprocessing.Pool() as pool:
        return pool.map(partial(score, weights), rows)


if __name__ == "__main__":
    print(score_all([[1, 2], [3, 4]], [0.5, 0.5]))
# === an open file goes along
from concurrent.futures import ProcessPoolExecutor


def count(handle, word):
    return sum(word in line for line in handle)


def main(words):
    log = open("app.log")
    with ProcessPoolExecutor(4) as pool:
        futures = [pool.submit(count, log, word) for word in words]  #! unpicklable-task
        return [f.result() for f in futures]


if __name__ == "__main__":
    print(main(["error", "warn"]))
# === the path goes along
from concurrent.futures import ProcessPoolExecutor


def count(path, word):
    with open(path) as handle:
        return sum(word in line for line in handle)


def main(words):
    with ProcessPoolExecutor(4) as pool:
        futures = [pool.submit(count, "app.log", word) for word in words]
        return [f.result() for f in futures]


if __name__ == "__main__":
    print(main(["error", "warn"]))
# === the lock of the object goes along
import threading
from concurrent.futures import ProcessPoolExecutor


class Resizer:
    def __init__(self, folder):
        self.folder = folder
        self.lock = threading.Lock()

    def resize(self, name):
        return f"{self.folder}/{name}".upper()

    def run(self, names):
        with ProcessPoolExecutor() as pool:
            return list(pool.map(self.resize, names))  #! unpicklable-task
# === threads need no pickling
import threading
from concurrent.futures import ThreadPoolExecutor


class Resizer:
    def __init__(self, folder):
        self.folder = folder
        self.lock = threading.Lock()

    def resize(self, name):
        return f"{self.folder}/{name}".upper()

    def run(self, names):
        with ThreadPoolExecutor() as pool:
            return list(pool.map(lambda name: self.resize(name), names))
# === lambda to a pool of an event loop
import asyncio
from concurrent.futures import ProcessPoolExecutor

from .model import predict

pool = ProcessPoolExecutor(2)


async def infer(text: str) -> float:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, lambda: predict(text))  #! unpicklable-task
# === function and argument to a pool of an event loop
import asyncio
from concurrent.futures import ProcessPoolExecutor

from .model import predict

pool = ProcessPoolExecutor(2)


async def infer(text: str) -> float:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, predict, text)
