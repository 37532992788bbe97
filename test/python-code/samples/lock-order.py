# === orders and stock, stock and orders
import threading

orders_lock = threading.Lock()
stock_lock = threading.Lock()
orders, stock = [], {}


def place(sku):
    with orders_lock:
        with stock_lock:
            stock[sku] -= 1
            orders.append(sku)


def restock(sku, amount):
    with stock_lock:
        with orders_lock:  #! lock-order
            stock[sku] += amount
            orders.sort()


threading.Thread(target=place, args=("a",)).start()
threading.Thread(target=restock, args=("a", 5)).start()
# === orders before stock everywhere
import threading

orders_lock = threading.Lock()
stock_lock = threading.Lock()
orders, stock = [], {}


def place(sku):
    with orders_lock:
        with stock_lock:
            stock[sku] -= 1
            orders.append(sku)


def restock(sku, amount):
    with orders_lock, stock_lock:
        stock[sku] += amount
        orders.sort()


threading.Thread(target=place, args=("a",)).start()
threading.Thread(target=restock, args=("a", 5)).start()
# === transfer in both directions
from threading import Lock


class Account:
    def __init__(self, number: int, balance: int) -> None:
        self.number = number
        self.balance = balance
        self.lock = Lock()


def transfer(source: Account, target: Account, amount: int) -> None:
    with source.lock:
        with target.lock:  #! lock-order
            source.balance -= amount
            target.balance += amount
# === transfer in the order of account numbers
from threading import Lock


class Account:
    def __init__(self, number: int, balance: int) -> None:
        self.number = number
        self.balance = balance
        self.lock = Lock()


def transfer(source: Account, target: Account, amount: int) -> None:
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock:
        with second.lock:
            source.balance -= amount
            target.balance += amount
# === through a method call
import threading


class Hub:
    def __init__(self):
        self._clients_lock = threading.RLock()
        self._log_lock = threading.Lock()
        self.clients = {}
        self.log = []

    def broadcast(self, text):
        with self._clients_lock:
            for name in self.clients:
                self._write(f"{name}: {text}")

    def _write(self, line):
        with self._log_lock:
            self.log.append(line)

    def rotate(self):
        with self._log_lock:
            with self._clients_lock:  #! lock-order
                self.log.clear()
                self.clients.clear()
# === one lock let go before the other is taken
import threading


class Hub:
    def __init__(self):
        self._clients_lock = threading.RLock()
        self._log_lock = threading.Lock()
        self.clients = {}
        self.log = []

    def broadcast(self, text):
        with self._clients_lock:
            names = list(self.clients)
        for name in names:
            with self._log_lock:
                self.log.append(f"{name}: {text}")

    def rotate(self):
        with self._log_lock:
            self.log.clear()
        with self._clients_lock:
            self.clients.clear()
