"""A few pages for a browser on this computer, for as long as this process lives.

    with served({"/": ("text/html", page)}) as server:
        print(server.address)

Only 127.0.0.1 is listened to. A request must call this server by exactly that name and port, so that no page from elsewhere can ask
it under a name of its own; and no file is ever opened for a request: what isn't in the table isn't there.
"""

import signal
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import BaseServer, ThreadingTCPServer
from threading import Thread
from typing import Any, cast

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",  # what the page itself admits, it says itself
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Pages = Mapping[str, tuple[str, Callable[[], bytes]]]
"""What stands at each path: its type, and what makes it."""


class MapServer(ThreadingTCPServer):
    """`fault` is the last error in making a page. The terminal belongs to the app meanwhile, so it is told when that has ended."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, pages: Pages) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = pages
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.fault = ""

    @property
    def address(self) -> str:
        return f"http://{self.host}/"

    def handle_error(self, *_: object) -> None:
        self.fault = traceback.format_exc()


class _Handler(BaseHTTPRequestHandler):
    timeout = 10.0  # seconds for which a browser may say nothing
    server: BaseServer

    def do_GET(self) -> None:
        there = cast(MapServer, self.server)
        if self.headers.get_all("Host") != [there.host]:
            self._answer(421, "text/plain", b"There is no map at this address.\n")
        elif self.path not in there.pages:
            self._answer(404, "text/plain", b"There is nothing here but the map.\n")
        else:
            kind, make = there.pages[self.path]
            self._answer(200, kind, make())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        try:
            self.send_response_only(status)
            for name, value in {**HEADERS, "Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True  # the browser has been closed, or has another page now

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to the app."""


def _serve(server: MapServer) -> None:
    """In a thread that no signal is given to, nor to those that it starts: the app is who leaves the terminal as it was found."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    server.serve_forever()


@contextmanager
def served(pages: Pages) -> Iterator[MapServer]:
    """Served in threads that end with the process, however that ends. Raises OSError where there is no port to be had."""
    with MapServer(pages) as server:
        Thread(target=_serve, args=(server,), name="map", daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
