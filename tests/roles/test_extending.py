"""A role that extends another: only the differences, each with its basis, and every slip named."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.assessment import assess
from readiness.assessment.verifying import verify
from readiness.content import read_text
from readiness.errors import ContentError
from readiness.framework import framework_ids, load_field_facts, load_framework
from readiness.profile import read_profile
from readiness.record import parse_assessment, to_json

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
BASE = load_framework()
EXTENDING = [name for name in framework_ids() if name != BASE.id]
HEAD = 'schema_version = 1\nid = "own"\nversion = "1.0.0"\ntitle = "Own"\nextends = "ml-engineer-entry"\n'
BECAUSE = 'basis = "assumption", rationale = "Because."'


@pytest.fixture
def read(tmp_path):
    def written(text, name="own.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_framework(tmp_path / name)

    return written


@pytest.fixture
def problem(read):
    def found(text):
        with pytest.raises(ContentError) as caught:
            read(text)
        return str(caught.value)

    return found


# ------------------------------------------------------------- shipped roles


def test_the_roles_of_the_article_are_there_and_one_of_a_data_scientist():
    facts = load_field_facts()
    titles = {load_framework(name).title.casefold() for name in EXTENDING}
    named = [career.role for career in (*facts.careers, *facts.later_careers)]
    assert len(named) == 9
    assert {role.casefold() for role in named} | {"data scientist"} == titles


@pytest.mark.parametrize("name", EXTENDING)
def test_a_shipped_role_says_its_differences_only_and_why(name):
    raw = tomllib.loads(read_text("weights", f"{name}.toml"))
    assert raw["extends"] == BASE.id
    assert "dimensions" not in raw
    n = 0
    for change in raw["changes"].values():
        for field, number in change.items():
            assert field in {"importance", "share", "bar", "must_have"}
            assert number["basis"] == "assumption"  # the article gives these roles no figures
            assert len(number["rationale"]) > 20
            n += 1
    assert 4 <= n <= 20


@pytest.mark.parametrize("name", EXTENDING)
def test_everybody_can_be_scored_for_every_shipped_role(name):
    role = load_framework(name)
    for example in ("student", "bootcamp-graduate", "mostly-unanswered"):
        record = assess(read_profile(ROOT / "examples" / f"{example}.json"), role, assessed_at=NOON)
        assert record.framework.id == name
        assert verify(parse_assessment(to_json(record)), role) == ()


def test_a_change_of_the_base_is_a_change_of_the_role(tmp_path):
    base = read_text("weights", f"{BASE.id}.toml")
    (tmp_path / "base.toml").write_text(base, encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(HEAD.replace('"ml-engineer-entry"', '"base.toml"'), encoding="utf-8")
    before = load_framework(own)
    (tmp_path / "base.toml").write_text(base.replace("value = 95", "value = 94", 1), encoding="utf-8")
    after = load_framework(own)
    assert before.digest != after.digest
    assert (before.criteria[0].importance.value, after.criteria[0].importance.value) == (95, 94)


# ---------------------------------------------------------------- own roles


def test_a_role_without_differences_is_its_base_by_another_name(read):
    role = read(HEAD)
    assert (role.id, role.title, role.extends) == ("own", "Own", BASE.id)
    assert role.dimensions == BASE.dimensions
    assert (role.source, role.verdict, role.insights) == (BASE.source, BASE.verdict, BASE.insights)


def test_numbers_change_by_id_and_nothing_else_does(read):
    role = read(
        HEAD + f"[changes.sql]\nbar = {{ value = 4, {BECAUSE} }}\nshare = {{ value = 2, {BECAUSE} }}\n"
        f"[changes.data-analysis]\nimportance = {{ value = 99, {BECAUSE} }}\n"
        "[changes.python-language]\nmust_have = false\n"
    )
    facets = {facet.id: facet for facet in role.facets}
    assert facets["sql"].scale.bar.value == 4
    assert facets["sql"].share.value == 2
    assert facets["python-language"].must_have is None
    assert next(c for c in role.criteria if c.id == "data-analysis").importance.value == 99
    same = {f.id: f for f in BASE.facets if f.id not in {"sql", "python-language"}}
    assert {name: facets[name] for name in same} == same


def test_parts_are_added_and_removed(read):
    scale = f'{{ kind = "rating", bar = {{ value = 2, {BECAUSE} }} }}'
    role = read(
        f"""{HEAD}
[[additions]]
under = "professional-practice"
id = "ethics"
title = "Ethics"
scale = {scale}

[[additions]]
under = "skills"
id = "care"
title = "Care"
importance = {{ value = 50, {BECAUSE} }}
facets = [{{ id = "listening", title = "Listening", scale = {scale} }}]

