"""What is refused: other hosts and origins, forms without their token, too much at once, addresses other than this machine's own."""

from __future__ import annotations

import socket

import pytest
import urllib3
from click.testing import CliRunner

from reportedly.cli import cli
from reportedly.intake import MAX_BYTES
from web.conftest import Served


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8001", "127.0.0.1", "127.0.0.1:1", "0.0.0.0:8001", ""])
def test_another_host_is_refused(room: Served, host: str) -> None:
    answer = room.get("/", host=host)
    assert answer.status in (400, 421)
    assert b"statements" not in answer.data


def test_this_machine_answers_to_localhost_too(room: Served) -> None:
    assert room.get("/", host=f"localhost:{room.port}").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", ""])
def test_a_form_of_another_site_is_refused(desk: Served, origin: str) -> None:
    token = desk.visit()
    answer = desk.post("/read", {"token": token, "text": "The minister said no."}, origin=origin)
    assert answer.status == 403
    assert "did not come from a page of this room" in answer.data.decode()


def test_a_form_without_its_visitors_token_is_refused(desk: Served) -> None:
    token = desk.visit()
    for fields, cookie in (
        ({}, desk.cookie),
        ({"token": token[::-1]}, desk.cookie),
        ({"token": token}, "reportedly=" + "x" * 32),
    ):
        for path in ("/read", "/reports/1/judge", "/line-up"):
            assert desk.post(path, fields or {"a": "b"}, cookie=cookie).status == 403
    assert desk.json("/log.json") == []


def test_only_reading_and_posting_is_known(room: Served) -> None:
    for method in ("PUT", "DELETE", "TRACE", "OPTIONS"):
        assert room.http.request(method, room.address + "/").status in (403, 405)
    assert room.http.request("GET", room.address + "/reports/1/judge").status == 405


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(desk: Served) -> None:
    desk.visit()
    with socket.create_connection(("127.0.0.1", desk.port)) as line:
        head = f"POST /read HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nOrigin: {desk.address}\r\n"
        line.sendall(f"{head}Content-Length: {MAX_BYTES * 2}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")
    chunks = (b"x" * 1_000_000 for _ in range(MAX_BYTES // 1_000_000 + 3))
    headers = {"origin": desk.address, "content-type": "application/x-www-form-urlencoded", "cookie": desk.cookie}
    try:
        answer = desk.http.request("POST", desk.address + "/read", body=chunks, headers=headers)
        assert answer.status in (400, 413)
    except (urllib3.exceptions.HTTPError, ConnectionError):  # the server may close before all is sent
        pass
    assert desk.json("/health.json")["counts"]["reports"] == 13


def test_every_answer_says_what_the_browser_may_do(room: Served) -> None:
    for path in ("/", "/index.json", "/nowhere", "/static/room.js"):
        headers = room.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    cookie = room.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


def test_no_file_is_served_but_the_rooms_own(room: Served) -> None:
    for name in ("../room.py", "..%2froom.py", "room.py", "%2e%2e/app.py", ""):
        assert room.get(f"/static/{name}").status == 404


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_another_address_is_not_served_and_the_reason_is_said(host: str) -> None:
    done = CliRunner().invoke(cli, ["serve", "--host", host], prog_name="reportedly")
    assert done.exit_code == 2
    assert "127.0.0.1 only" in done.stderr and "ssh -L" in done.stderr


def test_addresses_on_this_machine_are_not_fetched(desk: Served) -> None:
    token = desk.visit()
    for address in (desk.address + "/", "http://localhost/", "http://169.254.169.254/latest", "file:///etc/passwd"):
        job = desk.post("/read", {"token": token, "address": address}).headers["location"]
        (item,) = desk.wait(job)
        assert item["state"] == "failed" and item["why"]
