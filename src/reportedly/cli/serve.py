"""`reportedly serve`: the reading room, on this machine only."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli.db import db_option
from reportedly.cli.judging import you

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_OWN = ("127.0.0.1", "localhost")


@click.command("serve")
@db_option
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes any that is free.")
@click.option("--host", default="127.0.0.1", hidden=True, help="Only this machine's own address is served in this release.")
@click.option("--open", "opening", is_flag=True, help="Open the room in your browser.")
@click.option("--by", envvar="REPORTEDLY_BY", default=you, show_envvar=True, help="Who judges in it.  [default: you]")
def serve_command(db: Path, port: int, host: str, opening: bool, by: str) -> None:
    """Open the reading room: pages where you see, check and correct the record.

    It is served on 127.0.0.1 only: it has no passwords, so nobody but who sits at this machine should reach it. To read it
    from elsewhere, forward the port, as with ssh -L 8001:127.0.0.1:8001.
    """
    if host not in _OWN:
        raise click.UsageError(
            f"--host {host}: the room has no passwords and is served on 127.0.0.1 only. "
            f"To reach it from another machine, forward the port: ssh -L {port or 8001}:127.0.0.1:{port or 8001} THIS-MACHINE"
        )
    from reportedly.store import open_store
    from reportedly.web import Room, make_app

    open_store(db).close()
    line = _listen(port)
    port = line.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    click.echo(f"reading room of {db}: {address}  (Ctrl-C closes it)", err=True)
    if opening:
        click.launch(address)
    _run(make_app(Room(db, by, port)), line)


def _listen(port: int) -> socket.socket:
    # TCP by name: asyncio sends what is small at once only then; else a page waits 40 ms for the reader's acknowledgement
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind(("127.0.0.1", port))
    except OSError as error:
        raise click.ClickException(f"port {port} cannot be used ({error.strerror}): name another with --port") from error
    line.listen(128)  # before the address is told: who opens it early waits, and is not refused
    return line


def _run(app: ASGIApp, line: socket.socket) -> None:
    import uvicorn

    settings: dict[str, Any] = {"log_level": "warning", "server_header": False, "proxy_headers": False, "timeout_keep_alive": 30}
    uvicorn.Server(uvicorn.Config(app, **settings)).run(sockets=[line])
