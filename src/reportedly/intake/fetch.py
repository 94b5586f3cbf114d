"""One page over http or https, within limits, and never from a private network.

Every address that a name resolves to is checked, and the connection goes to the very address that was checked, also after each
redirect: a name that resolves elsewhere a moment later gains nothing. Proxies and cookies are not used.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from reportedly.errors import FetchError

Address = IPv4Address | IPv6Address

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXTS = ("text/", "application/xhtml", "application/xml")
_TRANSLATING = tuple(IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
"""Networks whose addresses carry an IPv4 address on to somewhere else."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a page is fetched, and how long that may take."""

    bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, where they came from at last, the encoding that the server declared, and when (RFC 3339)."""

    raw: bytes
    url: str
    declared: str | None
    retrieved: str


def is_public(address: Address) -> bool:
    """Whether an address lies on the public internet: not private, loopback, link-local, multicast or reserved."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in net for net in _TRANSLATING):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def fetch(url: str, *, limits: Limits = DEFAULT, allowed: Callable[[Address], bool] = is_public) -> Fetched:
    """Fetch a page; raises FetchError saying what was refused or failed, at which address."""
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        parts = _checked(url)
        connection = _connect(parts, _resolve(parts, allowed), deadline)
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection.sock])
        watch.start()
        try:
            found = _exchange(url, connection, limits)
            if time.monotonic() >= deadline:  # a connection broken off reads as a page that ends there
                raise TimeoutError
        except (urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
            late = f"took longer than {limits.seconds:g} seconds" if time.monotonic() >= deadline else str(error)
            raise FetchError(f"{url}: {late}") from error
        finally:
            watch.cancel()
            connection.close()
        if isinstance(found, Fetched):
            return found
        url = found
    raise FetchError(f"{url}: more than {limits.redirects} redirects")


def _exchange(url: str, connection: HTTPConnection, limits: Limits) -> Fetched | str:
    """Ask for a page: the page, or the address that the server sends us on to."""
    answer = _ask(connection, urlsplit(url))
    try:
        if answer.status in _REDIRECTS:
            return urljoin(url, answer.headers.get("location") or "")
        return _take(url, answer, limits)
    finally:
        answer.close()


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or 0 < parts.port < 65536
    except ValueError as error:
        raise FetchError(f"{url}: is no address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_fine:
        raise FetchError(f"{url}: only http and https addresses can be fetched")
    if parts.username or parts.password:
        raise FetchError(f"{parts.scheme}://{parts.hostname}: an address with a user name or password in it is not fetched")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _resolve(parts: SplitResult, allowed: Callable[[Address], bool]) -> list[Address]:
    """The addresses of a host, provided that all of them are allowed."""
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host}: cannot be found ({error})") from error
    addresses = [ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    for address in addresses:
        if not allowed(address):
            raise FetchError(f"{host}: {address} is not on the public internet; pages of private networks are not fetched")
    return addresses


def _connect(parts: SplitResult, addresses: list[Address], deadline: float) -> HTTPConnection:
    """Connect to exactly one of these addresses; the host's own name is what its certificate must be for."""
    host, port, failure = parts.hostname or "", _port(parts), "has no address"
    for address in addresses:
        timeout = max(0.1, deadline - time.monotonic())
        connection = HTTPConnection(str(address), port, timeout=timeout)
        if parts.scheme == "https":
            connection = HTTPSConnection(
                str(address), port, timeout=timeout, ca_certs=certifi.where(), server_hostname=host, assert_hostname=host
            )
        try:
            connection.connect()
            return connection
        except (urllib3.exceptions.HTTPError, OSError) as error:
            connection.close()
            failure = str(error)
    raise FetchError(f"{host}: cannot be reached ({failure})")


def _cut(line: socket.socket) -> None:
    """Break off a connection whose time is up: a server that sends a byte now and then would else hold it for ever."""
    with suppress(OSError):  # it may have been closed in the same moment
        line.shutdown(socket.SHUT_RDWR)


def _ask(connection: HTTPConnection, parts: SplitResult) -> urllib3.BaseHTTPResponse:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Host": parts.netloc, "User-Agent": "reportedly", "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
        "Accept-Encoding": "gzip, deflate", "Connection": "close",
    }  # fmt: skip
    connection.request("GET", quote(target, safe="/?&=%:@!$'()*+,;~-._"), headers=headers, preload_content=False)
    return connection.getresponse()


def _take(url: str, answer: urllib3.BaseHTTPResponse, limits: Limits) -> Fetched:
    if answer.status != 200:
        raise FetchError(f"{url}: the server answered {answer.status}")
    kind = answer.headers.get("content-type", "").lower()
    if kind and not kind.startswith(_TEXTS):
        raise FetchError(f"{url}: is {kind.split(';')[0]}, not a page or a text")
    charset = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", kind)
    raw = _read(url, answer, limits)
    return Fetched(raw, url, charset.group(1) if charset else None, datetime.now(UTC).isoformat(timespec="seconds"))


def _read(url: str, answer: urllib3.BaseHTTPResponse, limits: Limits) -> bytes:
    chunks: list[bytes] = []
    size = 0
    for chunk in answer.stream(65_536, decode_content=True):
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.bytes:
            raise FetchError(f"{url}: is larger than {limits.bytes:,} bytes; a news report is not")
    return b"".join(chunks)
