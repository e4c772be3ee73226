"""Every way to a page on the command line."""

from __future__ import annotations

import json

import pytest

from readiness.cli import main
from readiness.models import plain
from readiness.record import to_json

from .page import by_id, read, words

NEWER = {"goals": {"hours_per_week": 5, "weeks": 8}, "name": "Ada"}


@pytest.fixture
def profile(tmp_path, records, monkeypatch):
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    values = plain(records["ada"].profile) | NEWER
    path = tmp_path / "me.json"
    path.write_text(json.dumps(values), "utf-8")
    return path


def _ids(path):
    return {e.get("id") for e in read(path.read_text("utf-8")).iter()}


def test_page_has_the_plan_and_no_past(profile, tmp_path):
    assert main(["score", str(profile), "-o", str(tmp_path / "me.html")]) == 0
    assert "plan" in _ids(tmp_path / "me.html")
    assert "past" not in _ids(tmp_path / "me.html")
    assert not (tmp_path / "home").exists()


def test_page_does_not_depend_on_the_day_it_is_made(profile, tmp_path):
    for name in ("one", "two"):
        target = tmp_path / f"{name}.html"
        assert main(["score", str(profile), "--at", "2026-01-01", "-o", str(target)]) == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert "2026-01-05" in (tmp_path / "one.html").read_text("utf-8")


def test_second_saved_assessment_shows_the_first(profile, tmp_path):
    for day in ("01", "02"):
        target = tmp_path / f"{day}.html"
        arguments = ["score", str(profile), "--save", "--at", f"2026-01-{day}", "-o", str(target)]
        assert main(arguments) == 0
    assert "past" not in _ids(tmp_path / "01.html")
    assert "+0.0 since 1 January 2026" in words(
        by_id(read((tmp_path / "02.html").read_text("utf-8")), "past")
    )
    assert main(["history", "show", "last", "-o", str(tmp_path / "again.html")]) == 0
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "02.html").read_bytes()


def test_earlier_reports_can_be_given(records, tmp_path):
    paths = {}
    for name in ("ada", "beginner"):
        paths[name] = tmp_path / f"{name}.json"
        paths[name].write_text(to_json(records[name]), "utf-8")
    target = tmp_path / "page.html"
    assert main(["report", str(paths["ada"]), "--since", str(paths["beginner"]), "-o", str(target)]) == 0
    assert "past" in _ids(target)


def test_since_is_about_one_report(records, tmp_path, capsys):
    path = tmp_path / "ada.json"
    path.write_text(to_json(records["ada"]), "utf-8")
    assert main(["report", str(path), str(path), "--since", str(path)]) == 2
    assert "--since is about one report" in capsys.readouterr().err


def test_several_profiles_become_a_page_about_the_group(profile, tmp_path):
    target = tmp_path / "class.html"
    assert main(["score", *[str(profile)] * 6, "-o", str(target)]) == 0
    assert "6 people" in words(by_id(read(target.read_text("utf-8")), "scores"))
