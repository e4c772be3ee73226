"""Tables as spreadsheets and forms write them, and the words that stand for columns and levels."""

import csv
import gzip
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from readiness import Profile, assess_many
from readiness.cohort import (
    Reading,
    TableError,
    find_sources,
    score_batches,
    score_files,
    table_schema,
    template,
)
from readiness.cohort.columns import match_columns


def scores(path, framework, tmp_path, **reading):
    out = tmp_path / "out.parquet"
    found = score_files(find_sources([str(path)]), framework, Reading(**reading), output=str(out))
    return pq.read_table(out).to_pylist(), found


def test_headers_are_forgiven_case_spaces_prefixes_and_titles(framework):
    headers = [
        "Python Language",
        "skills.sql",
        "DEGREE",
        "Years of experience",
        "Model Evaluation",
        "Timestamp",
    ]
    assert match_columns(headers, framework, "x") == {
        "Python Language": "python-language",
        "skills.sql": "sql",
        "DEGREE": "education.level",
        "Years of experience": "experience.years",
        "Model Evaluation": "model-evaluation",
    }


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (["python-langauge", "sql"], "did you mean python-language?"),
        (["sql", "SQL"], "keep one of the two"),
        (["when", "who"], "readiness schema cohort --csv"),
    ],
)
def test_headers_that_cannot_be_right_say_what_to_change(framework, headers, said):
    with pytest.raises(TableError, match="nothing was scored") as raised:
        match_columns(headers, framework, "x.csv")
    assert said in str(raised.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_spreadsheet_is_read_in_every_dialect(tmp_path, framework, separator, bom, end):
    rows = [
        ["Name", "Python language", "sql", "years"],
        ["Ada", "3 - alone, on real data", "2", "1.5"],
        ["Bo;,\tX", "1", "", "0,5" if separator == ";" else "0.5"],
        ["", "", "", ""],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    path = tmp_path / "class.csv"
    path.write_bytes(bom + text.getvalue().encode())
    found, run = scores(path, framework, tmp_path)
    assert (run.tally.n_scored, run.tally.n_refused) == (2, 0)
    from readiness import Experience

    expected = assess_many(
        [
            Profile(skills={"python-language": 3, "sql": 2}, experience=Experience(years=1.5)),
            Profile(skills={"python-language": 1}, experience=Experience(years=0.5)),
        ]
    )
    assert [row["score"] for row in found] == pytest.approx(expected["score"].to_pylist(), abs=1e-9)
    assert [row["line"] for row in found] == [2, 3]


def test_words_stand_for_levels_and_headers_for_columns_where_that_is_said(tmp_path, framework):
    path = tmp_path / "form.csv"
    path.write_text('Do you know Python?,sql\nOn my own,never\nn/a,2\n"who knows",1\n')
    levels = {"on my own": 3.0, "never": 0.0, "n/a": float("nan")}
    found, run = scores(
        path, framework, tmp_path, renamed={"Do you know Python?": "python-language"}, levels=levels
    )
    assert [row["n_ratings"] for row in found] == [2, 1]
    assert run.refused[0][1:3] == (4, "column Do you know Python?")
    assert '"who knows" is not a whole number; --level "WORDS=LEVEL"' in run.refused[0].reason


def test_a_form_names_the_lines_of_a_grid_in_brackets_and_writes_choices_in_any_case(tmp_path, framework):
    path = tmp_path / "form.csv"
    path.write_text(
        "Timestamp,How well do you know each? [Python language],How well do you know each? [SQL],Degree\n"
        "2026-11-01 10:00:00,3 - alone,2 (with help),Bachelor\n"
        "2026-11-01 10:01:00,4,0. not yet,PhD\n"
    )
    found, run = scores(path, framework, tmp_path)
    assert (run.tally.n_scored, run.tally.n_refused) == (2, 0)
    profiles = [
        Profile(skills={"python-language": python, "sql": sql}, education={"level": level})
        for python, sql, level in ((3, 2, "bachelor"), (4, 0, "phd"))
    ]
    expected = assess_many(profiles)["score"].to_pylist()
    assert [row["score"] for row in found] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("cell", ["2.5", "3-4", "3 - 4", "5", "-1", "1e0", "three", "2,5"])
def test_a_cell_that_is_no_level_is_refused(tmp_path, framework, cell):
    path = tmp_path / "class.csv"
    path.write_text(f'sql,years\n"{cell}",1\n')
    found, run = scores(path, framework, tmp_path)
    assert (found, run.refused[0][1:3]) == ([], (2, "column sql"))


@pytest.mark.parametrize(
    "cell", ["3", " 3 ", "3.0", "3,0", "3 - alone", "3-alone", "3: alone", "3) alone", "3 (alone)"]
)
def test_a_number_with_its_words_is_a_level(tmp_path, framework, cell):
    path = tmp_path / "class.csv"
    path.write_text(f'sql,years\n"{cell}",1\n')
    found, _ = scores(path, framework, tmp_path)
    assert found[0]["stated"] == pytest.approx(
        assess_many([Profile(skills={"sql": 3}, experience={"years": 1.0})])["stated"][0].as_py()
    )


def test_lines_of_refused_rows_are_those_of_the_file(tmp_path, framework):
    path = tmp_path / "class.csv"
    path.write_text('name,sql\n"two\nlines",1\nshort\n\nb,9\n"more",2,3\nc,4\n')
    found, run = scores(path, framework, tmp_path)
    assert [(row["name"], row["line"]) for row in found] == [("two\nlines", 2), ("c", 8)]
    assert sorted((r.line, r.place) for r in run.refused) == [
        (4, "the row"),
        (6, "column sql"),
        (7, "the row"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xfes\x00q\x00", "is UTF-16 text"),
        ("sql,name\n1,Zo\xeb\n".encode("latin-1"), "is not UTF-8"),
        ("sql,Zo\xeb\n1,a\n".encode("latin-1"), "is not UTF-8"),
        (b"colour,size\nred,1\n", "none of them is a skill"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_change(tmp_path, framework, content, said):
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=said):
        scores(path, framework, tmp_path)
    assert not (tmp_path / "out.parquet").exists()


def test_packed_lines_and_tables_are_unpacked_and_a_cut_one_is_refused(tmp_path, framework, lines):
    from readiness import AccessError

    whole = gzip.compress(b"\n".join(lines))
    (tmp_path / "a.jsonl.gz").write_bytes(whole)
    with pa.output_stream(tmp_path / "b.jsonl.zst", compression="zstd") as stream:
        stream.write(b"\n".join(lines))
    for name in ("a.jsonl.gz", "b.jsonl.zst"):
        assert scores(tmp_path / name, framework, tmp_path)[1].tally.n_scored == len(lines)
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[:-200])
    with pytest.raises(AccessError):
        scores(tmp_path / "cut.jsonl.gz", framework, tmp_path)


def test_parquet_and_a_folder_of_profiles_give_the_same_people(tmp_path, framework, lines, people):
    folder = tmp_path / "class"
    folder.mkdir()
    for k, line in enumerate(lines[:30]):
        (folder / f"{k:03}.json").write_bytes(line)
    (folder / "bad.json").write_text('{"skills": 3}')
    found, run = scores(folder, framework, tmp_path)
    assert (run.tally.n_scored, run.tally.n_refused) == (30, 1)
    expected = assess_many(people[:30])["score"].to_pylist()
    assert [row["score"] for row in found] == pytest.approx(expected, abs=1e-9)
    table = pa.table({"id": [7, 8], "python-language": pa.array([3, None], pa.int8()), "sql": [2.0, 4.0]})
    pq.write_table(table, tmp_path / "two.parquet")
    found, _ = scores(tmp_path / "two.parquet", framework, tmp_path)
    assert [(row["id"], row["n_ratings"], row["line"]) for row in found] == [("7", 2, 1), ("8", 1, 2)]


def test_the_template_is_a_table_that_is_scored(tmp_path, framework):
    path = tmp_path / "template.csv"
    path.write_text(template(framework))
    found, run = scores(path, framework, tmp_path)
    assert run.tally.n_refused == 0
    assert found[0]["verdict"] != "no-verdict"


def test_the_schema_names_the_columns_of_the_template(framework):
    names = table_schema(framework)["properties"]
    assert set(template(framework).splitlines()[0].split(",")) <= set(names)
    assert names["sql"]["maximum"] == 4


def test_answers_in_a_table_count_as_those_of_a_profile():
    from readiness import Answer

    answers = [{"item": "sql-01", "response": "1"}, {"item": "sql-02", "response": None}]
    batch = pa.RecordBatch.from_pydict({"sql": [2, 2], "answers": [answers, None]})
    rows = next(score_batches([batch])).to_pylist()
    one = assess_many([Profile(skills={"sql": 2}, answers=tuple(Answer(**a) for a in answers))]).to_pylist()[
        0
    ]
    assert rows[0]["score"] == pytest.approx(one["score"], abs=1e-9)
    assert [row["n_answers"] for row in rows] == [2, 0]
