"""Workers read their own copy of a table nobody can change; one writer applies the results."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType

PRICES: Mapping[str, int] = MappingProxyType({})  # in cents; filled in each worker


@dataclass(frozen=True)
class Sale:
    """What travels back. Frozen, with fields that are immutable themselves."""

    item: str
    cents: int


# >>>
def load_prices(table: tuple[tuple[str, int], ...]) -> None:
    """Runs once in every worker. It gets the table passed in, so every start method works."""
    global PRICES
    PRICES = MappingProxyType(dict(table))  # PRICES["tea"] = 0 raises TypeError from now on


def sell(order: tuple[str, int]) -> Sale:
    item, pieces = order
    return Sale(item, pieces * PRICES[item])
# <<<


def main() -> None:
    table = (("tea", 350), ("coffee", 420), ("cake", 510))
    orders = [(table[n % 3][0], n % 4 + 1) for n in range(3_000)]
    revenue = dict.fromkeys((item for item, _ in table), 0)
    with ProcessPoolExecutor(max_workers=2, initializer=load_prices, initargs=(table,)) as pool:
        for done, sale in enumerate(pool.map(sell, orders, chunksize=250), start=1):
            revenue[sale.item] += sale.cents  # the one writer; with money, a database transaction
            if done % 1_000 == 0:
                print(f"{done}/{len(orders)} orders", flush=True)
    print(", ".join(f"{item} {cents / 100:.2f}" for item, cents in revenue.items()))
    print(f"revenue {sum(revenue.values()) / 100:.2f}")


if __name__ == "__main__":
    main()

# Ends with: revenue 32000.00
