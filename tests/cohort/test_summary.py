"""The summary counts right, and says nothing about fewer than five people."""

import json
import re
from datetime import UTC, datetime

import html5lib
import numpy as np
import pytest

from readiness import Profile, assess_many
from readiness.cohort import faces, summarise
from readiness.cohort.people import people_of
from readiness.cohort.scoring import score_people
from readiness.cohort.tally import Tally, count_people
from readiness.scoring.disclosure import merge_cells


def tally_of(profiles, framework):
    assessed = list(score_people(people_of(profiles, framework), framework))
    return count_people(assessed, [p.cohort for p in profiles], framework, 0)


def rated(framework, level, cohort=None):
    return Profile(cohort=cohort, skills={facet.id: level for facet in framework.rated})


def mixed(framework, *groups):
    """So many people of each level in each group."""
    return [
        rated(framework, level, name)
        for name, counts in groups
        for level, n in enumerate(counts)
        for _ in range(n)
    ]


def test_counts_and_middle_are_those_of_the_rows(people, framework):
    summary = summarise(tally_of(people, framework), framework)
    rows = [row for row in assess_many(people).to_pylist() if row["verdict"] != "no-verdict"]
    assert summary.spread.people == len(rows)
    assert sum(span.people for span in summary.scores) == len(rows)
    assert sum(span.people for span in summary.verdicts) == len(rows)
    assert summary.spread.middle == pytest.approx(np.median([row["score"] for row in rows]), abs=1.0)
    missing = sum(line.missing for line in summary.facets)
    assert missing == pytest.approx(np.mean([100 - row["score"] for row in rows]), abs=1e-6)


def test_parts_of_a_tally_add_up_to_the_whole_and_survive_json(people, framework):
    whole, parts = tally_of(people, framework), Tally()
    for start in (0, 17, 60):
        stop = {0: 17, 17: 60, 60: None}[start]
        parts.add(tally_of(people[start:stop], framework))
    again = Tally.read(json.loads(json.dumps(parts.plain())))
    assert again.n_read == whole.n_read
    assert whole.groups
    assert whole.silent
    for groups, others in ((whole.groups, again.groups), (whole.silent, again.silent)):
        for name, counts in groups.items():
            for mine, its in zip(counts, others[name], strict=True):
                np.testing.assert_allclose(mine, its, rtol=1e-12)


def test_of_four_people_nothing_is_said(framework):
    summary = summarise(tally_of(mixed(framework, ("a", [0, 0, 4])), framework), framework)
    assert summary.spread is None
    assert summary.scores == summary.verdicts == summary.facets == summary.steps == summary.groups == ()
    for text in (
        faces.as_text(summary),
        faces.as_markdown(summary),
        faces.as_html(summary, datetime.now(UTC).date()),
    ):
        assert "from 5 people with a verdict on" in text


@pytest.mark.parametrize(
    "groups",
    [
        [("a", [5, 1, 0, 6, 2]), ("b", [0, 3, 1]), ("c", [9])],
        [("a", [5, 0, 0, 0, 1]), ("b", [1])],
        [("a", [1, 1, 1, 1, 1]), ("b", [6, 0, 1])],
        [("a", [20]), ("b", [4])],
    ],
)
def test_no_cell_tells_of_one_to_four_people(framework, groups):
    summary = summarise(tally_of(mixed(framework, *groups), framework), framework)
    total = sum(sum(counts) for _, counts in groups)
    cells = [span.people for span in (*summary.scores, *summary.verdicts)]
    cells += [line.people for line in summary.steps] + [total - line.people for line in summary.steps]
    cells += [group.spread.people for group in summary.groups] + [summary.n_in_hidden_groups]
    for share in [line.short for line in summary.facets] + [g.spread.ready for g in summary.groups]:
        if share is not None:
            cells += [round(share * total)] if 0 < share < 1 else []
    assert [n for n in cells if 0 < n < 5] == []


def test_a_hidden_group_cannot_be_found_by_taking_away(framework):
    profiles = mixed(framework, ("a", [20]), ("b", [8]), ("c", [3]))
    summary = summarise(tally_of(profiles, framework), framework)
    assert [group.name for group in summary.groups] == ["a"]
    assert summary.n_in_hidden_groups == 11


def test_spans_are_taken_together_until_each_holds_five():
    cells = merge_cells([2, 0, 4, 7, 1])
    assert [(cell.first, cell.last, cell.n) for cell in cells] == [(0, 2, 6), (3, 4, 8)]


def test_the_step_that_lifts_most_is_first_and_its_lift_is_the_mean_gain(framework):
    profiles = mixed(framework, ("a", [0, 10, 10, 0, 0]))
    summary = summarise(tally_of(profiles, framework), framework)
    lifts = [line.lift for line in summary.steps]
    assert lifts == sorted(lifts, reverse=True)
    best = summary.steps[0]
    assert best.lift == pytest.approx(best.points * best.people / 20)


