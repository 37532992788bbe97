# === primes in threads
from concurrent.futures import ThreadPoolExecutor


def is_prime(n: int) -> bool:
    if n < 2:
        return False
    for d in range(2, int(n**0.5) + 1):
        if n % d == 0:
            return False
    return True


def main() -> None:
    numbers = range(10**9, 10**9 + 200)
    with ThreadPoolExecutor(max_workers=8) as pool:
        print(sum(pool.map(is_prime, numbers)))  #! cpu-work-in-threads


if __name__ == "__main__":
    main()
# === primes in processes
from concurrent.futures import ProcessPoolExecutor


def is_prime(n: int) -> bool:
    if n < 2:
        return False
    for d in range(2, int(n**0.5) + 1):
        if n % d == 0:
            return False
    return True


def main() -> None:
    numbers = range(10**9, 10**9 + 200)
    with ProcessPoolExecutor(max_workers=8) as pool:
        print(sum(pool.map(is_prime, numbers, chunksize=10)))


if __name__ == "__main__":
    main()
# === mandelbrot rows by hand
import threading


def row(y, width, out):
    values = []
    for x in range(width):
        z, c = 0j, complex(x / width * 3 - 2, y)
        steps = 0
        while abs(z) < 2 and steps < 500:
            z = z * z + c
            steps += 1
        values.append(steps)
    out[y] = values


picture = {}
threads = [threading.Thread(target=row, args=(y / 100, 400, picture)) for y in range(100)]  #! cpu-work-in-threads
for t in threads:
    t.start()
for t in threads:
    t.join()
# === downloads in threads
from concurrent.futures import ThreadPoolExecutor

import requests


def size(url: str) -> int:
    total = 0
    for chunk in requests.get(url, stream=True, timeout=10).iter_content(65_536):
        total += len(chunk)
    return total


def main(urls) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        print(sum(pool.map(size, urls)))
# === recursion in threads
import concurrent.futures


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


with concurrent.futures.ThreadPoolExecutor(4) as ex:
    futures = [ex.submit(fib, n) for n in (32, 33, 34, 35)]  #! cpu-work-in-threads
    for f in concurrent.futures.as_completed(futures):
        print(f.result())
# === numpy lets go of the lock
import concurrent.futures

import numpy as np


def singular(seed):
    a = np.random.default_rng(seed).random((800, 800))
    return np.linalg.svd(a, compute_uv=False)[0]


with concurrent.futures.ThreadPoolExecutor(4) as ex:
    futures = [ex.submit(singular, n) for n in range(8)]
    for f in concurrent.futures.as_completed(futures):
        print(f.result())
# === fine without the GIL
# python3.14t, free-threaded build
import concurrent.futures
import sys

assert not sys._is_gil_enabled()


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


with concurrent.futures.ThreadPoolExecutor(8) as ex:
    print(max(ex.map(collatz, range(1, 1_000_000))))
