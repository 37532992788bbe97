# === futures nobody asks
from concurrent.futures import ThreadPoolExecutor

import requests


def upload(path: str) -> None:
    with open(path, "rb") as f:
        requests.put(f"https://files.example/{path}", data=f, timeout=60).raise_for_status()


def main(paths: list[str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        for path in paths:
            pool.submit(upload, path)  #! result-never-read
    print("all uploaded")
# === futures that are asked
from concurrent.futures import ThreadPoolExecutor, as_completed

import requests


def upload(path: str) -> None:
    with open(path, "rb") as f:
        requests.put(f"https://files.example/{path}", data=f, timeout=60).raise_for_status()


def main(paths: list[str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(upload, path) for path in paths]
        for future in as_completed(futures):
            future.result()
    print("all uploaded")
# === waiting is not asking
import concurrent.futures


def import_file(path):
    rows = parse(path)
    store(rows)


def run(paths):
    executor = concurrent.futures.ThreadPoolExecutor(max_workers=4)
    futures = [executor.submit(import_file, p) for p in paths]  #! result-never-read
    concurrent.futures.wait(futures)
    executor.shutdown()
# === waiting and then asking
import concurrent.futures


def import_file(path):
    rows = parse(path)
    store(rows)


def run(paths):
    executor = concurrent.futures.ThreadPoolExecutor(max_workers=4)
    futures = [executor.submit(import_file, p) for p in paths]
    done, _ = concurrent.futures.wait(futures)
    for future in done:
        if error := future.exception():
            print("failed:", error)
    executor.shutdown()
# === apply_async without a callback
from multiprocessing import Pool


def crunch(n):
    return sum(i * i for i in range(n))


if __name__ == "__main__":
    pool = Pool(4)
    for n in (10_000_000, 20_000_000):
        pool.apply_async(crunch, (n,))  #! result-never-read
    pool.close()
    pool.join()
# === apply_async with an error callback
from multiprocessing import Pool


def crunch(n):
    return sum(i * i for i in range(n))


def failed(error):
    print("failed:", error)


if __name__ == "__main__":
    pool = Pool(4)
    for n in (10_000_000, 20_000_000):
        pool.apply_async(crunch, (n,), callback=print, error_callback=failed)
    pool.close()
    pool.join()
# === the class fires and forgets
from concurrent.futures import ThreadPoolExecutor


class Mailer:
    def __init__(self, smtp) -> None:
        self._smtp = smtp
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")

    def send_later(self, to: str, text: str) -> None:
        self._pool.submit(self._smtp.sendmail, "shop@example.org", to, text)  #! result-never-read
# === the job reports its own failures
import logging
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)


class Mailer:
    def __init__(self, smtp) -> None:
        self._smtp = smtp
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")

    def _send(self, to: str, text: str) -> None:
        try:
            self._smtp.sendmail("shop@example.org", to, text)
        except Exception:
            log.exception("mail to %s", to)

    def send_later(self, to: str, text: str) -> None:
        self._pool.submit(self._send, to, text)
