"""The shipped questions keep every rule, and every rule finds the fault that it is for."""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import tomli

from readiness import content
from readiness.questionnaire import Option, load_facet, load_items
from readiness.questionnaire.lint import RULES, lint

CONFIRMED = Path(__file__).with_name("resources.csv")


def test_the_shipped_questions_keep_every_rule(bank):
    assert lint(bank) == []


def test_the_bank_is_as_large_as_promised(bank):
    per_facet = Counter(item.facet for item in bank.items)
    assert len(per_facet) == 19
    assert sum(per_facet.values()) >= 340
    assert {facet.id for facet in bank.facets} == bank.bars.keys()


def test_every_resource_has_a_confirmed_address(bank):
    with CONFIRMED.open(newline="", encoding="utf-8") as file:
        confirmed = {row["url"] for row in csv.DictReader(file)}
    used = {resource.url for facet in bank.facets for step in facet.steps for resource in step.resources}
    actions = tomli.loads(content.read_text("questions", "actions.toml"))["steps"]
    used |= {resource["url"] for action in actions for resource in action["resources"]}
    assert used - confirmed == set()
    assert len(used) > 30


def test_every_rule_says_what_it_asks_for():
    assert all(rule.__doc__ for rule in RULES.values())


def with_facet(bank, **changes):
    first, *others = bank.facets
    return bank._replace(facets=(replace(first, **changes), *others))


def with_step(bank, **changes):
    first, *others = bank.facets[0].steps
    return with_facet(bank, steps=(replace(first, **changes), *others))


def with_anchor(bank, text):
    return with_facet(bank, anchors=(text, *bank.facets[0].anchors[1:]))


def with_item(bank, **changes):
    """The bank with a change to one item that fits it."""
    return _with_changed(bank, lambda _: True, changes)


def with_choice(bank, **changes):
    return _with_changed(bank, lambda item: item.kind == "choice", changes)


def with_number(bank, **changes):
    return _with_changed(bank, lambda item: item.kind == "number", changes)


def _with_changed(bank, fits, changes):
    place = next(i for i, item in enumerate(bank.items) if fits(item))
    changed = replace(bank.items[place], **changes)
    return bank._replace(items=(*bank.items[:place], changed, *bank.items[place + 1 :]))


def with_choices(bank, change):
    changed = (change(item) if item.kind == "choice" else item for item in bank.items)
    return bank._replace(items=tuple(changed))


def options(*texts):
    return tuple(Option(text=text, why=f"{i}") for i, text in enumerate(texts))


def key_first(item):
    right = item.options[item.key - 1]
    return replace(item, key=1, options=(right, *(option for option in item.options if option != right)))


def key_longest(item):
    changed = list(item.options)
    longest = max(len(option.text) for option in item.options)
    changed[item.key - 1] = replace(changed[item.key - 1], text="x" * (longest + 1))
    return replace(item, options=tuple(changed))


def key_shortest(item):
    changed = [replace(option, text=f"{option.text} xx") for option in item.options]
    changed[item.key - 1] = replace(changed[item.key - 1], text="x")
    return replace(item, options=tuple(changed))


def key_in_between(item):
    others = iter(("x", "x" * 9, "x" * 5))
    changed = tuple(
        replace(option, text="x" * 7 if position == item.key else next(others))
        for position, option in enumerate(item.options, 1)
    )
    return replace(item, options=changed)


def with_seconds(bank, seconds):
    return bank._replace(items=tuple(replace(item, seconds=seconds) for item in bank.items))


def with_few(bank, n):
    """The bank with `n` items in its first facet."""
    own = [item for item in bank.items if item.facet == bank.facets[0].id]
    full = (own * n)[:n]
    return bank._replace(items=(*full, *(item for item in bank.items if item not in own)))


def with_few_at(bank, level, n):
    """The bank with `n` items of one level in its first facet."""
    own = [item for item in bank.items if (item.facet, item.level) == (bank.facets[0].id, level)]
    return bank._replace(items=(*own[:n], *(item for item in bank.items if item not in own)))


def with_same_answers(bank):
    """The bank with the answer 3 in every number of one facet."""
    facet = next(item.facet for item in bank.items if item.kind == "number")
    changed = (
        replace(item, answer=3) if item.facet == facet and item.kind == "number" else item
        for item in bank.items
    )
    return bank._replace(items=tuple(changed))


def without_steps_from(bank, level):
    facet = bank.facets[0]
    return with_facet(bank, steps=tuple(step for step in facet.steps if step.from_level != level))


def with_cycle(bank):
    first, second, *others = bank.facets

    def need(facet, other):
        return replace(facet, steps=tuple(replace(s, requires={other.id: s.to_level}) for s in facet.steps))

    return bank._replace(facets=(need(first, second), need(second, first), *others))


