"""What stands before every request: whose it is, how large it is, what the browser may do with the answer.

Host and Origin are those of this machine and port, so that no other site can reach the room through a reader's browser (DNS
rebinding, forged forms). A form carries a token made of the browser's cookie; a body has a largest size, counted as it comes.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.intake import MAX_BYTES

COOKIE = "reportedly"
LARGEST = MAX_BYTES + 1_000_000
"""Of a posted body, in bytes: one report at its largest, and the form around it."""
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KNOWN = _CHANGING | {"GET", "HEAD"}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


class TooLarge(Exception):
    """A body that is larger than any report."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and checks the token that a form carries: the browser's own cookie, signed with a secret of this process."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def of(self, visitor: str) -> str:
        """The token of a visitor."""
        return hmac.new(self.secret, visitor.encode(), sha256).hexdigest()

    def holds(self, visitor: str, token: str) -> bool:
        """Whether a token is the visitor's."""
        return bool(visitor) and hmac.compare_digest(self.of(visitor).encode(), token.encode())


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through what comes from this machine's own pages, and says what the browser may do with the answer."""

    app: ASGIApp
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with a visitor's name in the scope and safe headers on the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        visitor = _visitor(headers)
        scope["visitor"] = visitor or secrets.token_urlsafe(24)

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    out.setdefault("cache-control", "no-store")
                    if not visitor:
                        out.append("set-cookie", f"{COOKIE}={scope['visitor']}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        refusal = self._refusal(scope["method"], headers)
        if refusal:
            await PlainTextResponse(f"reportedly: {refusal[1]}\n", refusal[0])(scope, receive, safe)
            return
        await self.app(scope, _counted(receive), safe)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """The status and the reason where a request is not let through."""
        hosts = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        host = headers.get("host", "").lower()
        if host not in hosts:
            return 421, "this room answers only to this machine's own names, 127.0.0.1 and localhost, at its port"
        if method not in _KNOWN:
            return 405, f"{method} does nothing here"
        if method in _CHANGING and headers.get("origin") != f"http://{host}":
            return 403, "the form did not come from a page of this room"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST:
            return 413, f"larger than {LARGEST:,} bytes; a news report is not"
        return None


def _visitor(headers: Headers) -> str:
    """The visitor's cookie; empty where there is none, or none of ours."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    value = jar[COOKIE].value if COOKIE in jar else ""
    return value if len(value) == 32 and value.isascii() else ""


def _counted(receive: Receive) -> Receive:
    """The same messages, counted: a body that says nothing of its size ends at the limit all the same."""
    size = 0

    async def counting() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST:
            raise TooLarge
        return message

    return counting
