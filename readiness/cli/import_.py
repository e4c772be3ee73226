"""`readiness import`: a resume or a LinkedIn export as a profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli import values
from readiness.cli.targets import InputPath, OutputPath

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from readiness.cli.parser import Commands
    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.profile.importers import Imported, Note

__all__ = ["add", "run"]

_HELP = """\
Make a profile of what you have: a JSON Resume (jsonresume.org, schema 1.x or the older
keys), or the zip that LinkedIn exports. It says what was used, what was not
understood, and what is left to answer; the quiz goes on from there.

A level word (advanced, novice, avanzado ...) is taken as your own claim and kept as you
wrote it. A word that is not known, or a number, counts as not stated.
"""

_EXAMPLES = """\
examples:
  readiness import resume.json -o me.json        a profile to go on with
  readiness quiz --profile me.json               ask only what it leaves open
  readiness import Basic_LinkedInDataExport.zip -o me.json
  readiness import resume.json | readiness score -
  readiness import resume.json --at 2026-01-31   count open ends up to that day
"""

WIDTH = 88


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    own = commands.add_parser(
        "import",
        help="make a profile of a JSON Resume or a LinkedIn export",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.add_argument(
        "file",
        type=InputPath,
        metavar="FILE",
        help="resume in JSON, or LinkedIn's zip; - reads standard input",
    )
    own.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=OutputPath,
        help="save the profile there instead of printing it",
    )
    own.add_argument(
        "--framework", metavar="ID|FILE", type=InputPath, help="another role, to say what it leaves open"
    )
    own.add_argument(
        "--at",
        metavar="DATE",
        type=values.day,
        help="count work without an end up to this day (default today)",
    )
    own.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, say what became of it, and give the profile."""
    from datetime import UTC, datetime

    from readiness.cli.named import named_role
    from readiness.cli.output import print_or_save
    from readiness.profile.importers import read_import
    from readiness.profile.writing import profile_json

    framework = named_role(arguments.framework)
    at = arguments.at or datetime.now(tz=UTC).astimezone().date()
    found = read_import(Path(arguments.file), at=at, framework=framework)
    print_or_save(profile_json(found.profile), arguments.output)
    to_file = arguments.output not in {None, "-"}
    lines = "\n".join(_account(found, framework, arguments))
    if to_file:
        streams.write(f"{lines}\n")
    else:
        streams.note(lines)
    return 0


def _account(found: Imported, framework: Framework, arguments: argparse.Namespace) -> Iterator[str]:
    """What was used, what was not, and what to do next."""
    from readiness.errors import visible

    yield f"Read as a {found.source}."
    yield from _listed("Used", found.used)
    if found.named:
        yield "\nNamed without a level, so not stated; the quiz asks"
        yield from _wrapped(
            ", ".join(f"{name}: {visible(said)}" for name, said in sorted(found.named.items()))
        )
    yield from _listed("Not understood, or not counted", found.not_understood)
    if found.unused:
        yield "\nNot used"
        yield from _wrapped(visible(", ".join(found.unused)))
    if not (found.used or found.named or found.not_understood):
        yield "\nNothing in it speaks of work, education, skills, certificates or projects."
    open_ = left_open(found.profile, framework)
    yield f"\nLeft to answer for {framework.title}: {len(open_)} of {len(framework.facets)}"
    yield from _wrapped(", ".join(open_))
    name = arguments.output if arguments.output not in {None, "-"} else "PROFILE.json"
    yield f"\nLevels are your own claims so far. Go on: readiness quiz --profile {visible(name)}"


def left_open(profile: Profile, framework: Framework) -> list[str]:
    """Titles of what the role asks for and the profile does not answer."""
    from readiness.framework import RatingScale
    from readiness.profile.model import said_at

    found = []
    for criterion in framework.criteria:
        for facet in criterion.facets:
            known: object
            if isinstance(facet.scale, RatingScale):
                known = {facet.id, criterion.id} & profile.skills.keys() or facet.id in profile.not_applicable
            else:
                known = facet.scale.answer(said_at(profile, facet.scale.inputs))
            if not known:
                found.append(facet.title)
    return found


def _listed(heading: str, notes: tuple[Note, ...]) -> Iterator[str]:
    if notes:
        yield f"\n{heading}"
        for note in notes:
            yield from _wrapped(f"{note.place}: {note.words}")


def _wrapped(text: str) -> list[str]:
    import textwrap

    return (
        textwrap.wrap(
            text,
            WIDTH,
            initial_indent="  ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        or []
    )
