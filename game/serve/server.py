"""A class while its server runs: where it listens, what the terminal says, and how it ends."""

import socket
from collections.abc import Callable, Iterator, Sequence

import uvicorn
from starlette.types import ASGIApp

HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
MOST_AT_ONCE = 200  # connections; more are refused until some are done
PATIENCE = 1  # seconds that pages on their way have once the class is to end


def address_in_the_network() -> str:
    """This computer's address in its network, "" where it has none. Nothing is sent: the system is asked which way it would go."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # an address that is kept for examples
            return str(asked.getsockname()[0])
        except OSError:
            return ""


def listening(host: str, port: int) -> socket.socket:
    """Raises OSError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows another program could take the port as well
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)  # from here on who comes waits, and isn't refused
    except OSError:
        listener.close()
        raise
    return listener


def hosts_of(names: Sequence[str], port: int) -> Iterator[str]:
    """What a browser calls them: the usual port is left out."""
    for name in names:
        yield f"{name}:{port}"
        if port == 80:
            yield name


def run(app: ASGIApp, listener: socket.socket, closed: Callable[[], None]) -> None:
    """Until it is told to stop, by Ctrl+C or by the system. Nothing is logged: who asked for what is nobody's business."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, ws="none", lifespan="off", http="h11", server_header=False, proxy_headers=False,
        limit_concurrency=MOST_AT_ONCE, timeout_graceful_shutdown=PATIENCE, timeout_keep_alive=15,
    )  # fmt: skip
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # this is how a teacher stops it
    finally:
        closed()
        listener.close()
