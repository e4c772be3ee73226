"""What raises leaves that are not rated keeps its rules, and every rule finds the fault that it is for."""

from dataclasses import replace

import pytest

from readiness.errors import ContentError
from readiness.framework import load_framework
from readiness.questionnaire import facet_ids, load_actions, load_facet
from readiness.questionnaire.lint import ACTION_RULES, Acts
from readiness.questionnaire.reading import parse_actions

BARS = {f.id: int(f.scale.bar.value) for f in load_framework().rated}
ACTS = Acts(load_actions(), tuple(load_facet(name) for name in facet_ids()), BARS)


def with_action(position=0, **changes):
    found = list(ACTS.actions)
    found[position] = replace(found[position], **changes)
    return ACTS._replace(actions=tuple(found))


def broken(acts):
    return [name for name, rule in ACTION_RULES.items() if list(rule(acts))]


def test_the_shipped_actions_keep_every_rule():
    assert broken(ACTS) == []


def test_every_counted_leaf_of_the_role_can_be_raised_from_nothing_to_its_bar():
    for facet in load_framework().facets:
        if facet.scale.kind not in {"count", "years"}:
            continue
        reached = {0.0}
        for _ in ACTS.actions:
            reached |= {a.to_level for a in ACTS.actions if a.leaf == facet.id and a.from_level in reached}
        assert max(reached) >= facet.scale.bar.value


@pytest.mark.parametrize(
    ("rule", "acts"),
    [
        ("action-leaf", with_action(leaf="sql", id="sql-0")),
        ("action-id", with_action(id="repository-0")),
        ("action-climb", with_action(to_level=0.0)),
        ("action-climb", with_action(1, from_level=0.5)),
        ("action-prerequisites", with_action(requires={"cooking": 1})),
        ("action-prerequisites", with_action(requires={"sql": 4})),
        ("action-repeated", with_action(do=ACTS.actions[1].do)),
        ("action-repeated", with_action(do=ACTS.facets[0].steps[0].do)),
        (
            "action-resources",
            with_action(resources=(replace(ACTS.actions[0].resources[0], url="javascript:x"),)),
        ),
    ],
)
def test_every_rule_finds_its_fault(rule, acts):
    assert rule in broken(acts)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("hours = 8", "hours = -1", "hours"),
        ('id = "projects-0"', 'id = "projects-0"\nodd = 1', "no field of this name"),
        ('leaf = "projects"\n', "", "leaf"),
        ("requires = {}", "requires = { sql = 9 }", "requires.sql"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(old, new, words):
    text = (
        '[[steps]]\nid = "projects-0"\nleaf = "projects"\nfrom = 0\nto = 1\ndo = "A thing."\nhours = 8\n'
        'basis = "estimated"\nsource = "Ours."\nrequires = {}\n'
    )
    assert parse_actions(text, "a.toml")[0].to_level == 1
    with pytest.raises(ContentError, match=words):
        parse_actions(text.replace(old, new), "a.toml")
