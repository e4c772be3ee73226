"""Results, history, plans, uploads and deletions over HTTP: the same as the commands make."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.store import Store

from .conftest import ROOT, Client, Served

EXAMPLES = ROOT / "examples"
MOST_PAGE_BYTES = 100 * 1024
BOUNDARY = "----a-boundary"


def upload(client, name, content, kind="application/json"):
    """Send a file by the form of the upload page."""
    (form,) = client.get("/upload").forms
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in form["hidden"].items()
    ]
    opening = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    body = "".join(parts).encode() + opening.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return client.ask("POST", "/upload", body, headers={"Content-Type": kind})


def score(client, name="student.json"):
    """The result of an example."""
    return client.send(upload(client, name, (EXAMPLES / name).read_bytes()))


def command(home, *arguments):
    """What a command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "readiness", *arguments],
        env={**os.environ, "READINESS_HOME": str(home)},
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout


def test_a_profile_is_read_scored_and_kept_once(client, home):
    read = upload(client, "student.json", (EXAMPLES / "student.json").read_bytes())
    assert read.status == 200
    assert not Store.exists(home), "nothing is stored before it is asked for"
    one, other = client.send(read), client.send(read)
    assert one.address == other.address == "/assessments/1"
    with Store(home) as store:
        assert len(store.assessments.all()) == 1


def test_a_profile_is_gone_on_with(client, home):
    read = upload(client, "me.json", b'{"skills": {"sql": 3}, "education": {"level": "master"}}')
    start = client.get(f"/start?source={read.address.rsplit('/', 1)[1]}")
    assert "What your file says is taken over" in start.text
    page = client.send(start, mode="quick")
    client.reply(page)
    changed = client.get("/sitting/1/question/education.level")
    assert " checked" in changed.text
    with Store(home) as store:
        assert store.sittings.get(1).options["profile"]["skills"] == {"sql": 3}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"{", "line 1, column 2"),
        (b'{"skills": {"python-langauge": 3}, "skills": {}}', "is given twice"),
        (b'{"education": {"level": "batchelor"}}', "batchelor"),
        (b'{"experience": {"years": 1e999}}', "not a finite number"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b"[" * 100_000, "nested"),
        (b'{"name": "<script>alert(1)</script>", "skils": {}}', "skils"),
        (b"\x89PNG\r\n\x1a\n\x00", "not UTF-8"),
    ],
)
def test_what_is_no_profile_is_explained_on_the_page(client, home, content, told):
    answer = upload(client, 'x"<b>.json', content)
    assert answer.status == 422
    assert told in answer.text
    assert "<script>alert" not in answer.text
    assert not Store.exists(home)


def test_a_file_over_the_limit_and_no_file_are_refused_in_words(client):
    assert upload(client, "big.json", b'{"skills": {}}' + b" " * (4 * 1024 * 1024 + 20_000)).status == 413
    assert "choose a file" in upload(client, "", b"").text


def test_the_report_is_the_one_that_the_command_writes(client, home):
    result = score(client)
    number = result.address.rsplit("/", 1)[1]
    page = client.get(f"{result.address}/report")
    assert page.content == command(home, "history", "show", number, "--format", "html")
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("frame-ancestors 'none'")
    for form, name in (("md", "markdown"), ("csv", "csv"), ("json", "json"), ("html", "html")):
        saved = client.get(f"{result.address}/save/{form}")
        assert saved.content == command(home, "history", "show", number, "--format", name)
        assert saved.headers["Content-Disposition"] == f'attachment; filename="readiness-{number}.{form}"'
    profile = json.loads(client.get(f"{result.address}/save/profile").text)
    assert profile["skills"] == json.loads((EXAMPLES / "student.json").read_text())["skills"]


def test_the_result_says_what_the_report_says_first(client):
    result = score(client)
    record = json.loads(client.get(f"{result.address}/save/json").text)
    assert f'<h1 id="top" tabindex="-1" autofocus>{record["verdict"]["title"]}</h1>' in result.text
    for bound in ("low", "high"):
        assert f"{record['estimate'][bound]:.1f}" in result.text


