"""What stands before every page: which hosts are answered, who may send a form, how long one may be, and what a browser may do."""

from collections.abc import Collection
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 8 * 1024  # bytes of a form
MOST_FIELDS = 20
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",  # with no-referrer, browsers send `Origin: null` with forms
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class TooLargeFormError(Exception):
    """More was sent than a form holds."""


class Guard:
    """`hosts` are the only ones that are answered, with their port: a page elsewhere can't call this server by a name of its own."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")  # so that the back button asks again, and finds the game as it stands
            await send(message)

        headers = Headers(scope=scope)
        if refused := self._refusal(scope["method"], headers):
            status, sentence = refused
            await PlainTextResponse(f"{sentence}\n", status)(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 421, "There is no class at this address."
        if method not in ("GET", "HEAD", "POST"):
            return 405, "Pages are looked at and forms are sent here; nothing else."
        if method == "POST":
            if headers.getlist("origin") != [f"http://{hosts[0]}"]:
                return 403, "This form was sent from another page. Open the class's own address."
            length = headers.get("content-length", "0")
            if not length.isdecimal() or int(length) > LARGEST:
                return 413, "That is too long to be sent. Go back and make it shorter."
        return None


async def sent(request: Request) -> dict[str, str]:
    """The fields of a form, each once. Raises TooLargeFormError, however long the sender said that it is."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLargeFormError
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def number(typed: str) -> int:
    """The number that was sent; -1 where it is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 6 else -1
