"""Many at once get the numbers that each gets alone."""

import json
import math
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from readiness import Profile, ProfileError, assess, assess_many, parse_profile, read_profile
from readiness.cohort import score_batches
from readiness.cohort.jsonlines import read_lines, table_of_lines
from readiness.errors import UsageError

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLOSE = 1e-9
ROOT = Path(__file__).parents[2]


def same(row, record):
    """Compare everything that a row holds with the record of the same person."""
    numbers = {
        "score": record.score,
        "low": record.estimate.low if record.estimate else None,
        "high": record.estimate.high if record.estimate else None,
        "stated": record.stated.score,
        "coverage": record.coverage,
        "chance": record.verdict.chance,
        "n_ratings": record.estimate.n_ratings,
        "n_answers": record.estimate.n_answers,
        **{f"contribution.{c.id}": c.contribution for c in record.criteria},
    }
    for name, value in numbers.items():
        if value is None:
            assert row[name] is None, name
        else:
            assert row[name] == pytest.approx(value, abs=CLOSE, rel=0), name
    assert row["verdict"] == record.verdict.band
    assert (row["blocked_by"] or "").split() == list(record.verdict.blocked_by)
    missing = sorted((leaf.points_missing for leaf in record.leaves if leaf.points_missing), reverse=True)
    found = [row[f"gap_{k}_points"] for k in (1, 2, 3) if row[f"gap_{k}"]]
    assert found == pytest.approx(missing[:3], abs=CLOSE)
    by_id = {leaf.id: leaf.points_missing for leaf in record.leaves}
    for k in (1, 2, 3):
        if row[f"gap_{k}"]:
            assert by_id[row[f"gap_{k}"]] == pytest.approx(row[f"gap_{k}_points"], abs=CLOSE)


@pytest.fixture(scope="module")
def records(people):
    return [assess(profile, assessed_at=NOW) for profile in people]


def test_random_people_get_the_numbers_of_one(people, records):
    rows = assess_many(people).to_pylist()
    assert len(rows) == len(records)
    assert {r["verdict"] for r in rows} >= {"not-yet", "no-verdict"}
    assert sum(r["n_answers"] > 0 for r in rows) > 5
    for row, record in zip(rows, records, strict=True):
        same(row, record)


def test_lines_become_tables_with_the_same_people(lines, records, framework):
    found = read_lines(lines, framework)
    assert not found.refused
    rows = next(score_batches([table_of_lines(found, framework)])).to_pylist()
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        assert row["refused"] is None
        same(row, record)


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.json")), ids=lambda path: path.stem)
def test_every_example_gets_the_numbers_of_one(path):
    profile = read_profile(path)
    same(assess_many([profile]).to_pylist()[0], assess(profile, assessed_at=NOW))


def gallery():
    table = tomllib.loads((ROOT / "tests" / "gallery.toml").read_text(encoding="utf-8"))
    return table["people"]


def test_the_gallery_gets_the_numbers_of_one(framework):
    rated = [facet.id for facet in framework.rated]
    profiles = []
    for person in gallery():
        levels = dict(person.get("levels", {}))
        everywhere = levels.pop("all", None)
        skills = {**({} if everywhere is None else dict.fromkeys(rated, everywhere)), **levels}
        keys = ("source", "languages", "education", "experience")
        content = {"skills": skills, **{k: person[k] for k in keys if k in person}}
        profiles.append(parse_profile(json.dumps(content)))
    assert len(profiles) > 20
    for row, profile in zip(assess_many(profiles).to_pylist(), profiles, strict=True):
        same(row, assess(profile, assessed_at=NOW))


def test_who_else_is_scored_changes_nothing(people):
    together = assess_many(people)
    alone = [assess_many([profile]).to_pylist()[0] for profile in people[:12]]
    for one, row in zip(alone, together.to_pylist()[:12], strict=True):
        for name, value in one.items():
            if isinstance(value, float) and not math.isnan(value):
                assert row[name] == pytest.approx(value, abs=1e-10)
            else:
                assert row[name] == value


def test_order_is_kept_and_nobody_is_nothing(people):
    names = [f"p{k}" for k in range(300)]
    found = assess_many(Profile(name=name, skills={"sql": k % 5}) for k, name in enumerate(names))
    assert found["name"].to_pylist() == names
    assert assess_many([]).num_rows == 0
    assert assess_many([]).schema.names == assess_many(people[:1]).schema.names


def test_a_profile_that_cannot_be_scored_is_refused_as_one_is():
    with pytest.raises(ProfileError, match="no facet of this name"):
        assess_many([Profile(skills={"sql": 2}), Profile(name="Bo", skills={"sqll": 2})])


def test_rows_that_are_no_profile_have_a_reason_and_no_score():
    batch = pa.RecordBatch.from_pydict(
        {"python-language": [3, 9, None], "sql": [1.0, 2.0, 2.5], "degree": ["phd", "phd", "phd"]}
    )
    rows = next(score_batches([batch])).to_pylist()
    assert [row["score"] is None for row in rows] == [False, True, True]
    assert rows[1]["refused"] == "column python-language: 9 is out of range; must be at most 4"
    assert rows[2]["refused"].startswith("column sql: 2.5 is not a whole number")


def test_contributions_add_up_and_the_score_lies_in_its_interval(people, framework):
    found = assess_many(people)
    parts = np.array([found[f"contribution.{c.id}"].to_numpy() for c in framework.criteria]).sum(axis=0)
    score = found["score"].to_numpy()
    assert np.abs(parts - score).max() < CLOSE
    assert (found["low"].to_numpy() <= score).all()
    assert (score <= found["high"].to_numpy()).all()


def test_scores_and_intervals_alone_are_those_of_whole_rows(lines, framework):
    table = table_of_lines(read_lines(lines, framework), framework)
    whole = next(score_batches([table]))
    alone = next(score_batches([table], columns=["high", "score", "low", "line", "name"]))
    assert alone.schema.names == ["high", "score", "low", "line", "name"]
    for name in ("score", "low", "high"):
        np.testing.assert_allclose(alone[name], whole[name].to_numpy(), rtol=0, atol=CLOSE)
    assert alone["name"].equals(whole["name"])


def test_other_columns_may_be_chosen_too_and_refused_rows_say_why():
    table = pa.RecordBatch.from_pydict({"id": [1, 2], "python-language": [3, 7], "sql": [2, 1]})
    whole = next(score_batches([table]))
    assert next(score_batches([table], columns=["verdict", "id"])).equals(whole.select(["verdict", "id"]))
    rows = next(score_batches([table], columns=["id", "score", "refused"])).to_pylist()
    assert rows[0]["score"] == pytest.approx(whole["score"][0].as_py(), abs=CLOSE)
    assert (rows[1]["score"], rows[1]["refused"]) == (None, whole["refused"][1].as_py())
    with pytest.raises(UsageError, match="did you mean verdict"):
        next(score_batches([table], columns=["verdikt"]))
