"""What the README shows is what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.cli.parser import COMMANDS, parser
from readiness.profile import parse_profile

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CALL = re.compile(r"(?<![\w./-])(?:\.venv/bin/)?readiness ((?:[a-z]+)(?: [^\n`#&|]*)?)")


def blocks(language):
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found


def calls():
    found = [call.strip() for block in blocks("sh") for call in CALL.findall(block)]
    assert len(found) >= 4
    return found


@pytest.mark.parametrize("call", calls())
def test_every_call_is_understood(call):
    words = shlex.split(call)
    assert words[0] in COMMANDS
    assert parser(words).parse_args(words).command == words[0]


def test_every_command_is_in_the_table():
    named = set(re.findall(r"^\| `readiness (\w+)", README, re.MULTILINE))
    assert named == set(COMMANDS)


def test_the_report_shown_is_the_report_given(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["score", str(ROOT / "examples" / "career-changer.json"), "--at", "2026-11-22T09:00"]) == 0
    assert blocks("text")[0].rstrip() == capsys.readouterr().out.rstrip()


def test_the_profile_shown_can_be_scored():
    profile = parse_profile(blocks("json")[0])
    assert profile.skills
    assert profile.education.level == "bachelor"


def test_the_library_example_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(blocks("python")[0], "README.md", "exec"), {})  # noqa: S102 — our own example
    assert re.match(r"\d+\.\d+ \d+\.\d+ \d+\.\d+ \w+", capsys.readouterr().out)


def test_every_page_that_is_linked_exists():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