def test_every_face_shows_the_middle_and_nothing_of_the_input_is_markup(framework):
    name = "<b>|x\x1b[31m"
    profiles = mixed(framework, (name, [0, 9, 9]), ("other", [8]))
    summary = summarise(tally_of(profiles, framework), framework)
    middle = f"{summary.spread.middle:.1f}"
    page = faces.as_html(summary, datetime.now(UTC).date())
    text, mark = faces.as_text(summary), faces.as_markdown(summary)
    assert all(middle in face for face in (page, text, mark))
    assert json.loads(faces.as_json(summary))["spread"]["middle"] == summary.spread.middle
    assert "\x1b" not in page + text + mark
    assert "<b>|" not in page
    assert "\\<b\\>\\|" in mark
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("n_silent", range(7))
def test_people_without_a_verdict_are_not_found_by_taking_away(framework, n_silent):
    profiles = mixed(framework, ("a", [3, 9, 9]), ("b", [8])) + [Profile(cohort="a")] * n_silent
    summary = summarise(tally_of(profiles, framework), framework)
    n_out = summary.n_scored - summary.spread.people
    assert n_out == summary.n_without_verdict
    assert n_out == (n_silent if n_silent >= 5 else 0)
    for spans in (summary.scores, summary.verdicts):
        assert sum(span.people for span in spans) == summary.spread.people
        assert [span.people for span in spans if 0 < span.people < 5] == []


@pytest.mark.parametrize("one", [0, 1, 4, 5, 6])
@pytest.mark.parametrize("other", [0, 1, 4, 5, 7])
def test_shares_of_groups_do_not_tell_of_the_rest(framework, one, other):
    groups = ("a", [12 - one, 0, 0, 0, one]), ("b", [12 - other, 0, 0, 0, other]), ("c", [9])
    summary = summarise(tally_of(mixed(framework, *groups), framework), framework)
    if summary.spread.ready is None:
        return
    known = [(g.spread.people, g.spread.ready) for g in summary.groups if g.spread.ready is not None]
    n_ready = round(summary.spread.ready * summary.spread.people) - sum(round(n * s) for n, s in known)
    n_rest = summary.spread.people - sum(n for n, _ in known)
    assert n_ready == 0 or n_ready >= 5
    assert n_rest - n_ready == 0 or n_rest - n_ready >= 5


def tables_of_html(page):
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    rows = [
        [["".join(cell.itertext()).replace("\u200b", "") for cell in row] for row in table.iter("tr")]
        for table in tree.iter("table")
    ]
    return [[[cell for cell in row if cell] for row in table[1:]] for table in rows]


def tables_of_markdown(text):
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("| ")]
    cells = [[re.split(r"(?<!\\)\|", line.strip("|").strip())[0:] for line in block[2:]] for block in blocks]
    return [[[re.sub(r"\\(.)", r"\1", c.strip()) for c in row] for row in table] for table in cells]


def test_every_face_has_the_same_numbers(framework, people):
    profiles = [*people, *mixed(framework, ("autumn", [4, 6, 8, 5, 7]), ("winter", [9]), ("may", [3]))]
    summary = summarise(tally_of(profiles, framework), framework)
    page = tables_of_html(faces.as_html(summary, datetime.now(UTC).date()))
    mark = tables_of_markdown(faces.as_markdown(summary))
    assert [len(table) for table in page[:2]] == [len(table) for table in mark[:2]]
    assert page[:2] == mark[:2]
    assert page[2] == mark[2][:12]
    assert page[3] == mark[3][:10]
    assert page[4:] == mark[4:]
    assert len(page) == 6
    screen = [re.split(r"  +", line.strip()) for line in faces.as_text(summary).splitlines()]
    for title, n, *_ in mark[0] + mark[1]:
        assert any(row[:2] == [title, n] for row in screen), title
    for title, missing, short in mark[2][:5]:
        assert [title, missing, short] in screen
    for title, hours, can, _, lift in mark[3][:5]:
        assert [title, lift, can, hours] in screen
    for name, n, middle, reach, _ in mark[4]:
        assert [name, n, middle, reach] in screen
    plain = json.loads(faces.as_json(summary))
    assert [[s["title"], f"{s['people']:,}"] for s in plain["scores"] if s["people"]] == [
        row[:2] for row in mark[0]
    ]
    assert [f"{f['missing']:.1f}" for f in plain["facets"]] == [row[1] for row in mark[2]]
    assert [f"{s['lift']:.1f}" for s in plain["steps"]] == [row[4] for row in mark[3]]
    assert [g["name"] for g in plain["groups"]] == [row[0] for row in mark[4]] == [r[0] for r in mark[5]]
    said = f"{plain['n_in_hidden_groups']:,} people are in"
    assert plain["n_in_hidden_groups"] >= 5
    assert all(
        said in face
        for face in (
            faces.as_text(summary),
            faces.as_markdown(summary),
            faces.as_html(summary, datetime.now(UTC).date()),
        )
    )
