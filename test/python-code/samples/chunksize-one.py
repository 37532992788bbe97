# === a million tiny calls
from concurrent.futures import ProcessPoolExecutor


def double(n: int) -> int:
    return n * 2


if __name__ == "__main__":
    with ProcessPoolExecutor() as pool:
        print(sum(pool.map(double, range(1_000_000))))  #! chunksize-one
# === a million tiny calls in pieces
from concurrent.futures import ProcessPoolExecutor


def double(n: int) -> int:
    return n * 2


if __name__ == "__main__":
    with ProcessPoolExecutor() as pool:
        print(sum(pool.map(double, range(1_000_000), chunksize=10_000)))
# === imap goes one by one
import multiprocessing as mp


def normalise(word):
    return word.strip().lower()


def main():
    words = ["Alpha ", " Beta"] * 500_000
    with mp.Pool() as pool:
        for word in pool.imap(normalise, words):  #! chunksize-one
            print(word)


if __name__ == "__main__":
    main()
# === map of multiprocessing makes its own pieces
import multiprocessing as mp


def normalise(word):
    return word.strip().lower()


def main():
    words = ["Alpha ", " Beta"] * 500_000
    with mp.Pool() as pool:
        for word in pool.map(normalise, words):
            print(word)


if __name__ == "__main__":
    main()
# === unordered, and said to be one
import multiprocessing


def parse(line):
    key, _, value = line.partition("=")
    return key, value


def main():
    with open("settings.txt") as f, multiprocessing.Pool(4) as pool:
        for key, value in pool.imap_unordered(parse, f, chunksize=1):  #! chunksize-one
            print(key, value)


if __name__ == "__main__":
    main()
# === few and long tasks
from concurrent.futures import ProcessPoolExecutor


def train(fold):
    error = 0.0
    for epoch in range(200):
        for step in range(10_000):
            error += (epoch * step * fold) % 7
    return error


if __name__ == "__main__":
    with ProcessPoolExecutor() as pool:
        print(min(pool.map(train, range(5))))
