"""One fetch: http or https, every address on the way checked and connected to as checked, bounded in time and size."""

from __future__ import annotations

import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from gothmud.clock import stopwatch, wall
from gothmud.fetching.addresses import Refused, Resolver, check, resolve

MOVED = (301, 302, 303, 307, 308)
CHUNK = 16_384
LONGEST_WAIT = 86_400.0  # seconds that a server may ask for
AGENT = "gothmud (a city in a MUD; reads a few lines a day)"


class Failed(Exception):
    """A fetch that failed. ``str()`` is the one line to show; ``wait``: seconds that the server asked for."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Marks:
    """What a server gave to ask "has it changed?" by."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return them as the headers of a question."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, unpacked. ``body`` is None where it hasn't changed."""

    body: bytes | None
    marks: Marks


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a fetch may take, redirects and all; how much it may bring, unpacked; which hosts may be private ones."""

    seconds: float = 15.0
    size: int = 2_000_000
    redirects: int = 4
    private: Collection[str] = ()
    resolver: Resolver = field(default=resolve)


def fetch(url: str, marks: Marks = Marks(), limits: Limits = Limits()) -> Fetched:
    """Return what is at ``url``. Raises Failed, after ``limits.seconds`` at the latest."""
    end = stopwatch() + limits.seconds
    for _ in range(limits.redirects + 1):
        found = _step(url, marks, limits, end)
        if isinstance(found, Fetched):
            return found
        if urlsplit(url).scheme == "https" and urlsplit(found).scheme != "https":
            raise Failed(f"{_host(url)} leads from https to an address without")
        url = found
    raise Failed(f"{_host(url)}: more than {limits.redirects} redirects")


def _step(url: str, marks: Marks, limits: Limits, end: float) -> Fetched | str:
    """Ask one server; return what came, or the next address."""
    parts = _split(url)
    host, left = str(parts.hostname), end - stopwatch()
    try:
        if left <= 0:
            raise TimeoutError
        with _connected(parts, limits, left) as link:
            found = _answer(url, _asked(link, parts, marks), marks, limits, end)
        if stopwatch() >= end:  # hung up on in the middle, which may look like an end
            raise TimeoutError
        return found
    except Refused as error:
        raise Failed(str(error)) from None
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        late = stopwatch() >= end
        raise Failed(f"{host}: no answer within {limits.seconds:g} s" if late else f"{host}: {_kind(error)}") from None


def _split(url: str) -> SplitResult:
    """Return the parts of an address. Raises Failed for one that is not asked for."""
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname and not parts.username and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise Failed("only http and https are fetched, from a named host, without a user in the address")


@contextmanager
def _connected(parts: SplitResult, limits: Limits, left: float) -> Iterator[HTTPConnection]:
    """Connect to the very address that was checked; a drip of bytes ends when the time is over."""
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = check(host, limits.resolver(host, port), limits.private)
    link = (
        HTTPSConnection(address, port, timeout=left, server_hostname=host, assert_hostname=host)
        if parts.scheme == "https"
        else HTTPConnection(address, port, timeout=left)
    )
    sockets: list[socket.socket] = []
    watch = Timer(left, _hang_up, [link, sockets])
    watch.daemon = True
    watch.start()
    try:
        link.connect()
        if link.sock is not None:
            sockets.append(link.sock)
        yield link
    finally:
        watch.cancel()
        link.close()


def _hang_up(link: HTTPConnection, sockets: list[socket.socket]) -> None:
    """End a connection from beside. (Once it reads an answer it no longer knows its own socket.)"""
    for each in filter(None, (*sockets, link.sock)):
        with suppress(OSError):  # it has ended by itself
            each.shutdown(socket.SHUT_RDWR)


def _asked(link: HTTPConnection, parts: SplitResult, marks: Marks) -> BaseHTTPResponse:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc, "User-Agent": AGENT, "Accept-Encoding": "gzip", **marks.headers()}
    link.request("GET", path, headers=headers, preload_content=False)
    return link.getresponse()


def _answer(url: str, response: BaseHTTPResponse, marks: Marks, limits: Limits, end: float) -> Fetched | str:
    host = _host(url)
    match response.status:
        case 200:
            new = Marks(response.headers.get("ETag", "")[:300], response.headers.get("Last-Modified", "")[:100])
            return Fetched(_body(host, response, limits, end), new)
        case 304:
            return Fetched(None, marks)
        case status if status in MOVED and response.headers.get("Location"):
            return urljoin(url, response.headers["Location"])
        case status:
            raise Failed(f"{host} answers {status}", _wait(response.headers.get("Retry-After", "")))


def _body(host: str, response: BaseHTTPResponse, limits: Limits, end: float) -> bytes:
    """Read what comes; it is unpacked piece by piece, so that no bomb goes off."""
    body = bytearray()
    for piece in response.stream(CHUNK, decode_content=True):
        body += piece
        if len(body) > limits.size:
            raise Failed(f"{host} sends more than {limits.size:,} bytes")
        if stopwatch() >= end:
            raise TimeoutError
    return bytes(body)


def _wait(asked: str) -> float:
    """Return the seconds of a Retry-After, which has seconds or a date."""
    if asked.isascii() and asked.isdigit():
        return min(float(asked[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return 0.0
    return min(max(0.0, (until.astimezone(UTC) - wall()).total_seconds()), LONGEST_WAIT)


def _host(url: str) -> str:
    return str(urlsplit(url).hostname)


def _kind(error: Exception) -> str:
    """Return what went wrong without the words of the library, which quote the address."""
    if isinstance(error, socket.gaierror):
        return "no such host"
    for each in (error, error.__cause__):
        if isinstance(each, OSError) and each.strerror:
            return each.strerror
    return type(error).__name__
