"""The real server as a process of its own, and a client that sends what a browser sends."""

from __future__ import annotations

import html.parser
import http.client
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTUP = 30.0


class Served:
    """`readiness web` until it is ended."""

    def __init__(self, home: Path, *options: str) -> None:
        self.home = home
        environ = {k: v for k, v in os.environ.items() if not k.startswith(("READINESS", "COV_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "readiness", "web", "--no-open", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**environ, "READINESS_HOME": str(home), "PYTHONWARNINGS": "error"},
        )
        self.printed = ""
        while "Ctrl-C" not in self.printed:
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
            self.printed += line
        (self.address,) = re.findall(r"http://\S+", self.printed)
        parts = urllib.parse.urlsplit(self.address)
        self.port = parts.port
        self.token = urllib.parse.parse_qs(parts.query)["token"][0]
        self.origin = f"http://127.0.0.1:{self.port}"

    def end(self, number: int = signal.SIGINT) -> tuple[int, str, str]:
        """Send a signal and wait; exit code, everything on standard output, and on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=STARTUP)
        return self.process.returncode, self.printed + out, err


class Answer:
    """What came back: status, headers, text, and the address that it came from."""

    def __init__(self, response: http.client.HTTPResponse, address: str) -> None:
        self.status = response.status
        self.headers = response.headers
        self.content = response.read()
        self.text = self.content.decode("utf-8", "replace")
        self.address = address

    @property
    def forms(self) -> list[dict]:
        """Every form: its action, its hidden fields, and the names and values of the others."""
        return forms_of(self.text)


class _Forms(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.forms.append(
                {"action": found["action"], "hidden": {}, "fields": [], "method": found["method"]}
            )
        elif tag in {"input", "button", "select"} and self.forms and "name" in found:
            if found.get("type") == "hidden":
                self.forms[-1]["hidden"][found["name"]] = found["value"]
            else:
                self.forms[-1]["fields"].append((found["name"], found.get("value", ""), found.get("type")))


def forms_of(text):
    """The forms of a page."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


class Client:
    """A browser without a window: one cookie, redirects followed, headers as a browser sets them."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.cookie = ""

    def ask(self, method, path, body=None, *, follow=True, headers=None):
        """One request, and those that its answer leads to."""
        sent = {"Sec-Fetch-Site": "same-origin"}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            sent["Origin"] = "null"
            if not isinstance(body, (bytes, str)):
                body = urllib.parse.urlencode(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=20)
        try:
            connection.request(method, path, body, {**sent, **(headers or {})})
            answer = Answer(connection.getresponse(), path)
        finally:
            connection.close()
        given = answer.headers.get("Set-Cookie")
        if given:
            self.cookie = given.partition(";")[0]
        if follow and answer.status == 303:
            return self.ask("GET", answer.headers["Location"].partition("#")[0])
        return answer

    def enter(self):
        """In by the printed address."""
        return self.ask("GET", f"/?token={self.served.token}", headers={"Sec-Fetch-Site": "none"})

    def get(self, path, **others):
        """A page."""
        return self.ask("GET", path, **others)

    def send(self, page, /, *, form=0, follow=True, **fields):
        """A form of a page, with its hidden fields."""
        found = page.forms[form]
        pairs = [*found["hidden"].items()]
        for name, value in fields.items():
            pairs += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        return self.ask("POST", found["action"], pairs, follow=follow)

    def begin(self, mode="quick", **fields):
        """The first question of a new sitting."""
        return self.send(self.get("/start"), mode=mode, **fields)

    def reply(self, question, level="2"):
        """Something that fits the question of a page."""
        fields = [
            (name, value, kind) for name, value, kind in question.forms[0]["fields"] if name == "answer"
        ]
        moves = [value for name, value, _ in question.forms[0]["fields"] if name == "move"]
        kinds = {kind for _, _, kind in fields}
        if kinds == {"text"}:
            return self.send(question, move="idk") if "idk" in moves else self.send(question, answer="3")
        values = [value for _, value, _ in fields]
        level = "0" if "/consistency." in question.address else level
        return self.send(question, answer=level if level in values else values[0], move="answer")

    def finish(self, question, level="2"):
        """The result, after a reply to every question."""
        n = 0
        while "/review" not in question.address:
            assert question.status == 200, question.text
            question = self.reply(question, level)
            n += 1
            assert n < 200
        return self.send(question)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def served(home):
    server = Served(home)
    yield server
    code, _, err = server.end()
    assert (code, err) in {(0, ""), (-signal.SIGKILL, "")}


@pytest.fixture
def client(served):
    found = Client(served)
    assert found.enter().status == 200
    return found


def wait_for(what, within=STARTUP):
    """Wait until something is true; its value."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")