def with_resource(bank, url):
    step = bank.facets[0].steps[0]
    return with_step(bank, resources=(replace(step.resources[0], url=url),))


def with_twin(bank):
    twin = replace(bank.items[-1], id=f"{bank.items[-1].facet}-99", stem=f"{bank.items[-1].stem} Now.")
    return bank._replace(items=(*bank.items, twin))


STANDALONE = {"code": None, "language": None, "check": None}
FAULTS = [
    ("anchor-length", lambda bank: with_anchor(bank, "have written " + "many " * 10 + "queries")),
    ("anchor-length", lambda bank: with_facet(bank, details=("have written" + " many" * 39,) * 5)),
    ("details-complete", lambda bank: with_facet(bank, details=())),
    ("details-complete", lambda bank: with_facet(bank, details=("have written a query",) * 4)),
    ("anchor-judgement", lambda bank: with_facet(bank, details=("have written excellent queries",) * 5)),
    ("anchor-opening", lambda bank: with_facet(bank, details=("I have written queries",) * 5)),
    ("anchor-repeated", lambda bank: with_facet(bank, details=("have written a query",) * 5)),
    ("anchor-judgement", lambda bank: with_anchor(bank, "have a solid command of queries")),
    ("anchor-opening", lambda bank: with_anchor(bank, "I have written a query")),
    ("anchor-repeated", lambda bank: with_anchor(bank, bank.facets[1].anchors[2])),
    ("step-coverage", lambda bank: without_steps_from(bank, 2)),
    ("step-id", lambda bank: with_step(bank, id="somewhere-0")),
    ("step-prerequisites", lambda bank: with_step(bank, requires={"sqll": 1})),
    ("step-prerequisites", lambda bank: with_step(bank, requires={bank.facets[0].id: 1})),
    ("step-within-bars", lambda bank: with_step(bank, requires={"probability": 4})),
    ("step-cycle", with_cycle),
    ("step-resources", lambda bank: with_resource(bank, "javascript:alert(1)")),
    ("step-resources", lambda bank: with_resource(bank, "https://")),
    ("step-resources", lambda bank: with_resource(bank, "http://[::1")),
    ("step-repeated", lambda bank: with_step(bank, do=bank.facets[1].steps[0].do)),
    ("bars-covered", lambda bank: bank._replace(bars={**bank.bars, "juggling": 2})),
    ("stem-length", lambda bank: with_item(bank, stem="How many?\n" * 13)),
    ("stem-length", lambda bank: with_item(bank, stem="How many? " * 9)),
    ("stem-length", lambda bank: with_item(bank, code="x = 1\n" * 19)),
    ("stem-length", lambda bank: with_item(bank, code="x" * 77)),
    ("stem-negated", lambda bank: with_item(bank, stem="Which of these is not a join?")),
    ("stem-negated", lambda bank: with_item(bank, stem="Which row does the join keep least often?")),
    ("stem-negated", lambda bank: with_item(bank, stem="What doesn't the join keep?")),
    (
        "stem-alone",
        lambda bank: with_item(bank, stem="For the table of the previous question: how many rows?"),
    ),
    ("code-language", lambda bank: with_item(bank, code="x = 1", language=None)),
    ("code-language", lambda bank: with_item(bank, code=None, language="python")),
    ("item-seconds", lambda bank: with_item(bank, seconds=10)),
    ("item-seconds", lambda bank: with_item(bank, seconds=130)),
    ("reading-time", lambda bank: with_item(bank, stem="How many? " * 60, seconds=39)),
    ("reading-time", lambda bank: with_choice(bank, options=options(*["one two " * 20] * 4), seconds=45)),
    (
        "misconception-wrong",
        lambda bank: with_number(bank, answer=2, misconceptions=("7", "2.0")),
    ),
    ("answer-marked", lambda bank: with_number(bank, answer=float("nan"))),
    ("check-decides", lambda bank: with_number(bank, check="print(42)")),
    ("check-decides", lambda bank: with_number(bank, check="x = 42\nprint(x)")),
    ("check-decides", lambda bank: with_number(bank, check="import sys\nsys.stdout.write('42')")),
    ("check-decides", lambda bank: with_number(bank, check="if True:\n    print(f'{42}')")),
    ("check-decides", lambda bank: with_choice(bank, check="print(OPTIONS[2])")),
    ("check-decides", lambda bank: with_choice(bank, check="2 + 2")),
    ("check-decides", lambda bank: with_choice(bank, check="print(")),
    ("check-decides", lambda bank: with_item(bank, check="run", code="select 1", language="sql")),
    ("prose-style", lambda bank: with_facet(bank, why="Data is everywhere — so is SQL.")),
    ("prose-style", lambda bank: with_facet(bank, why="Learn SQL now!")),
    ("prose-style", lambda bank: with_facet(bank, why="It explains the behavior of models.")),
    ("printable", lambda bank: with_item(bank, stem="How many \x1b[31mrows?")),
    ("printable", lambda bank: with_item(bank, code="x = 1\u202e")),
    ("option-repeated", lambda bank: with_choice(bank, options=options("one", "two", "two ", "four"))),
    ("option-collective", lambda bank: with_choice(bank, options=options("a", "b", "c", "All of the above"))),
    ("option-collective", lambda bank: with_choice(bank, options=options("a", "b", "c", "None of these"))),
    ("option-number", lambda bank: with_choice(bank, options=options("4", "3", "2", "1"))),
    (
        "option-absolute",
        lambda bank: with_choice(bank, options=options("It never ends", "It ends", "Yes", "No")),
    ),
    (
        "key-length",
        lambda bank: with_choice(bank, key=1, options=options("a" * 40, "b" * 20, "c" * 22, "d" * 21)),
    ),
    ("key-form", lambda bank: with_choice(bank, key=2, options=options("one", "Two", "three", "four"))),
    ("key-form", lambda bank: with_choice(bank, key=2, options=options("one.", "two", "three.", "four."))),
    (
        "key-echo",
        lambda bank: with_choice(
            bank, stem="Why does stratifying help?", key=1, options=options("stratifying", "b", "c", "d")
        ),
    ),
    ("facet-coverage", lambda bank: with_few(bank, 15)),
    ("facet-coverage", lambda bank: with_few(bank, 23)._replace(must_haves=frozenset({bank.facets[0].id}))),
    ("level-coverage", lambda bank: bank._replace(items=tuple(i for i in bank.items if i.level != 4))),
    ("level-coverage", lambda bank: with_few_at(bank, level=3, n=2)),
    ("average-seconds", lambda bank: with_seconds(bank, 46)),
    ("answer-repeated", with_same_answers),
    ("open-share", lambda bank: bank._replace(items=tuple(i for i in bank.items if i.kind == "choice"))),
    ("checked-share", lambda bank: bank._replace(items=tuple(replace(i, check=None) for i in bank.items))),
    ("key-positions", lambda bank: with_choices(bank, key_first)),
    ("key-extremes", lambda bank: with_choices(bank, key_longest)),
    ("key-extremes", lambda bank: with_choices(bank, key_shortest)),
    ("key-extremes", lambda bank: with_choices(bank, key_in_between)),
    ("stem-repeated", with_twin),
]


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "plant"), FAULTS, ids=[f"{i}-{rule}" for i, (rule, _) in enumerate(FAULTS)])
def test_a_planted_fault_is_found(rule, plant, bank):
    problems = [str(problem) for problem in RULES[rule](plant(bank))]
    assert len(problems) > len(list(RULES[rule](bank)))
    assert all("\n    " in problem for problem in problems)