def test_everything_is_exported_and_deleted(client, home):
    score(client)
    page = client.begin("quick")
    client.reply(page)
    assert json.loads(client.get("/history/export.json").text) == json.loads(
        command(home, "history", "export")
    )
    asked = client.get("/history/delete")
    assert "cannot be brought back" in asked.text
    assert client.send(asked).address == "/history"
    with Store(home) as store:
        assert (store.assessments.all(), store.sittings.all()) == ([], [])
    assert client.send(asked).address == "/history", "sent twice it is still gone"


def test_one_result_or_sitting_is_deleted_and_the_others_stay(client, home):
    one, other = score(client), score(client, "statistician.json")
    client.reply(client.begin("quick"))
    gone = client.send(client.get(f"{one.address}/delete"))
    assert gone.address == "/history"
    assert client.get(one.address).status == 409
    assert client.get(other.address).status == 200
    client.send(client.get("/sitting/1/delete"))
    with Store(home) as store:
        assert [row.id for row in store.assessments.all()] == [2]
        assert store.sittings.all() == []


def test_results_are_compared(client):
    one, other = score(client), score(client, "statistician.json")
    history = client.get("/history")
    assert history.text.count("<option") == 4
    page = client.get("/compare?old=1&new=2")
    assert "Where your points changed" in page.text
    assert client.get("/compare?old=2&new=1").text == page.text
    assert client.get("/compare?old=2&new=2").status == 409
    assert one.status == other.status == 200


def test_a_plan_is_made_kept_and_marked(client, home):
    result = score(client)
    page = client.get(f"{result.address}/plan?hours=5&weeks=8")
    assert "Week by week" in page.text
    kept = client.send(page, form=1)
    assert kept.address == "/plan"
    client.send(page, form=1)
    with Store(home) as store:
        (plan,) = store.plans.all()
    steps = [step["id"] for step in plan.plan["steps"]]
    assert len(kept.forms) == len(steps) > 1
    for _ in range(2):
        marked = client.send(kept)
    assert "Not done after all" in marked.text
    with Store(home) as store:
        assert [d.step for d in store.plans.done()] == steps[:1]
    assert "1 of" in command(home, "plan", "--status").decode()
    for _ in range(2):
        client.send(marked)
    with Store(home) as store:
        assert store.plans.done() == []
    stale = dict(marked.forms[0]["hidden"], step="no-such-step", done="yes")
    assert client.ask("POST", "/plan", stale).status == 409
    calendar = client.get(f"{result.address}/plan/save/ics?hours=5&weeks=8")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert client.get(f"{result.address}/plan/save/md?hours=5&weeks=8").text.startswith("# ")


@pytest.mark.parametrize(
    "query",
    ["hours=many", "hours=-1&weeks=3", "hours=1e99&weeks=2", "hours=5&weeks=0", "hours=nan&weeks=5",
     "hours=5&weeks=inf", "hours=5&weeks=1e300"],
)  # fmt: skip
def test_hours_that_cannot_be_planned_with_are_named(client, query):
    answer = client.get(f"{score(client).address}/plan?{query}")
    assert answer.status == 422
    assert 'role="alert"' in answer.text


def test_what_if_changes_nothing(client, home):
    result = score(client)
    page = client.get(f"{result.address}/what-if?sql=4&statistical-inference=3&nonsense=4&python-language=9")
    assert "With these levels the score is" in page.text
    with Store(home) as store:
        assert len(store.assessments.all()) == 1
        assert store.plans.all() == []


def test_the_checks_are_looked_through_afterwards(client):
    page = client.begin("standard")
    while "/question/check." not in page.address:
        page = client.reply(page)
    for _ in range(3):
        page = client.send(page, move="idk")
    result = client.send(client.send(page, move="end"))
    checks = client.get(f"{result.address}/checks")
    assert checks.text.count("You said: I don&#39;t know.") == 3
    assert "You did 3 checks; 0 were right" in checks.text


