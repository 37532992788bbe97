# === a process pool for every request
import asyncio
from concurrent.futures import ProcessPoolExecutor

from fastapi import FastAPI, UploadFile

from .render import render_pdf

app = FastAPI()


@app.post("/render")
async def render(file: UploadFile):
    loop = asyncio.get_running_loop()
    data = await file.read()
    with ProcessPoolExecutor() as pool:  #! pool-per-call
        return await loop.run_in_executor(pool, render_pdf, data)
# === a process pool for the life of the app
import asyncio
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, UploadFile

from .render import render_pdf


@asynccontextmanager
async def lifespan(app: FastAPI):
    with ProcessPoolExecutor() as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/render")
async def render(request: Request, file: UploadFile):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(request.app.state.pool, render_pdf, await file.read())
# === flask view with threads of its own
from concurrent.futures import ThreadPoolExecutor

import requests
from flask import Flask, jsonify

app = Flask(__name__)
BACKENDS = ["http://a/status", "http://b/status"]


def status(url):
    return requests.get(url, timeout=2).json()


@app.route("/status")
def overview():
    executor = ThreadPoolExecutor(max_workers=8)  #! pool-per-call
    return jsonify(list(executor.map(status, BACKENDS)))
# === flask view with the pool of the module
from concurrent.futures import ThreadPoolExecutor

import requests
from flask import Flask, jsonify

app = Flask(__name__)
BACKENDS = ["http://a/status", "http://b/status"]
executor = ThreadPoolExecutor(max_workers=8)


def status(url):
    return requests.get(url, timeout=2).json()


@app.route("/status")
def overview():
    return jsonify(list(executor.map(status, BACKENDS)))
# === a pool inside the loop
import multiprocessing as mp


def score(row):
    return sum(x * x for x in row)


def main(batches):
    totals = []
    for batch in batches:
        with mp.Pool(4) as pool:  #! pool-per-call
            totals.append(sum(pool.map(score, batch)))
    return totals


if __name__ == "__main__":
    print(main([[[1, 2]], [[3, 4]]]))
# === a pool around the loop
import multiprocessing as mp


def score(row):
    return sum(x * x for x in row)


def main(batches):
    totals = []
    with mp.Pool(4) as pool:
        for batch in batches:
            totals.append(sum(pool.map(score, batch)))
    return totals


if __name__ == "__main__":
    print(main([[[1, 2]], [[3, 4]]]))
# === celery task
from concurrent.futures import ThreadPoolExecutor, as_completed

from celery import shared_task

from .thumbs import make_thumb


@shared_task
def thumbs(paths: list[str]) -> list[str]:
    done = []
    with ThreadPoolExecutor(4) as pool:  #! pool-per-call
        for future in as_completed([pool.submit(make_thumb, path) for path in paths]):
            done.append(future.result())
    return done
# === one pool for one script
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests


def save(url: str) -> None:
    Path(url.rsplit("/", 1)[1]).write_bytes(requests.get(url, timeout=30).content)


def main() -> None:
    urls = Path("urls.txt").read_text().split()
    with ThreadPoolExecutor(max_workers=16) as pool:
        for _ in pool.map(save, urls):
            pass


if __name__ == "__main__":
    main()
