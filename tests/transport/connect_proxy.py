"""An http proxy on loopback that tunnels to a port of loopback, whatever host is asked for: connect_proxy.py PORT
[USER:PASSWORD]. Prints its port, then for each request its line and header fields, joined by `|`. It ends with its standard input."""

import asyncio
import base64
import sys


async def copy(source, sink):
    try:
        while piece := await source.read(65536):
            sink.write(piece)
            await sink.drain()
    except OSError:
        pass
    finally:
        sink.close()


async def serve(reader, writer):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip()
    print(head.replace("\r\n", "|"), flush=True)
    if "forbidden.test" in head.split("\r\n", 1)[0]:
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    elif len(sys.argv) > 2 and "Basic " + base64.b64encode(sys.argv[2].encode()).decode() not in head:
        writer.write(b"HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
    else:
        inner, outer = await asyncio.open_connection("127.0.0.1", int(sys.argv[1]))
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await asyncio.gather(copy(reader, outer), copy(inner, writer))
        return
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
