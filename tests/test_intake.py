"""Bytes, files, streams and addresses become documents: encodings, markup, limits, and what may be fetched."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import FetchError, IntakeError
from reportedly.intake import MAX_BYTES, find_files, read_bytes, read_path, read_stream
from reportedly.intake.charset import CODECS, decode
from reportedly.intake.fetch import Limits, fetch, is_public
from reportedly.intake.pagedata import read_time
from reportedly.model import Given

PAGES = Path(__file__).parent / "pages"
ZH = "塞河国外交部长周六在首都对记者说：“我们没有扣押任何一艘渔船。”北湾方面要求48小时内放人。"
HANT = "塞河國外交部長周六在首都對記者說：「我們沒有扣押任何一艘漁船。」北灣方面要求48小時內放人。"
RU = "Министр иностранных дел Вельдмара опроверг в субботу сообщения о задержании рыболовных судов."
KO = "벨드마르 외무장관은 기자들과 만나 “우리는 어선을 한 척도 나포하지 않았다”고 말했다."
EN = "The minister said the café owner’s £75 fine was “a mistake”."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ZH, "gb18030"), (HANT, "big5"), (HANT, "gb18030"), (RU, "windows-1251"), (RU, "koi8-r"), (RU.upper(), "windows-1251"),
        (RU, "ibm866"), (RU, "iso-8859-5"), (KO, "euc-kr"), (EN, "windows-1252"),
    ],
)  # fmt: skip
def test_a_plain_text_in_an_undeclared_encoding_is_told_by_its_sense(text: str, encoding: str) -> None:
    document = read_bytes(text.encode(CODECS[encoding]), name="report.txt")
    assert (document.text, document.raw.encoding, document.warnings) == (text, encoding, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("扣押渔船", "gb18030"), ("外長回應", "big5"), ("Министр", "windows-1251"), ("Министр", "koi8-r"), ("외무장관", "euc-kr")],
)
def test_four_characters_are_enough(text: str, encoding: str) -> None:
    assert decode(text.encode(CODECS[encoding])).text == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark_and_the_mark_is_dropped(codec: str) -> None:
    text = f"标题\r\n{ZH}\r\n\r\n{RU} 👍𠮷"
    document = read_bytes(text.encode(codec), name="-")
    assert document.text == text
    assert document.raw.encoding.startswith(codec[:6].rstrip("-"))


def test_a_plain_text_is_never_altered() -> None:
    text = " \t标题 \r\n\r\n　　第一段。\u2028第二段\x0b。\rthird  line\n\n<p>not markup</p>\n"
    for name in ("a.txt", "a.md", "a.TXT"):
        document = read_bytes(text.encode(), name=name)
        assert document.text == text
        assert [text[line.start : line.end] for line in document.lines] == [
            "标题", "第一段。", "第二段\x0b。", "third  line", "<p>not markup</p>",
        ]  # fmt: skip


def test_a_declared_encoding_is_believed_where_the_bytes_allow_and_corrected_where_not() -> None:
    page = f'<html><head><meta charset="{{}}"></head><body><p>{ZH}</p></body></html>'
    assert read_bytes(page.format("gb2312").encode("gb18030"), name="-").raw.encoding == "gb18030"
    mistaken = read_bytes(page.format("gb2312").encode("utf-8"), name="-")
    assert (mistaken.text, mistaken.raw.encoding) == (ZH, "utf-8")
    assert mistaken.warnings[0] == "declared gb2312, is UTF-8"
    assert read_bytes(page.format("utf-8").encode("gb18030"), name="-").text == ZH
    odd = read_bytes(page.format("x-martian").encode("gb18030"), name="-")
    assert odd.text == ZH and "x-martian" in odd.warnings[0]
    assert read_bytes(RU.encode("koi8-r"), name="-", declared="KOI8-R").text == RU


def test_a_cut_character_and_a_damaged_one_are_named_not_fatal() -> None:
    cut = read_bytes(ZH.encode("gb18030")[:-1], name="a.txt")
    assert cut.text.startswith(ZH[:-1]) and "could not be read as gb18030" in cut.warnings[0]
    damaged = read_bytes(ZH.encode()[:30] + b"\xff" + ZH.encode()[30:] * 3, name="a.txt")
    assert damaged.raw.encoding == "utf-8" and "1 places" in damaged.warnings[0]


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7 1 0 obj", b"PK\x03\x04zip", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b\x08gz", b"\x00" * 100, bytes(range(256)) * 20,
        b"\x01\x02\x03" * 50, b"\x7fELF\x02\x01", b"\xed\xa0\x80" * 40,
    ],
)  # fmt: skip
def test_binary_files_are_refused_with_advice(raw: bytes) -> None:
    with pytest.raises(IntakeError, match=r"page\.html: .*save"):
        read_bytes(raw, name="page.html")


def test_what_is_too_large_is_refused_at_once() -> None:
    started = time.process_time()
    with pytest.raises(IntakeError, match="larger than 20,000,000 bytes"):
        read_stream(io.BytesIO(b"x" * 50_000_000), name="-")
    with pytest.raises(IntakeError, match="more than 10,000,000 characters"):
        read_bytes(b"x" * 10_000_001, name="-")
    with pytest.raises(IntakeError, match="more than 200,000 lines"):
        read_bytes(b"x\n" * 200_001, name="-")
    assert MAX_BYTES == 20_000_000 and time.process_time() - started < 5


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", "\ufeff".encode(), "　\u200b\n".encode()])
def test_an_empty_file_is_a_document_with_a_warning(raw: bytes) -> None:
    document = read_bytes(raw, name="empty.txt")
    assert document.lines == () and document.warnings[-1] == "the page holds no text"
    assert read_bytes(raw, name="empty.html").lines == ()


def test_files_are_read_by_path_and_folders_listed(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "c.MD", "d.jpg", ".hidden.txt", "sub/e.htm", ".git/f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ZH, encoding="utf-8")
    assert [str(path.relative_to(tmp_path)) for path in find_files(tmp_path)] == ["a.html", "b.txt", "c.MD", "sub/e.htm"]
    document = read_path(tmp_path / "b.txt", Given(outlet="北湾日报"))
    assert (document.name, document.text, document.given.outlet) == ("b.txt", ZH, "北湾日报")
    for missing in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(IntakeError, match=str(missing)):
            read_path(missing)


# Markup


def test_markup_gives_all_visible_text_one_block_a_line() -> None:
    page = """<html><head><title>T</title><style>p{color:red}</style></head><body>
      <script>var a = "unseen";</script><noscript>unseen</noscript><template>unseen</template><!-- unseen -->
      <div hidden>unseen</div><div style="DISPLAY : none">unseen<p>unseen</p></div><span class="sr-only">unseen</span>
      <h1>Head  <em>line</em>
      goes on</h1><p>One<br>two &amp; <b>th</b>ree<p>four
      <ul><li>five<li>six</ul>
      <table><tr><td>a</td><td>b</td></tr></table><pre>x
  y</pre>tail<div class="meta"><span class="a">who</span><span class="d">when</span></div><p>W<wbr>ord
      <span class="md:block hidden">wide</span></p>
      <select><option>unseen</option></select><textarea>unseen</textarea></body></html>"""
    rows = read_bytes(page.encode(), name="-").text.split("\n")
    assert rows == [
        "Head line goes on",
        "One",
        "two & three",
        "four",
        "five",
        "six",
        "a b",
        "x",
        "y",
        "tail",
        "who when",
        "Word wide",
    ]


def test_lines_carry_their_place_in_the_markup_and_the_vote() -> None:
    document = read_path(PAGES / "en-article.html")
    place = {document.text[line.start : line.end]: line for line in document.lines}
    assert (place["World"].origin, place["World"].linked) == ("nav", True)
    assert place["Veldmar says it ‘seized no boats’ as Norbay families wait"].origin == "h1"
    caption = "Relatives on the quay at Sandholm on Saturday. Photograph: Mira Oste/Tidewire"
    assert place[caption].origin == "figcaption"
    assert place["9 March 2031, 7:40 am"].mark == "time"
    assert place["“We have seized no boats. This is a routine inspection,” Lean Torek told reporters in Merele."].body is True
    assert place["Anonymous said: they seized my uncle's boat as well, I saw it myself."].mark == "comments"
    assert document.extractor.startswith("trafilatura ")


def test_page_data_comes_from_json_ld_then_opengraph_then_meta() -> None:
    data = read_path(PAGES / "en-article.html").data
    assert data.title == "Veldmar says it ‘seized no boats’ as Norbay families wait"
    assert (data.byline, data.outlet, data.section) == ("Ines Farrow, Tom Addle", "The Harbour Courier", "World")
    assert (data.published, data.url) == ("2031-03-09T07:40", "https://courier.example/world/2031/mar/09/veldmar-boats")
    russian = read_bytes((PAGES / "ru-article.html").read_text(encoding="utf-8").encode("cp1251"), name="ru.html").data
    assert (russian.title, russian.outlet) == ("Торек: ни одно рыболовное судно задержано не было", "Северный Вестник")


@pytest.mark.parametrize(
    ("told", "edtf"),
    [
        ("2031-03-09T07:40:12+00:00", "2031-03-09T07:40"), ("2031-03-09T00:00:00Z", "2031-03-09"),
        ("2031-03-09", "2031-03-09"), ("20310309", "2031-03-09"), ("2031年3月9日 08:15", "2031-03-09T08:15"),
        ("2031-02-30", None), ("yesterday", None), (None, None),
    ],
)  # fmt: skip
def test_machine_dates(told: str | None, edtf: str | None) -> None:
    assert read_time(told) == edtf


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>Half a par", "第二段。</p><p>第三段。</p><p>“他说。”</p><div>四</div></div></body>", "<html>", "<p>",
        "<html><script type='application/ld+json'>{\"@type\": [[[</script><p>x</p>", "<div>" * 3000 + "x", "<!--" * 3000 + "<p>x",
        "<html><body>" + "<b><i>" * 500 + "deep</body>", "<html><body>&#xD800;&#0;&#x110000;<p>x</p></body></html>",
    ],
)  # fmt: skip
def test_broken_markup_gives_what_can_be_seen(page: str) -> None:
    document = read_bytes(page.encode(), name="page.html")
    assert document.text.isprintable() or "\n" in document.text
    assert all(document.text[line.start : line.end].strip() for line in document.lines)
    document.text.encode("utf-8")


def test_half_a_page_is_known_for_one_by_its_tags() -> None:
    document = read_bytes("第二段。</p><p>第三段。</p><p>“他说。”</p><div>四</div></div></body>".encode(), name="-")
    assert document.text == "第二段。\n第三段。\n“他说。”\n四"


# Fetching


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self._send(302, b"", location="http://127.0.0.2:1/secret")
        elif self.path == "/loop":
            self._send(302, b"", location="/loop")
        elif self.path == "/moved":
            self._send(301, b"", location="/page?x=1")
        elif self.path == "/large":
            self._send(200, b"x" * 300_000)
        elif self.path == "/image":
            self._send(200, b"\x89PNG", kind="image/png")
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                try:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)
        elif self.path.startswith("/page"):
            self._send(200, f"<html><body><p>{RU}</p></body></html>".encode("koi8-r"), kind="text/html; charset=KOI8-R")
        else:
            self._send(404, b"none")

    def _send(self, status: int, body: bytes, *, kind: str = "text/plain", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def running() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


HERE = ip_address("127.0.0.1")


def test_a_page_is_fetched_with_its_declared_encoding_after_a_redirect() -> None:
    with running() as site:
        page = fetch(f"{site}/moved", allowed=lambda address: address == HERE)
    assert (page.url, page.declared) == (f"{site}/page?x=1", "koi8-r")
    assert read_bytes(page.raw, name=page.url, declared=page.declared).text == RU
    assert page.retrieved.endswith("+00:00")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/away", "127.0.0.2 is not on the public internet"), ("/loop", "more than 5 redirects"),
        ("/large", "larger than 100,000 bytes"), ("/image", "is image/png, not a page"),
        ("/none", "answered 404"), ("/slow", "longer than 1 seconds"),
    ],
)  # fmt: skip
def test_what_a_server_may_not_do(path: str, says: str) -> None:
    started = time.monotonic()
    with running() as site, pytest.raises(FetchError, match=says):
        fetch(site + path, limits=Limits(bytes=100_000, seconds=1.0), allowed=lambda address: address == HERE)
    assert time.monotonic() - started < 10


def test_private_addresses_are_never_asked() -> None:
    with running() as site, pytest.raises(FetchError, match=r"127\.0\.0\.1 is not on the public internet"):
        fetch(f"{site}/page")
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch("http://localhost:9/")


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


def test_addresses_that_are_public() -> None:
    assert is_public(ip_address("93.184.216.34")) and is_public(ip_address("2606:2800:220:1::1"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "http://",
        "http://user:pw@a.example/",
        "http://a.example:99999/",
        "http://[::1",
        "x",
    ],
)
def test_other_schemes_and_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


# Anything at all


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_a_clear_error(raw: bytes) -> None:
    for name in ("-", "a.txt", "a.html"):
        try:
            document = read_bytes(raw, name=name)
        except IntakeError as error:
            assert str(error).startswith(name)
        else:
            assert all(document.text[line.start : line.end].strip() for line in document.lines)


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300))
def test_any_text_in_utf_8_comes_back_as_it_is(text: str) -> None:
    try:
        document = read_bytes(text.encode("utf-8"), name="a.txt")
    except IntakeError:
        assert sum(c < " " and c not in "\t\n\r\f\x0b" or c == "\x7f" for c in text) > 0 or len(text.encode()) < 40
    else:
        assert document.text == text.removeprefix("\ufeff")


def test_a_long_line_of_ascii_beside_other_letters_is_read_at_once() -> None:
    raw = "«да»\n".encode() + b"x" * 1_000_000
    begin = time.process_time()
    assert decode(raw).encoding == "utf-8"
    assert time.process_time() - begin < 2
