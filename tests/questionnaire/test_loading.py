"""The bank is read no earlier than it is needed, and costs little when it is."""

import subprocess
import sys
from typing import get_args

import pytest

from readiness import content, load_framework
from readiness.cli.schema import schema
from readiness.errors import UsageError
from readiness.framework.offered import title_at
from readiness.profile import model
from readiness.questionnaire import (
    background_of,
    digest_bank,
    digest_heads,
    facet_ids,
    load_background,
    load_bank,
    load_facet,
    load_facets,
    load_items,
    loading,
)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the shipped questions that may be changed."""
    for place in ("", "facets"):
        (tmp_path / place).mkdir(exist_ok=True)
        for file in (content.folder("questions") / place).iterdir():
            if file.is_file():
                (tmp_path / place / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(content, "folder", lambda _: tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget():
    for name in (
        "_facet_ids",
        "_load_facet",
        "_load_items",
        "_load_background",
        "_digest_heads",
        "_digest_bank",
        "_head",
    ):
        getattr(loading, name).cache_clear()


def test_heads_are_read_without_a_look_at_the_items(copied):
    facets = load_facets()
    digest = digest_heads()
    for file in (copied / "facets").iterdir():
        head, _, _ = file.read_bytes().partition(b"\n[[items]]\n")
        file.write_bytes(head + b"\n[[items]]\n\xff\xfe no text, no TOML")
    _forget()
    assert load_facets() == facets
    assert digest_heads() == digest


def test_importing_and_scoring_without_answers_reads_no_item(copied):
    for file in (copied / "facets").iterdir():
        head, marker, _ = file.read_text(encoding="utf-8").partition("\n[[items]]\n")
        file.write_text(head + marker + "not TOML", encoding="utf-8")
    assert len(load_facets()) == 19
    assert load_background()


@pytest.mark.parametrize(
    "change", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")]
)
def test_byte_order_mark_and_line_ends_change_nothing(copied, change):
    before = load_facet("sql"), load_items("sql"), digest_heads(), digest_bank()
    file = copied / "facets" / "sql.toml"
    file.write_bytes(change(file.read_bytes()))
    _forget()
    assert (load_facet("sql"), load_items("sql"), digest_heads(), digest_bank()) == before


def test_a_changed_item_changes_the_digest_of_the_bank_alone(copied):
    heads, bank = digest_heads(), digest_bank()
    file = copied / "facets" / "sql.toml"
    file.write_bytes(file.read_bytes() + b"# a remark\n")
    _forget()
    assert digest_heads() == heads
    assert digest_bank() != bank


def test_a_changed_anchor_changes_both_digests(copied):
    heads, bank = digest_heads(), digest_bank()
    file = copied / "facets" / "sql.toml"
    file.write_bytes(b"# a remark\n" + file.read_bytes())
    _forget()
    assert digest_heads() != heads
    assert digest_bank() != bank


def test_an_unknown_facet_is_answered_with_the_nearest():
    for load in (load_facet, load_items):
        with pytest.raises(UsageError, match=r"there is no facet sqll; did you mean sql\?"):
            load("sqll")


@pytest.mark.parametrize("name", ["../background", "sql.toml", "", "/etc/passwd", "sql/../sql"])
def test_no_name_of_a_facet_becomes_a_path(name):
    with pytest.raises(UsageError):
        load_facet(name)


def test_item_ids_are_unique_over_the_bank():
    ids = [item.id for item in load_bank()]
    assert len(ids) == len(set(ids)) > 200
    assert {item.facet for item in load_bank()} == set(facet_ids())


def test_background_questions_fill_the_profile_in_the_promised_order():
    questions = {question.id: question for question in load_background()}
    assert list(questions) == [
        "education.level",
        "education.field",
        "education.bootcamps",
        "education.certifications",
        "experience.years",
        "experience.projects",
        "languages",
        "goals.city",
        "goals.hours_per_week",
        "goals.weeks",
    ]
    for name, closed in {
        "education.level": model.Degree,
        "education.field": model.FieldOfStudy,
        "education.certifications": model.CertificationId,
        "goals.city": model.City,
    }.items():
        assert {option.id for option in questions[name].options} == set(get_args(closed))
    assert [option.id for option in questions["languages"].options] == ["python", "r", "java", "c++"]


def test_reading_the_questions_imports_no_heavy_library():
    heavy = "{'pydantic', 'numpy', 'pandas', 'rich', 'questionary'}"
    program = (
        "import sys\nfrom readiness.questionnaire import load_bank\n"
        f"assert load_bank()\nassert not {heavy} & sys.modules.keys(), {heavy} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_years_are_of_machine_learning_or_data_work_wherever_they_are_asked_for():
    role = load_framework()
    (asked,) = (question for question in background_of(role) if question.id == "experience.years")
    years = schema("profile")["$defs"]["Experience"]["properties"]["years"]["description"]
    for text in (asked.prompt, years, title_at(role, "experience.years")):
        assert "years of machine learning or data work" in text.lower()
    assert "Other programming counts 0" in asked.example
