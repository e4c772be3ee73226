"""`readiness quiz`: ask, measure, report."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli import values
from readiness.cli.targets import InputPath, OutputPath
from readiness.errors import UsageError, visible
from readiness.report.formats import REPORTS, choose

if TYPE_CHECKING:
    import argparse
    from typing import TextIO

    from readiness.cli.parser import Commands

__all__ = ["add", "run"]

_HELP = """\
Answer questions about your background and your skills, then short checks that turn your
own ratings into an estimated score, and get a report with the next steps.

You choose how many minutes it may take. Everything stays on this machine. You can go back,
skip, or leave at any time (Ctrl-C); `readiness quiz` then offers to go on where you stopped.
In the checks, paper and a calculator are fine; running code and looking things up are not.
"""

_EPILOG = """\
lengths:
  --quick     about 3 to 4 minutes: background and a broad rating of each area, no checks
  --standard  about 15 to 20 minutes: background, a rating of each skill, then checks
  --deep      about 30 to 36 minutes: the same with more checks
  Without one of them you are asked. Checks end when the minutes are used.

keys:
  0-9 or arrows and Enter answer   left goes back   s skips   ? explains, with an example
  d or idk: I don't know           f or finish ends the checks   Ctrl-C saves and leaves

examples:
  readiness quiz                              asks how long it may take
  readiness quiz --quick --name ana           broad ratings for Ana, compared with her last time
  readiness quiz --deep --learn               more checks, each explained at once
  readiness quiz -o me.json --report me.html  keep the profile and a report as files
  readiness quiz --profile me.json            go on, recheck one skill, or start again
  readiness quiz --answers answers.json       no terminal: answers from a file

answers file: a JSON object of question ids and answers, for scripts and tests
  {"education.level": "bachelor",       a choice: its id, as in a profile
   "education.certifications": [],      several choices: a list of ids
   "experience.years": 1.5,             a number
   "languages.java": 3,                 a level, 0 to 4
   "skills.sql": 2,                     a level, 0 to 4; `readiness role` lists the ids
   "check.sql-03": "Nora, Ivo",         a check: what one would type, or an option's number
   "check.sql-04": null,                "I don't know"
   "stop": "stop"}                      end the checks when that is offered ("go-on" goes on)
  What is not in the file is skipped, and a check that is not in it is not asked.

environment:
  ACCESSIBLE=1   numbered lines for a screen reader, as --plain
  NO_COLOR=1     no colour
  READINESS_HOME the folder where answers and history are kept
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    from readiness.cli.named import add_questions

    own = commands.add_parser(
        "quiz",
        help="answer questions, get your report",
        description=_HELP,
        epilog=_EPILOG,
    )
    length = own.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="about 3 to 4 minutes, no checks")
    length.add_argument(
        "--standard", action="store_true", help="about 15 to 20 minutes; does not ask how long"
    )
    length.add_argument("--deep", action="store_true", help="about 30 to 36 minutes")
    length.add_argument("--ratings-only", action="store_true", help="every skill rated, no checks")
    own.add_argument("--name", type=values.name, help="whose sitting it is: a name or initials")
    own.add_argument("--learn", action="store_true", help="explain each check right after its answer")
    own.add_argument(
        "--profile",
        metavar="FILE",
        type=InputPath,
        help="start from a profile: go on, recheck, or start again",
    )
    own.add_argument(
        "-o", "--output", metavar="FILE", type=OutputPath, help="save the profile there, as JSON"
    )
    own.add_argument(
        "--report", metavar="FILE", type=OutputPath, help="save the report: .html, .md, .json or .csv"
    )
    own.add_argument("--plain", action="store_true", help="numbered lines, nothing redrawn")
    own.add_argument(
        "--answers", metavar="FILE", type=InputPath, help="answers from a JSON file, without a terminal"
    )
    own.add_argument(
        "--framework", metavar="ID|FILE", type=InputPath, help="another role: its id, or a .toml file"
    )
    add_questions(own)
    own.add_argument(
        "--seed", type=values.seed, metavar="N", help="which checks are drawn (default: at random)"
    )
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, keep every answer, and end with the report; 130 if the person left before."""
    _refuse_targets(arguments)
    target = None if arguments.answers else _terminal()
    from readiness.cli.quiz_run import with_file, with_person
    from readiness.profile import Profile, read_profile
    from readiness.quiz.modes import MODES
    from readiness.quiz.opening import Wish
    from readiness.store import Store

    lengths = ("quick", "standard", "deep", "ratings_only")
    chosen = next((name.replace("_", "-") for name in lengths if getattr(arguments, name)), None)
    mode = None if chosen is None else MODES[chosen]
    if arguments.learn and mode is not None and mode.checks is None:
        raise UsageError(f"--learn explains checks, and --{mode.name} has none; leave one of them out")
    profile = read_profile(arguments.profile) if arguments.profile else Profile()
    if arguments.name:
        profile = replace(profile, name=arguments.name)
    role, questions = _absolute(arguments)
    wish = Wish(mode, arguments.learn, role, arguments.seed, profile, questions)
    targets = {"profile": arguments.output, "report": arguments.report}
    with Store() as store:
        if target is None:
            return with_file(store, wish, arguments.answers, targets)
        plain = arguments.plain or _wants_plain(target)
        return with_person(store, wish, targets, target=target, plain=plain)


def _absolute(arguments: argparse.Namespace) -> tuple[str | None, str | None]:
    """Role and questions so that a sitting finds them again from any folder."""
    from readiness.cli.named import named_role, questions_folder
    from readiness.framework import is_file_name

    role = arguments.framework
    framework = named_role(role, arguments.questions)
    folder = questions_folder(role, framework, arguments.questions)
    if role is not None and is_file_name(role):
        role = str(Path(role).absolute())
    return role, None if folder is None else str(folder.absolute())


def _refuse_targets(arguments: argparse.Namespace) -> None:
    """Say before the first question, not after the last, that a file cannot be saved."""
    for name in filter(None, (arguments.output, arguments.report)):
        path = Path(name)
        if path.is_dir():
            raise UsageError(f"{visible(name)} is a folder; name a file in it")
        if not path.absolute().parent.is_dir():
            raise UsageError(f"{visible(str(path.parent))} is no folder; make it first, or save elsewhere")
    if arguments.report:
        choose(REPORTS, None, arguments.report)


def _terminal() -> TextIO:
    """The stream to ask on: standard error, so that standard output can be redirected."""
    if sys.stdin is not None and sys.stdin.isatty():
        for stream in (streams.err(), streams.out()):
            if stream is not None and stream.isatty():
                return stream
    raise UsageError(
        "there is no terminal to ask on; run it in one, or give the answers in a file: "
        "readiness quiz --answers FILE"
    )


def _wants_plain(target: TextIO) -> bool:
    if os.environ.get("ACCESSIBLE", "0") not in {"", "0"}:
        return True
    if os.name != "nt" and os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return True
    from readiness.quiz.plain import LOWEST, NARROWEST

    size = os.get_terminal_size(target.fileno())
    return 0 < size.columns < NARROWEST or 0 < size.lines < LOWEST