def test_what_people_write_is_text_on_every_page(client):
    name = "<img src=x onerror=alert(1)>\"'{{7*7}} \u202etxt"
    content = json.dumps({"name": name, "skills": {"sql": 2, "python-language": 2}}).encode()
    result = client.send(upload(client, "me.json", content))
    for path in (result.address, "/history", "/", f"{result.address}/plan", f"{result.address}/report"):
        text = client.get(path).text
        assert "<img src=x" not in text
        assert "{{7*7}}" in text or name[:4] not in text
        assert "\u202e" not in text


def test_every_page_is_small(client):
    result = client.finish(client.begin("deep"))
    shared = sum(len(client.get(f"/static/{name}").content) for name in ("web.css", "web.js", "icon.svg"))
    for path in ("", "/checks", "/plan", "/what-if", "/plan?hours=10&weeks=50"):
        assert len(client.get(result.address + path).content) + shared < MOST_PAGE_BYTES
    for path in ("/", "/start", "/history", "/help", "/upload", "/plan"):
        assert len(client.get(path).content) + shared < MOST_PAGE_BYTES


def test_the_address_is_printed_once_and_ctrl_c_ends_it_cleanly(home):
    server = Served(home)
    assert server.printed.count("http://127.0.0.1:") == 1
    assert len(server.token) >= 43
    Client(server).enter()
    code, out, err = server.end()
    assert (code, err) == (0, "")
    assert "Ended" in out


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_other_signals_end_it_cleanly_too(home, name):
    server = Served(home)
    client = Client(server)
    client.enter()
    client.reply(client.begin("quick"))
    code, _, err = server.end(getattr(signal, name))
    assert (code, err) == (0, "")
    with Store(home) as store:
        assert len(store.sittings.events(1)) == 1


def test_a_kill_at_any_moment_loses_no_answer_whose_next_page_came(home):
    for n in (1, 4, 7):
        server = Served(home / str(n))
        client = Client(server)
        client.enter()
        page = client.begin("quick")
        for _ in range(n):
            page = client.reply(page)
        server.process.kill()
        server.process.communicate()
        with Store(home / str(n)) as store:
            assert len(store.sittings.events(1)) == n


def test_a_port_that_is_taken_is_named(served):
    done = subprocess.run(
        [sys.executable, "-m", "readiness", "web", "--no-open", "--port", str(served.port)],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=30,
    )  # fmt: skip
    assert done.returncode == 4
    assert str(served.port) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_package_is_named(tmp_path):
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError('no', name='uvicorn')\n")
    done = subprocess.run(
        [sys.executable, "-m", "readiness", "web"],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=30,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'readiness[web]'" in done.stderr


def test_it_listens_on_loopback_only(served):
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    heard = [
        local for _, local, _, state, *_ in lines if state == "0A" and local.endswith(f":{served.port:04X}")
    ]
    assert heard == [f"0100007F:{served.port:04X}"]


def test_nothing_of_the_person_is_printed(home):
    server = Served(home)
    client = Client(server)
    client.enter()
    page = client.begin("quick", name="Zebedee Quux")
    client.reply(page)
    client.get("/assessments/77/secret-path")
    code, out, err = server.end()
    assert (code, err) == (0, "")
    assert "Zebedee" not in out
    assert "secret" not in out
    assert "question" not in out


def test_a_page_that_fails_says_where_without_what_anybody_wrote(home):
    server = Served(home)
    client = Client(server)
    client.enter()
    client.reply(client.begin("quick"))
    (home / "history.sqlite3").write_bytes(b"SECRET NAME" * 1000)
    answer = client.get("/history")
    assert answer.status >= 500
    assert "Traceback" not in answer.text
    code, _, err = server.end()
    assert code == 0
    assert "SECRET" not in err
    assert "Traceback" not in err


def test_little_work_is_done_before_the_address_is_printed(served):
    fields = Path(f"/proc/{served.process.pid}/stat").read_text().rpartition(")")[2].split()
    seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    assert seconds < 1.5
