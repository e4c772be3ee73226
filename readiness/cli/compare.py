"""`readiness compare`: what changed between two assessments, and whose doing it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.cli.targets import InputPath

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands
    from readiness.record import Assessment

__all__ = ["add", "run"]

_HELP = """\
What changed from one assessment to another, split into what you did (levels,
answers to checks, education, experience) and what a new version of the framework
or the questions did. The two add up to the whole change. What you did is split once
more: what you say of yourself, checks that are new, and checks that you may remember.

An assessment is a JSON report, or one of the history: its number there, last, or
previous. Without arguments the last is compared with the one before.
"""

_EXAMPLES = """\
examples:
  readiness compare                    since last time
  readiness compare january.json last
  readiness compare 3 5 --format json
  readiness compare old.json new.json --framework my-role.toml
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    from readiness.cli.named import add_questions
    from readiness.cli.output import add_document_output

    own = commands.add_parser(
        "compare",
        help="what changed since last time, and whether it was you or the role",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "old", metavar="OLD", nargs="?", type=_word, default="previous", help="report, number, or previous"
    )
    own.add_argument(
        "new", metavar="NEW", nargs="?", type=_word, default="last", help="report, number, or last"
    )
    own.add_argument(
        "--framework",
        metavar="ID|FILE",
        type=InputPath,
        help="the role of the newer one, if its file is your own",
    )
    add_questions(own)
    add_document_output(own, detail="every skill and fact that changed the score")
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the two records, compare, print."""
    from readiness.assessment.compare import compare
    from readiness.cli.named import named_role
    from readiness.cli.output import emit_document
    from readiness.errors import UsageError
    from readiness.report.sections.comparison import comparison_blocks

    if arguments.old == arguments.new == "-":
        raise UsageError("standard input can be read once; give - once")
    given = arguments.framework or arguments.questions
    framework = named_role(arguments.framework, arguments.questions) if given else None
    old, new = _record(arguments.old), _record(arguments.new)
    _refuse_two_people(old, new)
    found = compare(old, new, framework=framework)
    emit_document(found, lambda: comparison_blocks(found, detail=arguments.detail), arguments)
    return 0


def _refuse_two_people(old: Assessment, new: Assessment) -> None:
    from readiness.errors import UsageError, visible
    from readiness.store import is_same_person

    one, other = old.profile.name, new.profile.name
    if one is not None and other is not None and not is_same_person(one, other):
        raise UsageError(
            f"these are two people, {visible(one)} and {visible(other)}; "
            "compare two assessments of one person"
        )


def _word(text: str) -> str:
    """What names an assessment of the history as it is, else a path."""
    stored = text in {"last", "previous"} or (text.isascii() and text.isdigit())
    return text if stored else InputPath(text)


def _record(word: str) -> Assessment:
    """The record that a word on the command line stands for; a file named like a number is ``./3``."""
    from pathlib import Path

    from readiness.files import read_bytes, source_name
    from readiness.record import parse_assessment

    if not isinstance(word, InputPath):
        from readiness.cli.history import opened, stored_record

        with opened() as store:
            return stored_record(store, word)[1]
    return parse_assessment(read_bytes(Path(word)), source=source_name(word))
