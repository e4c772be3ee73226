"""What the library offers: these names, each documented and typed, each from one place."""

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import readiness

NAMES = {
    "AccessError", "Answer", "Assessment", "ContentError", "Difference", "Education", "Experience",
    "FieldFacts", "Framework", "Goals", "Profile", "ProfileError",
    "ReadinessError", "aggregate", "assess", "compare", "framework_ids", "load_field_facts",
    "load_framework", "parse_assessment", "parse_profile", "read_profile", "render", "to_json", "verify",
    "weighted_score",
}  # fmt: skip


def test_the_promised_names_are_there_and_they_are_about_thirty():
    assert set(readiness.__all__) >= NAMES
    assert len(readiness.__all__) == len(set(readiness.__all__)) <= 36


@pytest.mark.parametrize("name", sorted(readiness.__all__))
def test_every_public_name_is_documented_and_listed_where_it_lives(name):
    found = getattr(readiness, name)
    assert inspect.getdoc(found)
    home = import_module(found.__module__)
    assert name in home.__all__
    if inspect.isfunction(found):
        signature = inspect.signature(found)
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


def test_names_that_are_not_there_are_attribute_errors():
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = readiness.nothing_like_it


def test_every_name_is_listed_for_completion():
    assert set(readiness.__all__) <= set(dir(readiness))


def test_type_checkers_see_the_names(tmp_path):
    """The names that are imported when first used are the ones that a type checker reads."""
    text = Path(readiness.__file__).read_text(encoding="utf-8")
    assert [name for name in readiness.__all__ if f" import {name} as {name}\n" not in text] == []
    assert (Path(readiness.__file__).parent / "py.typed").is_file()
    call = tmp_path / "call.py"
    call.write_text(
        "from datetime import UTC, datetime\n"
        "from readiness import Profile, assess\n"
        "record = assess(Profile(skills={'sql': 2}), assessed_at=datetime.now(UTC))\n"
        "score: float | None = record.score\n"
        "wrong: str = record.coverage\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(call)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(readiness.__file__).parents[1],
    )
    assert [line.split(": error: ")[0].rpartition(":")[2] for line in done.stdout.splitlines()] == ["5"]


def test_star_import_gives_the_public_names():
    ask = "from readiness import *\nprint(Profile, assess, load_framework)"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == 0


@pytest.mark.parametrize(
    "module", ["assessment", "framework", "profile", "questionnaire", "scoring", "measurement"]
)
def test_every_package_names_what_it_offers(module):
    found = import_module(f"readiness.{module}")
    assert found.__all__
    assert [name for name in found.__all__ if not hasattr(found, name)] == []
