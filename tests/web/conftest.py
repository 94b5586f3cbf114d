"""A room served on a free port over a copy of the samples' store, and what asks it."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import msgspec
import pytest
import urllib3
import uvicorn

from reportedly.store import Store, open_store
from reportedly.web import Room, make_app
from web.filled import BY, Samples, fill, load

Field = str | bytes | tuple[str, str | bytes]


def fields_of(form: lxml.html.FormElement) -> dict[str, str]:
    """What a browser would post of a form as it stands."""
    return {str(name): str(value) for name, value in form.form_values()}


@dataclass
class Served:
    """A room at its address."""

    db: Path
    port: int
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False))
    cookie: str = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def store(self) -> Store:
        return open_store(self.db)

    def get(self, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
        return self.http.request("GET", self.address + path, headers={"cookie": self.cookie, **headers}, redirect=False)

    def page(self, path: str, **headers: str) -> lxml.html.HtmlElement:
        answer = self.get(path, **headers)
        assert answer.status == 200, answer.data.decode()[:2000]
        return lxml.html.fromstring(answer.data.decode())

    def json(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status == 200, answer.data.decode()[:2000]
        return msgspec.json.decode(answer.data)

    def visit(self) -> str:
        """Take a cookie, as a browser does, and a form's token."""
        answer = self.get("/")
        self.cookie = answer.headers.get("set-cookie", self.cookie).partition(";")[0]
        return str(self.page("/").xpath("//form[@action='/read']//input[@name='token']/@value")[0])

    def post(
        self, path: str, fields: Mapping[str, str] | Sequence[tuple[str, Field]], **headers: str
    ) -> urllib3.BaseHTTPResponse:
        """Post a form, as a browser without JavaScript does; answered with a redirect or an error."""
        told = {"cookie": self.cookie, "origin": self.address, **headers}
        return self.http.request("POST", self.address + path, fields=fields, headers=told, redirect=False)

    def submit(self, form: lxml.html.FormElement, **changed: str) -> str:
        """Submit a form of a page as it stands but for some fields; returns the address that it leads to."""
        answer = self.post(str(form.action), {**fields_of(form), **changed})
        assert answer.status == 303, answer.data.decode()[:2000]
        return answer.headers["location"]

    def wait(self, job: str, seconds: float = 300) -> Any:
        """A job's items once it is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            items = self.json(f"{job}.json")["job"]["items"]
            if all(item["state"] in ("done", "failed") for item in items):
                return items
            time.sleep(0.1)
        raise AssertionError(f"{job} is not over after {seconds} s")


def serve(db: Path, *, quiet_s: float = 3600) -> Iterator[Served]:
    line = socket.socket()
    line.bind(("127.0.0.1", 0))
    port = line.getsockname()[1]
    room = Room(db, BY, port, quiet_s)
    server = uvicorn.Server(uvicorn.Config(make_app(room), log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    served = Served(db, port)
    yield served
    served.http.clear()
    server.should_exit = True
    thread.join()
    line.close()


@pytest.fixture(scope="session")
def gold() -> Samples:
    return load()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, gold: Samples) -> Path:
    path = tmp_path_factory.mktemp("room") / "samples.db"
    fill(path, gold)
    return path


@pytest.fixture(scope="session")
def room(filled: Path) -> Iterator[Served]:
    """The samples, to be read; what is written is written in `desk`."""
    yield from serve(filled)


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the samples, to be judged and added to."""
    copy = tmp_path / "room.db"
    shutil.copy(filled, copy)
    yield from serve(copy)


def words(element: lxml.html.HtmlElement) -> str:
    """An element's text in one line."""
    return re.sub(r"\s+", " ", element.text_content()).strip()
