"""Requests that no page of ours would make: refused in words, bounded, and never the end of the server."""

from __future__ import annotations

import contextlib
import socket
import time

import pytest

from readiness.limits import (
    BODY_SECONDS,
    HEAD_BYTES,
    MOST_CONNECTIONS,
    MOST_FORM_BYTES,
    MOST_UPLOAD_BYTES,
)
from readiness.store import Store

from .conftest import Client, Served


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """One server that all of this is done to."""
    server = Served(tmp_path_factory.mktemp("hostile") / "home")
    yield server
    code, out, err = server.end()
    assert (code, err) == (0, ""), "the server took it all without a word"
    assert out.count("http://") == 1


@pytest.fixture(scope="module")
def inside(one):
    client = Client(one)
    client.enter()
    return client


_PART = b'Content-Disposition: form-data; name="a"\r\n'


QUIET = 0.5
"""Seconds without another byte after which an answer is whole though the connection stays open."""


def raw(server, data, *, wait=5.0, ended=False):
    """Bytes to the server; everything that came back, None where it keeps the connection open."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as link:
        with contextlib.suppress(ConnectionError):
            link.sendall(data)
        if ended:
            link.shutdown(socket.SHUT_WR)
        found = b""
        try:
            while part := link.recv(1 << 16):
                found += part
                link.settimeout(min(wait, QUIET))
        except TimeoutError:
            return found or None
        except ConnectionError:
            pass
        return found


def head(client, line="GET / HTTP/1.1", **headers):
    """A request whose headers are all ours to choose."""
    sent = {"Host": f"127.0.0.1:{client.served.port}", "Cookie": client.cookie, **headers}
    lines = [line, *(f"{name}: {value}" for name, value in sent.items() if value is not None)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def status(answer):
    return int(answer.split(b" ", 2)[1])


def is_alive(client):
    assert client.get("/help").status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "localhost", "127.0.0.1:1", "evil.example:{port}", "[::1]:{port}", "", None,
     "127.0.0.1:{port}.evil.example", "127.0.0.1:{port}@evil.example", "0.0.0.0:{port}", "LOCALHOST.:{port}"],
)  # fmt: skip
def test_another_host_is_refused(inside, host):
    named = None if host is None else host.format(port=inside.served.port)
    answer = raw(inside.served, head(inside, Host=named, Connection="close"))
    assert status(answer) in {400, 403}
    assert b"History" not in answer


def test_two_hosts_are_refused(inside):
    both = head(inside, Connection="close").replace(b"\r\nCookie", b"\r\nHost: evil.example\r\nCookie")
    assert status(raw(inside.served, both)) in {400, 403}


def test_localhost_is_this_host(inside):
    answer = raw(inside.served, head(inside, Host=f"localhost:{inside.served.port}", Connection="close"))
    assert status(answer) == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": None},
        {"Origin": "https://127.0.0.1:{port}", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_origin_is_refused(inside, method, headers):
    page = inside.get("/start")
    named = {
        "Host": f"127.0.0.1:{inside.served.port}",
        "Cookie": inside.cookie,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
        **{k: v and v.format(port=inside.served.port) for k, v in headers.items()},
    }
    body = "&".join(f"{k}={v}" for k, v in page.forms[0]["hidden"].items()) + "&mode=quick"
    wanted = f"{method} /start HTTP/1.1"
    sent = head(inside, wanted, **named, **{"Content-Length": str(len(body)), "Connection": "close"})
    answer = raw(inside.served, sent + body.encode())
    assert status(answer) == 403
    assert Store.exists(inside.served.home) is False


@pytest.mark.parametrize(
    "path", ["/", "/history", "/start", "/assessments/1", "/static/web.js", "/alive", "/?token=", "/?token=x",
             "/?token={token}x", "/?token={token}&token={token}", "/history?token={token}"]
)  # fmt: skip
def test_without_cookie_and_token_nothing_opens(one, path):
    stranger = Client(one)
    answer = stranger.get(path.format(token=one.token))
    assert answer.status == 403
    assert "Set-Cookie" not in answer.headers
    stranger.cookie = f"readiness-{one.port}=guess"
    assert stranger.get("/").status == 403
    assert stranger.ask("POST", f"/?token={one.token}", "").status == 403


def test_the_cookie_is_for_this_browser_and_this_run_alone(one):
    client = Client(one)
    answer = client.ask("GET", f"/?token={one.token}", follow=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "/"
    cookie = answer.headers["Set-Cookie"]
    assert "; HttpOnly" in cookie
    assert "; SameSite=Strict" in cookie
    assert "Max-Age" not in cookie
    assert one.token not in cookie
    inside = client.get("/?token=anything", follow=False)
    assert inside.headers["Location"] == "/", "no token stays in the address"


@pytest.mark.parametrize("path", ["/", "/start", "/history", "/static/web.js", "/nothing", "/alive"])
def test_every_answer_is_sealed(inside, one, path):
    stranger = Client(one)
    for client in (inside, stranger):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
            assert rule in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "Server" not in headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW", "get"])
def test_other_methods_are_refused(inside, method):
    answer = raw(inside.served, head(inside, f"{method} / HTTP/1.1", Connection="close"))
    assert status(answer) in {400, 405}


def test_a_page_that_is_only_shown_takes_no_form_and_the_other_way_round(inside):
    assert inside.ask("POST", "/history", "").status == 405
    assert inside.ask("GET", "/upload/x/score").status == 405


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
     "/static/web.css%00", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assessments/../1",
     "/assessments/1%2f..%2f..", "/assessments/-1", "/assessments/1e3", "/assessments/\xb2",
     "/assessments/999999999999999999999999", "/assessments/1/save/exe", "/assessments/1/save/..%2f..%2fx",
     "/sitting/0", "/sitting/99999999999999999999", "/sitting/d0000000000000000", "/sitting/x/question/y",
     "/sitting/1/question/%2e%2e%2f", "/compare?old=1&new=zwei", "/compare?old=%00&new=%ff",
     "/upload/d00", "//evil.example/", "/\\evil.example", "/%0d%0aSet-Cookie:%20a=b"],
)  # fmt: skip
def test_paths_that_lead_nowhere_lead_nowhere(inside, path):
    answer = raw(inside.served, head(inside, f"GET {path} HTTP/1.1", Connection="close"))
    assert status(answer) in {400, 404, 409}
    assert b"Set-Cookie: a" not in answer
    assert b"root:" not in answer
    assert b"import " not in answer


@pytest.mark.parametrize(("path", "most"), [("/start", MOST_FORM_BYTES), ("/upload", MOST_UPLOAD_BYTES)])
def test_bodies_are_bounded_whatever_they_say_about_themselves(inside, path, most):
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    line = f"POST {path} HTTP/1.1"
    said = raw(inside.served, head(inside, line, **form, **{"Content-Length": str(most + 1)}))
    assert status(said) == 413, "refused before a byte of it came"
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    body = chunk * (most // 0x10000 + 2)
    chunked = head(inside, line, **form, **{"Transfer-Encoding": "chunked"})
    answer = raw(inside.served, chunked + body + b"0\r\n\r\n", wait=20)
    assert answer == b"" or status(answer) in {400, 413}
    huge = raw(inside.served, head(inside, line, **form, **{"Content-Length": "9" * 40}))
    assert status(huge) in {400, 413}
    is_alive(inside)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"\xff\xfe%zz&&&===%"),
        ("application/x-www-form-urlencoded", b"a=1&" * 300),
        ("application/json", b'{"mode": "quick"}'),
        ("text/plain", b"mode=quick"),
        ("multipart/form-data", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x; charset=hex", b"--x\r\n" + _PART + b"\r\nzz\r\n--x--\r\n"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("", b"mode=quick"),
    ],
)  # fmt: skip
def test_broken_bodies_are_refused(inside, kind, body):
    headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    answer = raw(inside.served, head(inside, "POST /start HTTP/1.1", **headers) + body)
    assert status(answer) in {400, 403}
    is_alive(inside)


BROKEN = (
    b"5\r\nabcde\r\nZZZ\r\n",
    b"5\r\nabcdefgh\r\n",
    b"\x00" * 40,
    b"-1\r\n\r\n",
    b"5\r\nmode=\r\n0\r\nA b\r\n\r\n",
)


@pytest.mark.parametrize("part", BROKEN)
def test_a_body_that_stops_to_be_http_ends_without_a_word(inside, part):
    """However fast the page is: who answers first, the page or the protocol, is by chance."""
    for size in range(40):
        begun = head(inside, "POST /start HTTP/1.1", **FORM_OF_PIECES) + b"%x\r\n" % (size + 1)
        answer = raw(inside.served, begun + b"a" * (size + 1) + b"\r\n" + part, ended=True)
        assert answer == b"" or status(answer) in {400, 403, 413}
    is_alive(inside)


FORM_OF_PIECES = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "Transfer-Encoding": "chunked",
}


def test_a_form_without_the_key_of_its_page_is_refused(inside):
    hidden = inside.get("/start").forms[0]["hidden"]
    for key in ("", "x", hidden["key"] + "x"):
        assert inside.ask("POST", "/start", {**hidden, "key": key, "mode": "quick"}).status == 403
    assert not Store.exists(inside.served.home)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 100,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost 1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 9000,
        b"GET /" + b"a" * 2 * HEAD_BYTES,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n" * 500,
    ],
    ids=range(9),
)
def test_what_is_no_request_ends_its_connection(inside, data):
    answer = raw(inside.served, data, ended=True)
    assert answer is not None, "the connection ends"
    assert answer == b"" or status(answer) >= 400
    is_alive(inside)


def test_requests_that_never_end_are_given_up_and_others_are_answered_meanwhile(inside):
    began = time.monotonic()
    links = []
    for start in (
        b"",
        b"GET / HT",
        head(inside)[:-2],
        head(inside, "POST /start HTTP/1.1", **{"Content-Length": "50"}),
    ):
        link = socket.create_connection(("127.0.0.1", inside.served.port), timeout=2 * BODY_SECONDS)
        link.sendall(start)
        links.append(link)
    is_alive(inside)
    for link in links:
        with contextlib.suppress(ConnectionError):
            while link.recv(1 << 12):
                pass
        link.close()
    assert time.monotonic() - began < 2 * BODY_SECONDS
    is_alive(inside)


def test_a_crowd_of_open_connections_leaves_room_again(inside):
    crowd = [
        socket.create_connection(("127.0.0.1", inside.served.port), timeout=10)
        for _ in range(MOST_CONNECTIONS + 20)
    ]
    crowd[-1].settimeout(5)
    with contextlib.suppress(ConnectionError):
        assert crowd[-1].recv(1) == b"", "the last ones are not kept"
    for link in crowd:
        link.close()
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            is_alive(inside)
        except (ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("no room came back")


def test_strangers_are_slowed_down_and_the_person_is_not(inside):
    stranger = Client(inside.served)
    seen = {stranger.get("/").status for _ in range(160)}
    assert seen == {403, 429}
    is_alive(inside)
    time.sleep(1.5)
    assert stranger.get("/").status == 403, "it opens again for those who wait"


def test_a_websocket_is_refused(inside):
    asked = head(
        inside,
        Upgrade="websocket",
        Connection="Upgrade",
        **{"Sec-WebSocket-Key": "x", "Sec-WebSocket-Version": "13"},
    )
    answer = raw(inside.served, asked)
    assert b"101 Switching" not in answer
    is_alive(inside)


def test_a_refused_form_ends_its_connection(inside):
    body = b"key=wrong&mode=quick"
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    sent = head(
        inside, "POST /start HTTP/1.1", **kind, **{"Content-Length": str(len(body)), "Connection": "close"}
    )
    answer = raw(inside.served, sent + body)
    assert answer is not None, "the connection ends"
    assert status(answer) == 403
    assert answer.endswith(b"</html>")


@pytest.mark.parametrize("odd", ["%1B%5B31m", "%0D", "%E2%80%AE", "%C2%9B"])
def test_no_page_shows_a_control_byte_that_was_sent(inside, odd):
    for path in (
        f"/assessments/1/plan?hours={odd}",
        f"/start?name={odd}&mode={odd}",
        f"/compare?old={odd}&new=1",
    ):
        page = inside.get(path).text
        assert page.replace("\n", "").isprintable(), path
