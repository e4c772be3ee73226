"""Both sides of every limit of the pages."""

import asyncio
import contextlib
import socket
import time

import pytest
from h11 import LocalProtocolError
from starlette.requests import Request

from readiness.limits import (
    BODY_SECONDS,
    HEAD_BYTES,
    MOST_CONNECTIONS,
    MOST_DRAFTS,
    MOST_DRAINED_BYTES,
    MOST_FIELDS,
    MOST_FLOWS,
    MOST_FORM_BYTES,
    MOST_UPLOAD_BYTES,
    RATE,
    STRANGERS,
)
from readiness.store import Store
from readiness.web import sittings
from readiness.web.drafts import Drafts, SittingDraft
from readiness.web.forms import UnreadableError, read_form
from readiness.web.guard import TOO_LARGE, refused
from readiness.web.keys import Bucket
from readiness.web.sealing import sealed_answers

from .test_hostile import head, inside, one, raw, status

__all__ = ["inside", "one"]
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def of_length(client, size):
    """A request whose first line and headers hold so many bytes."""
    rest = len(head(client, Connection="close", X=""))
    return head(client, Connection="close", X="x" * (size - rest))


def test_headers_are_read_up_to_their_limit(inside):
    assert len(of_length(inside, HEAD_BYTES)) == HEAD_BYTES
    assert status(raw(inside.served, of_length(inside, HEAD_BYTES))) == 200
    for more in (1, 1000, 70_000):
        answer = raw(inside.served, of_length(inside, HEAD_BYTES + more))
        assert answer == b"" or status(answer) in {400, 431}


@pytest.mark.parametrize(("path", "most"), [("/start", MOST_FORM_BYTES), ("/upload", MOST_UPLOAD_BYTES)])
def test_a_form_is_read_up_to_its_limit(inside, path, most):
    for size, is_read in ((most, True), (most + 1, False)):
        sent = head(
            inside, f"POST {path} HTTP/1.1", **FORM, **{"Content-Length": str(size), "Connection": "close"}
        )
        answer = raw(inside.served, sent + b"a=" + b"x" * (size - 2), wait=20)
        assert (status(answer) != 413) == is_read, size


def request_of(body):
    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    kind = FORM["Content-Type"].encode()
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", kind)]}
    return Request(scope, receive)


def test_so_many_fields_are_read_and_no_more():
    form = asyncio.run(read_form(request_of(b"&".join(b"f%d=1" % n for n in range(MOST_FIELDS)))))
    assert len(form.fields) == MOST_FIELDS
    with pytest.raises(UnreadableError):
        asyncio.run(read_form(request_of(b"&".join(b"f%d=1" % n for n in range(MOST_FIELDS + 1)))))


def test_of_too_many_drafts_the_oldest_is_forgotten():
    drafts = Drafts()
    for n in range(MOST_DRAFTS):
        drafts.keep(str(n), SittingDraft())
    assert drafts.find("0") is not None
    drafts.keep("more", SittingDraft())
    assert drafts.find("0") is None
    assert drafts.find("1") is not None


@pytest.mark.parametrize(("rate", "most"), [RATE, STRANGERS])
def test_so_many_requests_are_answered_at_once_and_so_many_a_second(rate, most):
    bucket = Bucket(rate, most)
    assert [bucket.take(1e6) for _ in range(int(most) + 1)] == [True] * int(most) + [False]
    assert [bucket.take(1e6 + 1) for _ in range(int(rate) + 1)] == [True] * int(rate) + [False]


def test_so_many_sittings_are_kept_in_memory(tmp_path):
    flows = {}
    with Store(tmp_path) as store:
        for n in range(MOST_FLOWS + 1):
            begun = store.sittings.begin(
                started_at="2026-01-05T10:00:00+00:00", mode="quick", options={}, seed=n,
                framework_id="ml-engineer-entry", framework_digest="f", questions_digest="q",
            )  # fmt: skip
            with contextlib.suppress(Exception):  # whatever becomes of one that began with other questions
                sittings.see(store, str(begun.id), flows=flows)
            assert len(flows) <= MOST_FLOWS
    assert len(flows) == MOST_FLOWS


def drained(size):
    """How much of a body of so many bytes is thrown away behind a refusal."""
    left = [size]
    taken = []

    async def receive():
        part = min(left[0], 1 << 20)
        left[0] -= part
        taken.append(part)
        return {"type": "http.request", "body": b"x" * part, "more_body": left[0] > 0}

    async def send(message):
        assert message["type"].startswith("http.response")

    asyncio.run(refused(TOO_LARGE)({"type": "http"}, receive, send))
    return sum(taken)


def test_so_much_of_a_refused_body_is_thrown_away():
    assert drained(MOST_DRAINED_BYTES) == MOST_DRAINED_BYTES
    assert drained(2 * MOST_DRAINED_BYTES) == MOST_DRAINED_BYTES


def test_so_many_connections_are_kept_and_no_more(inside):
    address = ("127.0.0.1", inside.served.port)
    time.sleep(1)  # those of other tests have ended
    crowd = [socket.create_connection(address, timeout=5) for _ in range(MOST_CONNECTIONS)]
    crowd[-1].sendall(head(inside, Connection="close"))
    assert crowd[-1].recv(100).startswith(b"HTTP/1.1 200"), "the last of so many is answered"
    crowd += [socket.create_connection(address, timeout=5) for _ in range(2)]
    with contextlib.suppress(ConnectionError):
        assert crowd[-1].recv(1) == b"", "one more is not kept"
    for link in crowd:
        link.close()


def test_a_request_has_so_many_seconds_to_arrive(inside):
    whole = head(inside, Connection="close")
    with socket.create_connection(("127.0.0.1", inside.served.port), timeout=2 * BODY_SECONDS) as link:
        link.sendall(whole[:-2])
        time.sleep(BODY_SECONDS - 3)
        link.sendall(whole[-2:])
        assert link.recv(100).startswith(b"HTTP/1.1 200")
    with socket.create_connection(("127.0.0.1", inside.served.port), timeout=2 * BODY_SECONDS) as link:
        link.sendall(whole[:-2])
        time.sleep(BODY_SECONDS + 1)
        with contextlib.suppress(ConnectionError):
            link.sendall(whole[-2:])
            assert link.recv(100) == b""


@pytest.mark.parametrize(("said", "is_raised"), [
    ("can't handle event type Response when role=SERVER and state=ERROR", False),
    ("Too much data for declared Content-Length", True),
])  # fmt: skip
def test_what_the_protocol_has_answered_itself_is_answered_once(said, is_raised):
    sent = []

    async def send(message):
        sent.append(message["type"])
        raise LocalProtocolError(said)

    async def answer():
        sealed = sealed_answers(send)
        await sealed({"type": "http.response.start", "status": 200, "headers": []})
        await sealed({"type": "http.response.body", "body": b"x"})

    with pytest.raises(LocalProtocolError) if is_raised else contextlib.nullcontext():
        asyncio.run(answer())
    assert sent == ["http.response.start"]