[[removed]]
id = "deep-learning"
rationale = "Not used."

[[removed]]
id = "portfolio"
rationale = "Work is not shown."
"""
    )
    ids = [facet.id for facet in role.facets]
    assert {"ethics", "listening"} <= set(ids)
    assert not {"deep-learning", "projects"} & set(ids)
    rules = str([*role.consistency, *role.insights])
    assert "deep-learning" not in rules
    assert "portfolio" not in rules


def test_roles_extend_roles_that_extend_roles(read):
    read(HEAD + f"[changes.sql]\nbar = {{ value = 4, {BECAUSE} }}\n", "middle.toml")
    top = HEAD.replace('"ml-engineer-entry"', '"middle.toml"').replace('"own"', '"top"')
    assert next(f for f in read(top, "top.toml").facets if f.id == "sql").scale.bar.value == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[changes.sqll]\nbar = {}\n",
            "changes.sqll: there is nothing of this id to change; did you mean sql?",
        ),
        ("[changes.sql]\nimportance = {}\n", "changes.sql.importance: cannot be changed of a facet"),
        (
            "[changes.data-analysis]\nbar = {}\n",
            "changes.data-analysis.bar: cannot be changed of a criterion",
        ),
        ("[changes.sql]\nbar = { value = 7, basis = 'document' }\n", "7 is no level that a bar can stand at"),
        ("[changes.sql]\nbar = { value = 3, basis = 'assumption' }\n", "an assumption needs a rationale"),
        ("[[additions]]\nid = 'x'\n", "under is missing: the criterion that it belongs to"),
        ("[[additions]]\nunder = 'skills'\nid = 'x'\n", '"skills" is no criterion'),
        ("[[additions]]\nunder = 'data-analysis'\nid = 'sql'\ntitle = 'S'\n", "scale"),
        ("[[removed]]\nid = 'sqll'\nrationale = 'x'\n", "nothing of this id to remove; did you mean sql?"),
        ("[[removed]]\nid = 'sql'\n", "needs a rationale"),
        ("[[removed]]\nid = 'sql'\nrationale = 'x'\nwhy = 1\n", "holds more than id and rationale"),
        ("[[removed]]\nid = 'sql'\nrationale = 'x'\n[changes.sql]\ntitle = 'S'\n", "is removed as well"),
        ("[[dimensions]]\nid = 'x'\n", "dimensions: does not go with extends"),
        ("changes = 3\n", "changes: is no table of tables"),
        ("removed = [3]\n", "removed: is no list of tables"),
        ("[renamed]\nold = 'sqll'\n", '"sqll" is no facet and no criterion; did you mean sql?'),
        ("[renamed]\nsql = 'probability'\n", "renamed.sql: is there still"),
        ("nonsense = 3\n", "nonsense: no field of this name"),
    ],
)
def test_a_slip_is_named_with_its_place(problem, text, words):
    assert words in problem(HEAD + text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('"ml-engineer-entri"', 'there is no role "ml-engineer-entri"; did you mean ml-engineer-entry?'),
        ("3", "extends: is no text"),
        ('"own.toml"', "leads back to a role that it began from"),
    ],
)
def test_a_base_that_cannot_be_is_named(problem, value, words):
    assert words in problem(HEAD.replace('"ml-engineer-entry"', value))


def test_differences_without_a_base_are_refused(problem):
    text = HEAD.replace('extends = "ml-engineer-entry"\n', "")
    assert "changes: needs extends" in problem(text + "[changes.sql]\ntitle = 'S'\n")


def test_what_is_wrong_in_the_base_is_told_of_the_base(problem, tmp_path):
    (tmp_path / "base.toml").write_text("schema_version = 1\n", encoding="utf-8")
    assert f"problems in {tmp_path / 'base.toml'}" in problem(
        HEAD.replace('"ml-engineer-entry"', '"base.toml"')
    )


def test_the_role_that_the_page_shows_can_be_read(read):
    page = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    (shown,) = [block for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "extends" in block]
    role = read(shown)
    facets = {facet.id: facet for facet in role.facets}
    assert "shop-floor" in facets
    assert "deep-learning" not in facets
    assert facets["sql"].share.value == 2


def test_a_field_that_no_profile_can_hold_is_named_by_the_check(call, tmp_path):
    role = (ROOT / "examples" / "nurse" / "acute-care-nurse.toml").read_text(encoding="utf-8")
    role = role.replace("own-nursing", "nursing").replace('questions = "questions"\n', "")
    (tmp_path / "role.toml").write_text(role, encoding="utf-8")
    out, _ = call("check", "role.toml", code=3)
    assert "call it own-nursing, or take one of: computer-science" in out
