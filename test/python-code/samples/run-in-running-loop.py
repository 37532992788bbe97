# === asyncio.run in a handler
import asyncio

from fastapi import FastAPI

app = FastAPI()


async def load(item_id: int) -> dict:
    await asyncio.sleep(0.1)
    return {"id": item_id}


@app.get("/items/{item_id}")
async def item(item_id: int):
    return asyncio.run(load(item_id))  #! run-in-running-loop
# === awaited in a handler
import asyncio

from fastapi import FastAPI

app = FastAPI()


async def load(item_id: int) -> dict:
    await asyncio.sleep(0.1)
    return {"id": item_id}


@app.get("/items/{item_id}")
async def item(item_id: int):
    return await load(item_id)
# === run_until_complete through a helper
import asyncio


class Client:
    async def _get(self, path: str) -> dict:
        await asyncio.sleep(0.1)
        return {"path": path}

    def get(self, path: str) -> dict:
        loop = asyncio.get_event_loop()
        return loop.run_until_complete(self._get(path))  #! run-in-running-loop

    async def both(self) -> list[dict]:
        return [self.get("/a"), self.get("/b")]
# === the helper is for synchronous callers
import asyncio


class Client:
    async def _get(self, path: str) -> dict:
        await asyncio.sleep(0.1)
        return {"path": path}

    def get(self, path: str) -> dict:
        return asyncio.run(self._get(path))

    async def both(self) -> list[dict]:
        return [await self._get("/a"), await self._get("/b")]


def main() -> None:
    print(Client().get("/a"))


main()
# === the loop again inside a bot
import asyncio as aio

import discord

client = discord.Client(intents=discord.Intents.default())


async def roll() -> int:
    await aio.sleep(1)
    return 4


@client.event
async def on_message(message):
    if message.content == "!roll":
        number = aio.get_event_loop().run_until_complete(roll())  #! run-in-running-loop
        await message.channel.send(str(number))
# === a loop in a thread of its own
import asyncio


async def roll() -> int:
    await asyncio.sleep(1)
    return 4


def blocking_roll() -> int:
    return asyncio.run(roll())


async def main() -> None:
    print(await asyncio.to_thread(blocking_roll))


if __name__ == "__main__":
    asyncio.run(main())
