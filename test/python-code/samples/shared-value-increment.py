# === a shared counter of processes
from multiprocessing import Process, Value


def count(counter):
    for _ in range(10_000):
        counter.value += 1  #! shared-value-increment


if __name__ == "__main__":
    counter = Value("i", 0)
    crew = [Process(target=count, args=(counter,)) for _ in range(4)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(counter.value)
# === a shared counter with its lock
from multiprocessing import Process, Value


def count(counter):
    for _ in range(10_000):
        with counter.get_lock():
            counter.value += 1


if __name__ == "__main__":
    counter = Value("i", 0)
    crew = [Process(target=count, args=(counter,)) for _ in range(4)]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print(counter.value)
# === handed over by the initializer
import multiprocessing as mp

done = None


def init(shared):
    global done
    done = shared


def work(n):
    done.value = done.value + 1  #! shared-value-increment
    return n * n


if __name__ == "__main__":
    total = mp.Value("L", 0)
    with mp.Pool(4, initializer=init, initargs=(total,)) as pool:
        print(pool.map(work, range(1000)), total.value)
# === handed over by the initializer, with a lock beside it
import multiprocessing as mp

done = lock = None


def init(shared, guard):
    global done, lock
    done, lock = shared, guard


def work(n):
    with lock:
        done.value = done.value + 1
    return n * n


if __name__ == "__main__":
    total = mp.Value("L", 0)
    with mp.Pool(4, initializer=init, initargs=(total, mp.Lock())) as pool:
        print(pool.map(work, range(1000)), total.value)
# === progress bar over processes
import multiprocessing


class Progress:
    def __init__(self):
        self.done = multiprocessing.Value("i", 0)

    def step(self, amount):
        self.done.value += amount  #! shared-value-increment


def job(progress, rows):
    for _ in rows:
        progress.step(1)


def main(parts):
    progress = Progress()
    crew = [multiprocessing.Process(target=job, args=(progress, part)) for part in parts]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
# === counted by the parent
import multiprocessing


def job(rows):
    return len(rows)


def main(parts):
    done = multiprocessing.Value("i", 0)
    with multiprocessing.Pool() as pool:
        for amount in pool.imap_unordered(job, parts, chunksize=4):
            done.value = amount
    print(done.value)