def test_a_fault_of_every_rule_is_planted():
    assert {rule for rule, _ in FAULTS} == RULES.keys()


@pytest.mark.parametrize(
    "stem",
    [
        "Which rows does the query return if the key is not found?",
        "Which of these is NOT a join?",
        "The index is not unique. How many rows does the join return?",
        "Which coefficients does ordinary least squares give?",
        "Which column has at least two gaps?",
    ],
)
def test_a_plain_not_outside_the_question_is_no_negated_stem(stem, bank):
    rule = RULES["stem-negated"]
    assert not list(rule(with_item(bank._replace(items=bank.items[:1]), stem=stem)))


@pytest.mark.parametrize(
    "check",
    [
        "run",
        "exec(CODE, {})",
        "print(6 * 7)",
        "for i, option in enumerate(OPTIONS, 1):\n    if eval(option) == 4:\n        print(i)",
        "try:\n    exec(CODE, {})\nexcept ValueError:\n    print('ValueError')",
        "right = []\nfor option in OPTIONS:\n    right.append(option)\nprint(*right)",
        "x = 0\nfor i in range(9):\n    x += i\nprint(x)",
    ],
)
def test_a_check_that_computes_is_accepted(check, bank):
    one = bank._replace(items=load_items("python-language")[:1])
    assert not list(RULES["check-decides"](with_item(one, check=check, code="print(1)", language="python")))


def test_a_cycle_names_the_steps_on_it_and_no_others(bank):
    first, second, third = (load_facet(facet) for facet in ("sql", "probability", "communication"))
    bank = bank._replace(facets=(first, second, replace(third, steps=third.steps[:1])))
    places = {problem.where.rpartition("-")[0] for problem in RULES["step-cycle"](with_cycle(bank))}
    assert places == {"sql", "probability"}
