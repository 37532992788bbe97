# === a pool at the top of a script
from multiprocessing import Pool

import pandas as pd


def clean(path):
    return pd.read_csv(path).dropna()


with Pool(8) as pool:  #! no-main-guard
    frames = pool.map(clean, ["a.csv", "b.csv"])
pd.concat(frames).to_parquet("all.parquet")
# === a pool behind the guard
from multiprocessing import Pool

import pandas as pd


def clean(path):
    return pd.read_csv(path).dropna()


if __name__ == "__main__":
    with Pool(8) as pool:
        frames = pool.map(clean, ["a.csv", "b.csv"])
    pd.concat(frames).to_parquet("all.parquet")
# === processes at the top of a script
import multiprocessing as mp


def listen(port):
    print("listening on", port)


servers = [mp.Process(target=listen, args=(port,)) for port in (8001, 8002)]  #! no-main-guard
for server in servers:
    server.start()
for server in servers:
    server.join()
# === processes in a main that is guarded
import multiprocessing as mp


def listen(port):
    print("listening on", port)


def main():
    servers = [mp.Process(target=listen, args=(port,)) for port in (8001, 8002)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()


if "__main__" == __name__:
    main()
# === main called by everyone
import concurrent.futures
import sys


def digest(path):
    with open(path, "rb") as f:
        return sum(f.read()) % 65_536


def main(paths):
    with concurrent.futures.ProcessPoolExecutor() as executor:
        for path, value in zip(paths, executor.map(digest, paths)):
            print(value, path)


main(sys.argv[1:])  #! no-main-guard
# === threads need no guard
import concurrent.futures
import sys


def digest(path):
    with open(path, "rb") as f:
        return sum(f.read()) % 65_536


def main(paths):
    with concurrent.futures.ThreadPoolExecutor() as executor:
        for path, value in zip(paths, executor.map(digest, paths)):
            print(value, path)


main(sys.argv[1:])
