"""A role of one's own is read strictly; the validator reads shipped roles the same."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from readiness.content import read_text
from readiness.errors import AccessError, ContentError, UsageError
from readiness.framework import (
    FieldFacts,
    Framework,
    framework_ids,
    load_field_facts,
    load_framework,
    load_level_rules,
)
from readiness.framework.reading import parse_toml
from readiness.models.fields import plain
from readiness.models.recognition import recognised
from readiness.models.validation import validated

ROOT = Path(__file__).parents[2]
OWN = (ROOT / "examples" / "own-role.toml").read_text(encoding="utf-8")
SHIPPED = (ROOT / "weights" / "ml-engineer-entry.toml").read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path):
    def written(text: str | bytes) -> Framework:
        file = tmp_path / "role.toml"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return load_framework(file)

    return written


@pytest.fixture
def problem(read):
    def found(text: str | bytes) -> str:
        with pytest.raises(ContentError) as caught:
            read(text)
        return str(caught.value)

    return found


@pytest.mark.parametrize("name", framework_ids())
def test_the_validator_reads_every_shipped_role_the_same(name):
    tables = plain(load_framework(name))
    del tables["digest"]
    accepted, problems = validated(Framework, tables)
    assert problems == []
    assert replace(accepted, digest=load_framework(name).digest) == load_framework(name)
    assert recognised(Framework, tables) == accepted


def test_the_validator_reads_the_facts_the_same():
    content = parse_toml(read_text("weights", "field-facts.toml"), "facts")
    accepted, problems = validated(FieldFacts, content)
    assert problems == []
    assert recognised(FieldFacts, content) == accepted == load_field_facts()


def test_the_shipped_role_reads_the_same_from_its_file(read):
    assert read(SHIPPED) == load_framework()


def test_an_own_role_is_read():
    role = load_framework(ROOT / "examples" / "own-role.toml")
    assert (role.id, role.version) == ("junior-data-analyst", "0.1.0")
    assert [facet.id for facet in role.facets] == [
        "sql",
        "data-wrangling",
        "communication",
        "dashboards",
        "projects",
    ]


def test_white_space_comments_byte_order_mark_and_line_ends_leave_the_digest(read):
    spaced = "# a word\n\n" + OWN.replace(" = ", "  =  ") + "\n# the end\n"
    for variant in (spaced, b"\xef\xbb\xbf" + OWN.encode(), OWN.replace("\n", "\r\n")):
        assert read(variant) == read(OWN)


def test_the_order_of_keys_leaves_the_digest_and_any_number_changes_it(read):
    swapped = OWN.replace('id = "sql"\ntitle = "SQL"', 'title = "SQL"\nid = "sql"')
    assert swapped != OWN
    assert read(swapped).digest == read(OWN).digest
    assert read(OWN.replace("value = 60", "value = 61")).digest != read(OWN).digest


WRONG = [
    ('id = "sql"', 'id = "SQL"', ["dimensions.0 (skills).criteria.0 (handling-data).facets.0 (SQL).id"]),
    ('kind = "rating"', 'kind = "raiting"', ["facets.0 (sql).scale", "rating"]),
    ("value = 60", 'value = "60"', ["criteria.0 (handling-data).importance.value", "without quotes"]),
    ("value = 60", "value = -1", ["importance.value", "at least 0"]),
    ("value = 60", "value = nan", ["criteria.0 (handling-data).importance.value: nan", "finite"]),
    ("value = 60", "value = inf", ["importance.value: inf is no value"]),
    ("value = 60", "value = true", ["importance.value", "true is not a number"]),
    ("value = 60", "value = 2024-01-01", ["importance.value: 2024-01-01 is no value"]),
    ("importance = { value = 60", "importence = { value = 60", ["did you mean importance?", "is missing"]),
    ('version = "0.1.0"', 'version = "one"', ["version"]),
    ('version = "0.1.0"', "", ["version: is missing"]),
    ('basis = "document"', 'basis = "documant"', ["did you mean document?"]),
    (
        'basis = "assumption", rationale = "Nine of ten questions start with a query."',
        'basis = "assumption"',
        ["facets.0 (sql).share", "needs a rationale"],
    ),
    (
        "bar = { value = 3",
        "bar = { value = 5",
        ["facets.0 (sql).scale", "5 is no level that a bar can stand at"],
    ),
    (
        'basis = "assumption", rationale = "Nine of ten questions start with a query."',
        'basis = "survey", rationale = "Nine of ten questions start with a query."',
        ["facets.0 (sql).share", "a survey figure needs where"],
    ),
    (
        'title = "Communication"\n',
        'title = "Communication"\nbuilt_on = ["sqll"]\n',
        ["communication.built_on", "is no other rated facet", "did you mean sql?"],
    ),
    (
        'title = "Communication"\n',
        'title = "Communication"\nbuilt_on = ["communication"]\n',
        ["communication.built_on", "is no other rated facet"],
    ),
    (
        'title = "Finished analyses"\n',
        'title = "Finished analyses"\nbuilt_on = ["sql"]\n',
        ["projects", "built_on needs a rating scale"],
    ),
    (
        "must_have = { value = 2",
        "must_have = { value = 4",
        ["facets.0 (sql)", "must_have must be a level from 1 to the bar"],
    ),
    ('id = "data-wrangling"', 'id = "sql"', ["sql: stands for 2 things"]),
    ("importance = { value = 1,", "importance = { value = 0,", ["experience: all weights are 0"]),
    ('attainment_of = "communication"', 'attainment_of = "comunication"', ["did you mean communication?"]),
    ("from = { value = 70", "from = { value = 0", ["verdict", "bands must start at 0, rise"]),
    ("draws = { value = 1000", "draws = { value = 10", ["robustness", "100 to 100000"]),
    ("schema_version = 1", "schema_version = 2", ["schema_version"]),
    ("schema_version = 1", "schema_version = 1\ndigest = 'x'", ["digest: is computed on reading"]),
    ("\n[source]\n", "\n[source\n", ["line 10, column 8", "fix the TOML there"]),
    ('title = "SQL"', 'title = "SQL"\ntitle = "SQL"', ["line 27, column 14", "overwrite"]),
    (
        'input = ["experience.projects"]',
        'input = ["experience.project"]',
        ["did you mean experience.projects?"],
    ),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG, ids=[new[:40] for _, new, _ in WRONG])
def test_what_is_wrong_is_named_with_its_place_and_the_fix(problem, old, new, words):
    assert old in OWN
    said = problem(OWN.replace(old, new, 1))
    assert [word for word in words if word not in said] == []
    assert "role.toml" in said


def worth(bar: int, *values: float) -> str:
    return f"[[worth]]\nbar = {bar}\nvalues = {list(values)}\nbasis = 'assumption'\nrationale = 'Ours.'\n"


UPSIDE_DOWN = """[unanswered]
low = {value = 0.6, basis = "assumption", rationale = "Ours."}
high = {value = 0.4, basis = "assumption", rationale = "Ours."}
"""
BOTH_BARS = worth(2, 0, 0.4, 1, 1, 1) + worth(3, 0, 0.2, 0.6, 1, 1)


def test_a_role_may_bring_its_own_worth_of_levels_and_else_has_the_shipped_ones(read):
    role, plain = read(OWN + BOTH_BARS), read(OWN)
    assert {row.bar: row.values for row in role.worth} == {2: (0, 0.4, 1, 1, 1), 3: (0, 0.2, 0.6, 1, 1)}
    assert role.digest != plain.digest
    shipped = load_level_rules()
    assert (plain.worth, plain.counting, plain.unanswered) == (
        shipped.worth, shipped.counting, shipped.unanswered,
    )  # fmt: skip
    assert role.counting == shipped.counting


@pytest.mark.parametrize(
    ("added", "words"),
    [
        (worth(3, 0, 0.2, 0.6, 1, 1), "no row of worth has the bar 2"),
        (BOTH_BARS + worth(4, 0, 0.5, 0.2, 0.6, 1), "never fall"),
        (BOTH_BARS + worth(4, 0.1, 0.2, 0.3, 0.6, 1), "values must start at 0"),
        (BOTH_BARS + worth(4, 0, 0.2, 0.3, 1, 1), "not before it"),
        (BOTH_BARS + worth(4, 0, 0.2, 0.3, 0.6, 0.9), "reach 1 at the bar"),
        (BOTH_BARS + worth(4, 0, 0.2, 0.3, 1), "values"),
        (BOTH_BARS + worth(5, 0, 0.2, 0.3, 0.6, 1), "bar"),
        (UPSIDE_DOWN, "low <= high"),
        ("[counting]\nabove_base = {value = 1, basis = 'assumption'}\n", "needs a rationale"),
    ],
)
def test_rules_of_levels_that_cannot_be_are_refused(problem, added, words):
    assert words in problem(OWN + "\n" + added)


def test_the_share_that_may_not_apply_is_a_share(problem):
    rule = "most_not_applicable = { value = 1.5, basis = 'assumption', rationale = 'Ours.' }"
    text = OWN.replace("[[verdict.bands]]", f"{rule}\n\n[[verdict.bands]]", 1)
    assert "most_not_applicable is a share" in problem(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("# only a comment\n", "is empty"),
        (OWN.encode("utf-16"), "not UTF-8"),
        ((OWN + "# caf\xe9").encode("latin-1"), "not UTF-8"),
        ("y = 1\nx = " + "[" * 100_000, "line 2: a value is too long or nested too deeply"),
        ("\nx = " + "9" * 5_000, "line 2: a value is too long"),
        (".".join("a" * 990) + " = 1\n" + OWN, "a: is nested more than 40 deep"),
        (f"{OWN}\n[{'.'.join('a' * 990)}]\n{'.'.join('b' * 990)} = 1\n", "nested more than 40 deep"),
        ('title = "x"', "is missing"),
        (OWN[: len(OWN) // 2], "role.toml"),
    ],
    ids=[
        "empty",
        "comment",
        "utf-16",
        "latin-1",
        "deep",
        "long-number",
        "deep-key",
        "deep-table",
        "one-key",
        "truncated",
    ],
)
def test_any_other_file_is_refused_with_a_reason(problem, text, words):
    assert words in problem(text)


def test_several_problems_are_told_together(problem):
    said = problem(OWN.replace("value = 60", "value = -1").replace('version = "0.1.0"', 'version = "one"'))
    assert said.splitlines()[0].startswith("2 problems in ")


@pytest.mark.parametrize("name", ["ml-engineer-entri", "nothing-like-it", "measurement", "field-facts"])
def test_an_unknown_id_is_a_usage_error_with_the_known_ones(name):
    with pytest.raises(UsageError, match="ml-engineer-entry"):
        load_framework(name)


def test_a_missing_file_cannot_be_read(tmp_path):
    with pytest.raises(AccessError, match="no such file"):
        load_framework(tmp_path / "none.toml")


def test_an_id_never_becomes_a_path():
    for name in ("../weights/ml-engineer-entry", "ml-engineer-entry\x00", ""):
        with pytest.raises((UsageError, AccessError)):
            load_framework(name)


def test_no_shipped_file_but_a_role_is_named_as_one():
    files = {file.stem for file in (ROOT / "weights").glob("*.toml")}
    assert {*framework_ids()} == files - {"field-facts", "levels", "measurement"}


def test_the_shipped_files_are_read_the_same_by_the_standard_library():
    from readiness.framework import parse_toml

    for file in (ROOT / "weights").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert parse_toml(text, file.name) == tomllib.loads(text)
