"""Errors print every problem with its place, and nothing that a terminal would obey."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness import errors
from readiness.errors import ContentError, Problem, ProfileError, ReadinessError, visible

EXIT_CODES = {"UsageError": 2, "ContentError": 3, "ProfileError": 3, "WeightError": 3, "AccessError": 4}


def test_problems_are_printed_with_place_and_advice():
    problems = [
        Problem(
            "skills.python-langauge",
            "no facet of this name in ml-engineer-entry",
            "did you mean python-language?",
        ),
        Problem("education.level", '"batchelor" is not a level', "one of: none, secondary"),
    ]
    assert str(ProfileError("ada.json", problems)) == (
        "2 problems in ada.json; nothing was scored\n"
        "\n"
        "skills.python-langauge\n"
        "    no facet of this name in ml-engineer-entry; did you mean python-language?\n"
        "education.level\n"
        '    "batchelor" is not a level; one of: none, secondary'
    )


def test_a_single_problem_reads_in_two_lines():
    problem = Problem("education.level", '"batchelor" is not a level', "did you mean bachelor?")
    assert str(ProfileError("ada.json", [problem])) == (
        'ada.json: education.level: "batchelor" is not a level; did you mean bachelor?\nnothing was scored'
    )
    empty = ContentError("role.toml", [Problem("the file", "is empty", "write a role")])
    assert str(empty) == "role.toml: is empty; write a role\nnothing was read"


def test_a_place_of_a_megabyte_is_named_by_its_beginning():
    said = str(ProfileError("ada.json", [Problem("x" * 2**20, "no field of this name")]))
    assert len(said) < 250
    assert said.startswith("ada.json: xxxx")


@pytest.mark.parametrize(("name", "exit_code"), EXIT_CODES.items())
def test_every_error_has_its_documented_exit_code(name, exit_code):
    assert getattr(errors, name).exit_code == exit_code


def test_the_tree_in_the_docstring_names_every_error():
    classes = {
        name
        for name, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, ReadinessError)
    }
    assert len(classes) >= 6
    assert {name for name in classes if name not in errors.__doc__} == set()


@given(st.text(), st.text(), st.text())
def test_an_error_prints_nothing_that_a_terminal_obeys(source, where, what):
    said = str(ContentError(source, [Problem(where, what, what)]))
    assert said.replace("\n", "").isprintable()
    said.encode()


def test_printable_text_stays_as_it_is():
    assert visible("Grüße, 数据") == "Grüße, 数据"
