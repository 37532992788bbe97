# === metrics for ever
import threading
import time


def report():
    while True:
        print("queue length", len(jobs))
        time.sleep(10)


jobs = list(range(5))
threading.Thread(target=report).start()  #! non-daemon-forever
for job in jobs:
    print(job * 2)
print("done")
# === metrics as a daemon
import threading
import time


def report():
    while True:
        print("queue length", len(jobs))
        time.sleep(10)


jobs = list(range(5))
threading.Thread(target=report, daemon=True).start()
for job in jobs:
    print(job * 2)
print("done")
# === metrics until told to stop
import threading


def report(stop: threading.Event):
    while not stop.wait(10):
        print("queue length", len(jobs))


stop = threading.Event()
jobs = list(range(5))
reporter = threading.Thread(target=report, args=(stop,))
reporter.start()
for job in jobs:
    print(job * 2)
stop.set()
reporter.join()
# === workers that never hear the end
import queue
import threading

import requests

urls = queue.Queue(maxsize=100)


def worker():
    while True:
        url = urls.get()
        try:
            print(url, requests.get(url, timeout=5).status_code)
        except requests.RequestException as error:
            print(url, error)
        finally:
            urls.task_done()


def main(targets):
    for _ in range(8):
        t = threading.Thread(target=worker)  #! non-daemon-forever
        t.start()
    for target in targets:
        urls.put(target)
    urls.join()
    print("finished")
# === workers made daemons afterwards
import queue
import threading

import requests

urls = queue.Queue(maxsize=100)


def worker():
    while True:
        url = urls.get()
        try:
            print(url, requests.get(url, timeout=5).status_code)
        except requests.RequestException as error:
            print(url, error)
        finally:
            urls.task_done()


def main(targets):
    for _ in range(8):
        t = threading.Thread(target=worker)
        t.daemon = True
        t.start()
    for target in targets:
        urls.put(target)
    urls.join()
    print("finished")
# === a class of thread
from threading import Thread
from time import sleep


class Cleaner(Thread):
    def __init__(self, folder):
        super().__init__(name="cleaner")
        self.folder = folder

    def run(self):
        while True:
            self.folder.clean()
            sleep(60)


def start(app):
    cleaner = Cleaner(app.folder)  #! non-daemon-forever
    cleaner.start()
    app.serve_one_request()
# === a class of thread with an end
from threading import Event, Thread


class Cleaner(Thread):
    def __init__(self, folder):
        super().__init__(name="cleaner")
        self.folder = folder
        self.stopped = Event()

    def run(self):
        while True:
            if self.stopped.wait(60):
                break
            self.folder.clean()


def start(app):
    cleaner = Cleaner(app.folder)
    cleaner.start()
    app.serve_one_request()
    cleaner.stopped.set()
