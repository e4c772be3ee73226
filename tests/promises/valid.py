"""One valid file of every kind that a command reads, and the commands that read it.

Everything is made by the program itself from its examples, so a new field is in it the day that it exists.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from .mutants import Mutant, mutate_bytes, mutate_text, mutate_tree
from .notation import as_json, as_toml

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

__all__ = ["EXAMPLES", "KINDS", "ROOT", "Kind", "make_valid", "mutate", "table_of_people"]

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


class Kind(NamedTuple):
    """A kind of file: its name, how it is written, and calls that read it.

    In a call ``{}`` is the bad file, ``{out}`` a name for an output, ``{valid}`` the folder of valid files.
    A word ``NAME=VALUE`` before the command is its environment.
    """

    name: str
    form: str
    calls: tuple[str, ...]
    share: int = 1
    """How many of the inputs are of this kind, in proportion."""


KINDS = (
    Kind("profile.json", "json", (
        "score {}", "score {} --detail", "score {} --format markdown", "score {} --format html",
        "score {} --format csv",
        "score {} --format json", "score {} --format share", "score {} -o {out}.html", "score {} --save",
        "score {valid}/profile.json {} --format csv", "plan {} --hours 20 --quick",
        "plan {} --quick --format csv",
        "plan {} --hours-per-week 5 --weeks 4 --quick --format ical", "plan {} --quick --format markdown",
        "paths {}", "export {}", "export {} -o {out}.json", "calibrate {}", "cohort {} --processes 1",
        "quiz --quick --answers {valid}/quick.json --profile {}",
    ), 5),
    Kind("answers.json", "json", (
        "quiz --answers {}", "quiz --quick --answers {} -o {out}.json",
        "quiz --answers {} --report {out}.html",
        "quiz --deep --answers {} --report {out}.csv", "quiz --ratings-only --answers {}",
    ), 3),
    Kind("report.json", "json", (
        "report {}", "report {} --detail", "report {} --format markdown", "report {} --format html",
        "report {} --format csv", "report {} --format json", "report {} --format share",
        "report {} {valid}/report.json -o {out}.html",
        "report {valid}/report.json --since {}", "report {} --since {valid}/older.json",
        "compare {valid}/older.json {}",
        "compare {} {valid}/report.json --format json", "verify {}", "plan {} --hours 20 --quick",
        "plan {} --quick --format json",
        "plan {} --hours 30 --quick --format markdown", "calibrate {}",
    ), 6),
    Kind("plan.json", "json", ("report {}", "plan {}", "score {}", "compare {} {valid}/report.json",
    "verify {}")),
    Kind("comparison.json", "json", ("report {}", "compare {valid}/report.json {}", "score {}", "verify {}")),
    Kind("role.toml", "toml", (
        "role {}", "role {} --format json", "check {}", "score {valid}/profile.json --framework {}",
        "plan {valid}/profile.json --hours 20 --quick --framework {}",
        "score {valid}/profile.json --framework {} --format html",
        "paths {valid}/profile.json --framework {}",
        "cohort {valid}/people.jsonl --processes 1 --framework {}",
    ), 4),
    Kind("own-role.toml", "toml", ("role {}", "check {}", "score {valid}/profile.json --framework {}"), 2),
    Kind("bank/role.toml", "toml", ("check {}", "score {valid}/nurse.json --framework {}", "role {}")),
    Kind("bank/questions/background.toml", "toml", (
        "check {}", "check {valid}/bank/role.toml",
        "score {valid}/nurse.json --framework {valid}/bank/role.toml",
        "quiz --answers {valid}/nurse-answers.json --framework {valid}/bank/role.toml",
    )),
    Kind("bank/questions/actions.toml", "toml", (
        "check {}", "check {valid}/bank/role.toml",
        "plan {valid}/nurse.json --quick --framework {valid}/bank/role.toml",
    )),
    Kind("bank/questions/facets/infusions.toml", "toml", (
        "check {}", "check {valid}/bank/role.toml",
        "score {valid}/nurse.json --framework {valid}/bank/role.toml",
        "score {valid}/nurse.json --framework {valid}/bank/role.toml --questions {valid}/bank/questions",
        "quiz --answers {valid}/nurse-answers.json --framework {valid}/bank/role.toml",
    ), 2),
    Kind("overlay.toml", "toml", (
        "READINESS_OVERLAY={} score {valid}/profile.json",
        "READINESS_OVERLAY={} quiz --answers {valid}/answers.json",
        "READINESS_OVERLAY={} verify {valid}/report.json",
    ), 2),
    Kind("weights.toml", "toml", ("check {}", "role {}"), 1),
    Kind("resume.json", "json", (
        "import {}", "import {} -o {out}.json", "import {} --at 2026-01-31", "score {}", "export {}",
    ), 3),
    Kind("linkedin.zip", "zip", ("import {}", "import {} -o {out}.json", "score {}"), 3),
    Kind("history.json", "json", ("history import {}",), 4),
    Kind("people.csv", "csv", (
        "cohort {} --processes 1", "cohort {} --processes 1 -o {out}.csv --rejects {out}-r.csv",
        "cohort {} --processes 1 --group cohort --report {out}.html",
        "cohort {} --processes 1 --format markdown --strict",
        "cohort {} --processes 1 -o {out}.jsonl --max-rejects 1",
        "cohort {} --processes 1 --input-format lines",
    ), 3),
    Kind("people.jsonl", "lines", (
        "cohort {} --processes 1", "cohort {} --processes 1 -o {out}.csv --rejects {out}-r.jsonl",
        "cohort {} --processes 1 --group cohort --report {out}.html",
        "cohort {} --processes 1 --format json --strict",
        "cohort {} --processes 1 -o {out}.parquet --report {out}.md",
    ), 3),
    Kind("people.jsonl.gz", "gz", ("cohort {} --processes 1", "cohort {} --processes 1 -o {out}.csv")),
    Kind("people.jsonl.zst", "zst", ("cohort {} --processes 1", "cohort {} --processes 1 -o {out}.csv")),
    Kind("people.parquet", "parquet", (
        "cohort {} --processes 1", "cohort {} --processes 1 -o {out}.csv --rejects {out}-r.csv",
        "cohort {} --processes 1 --group cohort --report {out}.html",
    ), 3),
    Kind("store/history.sqlite3", "bytes", (
        "history list", "history check", "history show last", "history export", "compare",
        "plan --hours 20 --quick",
        "score {valid}/profile.json --save", "quiz --quick --answers {valid}/quick.json",
    ), 2),
)  # fmt: skip


def make_valid(folder: Path, call: Callable[..., None]) -> None:
    """Write a valid file of every kind into a folder; `call` runs the program, its words given one by one."""
    shutil.copyfile(EXAMPLES / "experienced-engineer.json", folder / "profile.json")
    shutil.copyfile(EXAMPLES / "own-role.toml", folder / "own-role.toml")
    shutil.copyfile(EXAMPLES / "resumes" / "analyst.json", folder / "resume.json")
    shutil.copyfile(EXAMPLES / "nurse" / "mina.json", folder / "nurse.json")
    shutil.copyfile(ROOT / "weights" / "ml-engineer-entry.toml", folder / "role.toml")
    shutil.copyfile(ROOT / "weights" / "levels.toml", folder / "weights.toml")
    shutil.copytree(EXAMPLES / "nurse" / "questions", folder / "bank" / "questions")
    shutil.copyfile(EXAMPLES / "nurse" / "acute-care-nurse.toml", folder / "bank" / "role.toml")
    people = [json.loads(path.read_text()) for path in sorted(EXAMPLES.glob("*.json"))]
    lines = "".join(f"{json.dumps(one)}\n" for one in people)
    (folder / "people.jsonl").write_text(lines)
    (folder / "people.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "people.jsonl.zst").write_bytes(_zst(lines.encode()))
    (folder / "people.csv").write_text(_csv(table_of_people(people)))
    (folder / "people.parquet").write_bytes(_parquet(table_of_people(people)))
    (folder / "linkedin.zip").write_bytes(_zip(_LINKEDIN))
    (folder / "answers.json").write_text(json.dumps(_answers()))
    (folder / "quick.json").write_text(json.dumps({"skills.data-analysis": 2, "education.level": "master"}))
    (folder / "nurse-answers.json").write_text(json.dumps({"skills.infusions": 2, "skills.documentation": 1}))
    at = ("--at", "2026-03-01T12:00:00Z")
    profile, older = str(folder / "profile.json"), str(folder / "older.json")
    report = str(folder / "report.json")
    before = json.loads((folder / "profile.json").read_text())
    before["skills"] = {name: max(0, level - 1) for name, level in before["skills"].items()}
    (folder / "before.json").write_text(json.dumps(before))
    call("score", str(folder / "before.json"), "--save", "-o", older, "--at", "2026-01-01T12:00:00Z")
    call("score", profile, "--save", "-o", report, *at)
    call(
        "plan",
        report,
        "--hours-per-week",
        "5",
        "--weeks",
        "6",
        "--save",
        *at,
        "-o",
        str(folder / "plan.json"),
    )
    call("compare", older, report, "-o", str(folder / "comparison.json"), "--format", "json")
    call("quiz", "--answers", str(folder / "answers.json"))
    call("calibrate", profile, "-o", str(folder / "overlay.toml"))
    call("history", "export", "-o", str(folder / "history.json"))


def mutate(kind: Kind, content: bytes, chance: random.Random) -> Mutant:
    """A bad file of a kind."""
    roll = chance.random()
    if roll < (0.12 if kind.form != "bytes" else 1):
        return mutate_bytes(content, chance)
    if kind.form in {"json", "toml", "csv", "lines"} and roll < 0.35:
        return mutate_text(content.decode(), chance)
    return _TREES[kind.form](content, chance)


def _json(content: bytes, chance: random.Random) -> Mutant:
    return mutate_tree(json.loads(content), chance, as_json)


def _toml(content: bytes, chance: random.Random) -> Mutant:
    return mutate_tree(tomllib.loads(content.decode()), chance, as_toml)


def _lines_of(content: bytes, chance: random.Random) -> Mutant:
    """One person of several changed, so that the others have to be scored."""
    people = content.decode().splitlines()
    n = chance.randrange(len(people))
    found = mutate_tree(json.loads(people[n]), chance, lambda tree: as_json(tree).replace("\n", ""))
    people[n] = found.content.decode("utf-8", "surrogatepass")
    text = "\n".join(people) + "\n"
    return found._replace(content=text.encode("utf-8", "surrogatepass"), place=(n + 1,), is_strict=False)


def _packed(pack: Callable[[bytes], bytes], unpack: Callable[[bytes], bytes]) -> Callable[..., Mutant]:
    def change(content: bytes, chance: random.Random) -> Mutant:
        inner = unpack(content)
        found = _lines_of(inner, chance) if chance.random() < 0.5 else mutate_bytes(inner, chance)
        return found._replace(content=pack(found.content))

    return change


def _table_of(content: bytes, chance: random.Random) -> Mutant:
    """A table whose cells, headers, rows or shape are changed."""
    rows = [list(row) for row in csv.reader(io.StringIO(content.decode()))]
    found = mutate_tree(rows, chance, _loose_csv)
    return found._replace(place=found.place[:1], is_strict=False)


def _loose_csv(rows: Any) -> str:
    """Whatever a tree is, as lines of cells."""
    lines = rows if isinstance(rows, list) else [rows]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in lines:
        cells = line if isinstance(line, list) else [line]
        writer.writerow(["" if cell is None else str(cell) for cell in cells])
    return out.getvalue()


def _columns_of(content: bytes, chance: random.Random) -> Mutant:
    """A Parquet file with a column of another type, lost, doubled, renamed, nested, or with odd values."""
    table = pq.read_table(io.BytesIO(content))
    n = chance.randrange(table.num_columns)
    name = table.column_names[n]
    column = chance.choice(_COLUMNS)(table.num_rows, chance)
    act = chance.choice(("retyped", "retyped", "retyped", "lost", "doubled", "renamed", "empty", "none"))
    if act == "retyped":
        table = table.set_column(n, name, column)
    elif act == "lost":
        table = table.drop_columns([name])
    elif act == "doubled":
        table = table.append_column(name, column)
    elif act == "renamed":
        odd = chance.choice(
            (name.upper(), f"{name}s", "", "\x1b[31m", "<script>canary7()</script>", "x" * 10_000)
        )
        table = table.rename_columns([odd if i == n else c for i, c in enumerate(table.column_names)])
    elif act == "empty":
        table = table.slice(0, 0)
    else:
        table = table.select([])
    out = io.BytesIO()
    pq.write_table(table, out, compression=chance.choice(("none", "snappy", "gzip", "zstd")))
    return Mutant(f"column {name} {act}: {column.type}", out.getvalue(), (name,))


_COLUMNS: tuple[Callable[[int, random.Random], pa.Array], ...] = (
    lambda n, _: pa.array([float("nan")] * n),
    lambda n, _: pa.array([float("inf"), -1.0, 1e308] * n)[:n],
    lambda n, _: pa.array([2**62] * n),
    lambda n, _: pa.array([True] * n),
    lambda n, _: pa.nulls(n),
    lambda n, _: pa.array(["<script>canary7()</script>", "=canary7()", "\x1b[31m\x00", "x" * 100_000] * n)[
        :n
    ],
    lambda n, _: pa.array([b"\xff\x00"] * n, pa.binary()),
    lambda n, _: pa.array([[1, 2]] * n),
    lambda n, _: pa.array([[["sql"]], None] * n)[:n],
    lambda n, _: pa.array([{"a": 1}] * n),
    lambda n, _: pa.array([[("sql", 3), ("sql", 9)]] * n, pa.map_(pa.string(), pa.int64())),
    lambda n, _: pa.array([10**12] * n, pa.timestamp("us")),
    lambda n, _: pa.array([3] * n, pa.date32()),
    lambda n, _: pa.array([5] * n, pa.duration("s")),
    lambda n, c: pa.array([c.choice(("3", "4 - alone", "x", "")) for _ in range(n)]).dictionary_encode(),
    lambda n, _: pa.array([3] * n, pa.uint8()),
    lambda n, _: pa.array([3] * n, pa.decimal128(30, 5)),
    lambda n, _: pa.array([3.0] * n, pa.float16()),
    lambda n, _: pa.array(["3"] * n, pa.large_string()),
    lambda n, _: pa.array([4] * n, pa.time32("s")),
)


def _members_of(content: bytes, chance: random.Random) -> Mutant:
    """An archive whose tables, names or shape are changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    name = chance.choice(list(members))
    act = chance.choice(
        ("table", "table", "table", "text", "bytes", "renamed", "twice", "bomb", "many", "nested", "lied")
    )
    if act == "table":
        found = _table_of(members[name].encode(), chance)
    elif act == "text":
        found = mutate_text(members[name], chance)
    elif act == "bytes":
        found = mutate_bytes(members[name].encode(), chance)
    else:
        found = Mutant(act, members[name].encode(), (name,))
    pairs = [(n, found.content if n == name else text.encode()) for n, text in members.items()]
    if act == "renamed":
        odd = chance.choice(
            (
                "../../../tmp/x.csv",
                "/etc/Skills.csv",
                "Skills.csv\x00.txt",
                "\x1b[31m.csv",
                "SKILLS.CSV",
                "a\\b.csv",
            )
        )
        pairs = [(odd if n == name else n, held) for n, held in pairs]
    elif act == "twice":
        pairs += [(name, b"Name\nSQL\n")]
    elif act == "bomb":
        pairs = [(n, b"Name\n" + b"SQL\n" * 25_000_000 if n == "Skills.csv" else held) for n, held in pairs]
    elif act == "many":
        pairs += [(f"{n}.csv", b"") for n in range(20_000)]
    elif act == "nested":
        pairs += [("Skills.csv.zip", content)]
    packed = _zip_pairs(pairs)
    if act == "lied":
        packed = packed.replace(len(members[name]).to_bytes(4, "little"), (2**31 - 1).to_bytes(4, "little"))
    return Mutant(f"{name}: {found.what}", packed, (name,))


