"""Requests that no page of ours would send, to the real server: refused in words, bounded, without effect."""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from typing import TYPE_CHECKING, NamedTuple

from .figures import Fault, Figures
from .forked import MOST_BYTES, MOST_SECONDS, Ended
from .judging import judge_text
from .mutants import CONTROLS, FORMULAS, MARKUP, PATHS, TEXTS, TIMES, mutate_bytes
from .valid import KINDS, ROOT, mutate

if TYPE_CHECKING:
    from pathlib import Path

    from .inputs import Bench

__all__ = ["Server", "run_hostile"]

_STATIC = "/static/web.css"
_SEALED = ("content-security-policy", "x-content-type-options", "cache-control")


class Answer(NamedTuple):
    """What came back: status (0: the connection ended without a word; -1: it stayed open), headers, page."""

    status: int
    head: str
    page: str


class Server:
    """`readiness web` on a random port, and the cookie of the person whom it serves."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "readiness", "web", "--no-open"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, cwd=ROOT,
            env={**os.environ, "READINESS_HOME": str(home)}, umask=0,
        )  # fmt: skip
        assert self.process.stdout is not None
        printed = ""
        while "Ctrl-C" not in printed:
            line = self.process.stdout.readline()
            assert line, "the server did not begin"
            printed += line
        parts = urllib.parse.urlsplit(re.findall(r"http://\S+", printed)[0])
        self.port = int(parts.port or 0)
        self.host = f"127.0.0.1:{self.port}"
        self.token = urllib.parse.parse_qs(parts.query)["token"][0]
        found = self.send(self.request("GET", f"/?token={self.token}", cookie=None))
        self.cookie = re.findall(r"(?i)set-cookie: ([^;]+);", found.head)[0]

    def request(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        cookie: str | None = "",
        kind: str = "",
        **headers: str | None,
    ) -> bytes:
        """A request as a browser sends it; a header that is None is left out."""
        sent: dict[str, str | None] = {
            "Host": self.host,
            "Sec-Fetch-Site": "same-origin",
            "Connection": "close",
        }
        if cookie is not None:
            sent["Cookie"] = cookie or self.cookie
        if method not in {"GET", "HEAD"} or body:
            sent |= {"Content-Length": str(len(body)), "Origin": f"http://{self.host}"}
            sent["Content-Type"] = kind or "application/x-www-form-urlencoded"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in sent.items() if value is not None),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogatepass") + body

    def send(
        self,
        data: bytes,
        *,
        half_closed: bool = False,
        pieces: int = 1,
        leave: bool = False,
        wait: float = 2 * MOST_SECONDS,
    ) -> Answer:
        """Bytes to the server, in some pieces; what came back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as link:
            size = max(1, -(-len(data) // pieces))
            with contextlib.suppress(ConnectionError, TimeoutError):
                for n in range(0, len(data), size):
                    link.sendall(data[n : n + size])
                    if pieces > 1:
                        time.sleep(0.01)
                if half_closed:
                    link.shutdown(socket.SHUT_WR)
            if leave:
                return Answer(0, "", "")
            found = b""
            try:
                while part := link.recv(1 << 16):
                    found += part
            except TimeoutError:
                return Answer(-1, "", "")
            except ConnectionError:
                pass
        found = found.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n").removeprefix(b"HTTP/1.1 100 \r\n\r\n")
        head, _, page = found.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/") else 0
        return Answer(status, head.decode("latin-1"), page.decode("utf-8", "replace"))

    def key(self) -> str:
        """The key that forms of this run hold."""
        return re.findall(r'name="key" value="([^"]+)"', self.send(self.request("GET", "/start")).page)[0]

    def filled(self, page: Answer, *, first: bool = False, **fields: str) -> tuple[str, bytes]:
        """Where the first form of a page goes, and its body: what is hidden, `fields`, the first choice."""
        form = re.search(r"<form[^>]*action=\"([^\"]+)\".*?</form>", page.page, re.DOTALL)
        assert form is not None, page
        named = [(re.findall(r'\bname="([^"]*)"', tag), re.findall(r'\bvalue="([^"]*)"', tag), tag)
                 for tag in re.findall(r"<(?:input|button)[^>]*>", form[0])]  # fmt: skip
        pairs = [
            (name[0], value[0]) for name, value, tag in named if name and value and 'type="hidden"' in tag
        ]
        if first:
            given = next(
                (value[0] for name, value, _ in named if name == ["answer"] and value and value[0]), "1"
            )
            pairs += [("answer", given), ("move", "answer")]
        return form[1], urllib.parse.urlencode([*pairs, *fields.items()]).encode()

    def follow(self, page: Answer, *, first: bool = False, **fields: str) -> Answer:
        """The page behind the first form of a page."""
        found = self.send(self.request("POST", *self.filled(page, first=first, **fields)))
        while found.status == 303:
            found = self.send(self.request("GET", re.findall(r"(?i)\nlocation: ([^\r#]+)", found.head)[0]))
        assert found.status == 200, found
        return found

    def most_bytes(self) -> int:
        """The most memory that the server held so far."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:  # noqa: PTH123
            return int(re.findall(r"VmHWM:\s+(\d+) kB", file.read())[0]) * 1024

    def end(self) -> Ended:
        """End it by SIGTERM; how it ended."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=30)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        return Ended(self.process.returncode, out, err, time.monotonic() - began, used)


class _Asked(NamedTuple):
    what: str
    data: bytes
    allowed: frozenset[int]
    half_closed: bool = False
    pieces: int = 1
    leave: bool = False
    is_stranger: bool = False
    is_whole: bool = True
    """Whether an answer is due; who sends less than a request is given up after a bounded time."""


PATIENCE = 1.0
REFUSED = frozenset({0, 400, 403, 404, 405, 408, 409, 411, 413, 414, 415, 417, 422, 429, 431, 501, 505})
ANY = REFUSED | {200, 204, 303, 304, 307}


def run_hostile(bench: Bench, seed: int, n: int) -> Figures:
    """Send `n` hostile requests to one server that holds a history."""
    import shutil

    chance = random.Random(f"hostile {seed}")  # noqa: S311 — to be repeated
    figures = Figures()
    folder = bench.new()
    home = folder / "home"
    shutil.copytree(bench.valid / "store", home)
    before = {path.name for path in folder.iterdir()}
    server = Server(home)
    try:
        key = server.key()
        for i in range(n):
            asked = _ACTS[i % len(_ACTS)](server, key, chance, bench)
            began = time.monotonic()
            answer = server.send(
                asked.data, half_closed=asked.half_closed, pieces=asked.pieces, leave=asked.leave,
                wait=2 * MOST_SECONDS if asked.is_whole else PATIENCE,
            )  # fmt: skip
            seconds = time.monotonic() - began
            if not asked.is_whole and server.send(server.request("GET", "/alive")).status not in {204, 429}:
                answer = Answer(-1, "", "")
            figures.add(
                _ACTS[i % len(_ACTS)].__name__.strip("_"),
                Ended(answer.status, "", "", seconds, server.most_bytes()),
            )
            if found := _judge(asked, answer, seconds, server):
                figures.faults.append(
                    Fault(
                        tuple(found),
                        asked.what,
                        repr(asked.data[:300]),
                        f"{answer.head[:80]} {answer.page[-300:]}",
                    )
                )
            if answer.status == 429:
                time.sleep(0.3)
    finally:
        ended = server.end()
    if ended.code != 0 or ended.err:
        figures.faults.append(Fault(("crash",), "the server's end", str(ended.code), ended.err[-600:]))
    if {path.name for path in folder.iterdir()} != before:
        figures.faults.append(Fault(("left behind",), "files beside the data folder", "", ""))
    return figures


def _judge(asked: _Asked, answer: Answer, seconds: float, server: Server) -> list[str]:
    found = []
    if (answer.status == -1 and asked.is_whole) or seconds > MOST_SECONDS:
        found.append("hang")
    elif answer.status not in asked.allowed and answer.status >= 0:
        found.append("answered")
    if "Traceback" in answer.page:
        found.append("traceback")
    if re.search(r"(?i)\nlocation: (?!/[^/\\])(?!/\r)", answer.head):
        found.append("leads away")
    if asked.is_stranger and ("set-cookie" in answer.head.lower() or "History" in answer.page):
        found.append("leak")
    # What is no HTTP is answered by the protocol itself, in one line without anything of ours.
    if len(answer.page) > _ONE_LINE and not all(name in answer.head.lower() for name in _SEALED):
        found.append("not sealed")
    if "text/html" in answer.head:
        found += judge_text(answer.page, "html")
    return found + _of_server(server)


def _of_server(server: Server) -> list[str]:
    if server.process.poll() is not None:
        return ["crash"]
    return ["memory"] if server.most_bytes() > MOST_BYTES else []


_ONE_LINE = 100


# What is asked


def _stranger(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """No cookie, or one that is nearly right."""
    name = server.cookie.partition("=")[0]
    value = server.cookie.partition("=")[2]
    cookie = chance.choice((None, f"{name}=", f"{name}=x", f"x={value}", f"{name}={value[:-1]}",
    f"{name}={value}x",
                            f"{name}={value.swapcase()}", f'{name}="{value}', f"{name.upper()}={value}",
                            "\x00", ";;==;"))  # fmt: skip
    token = server.token
    path = chance.choice(("/", "/history", "/assessments/1", "/history/export.json", "/?token=",
    f"/?token={token[:-1]}",
                          f"/?token={token}x", f"/?token={token}&token={token}", f"/history?token={token}",
                          f"//?token={token}",
                          f"/?Token={token}", _STATIC, "/alive", "/plan", "/history/delete"))  # fmt: skip
    method = chance.choice(("GET", "GET", "POST", "HEAD"))
    return _Asked("a stranger", server.request(method, path, cookie=cookie), REFUSED, is_stranger=True)


def _site(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """The right cookie, sent by another site or to another host."""
    port = server.port
    headers = chance.choice((
        {"Host": "evil.example"}, {"Host": f"evil.example:{port}"},
        {"Host": f"127.0.0.1:{port}.evil.example"},
        {"Host": None}, {"Host": ""}, {"Host": f"localhost.:{port}"}, {"Host": f"[::1]:{port}"},
        {"Host": f"0.0.0.0:{port}"},
        {"Origin": "http://evil.example"}, {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
        {"Origin": f"https://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
        {"Origin": f"http://127.0.0.1:{port + 1}"},
        {"Sec_Fetch_Site": "\x00"}, {"Origin": f"http://127.0.0.1:{port}@evil.example"},
    ))  # fmt: skip
    path = chance.choice(
        ("/history", "/history/delete", "/start", "/assessments/1/delete", "/history/export.json")
    )
    body = urllib.parse.urlencode({"key": key}).encode()
    return _Asked("another site", server.request("POST", path, body, **headers), REFUSED)


def _path(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """Addresses that lead out of the pages, or nowhere."""
    up = chance.choice(
        ("../", "..%2f", "%2e%2e/", "..%5c", "%252e%252e/", "....//", "..;/", "%c0%ae%c0%ae/", ".%00./")
    )
    root = chance.choice(
        (
            "/static/",
            "/",
            "/assessments/",
            "/assessments/1/save/",
            "/sitting/1/question/",
            "/upload/",
            "/sitting/",
        )
    )
    end = chance.choice(("etc/passwd", "app.py", "history.sqlite3", "%00", "web.css%00", "x" * 3000, "1e3",
    "-1", "0", "９",
                         "99999999999999999999999", "%ff", "%0d%0aSet-Cookie:a=b",
                         urllib.parse.quote(chance.choice(MARKUP)),
                         urllib.parse.quote(chance.choice(CONTROLS)), "1/save/exe", "1/plan?hours=1e400",
                         "1/what-if?sql=nan"))  # fmt: skip
    path = root + up * chance.randrange(4) + end
    path += chance.choice(("", "?", "?a=b&a=c", "#x", "?" + "a=1&" * 2000, "?old=zwei&new=%00", ";x=y"))
    return _Asked(f"path {path[:60]}", server.request("GET", path), ANY)


def _query(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """Pages that read what stands behind the question mark."""
    page, names = chance.choice((
        ("/compare", ("old", "new")), ("/assessments/1/plan", ("hours", "weeks", "hours_per_week", "start",
        "prefer")),
        ("/assessments/1/what-if", ("sql", "probability", "set", "facet", "level")), ("/plan", ("status",
        "x")),
        ("/start", ("mode", "profile", "draft", "framework")), ("/history", ("page", "deleted", "name")),
        ("/assessments/1/report", ("detail",)), ("/assessments/1/save/csv", ("bom",)), ("/", ("token",
        "next")),
        ("/assessments/2/plan/save/ical", ("hours", "start")), ("/assessments/2/checks", ("item",)),
    ))  # fmt: skip
    pairs = [(chance.choice(names), _odd(chance)) for _ in range(chance.randrange(1, 5))]
    return _Asked(
        f"query of {page}",
        server.request("GET", f"{page}?{urllib.parse.urlencode(pairs, errors='surrogatepass')}"),
        ANY,
    )


def _odd(chance: random.Random) -> str:
    numbers = (
        "-1",
        "0",
        "1e400",
        "NaN",
        "Infinity",
        "-0",
        "99999999999999999999",
        "1_000",
        "３",
        "0x10",
        "2.5",
        "9" * 5000,
    )
    return chance.choice(chance.choice((MARKUP, CONTROLS, FORMULAS, PATHS, TIMES, TEXTS, numbers)))


def _form(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """Forms of our pages with values that they cannot have."""
    page, names = chance.choice((
        ("/start", ("mode", "name", "draft", "framework", "minutes", "learn")), ("/plan", ("step", "done",
        "on", "undo")),
        ("/assessments/1/plan", ("hours", "weeks", "hours_per_week", "start", "prefer")),
        ("/sitting/1/finish", ("x",)),
        ("/sitting/1/question/skills.sql", ("answer", "move", "shown")), ("/assessments/2/recheck",
        ("facet", "mode")),
        ("/sitting/d0000000000000000/question/education.level", ("answer", "move")), ("/upload/d0/score",
        ("draft",)),
        ("/assessments/99/delete", ("sure",)), ("/sitting/99/delete", ("sure",)),
    ))  # fmt: skip
    pairs = [(chance.choice(names), _odd(chance)) for _ in range(chance.randrange(6))]
    keys = chance.choice(
        (
            [("key", key)],
            [("key", key)],
            [("key", key)],
            [("key", key[:-1])],
            [("key", key), ("key", key)],
            [],
        )
    )
    body = urllib.parse.urlencode(pairs + keys, errors="surrogatepass").encode()
    if chance.random() < 0.2:
        body = mutate_bytes(body, chance).content
    return _Asked(f"form of {page}", server.request("POST", page, body), ANY)


def _upload(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:
    """Bad files sent by the form for files."""
    kind = chance.choice(
        [
            k
            for k in KINDS
            if k.name in {"profile.json", "report.json", "resume.json", "linkedin.zip", "answers.json"}
        ]
    )
    mutant = mutate(kind, (bench.valid / kind.name).read_bytes(), chance)
    name = chance.choice(
        (
            kind.name,
            "../../x.json",
            "\x1b[31m.json",
            chance.choice(MARKUP).replace('"', "'"),
            "",
            "x" * 3000,
            "a\r\nX: y",
        )
    )
    mark = "xx7xx"
    body = (f'--{mark}\r\nContent-Disposition: form-data; name="key"\r\n\r\n{key}\r\n--{mark}\r\n'
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/json\r\n\r\n").encode("utf-8", "surrogatepass")  # fmt: skip
    body += mutant.content[: 4 * 2**20] + f"\r\n--{mark}--\r\n".encode()
    if chance.random() < 0.2:
        body = mutate_bytes(body, chance).content
    return _Asked(
        f"upload of {kind.name}: {mutant.what}"[:200],
        server.request("POST", "/upload", body, kind=f"multipart/form-data; boundary={mark}"),
        ANY,
    )


def _body(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """Bodies that are too large, of another kind, or not what their headers say."""
    path = chance.choice(("/start", "/upload", "/plan", "/history", "/alive"))
    body = chance.choice((b"", b"\xff\xfe%zz&&&===%", b"a=1&" * 3000, b'{"mode": "quick"}', b"x" * 70_000,
    b"x" * 6_000_000,
                          f"key={key}&mode=".encode() + b"a" * 60_000, b"--x\r\n\r\n", b"--x--",
                          bytes(2000)))  # fmt: skip
    kind = chance.choice(("application/json", "text/plain", "multipart/form-data",
    "multipart/form-data; boundary=x",
                          "multipart/form-data; boundary=x; charset=hex",
                          "multipart/form-data; boundary=" + "x" * 300,
                          "application/x-www-form-urlencoded; charset=utf-16", "x" * 5000,
                          "\x00"))  # fmt: skip
    odd: dict[str, str | None] = chance.choice((
        {}, {"Content_Length": "-1"}, {"Content_Length": "9" * 40}, {"Content_Length": "abc"},
        {"Content_Length": "+5"},
        {"Content_Length": "٣"}, {"Transfer_Encoding": "chunked"}, {"Transfer_Encoding": "gzip, chunked",
        "Content_Length": None},
        {"Content_Encoding": "gzip"}, {"Expect": "100-continue"}, {"Expect": "x"}, {"Upgrade": "websocket",
        "Connection": "Upgrade"},
    ))  # fmt: skip
    closed = bool(odd) or chance.random() < 0.3
    return _Asked(
        f"body {body[:10]!r} {odd}",
        server.request("POST", path, body, kind=kind, **odd),
        ANY,
        half_closed=closed,
        is_whole=not odd,
    )


def _wire(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """What is hardly a request, and connections that are given up."""
    good = server.request(chance.choice(("GET", "POST")), chance.choice(("/", "/history", "/start")))
    act = chance.randrange(8)
    data = (
        mutate_bytes(good, chance).content, good[: chance.randrange(len(good))],
        chance.randbytes(chance.choice((1, 100, 5000))),
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 9000, b"GET /" + b"a" * 40_000,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(50),
        good * 3, good.replace(b"\r\n", b"\n"),
    )[act]  # fmt: skip
    return _Asked(
        f"wire {act}",
        data,
        ANY,
        half_closed=True,
        pieces=chance.choice((1, 1, 5)),
        leave=chance.random() < 0.2,
        is_whole=False,
    )


def _method(server: Server, key: str, chance: random.Random, bench: Bench) -> _Asked:  # noqa: ARG001
    """Methods that pages do not know."""
    method = chance.choice(
        (
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "BREW",
            "get",
            "G\x00T",
            "GETGET" * 50,
            "",
            "POST ",
        )
    )
    path = chance.choice(("/", "/history", "*", "http://evil.example/", f"{server.host}", "/history/delete"))
    headers = chance.choice(
        ({}, {"X_HTTP_Method_Override": "DELETE"}, {"Range": "bytes=0-99999999999"}, {"Accept": "\x7f" * 100})
    )
    return _Asked(
        f"method {method[:10]!r}",
        server.request(method, path, **headers),
        REFUSED,
        half_closed=True,
        is_whole=False,
    )


_ACTS = (_stranger, _site, _path, _query, _form, _upload, _body, _wire, _method, _query, _form, _upload)
