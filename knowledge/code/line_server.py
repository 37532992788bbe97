"""A line protocol of one's own over TCP: server and client with asyncio streams."""

import asyncio


# >>>
async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection, one task; thousands of them fit in one loop."""
    try:
        async with asyncio.timeout(10):  # nobody may hold a connection for ever
            while line := await reader.readline():  # b"" when the client has finished
                writer.write(line.upper())
                await writer.drain()  # waits if the client reads too slowly
    except (TimeoutError, ValueError, ConnectionError) as error:  # ValueError: line longer than `limit`
        print(f"server: {error!r}")
    finally:
        writer.close()
# <<<


async def talk(port: int, name: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        answers = 0
        for number in range(3):
            writer.write(f"{name} says {number}\n".encode())
            await writer.drain()
            answer = await reader.readline()
            assert answer == f"{name} SAYS {number}\n".upper().encode()
            answers += 1
        return answers
    finally:
        writer.close()
        await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=4096)  # port 0: any free one
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with asyncio.TaskGroup() as group:
            clients = [group.create_task(talk(port, f"client-{n}")) for n in range(5)]
        for number, client in enumerate(clients):
            print(f"client {number}: {client.result()} answers", flush=True)
    print(f"{sum(client.result() for client in clients)} answers in all")


if __name__ == "__main__":
    asyncio.run(main())

# Ends with: 15 answers in all
