"""The page about several people: right in its figures, and nobody can be found in it."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import median

import pytest

from readiness.assessment import assess
from readiness.errors import UsageError
from readiness.profile import Profile
from readiness.report import render
from readiness.report.cohort import LEAST, cohort

from .page import NOW, SVG, by_id, read, rows, words

CRITERIA = (
    "python-programming",
    "data-analysis",
    "machine-learning-algorithms",
    "statistical-modeling",
    "professional-practice",
)


@pytest.fixture(scope="module")
def people():
    drawn = random.Random(5)  # noqa: S311
    labels = ["spring"] * 12 + ["autumn"] * 9 + ["winter"] * 3 + [None] * 4
    return [
        assess(
            Profile(
                name=f"Person {k}",
                cohort=label,
                skills={name: drawn.randint(0, 4) for name in CRITERIA},
                education={"level": drawn.choice(["secondary", "bachelor"])},
                experience={"years": drawn.random(), "projects": drawn.randint(0, 2)},
            ),
            assessed_at=NOW,
        )
        for k, label in enumerate(labels)
    ]


def _named(people, label):
    return [r for r in people if r.profile.cohort == label]


def test_page_is_parsed_and_names_nobody(people):
    text = render(people, format="html")
    tree = read(text)
    assert len(list(tree.iter("h1"))) == 1
    assert "Person" not in text
    assert "28 people" in words(by_id(tree, "scores"))


def test_distribution_counts_everybody_once(people):
    tree = read(render(people, format="html"))
    counts = {row[0]: int(row[1]) for row in rows(by_id(tree, "scores")) if row[0][0].isdigit()}
    assert sum(counts.values()) == len(people)
    assert min(counts.values()) >= LEAST
    for label, n in counts.items():
        low, _, high = label.split()
        last = int(high) if high == "100" else int(high) + 1
        assert n == sum(int(low) <= r.score < last or (last == 100 == r.score) for r in people)
    middle = float(next(e for e in by_id(tree, "scores").iter("b")).text)
    assert abs(middle - median(r.score for r in people)) <= 0.5
    bars = list(by_id(tree, "scores").iter(f"{SVG}rect"))
    assert len(bars) == len(counts)


def test_heat_map_counts_attainment_by_criterion(people):
    tree = read(render(people, format="html"))
    table = {row[0]: row[1:] for row in rows(by_id(tree, "heat"))[1:]}
    for k, node in enumerate(people[0].criteria):
        reached = [r.criteria[k].attainment for r in people if r.criteria[k].attainment is not None]
        *cells, total = table[node.title]
        if len(reached) < LEAST or 0 < len(people) - len(reached) < LEAST:
            assert total in {"under 5", "–"}
            assert set(cells) == {""}
            continue
        edges = [0.0, 0.25, 0.5, 0.75, 1 - 1e-9, 2.0]
        n_hidden = int(total) - sum(int(cell) for cell in cells if cell != "–")
        assert int(total) == len(reached)
        assert n_hidden == 0 or n_hidden >= LEAST
        for span, cell in enumerate(cells):
            n = sum(edges[span] <= value < edges[span + 1] for value in reached)
            assert cell == str(n) if cell != "–" else n > 0
            assert cell == "–" or n == 0 or n >= LEAST


def test_commonest_gaps_cost_most_points_first(people):
    table = rows(by_id(read(render(people, format="html")), "gaps"))[1:]
    means = [float(row[3]) for row in table]
    assert means == sorted(means, reverse=True)
    first = next(k for k, leaf in enumerate(people[0].leaves) if leaf.title == table[0][0])
    missing = [r.leaves[first].points_missing for r in people if r.leaves[first].points_missing is not None]
    assert means[0] == pytest.approx(sum(missing) / len(missing), abs=0.051)


def test_small_groups_are_suppressed(people):
    section = by_id(read(render(people, format="html")), "groups")
    text = words(section)
    assert "winter" not in text
    assert "7 people are in groups that are too small" in text
    table = {row[0]: row for row in rows(section)}
    for name in ("spring", "autumn"):
        members = _named(people, name)
        assert table[name]
        shown = next(row for row in rows(section) if row[0] == name)
        assert int(shown[1]) == len(members)
        assert abs(float(shown[2]) - median(r.score for r in members)) <= 0.5


def test_no_small_group_is_left_when_the_shown_ones_are_taken_from_the_whole(people):
    for n_none in range(8):
        for n_winter in range(4):
            some = (
                _named(people, "spring")
                + _named(people, "autumn")
                + _named(people, "winter")[:n_winter]
                + (_named(people, None) * 2)[:n_none]
            )
            shown = cohort(some).groups
            rest = len(some) - sum(int(group.spread.people) for group in shown)
            assert rest == 0 or rest >= LEAST
            assert all(int(group.spread.people) >= LEAST for group in shown)


def test_fewer_than_five_people_are_not_described(people, records):
    for some in (people[:4], [*people[:4], records["nobody"], records["little"]]):
        tree = read(render(some, format="html"))
        assert "Figures are shown from 5 people on" in words(by_id(tree, "scores"))
        assert not list(tree.iter("td"))


def test_order_of_people_changes_nothing(people):
    mixed = people[:]
    random.Random(1).shuffle(mixed)  # noqa: S311
    assert render(mixed, format="html") == render(people, format="html")


def test_people_without_a_verdict_are_left_out_from_five_on_and_else_counted_with_the_others(people, records):
    for n in range(1, 8):
        tree = read(render([*people, *[records["nobody"]] * n], format="html"))
        said = f"{28 + n} people. {n} of them have no verdict and are left out."
        assert (said in words(by_id(tree, "scores"))) == (n >= LEAST)
        counts = [int(row[1]) for row in rows(by_id(tree, "scores")) if row[0][0].isdigit()]
        assert sum(counts) == (28 if n >= LEAST else 28 + n)


def test_no_cell_of_any_table_is_about_one_to_four_people(people):
    for n in range(LEAST, len(people)):
        tree = read(render(people[:n], format="html"))
        for row in rows(by_id(tree, "scores")):
            if row[0][0].isdigit():
                assert int(row[1]) >= LEAST
            elif row[-1].endswith("%"):
                few = round(float(row[-1].split()[-2]) * n / 100)
                assert few == 0 or few >= LEAST
        for row in rows(by_id(tree, "gaps"))[1:]:
            share = row[2].split()[0]
            assert share in {"–", "100", "0"} or LEAST <= round(int(share) * n / 100) <= n - LEAST


def test_reports_with_different_weights_are_no_group(people):
    other = replace(people[0], framework=replace(people[0].framework, digest="0" * 64))
    with pytest.raises(UsageError, match="different weights"):
        render([*people, other], format="html")
