"""The pages in a headless browser; `run.py` finds the tools and lets none of this be skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readiness.assessment import assess
from readiness.profile import Profile, read_profile
from readiness.report import render
from readiness.report.past import with_past

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
NOW = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)

if "READINESS_BROWSER" not in os.environ:
    pytest.skip("needs Node and Chromium: python tests/run_browser.py", allow_module_level=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One page of every kind."""
    folder = tmp_path_factory.mktemp("pages")
    students = [read_profile(path) for path in sorted(EXAMPLES.glob("*.json"))]
    career = read_profile(EXAMPLES / "career-changer.json")
    before = replace(career, skills=dict.fromkeys(career.skills, 1))
    earlier = [assess(before, assessed_at=NOW - timedelta(days=30 * k)) for k in (3, 2, 1)]
    record = assess(career, assessed_at=NOW)
    group = [assess(replace(p, cohort=f"group {k % 2}"), assessed_at=NOW) for k, p in enumerate(students)]
    hostile = replace(career, name="<script>alert(1)</script>" + "W" * 170)
    pages = {
        "full": render(record, format="html", **with_past(record, earlier)),
        "nobody": render(assess(Profile(), assessed_at=NOW), format="html"),
        "hostile": render(assess(hostile, assessed_at=NOW), format="html"),
        "group": render(group, format="html"),
        "few": render(group[:3], format="html"),
    }
    for name, text in pages.items():
        (folder / f"{name}.html").write_bytes(text.encode())
    return folder


def _checked(folder):
    command = [shutil.which("node"), str(HERE / "check.mjs"), os.environ["READINESS_CHROMIUM"], str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_axe_finds_nothing_in_any_size_or_scheme_and_no_page_asks_for_anything(folder):
    seen = _checked(folder)
    assert seen["opened"] == 6 * len(list(folder.glob("*.html"))) > 0
    assert seen["found"] == []


def test_the_browser_would_find_faults(folder, tmp_path):
    text = (folder / "full.html").read_text("utf-8")
    text = text.replace('lang="en-GB"', "").replace("--soft: #525c67", "--soft: #ccc")
    text = text.replace("default-src 'none'", "default-src *").replace(
        "style-src 'sha256", "style-src 'unsafe-inline' 'no"
    )
    text = text.replace("<main", '<img src="picture.png"><main')
    (tmp_path / "full.html").write_text(text, "utf-8")
    told = " ".join(each["what"] for each in _checked(tmp_path)["found"])
    for fault in ("html-has-lang", "color-contrast", "image-alt", "asks for"):
        assert fault in told


def test_every_page_is_valid_html(folder):
    validator = HERE / "node_modules" / ".bin" / "html-validate"
    command = [str(validator), "--config", str(HERE / ".htmlvalidate.json")]
    pages = [str(page) for page in sorted(folder.glob("*.html"))]
    done = subprocess.run([*command, *pages], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    broken = folder / "broken"
    broken.mkdir()
    (broken / "page.html").write_text("<!DOCTYPE html><html><p id=a><div id=a></p>", "utf-8")
    assert subprocess.run([*command, str(broken / "page.html")], capture_output=True, check=False).returncode
