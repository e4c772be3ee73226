"""Bad cohorts: files of many people of whom some are broken; the others are scored as if nothing were."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import re
import shutil
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from readiness.errors import visible

from .figures import Fault, Figures
from .forked import apart, await_end, executed, start
from .judging import judge_end, judge_files, judge_text
from .mutants import CONTROLS, FORMULAS, MARKUP, TEXTS, mutate_bytes, mutate_tree
from .notation import as_json
from .valid import EXAMPLES, table_of_people

if TYPE_CHECKING:
    from pathlib import Path

    from .forked import Ended
    from .inputs import Bench

__all__ = ["run_cohorts"]

FORMS = ("lines", "lines", "lines.gz", "lines.zst", "csv", "csv", "parquet", "folder", "folder")
LONGEST_CELL = 1_000
SAME = 1e-6
"""Points: what sums in another order differ by, and a table of numbers rounds away."""
_SAID = re.compile(r"^read ([\d,]+): scored ([\d,]+), refused ([\d,]+)$", re.MULTILINE)


class _Cohort:
    """People in some form.

    `clean` names those who were not changed, `broken` holds where the others stand (file and line) and what
    was changed there, `n` is their number; the last two only where the file as a whole was left alone.
    """

    def __init__(self, folder: Path, form: str, chance: random.Random) -> None:
        self.form = form
        self.path = folder / {"folder": "class", "csv": "people.csv", "parquet": "people.parquet"}.get(
            form, f"people.jsonl{form.removeprefix('lines')}"
        )
        self.clean: list[str] = []
        self.n: int | None = None
        self.broken: dict[tuple[str, int], tuple[str, ...]] = {}
        self.what: list[str] = []
        examples = [json.loads(path.read_text()) for path in sorted(EXAMPLES.glob("*.json"))]
        self.base = [chance.randrange(len(examples)) for _ in range(chance.randrange(3, 40))]
        self.people = [{**examples[n], "name": f"clean-{i}"} for i, n in enumerate(self.base)]
        {"csv": self._csv, "parquet": self._parquet, "folder": self._folder}.get(form, self._lines)(chance)

    def _broken(self, one: dict[str, Any], chance: random.Random, file: str, line: int) -> bytes:
        found = mutate_tree({**one, "name": "broken"}, chance, as_json)
        self.what.append(found.what)
        self.broken[file, line] = tuple(step for step in found.place if isinstance(step, str))
        return found.content

    def _lines(self, chance: random.Random) -> None:
        lines = []
        for line, one in enumerate(self.people, 1):
            if chance.random() < 0.4:
                lines.append(self._broken(one, chance, self.path.name, line).replace(b"\n", b""))
            else:
                self.clean.append(one["name"])
                lines.append(json.dumps(one).encode())
        self.n = sum(bool(line.strip()) for line in lines)
        content = b"\n".join(lines) + chance.choice((b"", b"\n", b"\r\n"))
        if self.form.endswith("gz"):
            content = gzip.compress(content)
        elif self.form.endswith("zst"):
            content = pa.compress(content, codec="zstd", asbytes=True)
        if self.form != "lines" and chance.random() < 0.4:
            self._damage(content, chance)
        else:
            self.path.write_bytes(content)

    def _damage(self, content: bytes, chance: random.Random) -> None:
        found = mutate_bytes(content, chance)
        self.what.append(found.what)
        self.clean, self.n, self.broken = [], None, {}
        self.path.write_bytes(found.content)

    def _csv(self, chance: random.Random) -> None:
        rows = table_of_people(self.people)
        names = list(rows[0])
        out = io.StringIO()
        mark = chance.choice(",;\t|")
        writer = csv.writer(
            out, delimiter=mark, lineterminator=chance.choice(("\n", "\r\n")), quoting=csv.QUOTE_ALL
        )
        writer.writerow(names)
        line = 2  # of the file: a cell may hold line ends
        for row in rows:
            cells = ["" if row[name] is None else str(row[name]) for name in names]
            if chance.random() < 0.4:
                n = chance.randrange(len(cells))
                cells[n] = chance.choice(
                    (*TEXTS, *MARKUP, *FORMULAS, *CONTROLS, "NaN", "1e400", "-1", "9" * 5000)
                )
                cells[names.index("name")] = "broken"
                self.what.append(f"{names[n]} {cells[n][:12]!r}")
                self.broken[self.path.name, line] = (names[n],)
            else:
                self.clean.append(str(row["name"]))
            writer.writerow(cells)
            line += 1 + sum(len(cell.splitlines()) - 1 for cell in cells if "\n" in cell)
        self.n = len(rows)
        content = (chance.choice(("", "\ufeff")) + out.getvalue()).encode("utf-8", "surrogatepass")
        if chance.random() < 0.2:
            self._damage(content, chance)
        else:
            self.path.write_bytes(content)

    def _parquet(self, chance: random.Random) -> None:
        rows = table_of_people(self.people)
        for line, row in enumerate(rows, 1):
            if chance.random() < 0.4:
                numbers = [k for k, v in row.items() if isinstance(v, (int, float)) and k != "id"]
                odd = chance.choice((-1, 99, 1e30, float("nan"), float("inf"), 2.5))
                for name in chance.sample(numbers, 1):
                    row[name] = odd
                    self.broken[self.path.name, line] = (name,)
                row["name"] = "broken"
                self.what.append(f"a number {odd}")
            else:
                self.clean.append(str(row["name"]))
        columns = {}
        for name in rows[0]:
            values = [row[name] for row in rows]
            if any(isinstance(v, float) for v in values):
                values = [None if v is None else float(v) for v in values]
            columns[name] = pa.array(values)
        out = io.BytesIO()
        pq.write_table(pa.table(columns), out, row_group_size=chance.choice((1, 7, 1000)))
        self.n = len(rows)
        if chance.random() < 0.4:
            self._damage(out.getvalue(), chance)
        else:
            self.path.write_bytes(out.getvalue())

    def _folder(self, chance: random.Random) -> None:
        self.path.mkdir()
        for n, one in enumerate(self.people):
            file = self.path / f"p{n}.json"
            if chance.random() < 0.4:
                self._odd_file(file, self._broken(one, chance, f"{self.path.name}/{file.name}", 1), chance)
            else:
                self.clean.append(one["name"])
                file.write_text(json.dumps(one))

    def _odd_file(self, file: Path, content: bytes, chance: random.Random) -> None:
        what = chance.choice(
            ("broken", "broken", "empty", "pipe", "loop", "gone", "folder", "sparse", "zero")
        )
        self.what.append(what)
        if what != "broken":
            self.broken[f"{self.path.name}/{file.name}", 1] = ()
        if what == "empty":
            file.touch()
        elif what == "pipe":
            os.mkfifo(file)
        elif what == "loop":
            file.symlink_to(file.name)
        elif what == "gone":
            file.symlink_to("nowhere")
        elif what == "zero":
            file.symlink_to("/dev/zero")
        elif what == "folder":
            file.mkdir()
        elif what == "sparse":
            with file.open("wb") as handle:
                handle.truncate(3 * 2**30)
        else:
            file.write_bytes(content)


def run_cohorts(bench: Bench, seed: int, n: int, *, n_executed: int = 0) -> Figures:
    """Score `n` bad cohorts, `n_executed` of them by the executable and its two processes."""
    chance = random.Random(f"cohorts {seed}")  # noqa: S311 — to be repeated
    figures = Figures()
    known: dict[tuple[str, int], float] = {}
    for i in range(n):
        folder = bench.new()
        inner = chance.random()
        cohort = apart(lambda: _Cohort(folder, FORMS[i % len(FORMS)], random.Random(inner)))  # noqa: B023, S311
        out = chance.choice(("out.csv", "out.jsonl", "out.parquet"))
        words = [
            "cohort",
            cohort.path.name,
            "-o",
            out,
            "--rejects",
            chance.choice(("out-r.jsonl", "out-r.csv")),
        ]
        words += chance.choice(
            ([], ["--report", "out.html"], ["--report", "out.md"], ["--group", "cohort"], ["--strict"])
        )
        home = {"READINESS_HOME": str(folder / "home")}
        before = [path.name for path in folder.iterdir()]
        if n_executed and i % max(1, n // n_executed) == 0:
            ended = executed([*words, "--processes", "2"], folder, environment=home)
        else:
            ended = await_end(start([*words, "--processes", "1"], folder, environment=home))
        figures.add(cohort.form, ended)
        found = [*judge_end(ended), *judge_text(ended.out, "terminal")]
        found += judge_files(folder, before=before, wanted=[w for w in words if w.startswith("out")])
        found += _account(ended, folder / out, cohort, known, figures)
        if found:
            figures.faults.append(
                Fault(
                    tuple(dict.fromkeys(found)),
                    " ".join(words),
                    "; ".join(cohort.what)[:700],
                    ended.err[-600:],
                )
            )
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def _account(
    ended: Ended,
    out: Path,
    cohort: _Cohort,
    known: dict[tuple[str, int], float],
    figures: Figures,
) -> list[str]:
    """Whether everybody who was read was scored or refused, and who was not broken was scored as always."""
    if ended.code not in {0, 3} or "Traceback" in ended.err:
        figures.n_refused += ended.code == 4
        figures.n_named += cohort.path.name in ended.err
        return ["good people refused"] if cohort.clean else []
    said = _SAID.search(ended.err)
    if said is None:  # the whole file was refused
        figures.n_refused += 1
        figures.n_named += cohort.path.name in ended.err
        named = [] if cohort.path.name in ended.err else ["file not named"]
        return [*named, *(["good people refused"] if cohort.clean else [])]
    n_read, n_scored, n_refused = (int(number.replace(",", "")) for number in said.groups())
    rows, refused = apart(lambda: (_rows(out), _refused(out.parent)))
    found = []
    if n_read != n_scored + n_refused or len(rows) != n_scored or len(refused) != n_refused:
        found.append("not all accounted for")
    if any(len(str(cell)) > LONGEST_CELL for row in refused for cell in row.values()):
        found.append("long place")
    without = [row for row in refused if not _is_named(row, cohort)]
    if without:
        found.append("place not named")
        cohort.what.insert(0, f"refused: {without[:2]}")
    if cohort.n is not None and n_read != cohort.n:
        found.append("not all read")
    scores = {str(row["name"]): float(row["score"]) for row in rows if row["name"] != "broken"}
    figures.n_refused += n_refused
    figures.n_named += n_refused - len(without)
    form = cohort.form if cohort.form in {"csv", "parquet"} else "json"
    for name in cohort.clean:
        if name not in scores:
            found.append("good people refused")
            continue
        before = known.setdefault((form, cohort.base[int(name.removeprefix("clean-"))]), scores[name])
        if abs(before - scores[name]) > SAME:
            found.append("good people changed")
            cohort.what.insert(0, f"{name} {before!r} {scores[name]!r}")
    return found


_WHOLE = {"the line", "the row", "the file"}


def _is_named(row: dict[str, Any], cohort: _Cohort) -> bool:
    """Whether a record that was refused has its file, its line, and the place that was changed there.

    What is wrong with a whole line has that as its place, if the reason says what it is instead.
    """
    file, place, reason = str(row["file"]), str(row["place"]), str(row["reason"])
    if not (file.startswith(cohort.path.name) and place.strip() and reason.strip()):
        return False
    if cohort.n is None and cohort.form != "folder":  # a file that is damaged as a whole
        return str(row["line"]).isdigit() or place == "the file"
    line = int(row["line"]) if str(row["line"]).isdigit() else 1
    if (file, line) not in cohort.broken:
        return False
    if place in _WHOLE or re.match(r"(line \d+, )?column \d+$|line \d+$", place):
        return bool(re.search(r"\b(is|are|has|holds|not|byte|could|sent)\b", reason))
    steps = cohort.broken[file, line]
    said = f"{place} {reason}"
    return not steps or any(visible(step)[:40] in said for step in steps)


def _rows(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".csv":
        csv.field_size_limit(2**30)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_bytes().splitlines()]
    return list(pq.read_table(path).to_pylist())


def _refused(folder: Path) -> list[dict[str, Any]]:
    return next(_rows(path) for path in folder.glob("out-r.*"))
