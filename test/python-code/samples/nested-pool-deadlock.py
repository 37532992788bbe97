# === a task waits for a task of its own pool
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=4)


def load(chapter):
    return f"text of {chapter}"


def book(title):
    chapters = [pool.submit(load, f"{title}/{n}") for n in range(10)]
    return "".join(chapter.result() for chapter in chapters)  #! nested-pool-deadlock


books = [pool.submit(book, title) for title in ("a", "b", "c", "d")]
print([b.result() for b in books])
# === two pools for two levels
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(max_workers=4)
chapter_pool = ThreadPoolExecutor(max_workers=16)


def load(chapter):
    return f"text of {chapter}"


def book(title):
    chapters = [chapter_pool.submit(load, f"{title}/{n}") for n in range(10)]
    return "".join(chapter.result() for chapter in chapters)


books = [pool.submit(book, title) for title in ("a", "b", "c", "d")]
print([b.result() for b in books])
# === a tree walked by its own pool
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


class Scanner:
    def __init__(self):
        self.pool = ThreadPoolExecutor(8)

    def size(self, folder: Path) -> int:
        total = 0
        for entry in folder.iterdir():
            if entry.is_dir():
                total += self.pool.submit(self.size, entry).result()  #! nested-pool-deadlock
            else:
                total += entry.stat().st_size
        return total

    def scan(self, root: str) -> int:
        return self.pool.submit(self.size, Path(root)).result()
# === the caller waits, the tasks do not
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


class Scanner:
    def __init__(self):
        self.pool = ThreadPoolExecutor(8)

    def size(self, folder: Path) -> int:
        return sum(entry.stat().st_size for entry in folder.rglob("*") if entry.is_file())

    def scan(self, root: str) -> int:
        futures = [self.pool.submit(self.size, folder) for folder in Path(root).iterdir()]
        return sum(future.result() for future in futures)
# === map inside a mapped function
import concurrent.futures as cf

executor = cf.ThreadPoolExecutor(max_workers=2)


def fetch(item):
    return item * 2


def process_group(group):
    return list(executor.map(fetch, group))  #! nested-pool-deadlock


def run(groups):
    return list(executor.map(process_group, groups))
# === the pool of the callee is its own
import concurrent.futures as cf


def fetch(item):
    return item * 2


def process_group(group):
    with cf.ThreadPoolExecutor(max_workers=2) as inner:
        return list(inner.map(fetch, group))


def run(groups):
    return process_group([x for group in groups for x in group])
