"""What stands in one row of a table changes nothing in another, however wrong it is."""

import csv
import math

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from readiness.cli import main

ODD = [-1.0, 0.0, 1e308, -1e308, math.inf, -math.inf, math.nan, 0.5, 5.0]
GOOD = {"skills.sql": 1.0, "skills.python-language": 2.0}
COLUMNS = [
    "experience.years", "experience.projects", "education.bootcamps", "languages.r", "skills.sql",
    "skills.deployment", "education.level", "education.field",
]  # fmt: skip


def scores(folder, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    pq.write_table(table, folder / "people.parquet")
    out = folder / "out.csv"
    assert main(["cohort", str(folder / "people.parquet"), "--processes", "1", "-o", str(out)]) in {0, 3}
    with out.open(newline="") as file:
        return {row["name"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize("column", COLUMNS)
def test_who_stands_beside_a_wrong_value_is_scored_as_always(tmp_path, column):
    alone = scores(tmp_path, [{"name": "good", **GOOD}])
    wrong = [{"name": "odd", **GOOD, column: value} for value in ODD]
    if column.startswith(("education.l", "education.f")):
        wrong = [{"name": "odd", **GOOD, column: value} for value in ("none", "x", "", "-1")]
    beside = scores(tmp_path, [*wrong, {"name": "good", **GOOD}, *wrong])
    assert beside["good"] == pytest.approx(alone["good"], rel=1e-12)  # a processor adds arrays its own way


@pytest.mark.slow
def test_a_table_full_of_uneven_rows_is_refused_by_its_lines(tmp_path):
    text = "name,skills.sql\n" + 'good,2\n"a\nb"\nx\n' * 20_000
    (tmp_path / "people.csv").write_text(text)
    rejects = tmp_path / "rejects.csv"
    words = ["cohort", str(tmp_path / "people.csv"), "--processes", "1", "-o", str(tmp_path / "out.csv")]
    assert main([*words, "--rejects", str(rejects)]) == 0
    with rejects.open(newline="") as file:
        lines = [int(row["line"]) for row in csv.DictReader(file)]
    assert lines[:4] == [3, 5, 7, 9]
    assert len(lines) == 40_000
    assert lines[-1] == 1 + 4 * 20_000