_TREES: dict[str, Callable[[bytes, random.Random], Mutant]] = {}


def _zip(members: dict[str, str]) -> bytes:
    return _zip_pairs([(name, text.encode()) for name, text in members.items()])


def _zip_pairs(pairs: list[tuple[str, bytes]]) -> bytes:
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # names that stand there twice are meant
        for name, content in pairs:
            archive.writestr(name, content)
    return out.getvalue()


def _zst(content: bytes) -> bytes:
    return pa.compress(content, codec="zstd", asbytes=True)


def _zst_back(content: bytes) -> bytes:
    return pa.CompressedInputStream(pa.BufferReader(content), "zstd").read()


_TREES |= {
    "json": _json,
    "toml": _toml,
    "csv": _table_of,
    "lines": _lines_of,
    "parquet": _columns_of,
    "zip": _members_of,
    "gz": _packed(gzip.compress, gzip.decompress),
    "zst": _packed(_zst, _zst_back),
}


def table_of_people(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Profiles as rows of a form."""
    rows = []
    for n, one in enumerate(people):
        row = {"id": n, "name": one.get("name", "x"), "cohort": "ab"[n % 2]}
        row |= {f"skills.{k}": v for k, v in one.get("skills", {}).items()}
        row |= {f"languages.{k}": v for k, v in (one.get("languages") or {}).items()}
        row |= {f"education.{k}": v for k, v in one.get("education", {}).items() if not isinstance(v, list)}
        row |= {f"experience.{k}": v for k, v in one.get("experience", {}).items() if not isinstance(v, list)}
        rows.append(row)
    names = sorted({name for row in rows for name in row})
    return [{name: row.get(name) for name in names} for row in rows]


def _csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def _answers() -> dict[str, Any]:
    return {
        "education.level": "bachelor", "education.field": "computer-science", "education.certifications": [],
        "experience.years": 1.5, "experience.projects": 2, "languages.java": 2, "languages.r": 1,
        "skills.sql": 2, "skills.python-language": 3, "skills.probability": 1, "skills.communication": 3,
        "check.sql-03": "Nora, Ivo", "check.sql-04": None, "stop": "stop",
    }  # fmt: skip


_LINKEDIN = {
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        'Acme,Data Analyst,"Reports, dashboards\nand more",Berlin,Jan 2020,Dec 2021\n'
        "Beta,Waiter,,Berlin,2015,2016\n"
    ),
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        'TU,2012,2016,,"Bachelor of Science - BS, Computer Science",\n'
    ),
    "Skills.csv": "Name\nPython (Programming Language)\nSQL\nPublic Speaking\n",
    "Certifications.csv": (
        "Name,Url,Authority,Started On,Finished On,License Number\n"
        "AWS Certified Machine Learning – Specialty,,Amazon,Mar 2022,,1\n"
    ),
    "Projects.csv": "Title,Description,Url,Started On,Finished On\nChurn,A model,,2021,2021\n",
    "Languages.csv": "Name,Proficiency\nGerman,Native or bilingual proficiency\n",
}
