"""`readiness cohort`: many people from files to a table of scores and a page about the group."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from readiness import streams
from readiness.cli import values
from readiness.cli.targets import InputPath, OutputPath

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness.cli.parser import Commands
    from readiness.cohort import Reading, Run
    from readiness.framework import Framework

__all__ = ["add", "run"]

_HELP = """\
Score many people at once, with the numbers that `readiness score` gives each of them.

FILE is JSON lines (a profile a line), CSV as a spreadsheet or a form saves it, Parquet, a profile,
a folder of any of them, or - for standard input; .gz and .zst are unpacked.
`readiness schema cohort` lists the columns of a table; with --csv it prints one to fill in.
A record that cannot be read is refused with its line and its reason, and the others are scored.
"""

_EXAMPLES = """\
examples:
  readiness cohort class/ -o scored.csv                a folder of profiles
  readiness cohort form.csv --group course --report class.html
  readiness cohort people.jsonl.gz -o scored.parquet --rejects refused.csv
  readiness cohort form.csv --level "Never=0" --column "Do you know Python?=python-language"

exit codes: 0 fine, also with refused records; 3 with --strict where any was refused,
and above --max-rejects
"""

LIBRARIES = ("pyarrow", "msgspec")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "cohort",
        help="score many people: a class, a career office, a country",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "files", type=InputPath, metavar="FILE", nargs="+", help="people; - reads standard input"
    )
    own.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=OutputPath,
        help="save a row for each person: .parquet, .csv or .jsonl",
    )
    own.add_argument(
        "--report", metavar="FILE", type=OutputPath, help="save the summary: .html, .md or .json"
    )
    own.add_argument(
        "--rejects", metavar="FILE", type=OutputPath, help="save refused records: .csv, .jsonl or .parquet"
    )
    own.add_argument("--group", metavar="COLUMN", help="the column that names each person's group")
    own.add_argument(
        "--column",
        metavar="HEADER=NAME",
        action="append",
        default=[],
        type=_renamed,
        help='a header that stands for a column, such as "Do you know SQL?=sql"; may be repeated',
    )
    own.add_argument(
        "--level",
        metavar="WORDS=LEVEL",
        action="append",
        default=[],
        type=_worded,
        help='words that stand for a level, such as "on my own=3"; "n/a=" is not answered; may be repeated',
    )
    own.add_argument(
        "--input-format",
        type=values.one_of(_FORMS),
        choices=_FORMS,
        metavar="FORM",
        help="form of the files: lines, csv, parquet or profile (default: by name and content)",
    )
    own.add_argument(
        "--framework",
        metavar="ID|FILE",
        type=InputPath,
        help="another role: its id, or a .toml file of your own",
    )
    own.add_argument(
        "--format",
        type=values.one_of(("terminal", "json", "markdown")),
        choices=("terminal", "json", "markdown"),
        default="terminal",
        help="form of the summary that is printed",
    )
    own.add_argument("--strict", action="store_true", help="exit with code 3 if any record was refused")
    own.add_argument(
        "--max-rejects",
        metavar="N",
        type=_at_least(0),
        help="stop with code 3 after more than N refused records",
    )
    own.add_argument(
        "--processes",
        metavar="N",
        type=_at_least(1),
        help="processes that share the work (default: all cores)",
    )
    own.set_defaults(run=run)


_FORMS = ("lines", "csv", "parquet", "profile")


def _at_least(least: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        found = values.whole(text)
        if found < least:
            raise argparse.ArgumentTypeError(f"{text} is out of range; use {least} or more")
        return found

    return whole


def _renamed(text: str) -> tuple[str, str]:
    header, equals, name = text.rpartition("=")
    if not (header and equals and name):
        raise argparse.ArgumentTypeError(f"{text!r} is not HEADER=NAME")
    return header, name


def _worded(text: str) -> tuple[str, float]:
    words, equals, level = text.rpartition("=")
    if not (words.strip() and equals and level in {"", "0", "1", "2", "3", "4"}):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not WORDS=LEVEL with a level from 0 to 4, or nothing for not answered"
        )
    return " ".join(words.casefold().split()), float(level) if level else float("nan")


def run(arguments: argparse.Namespace) -> int:
    """Score everybody, save what was asked for, print the summary."""
    _refuse_missing_libraries()
    from readiness.cli.cohort_bar import ProgressBar
    from readiness.cohort import find_sources, score_files
    from readiness.cohort.pool import leave_pandas_out
    from readiness.framework import load_framework

    if streams.is_program():
        leave_pandas_out()
    framework = load_framework(arguments.framework) if arguments.framework else load_framework()
    reading = _reading(arguments, framework)
    sources = find_sources(arguments.files, arguments.input_format)
    _refuse_other_forms(arguments)
    try:
        with ProgressBar(sources) as bar:
            found = score_files(
                sources,
                framework,
                reading,
                output=arguments.output,
                rejects=arguments.rejects,
                most_refused=arguments.max_rejects,
                n_processes=arguments.processes or _n_cores(),
                progress=bar.show,
            )
    except KeyboardInterrupt:
        _say_what_is_kept(arguments.output)
        raise
    _show(found, framework, arguments)
    return 3 if arguments.strict and found.tally.n_refused else 0


def _say_what_is_kept(output: str | None) -> None:
    from readiness.errors import visible

    if output is not None and os.path.isdir(f"{output}.parts"):  # noqa: PTH112 — one question about a name
        streams.note(f"{visible(output)}.parts holds what is done; the same command goes on from there")


def _refuse_missing_libraries() -> None:
    from importlib.util import find_spec

    from readiness.errors import UsageError

    if any(find_spec(name) is None for name in LIBRARIES):
        raise UsageError(
            "`readiness cohort` needs more libraries; install them with: pip install 'readiness[cohort]'"
        )


def _reading(arguments: argparse.Namespace, framework: Framework) -> Reading:
    from readiness.cohort import Reading, column_named
    from readiness.cohort.columns import columns_of
    from readiness.errors import UsageError, closest, visible

    renamed = {}
    for header, name in arguments.column:
        column = column_named(name, framework)
        if column is None:
            raise UsageError(
                f"--column: there is no column {visible(name)}; {closest(name, columns_of(framework))}"
            )
        renamed[header] = column.name
    return Reading(renamed, dict(arguments.level), arguments.group)


def _refuse_other_forms(arguments: argparse.Namespace) -> None:
    from readiness.cohort.writing import form_of
    from readiness.errors import UsageError

    for name in (arguments.output, arguments.rejects):
        if name is not None:
            form_of(name)
    if arguments.report is not None and _report_form(arguments.report) is None:
        raise UsageError("--report: the name must end with .html, .md or .json")


def _n_cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _report_form(name: str) -> str | None:
    return {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}.get(
        os.path.splitext(name)[1].lower()  # noqa: PTH122 — of a name, not of a file
    )


def _show(found: Run, framework: Framework, arguments: argparse.Namespace) -> None:
    from pathlib import Path

    from readiness.cohort.summary import summarise
    from readiness.errors import visible
    from readiness.saving import write_whole

    summary = summarise(found.tally, framework)
    if arguments.report:
        write_whole(Path(arguments.report), _face(summary, _report_form(arguments.report) or "html"))
    tally = found.tally
    streams.write(_face(summary, arguments.format))
    streams.note(f"read {tally.n_read:,}: scored {tally.n_scored:,}, refused {tally.n_refused:,}")
    if found.n_resumed:
        streams.note(f"{found.n_resumed:,} of them had been scored by a run that was ended")
    for one in found.refused:
        streams.note(f"  {visible(one.file)}, line {one.line}: {visible(one.place)}: {one.reason}")
    if tally.n_refused > len(found.refused):
        more = tally.n_refused - len(found.refused)
        streams.note(
            f"  and {more:,} more" + ("" if arguments.rejects else "; --rejects FILE saves all of them")
        )
    for name in (arguments.output, arguments.report, arguments.rejects):
        if name:
            streams.note(f"saved: {visible(name)}")


def _face(summary: Any, form: str) -> str:
    from datetime import UTC, datetime

    from readiness.cohort import faces

    if form == "html":
        return faces.as_html(summary, datetime.now(tz=UTC).date())
    if form == "terminal":
        stream = streams.out()
        encoding = getattr(stream, "encoding", None) or "ascii"
        return faces.as_text(summary, bar="█" if encoding.lower().startswith("utf") else "#")
    return {"json": faces.as_json, "markdown": faces.as_markdown}[form](summary)
