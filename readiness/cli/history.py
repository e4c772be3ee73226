"""`readiness history`: what is kept on this machine, shown, exported and deleted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli.targets import InputPath, OutputPath
from readiness.cli.values import TERMINAL_OR_JSON, one_of
from readiness.cli.waiting import Waiting
from readiness.errors import visible
from readiness.words import counted, listed

if TYPE_CHECKING:
    import argparse

    from readiness.cli.parser import Commands
    from readiness.record import Assessment
    from readiness.store import AssessmentRow, Store

__all__ = ["add", "run", "stored"]

_HELP = """\
What is kept on this machine: assessments with their full reports, the answers
behind them, unfinished sittings, plans. Nothing of it ever leaves the machine.
It lives in one file in the data folder; READINESS_HOME names another folder.
"""

_EXAMPLES = """\
examples:
  readiness history                            what there is
  readiness history show last                  the newest report again
  readiness history show 3 --format html -o me.html
  readiness history export -o everything.json  all of it, as one JSON file
  readiness history import everything.json     take an export back, on this machine or another
  readiness history check                      whether all of it can be read
  readiness history delete 3                   one assessment with its answers and plans
  readiness history delete s4                  one unfinished sitting
  readiness history delete --all               everything, for good
"""

ACTIONS = ("list", "show", "export", "import", "check", "delete")
_WHICH = "number in the list, or last, or previous"


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    from readiness.cli.output import add_output

    own = commands.add_parser(
        "history",
        help="list, show, export, take back, check or delete what is kept on this machine",
        description=_HELP,
        epilog=_EXAMPLES,
    )
    own.set_defaults(run=run, action=_list, format=None)
    actions = own.add_subparsers(title="actions", metavar="ACTION", parser_class=type(own))

    listing = actions.add_parser("list", help="list what there is (the default)")
    listing.add_argument(
        "--format", type=one_of(TERMINAL_OR_JSON), choices=TERMINAL_OR_JSON, default="terminal"
    )
    listing.set_defaults(action=_list)

    show = actions.add_parser("show", help="show a stored report, in any form")
    show.add_argument("which", metavar="ID", nargs="?", default="last", help=f"{_WHICH} (default last)")
    add_output(show)
    show.set_defaults(action=_show)

    export = actions.add_parser("export", help="everything, or one report, as JSON")
    export.add_argument("which", metavar="ID", nargs="?", help=f"one report only: {_WHICH}")
    export.add_argument(
        "-o", "--output", metavar="FILE", type=OutputPath, help="save it there, readable by you alone"
    )
    export.set_defaults(action=_export)

    restore = actions.add_parser("import", help="take back what `history export` wrote")
    restore.add_argument("file", metavar="FILE", type=InputPath, help="the export; - reads standard input")
    restore.set_defaults(action=_import)

    check = actions.add_parser("check", help="read everything, and name what is damaged")
    check.set_defaults(action=_check)

    delete = actions.add_parser("delete", help="delete one, several or all, for good")
    delete.add_argument("which", metavar="ID", nargs="*", help=f"{_WHICH}; s and a number for a sitting")
    delete.add_argument("--all", action="store_true", help="everything that is kept")
    delete.add_argument("--yes", action="store_true", help="do not ask first")
    delete.set_defaults(action=_delete)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked with the store."""
    code: int = arguments.action(arguments)
    return code


def stored(store: Store, which: str) -> AssessmentRow:
    """The assessment that a word stands for: its number, ``last``, or ``previous`` of the same person.

    Raises
    ------
    UsageError
        If there is none.
    """
    from readiness.errors import UsageError

    rows = store.assessments.all()
    if not rows:
        raise UsageError("no assessment is stored yet; `readiness quiz` makes one")
    if which == "last":
        return rows[0]
    if which == "previous":
        before = store.assessments.previous(rows[0].id)
        if before is None:
            if rows[0].name is None:
                raise UsageError(
                    "the last assessment has no name, so nobody knows which earlier ones are the same "
                    "person's; give a number of `readiness history`, or a name in the quiz"
                )
            raise UsageError("there is no assessment before the last of this person; take the quiz once more")
        return before
    found = [row for row in rows if str(row.id) == which]
    if not found:
        raise UsageError(f"there is no assessment {visible(which)}; `readiness history` lists them")
    return found[0]


def stored_record(store: Store, which: str) -> tuple[AssessmentRow, Assessment]:
    """The assessment that a word stands for, with its record."""
    from readiness.record import parse_assessment

    row = stored(store, which)
    text = store.assessments.record(row.id)
    return row, parse_assessment(text, source=f"assessment {row.id} of the history")


def opened() -> Store:
    """The store, if anything was ever kept; looking makes no file.

    Raises
    ------
    UsageError
        If there is none yet.
    """
    from readiness.errors import UsageError
    from readiness.store import Store

    if not Store.exists():
        raise UsageError("no assessment is stored yet; `readiness quiz` makes one")
    return Store()


def _list(arguments: argparse.Namespace) -> int:
    from readiness.cli.history_table import as_json, table
    from readiness.store import Store

    as_text = as_json if arguments.format == "json" else table
    if not Store.exists():
        streams.write(as_text([], [], {}))
        return 0
    with Store() as store:
        unfinished = [(s, len(store.sittings.answers(s.id))) for s in store.sittings.unfinished()]
        streams.write(as_text(store.assessments.all(), unfinished, store.memory.took()))
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from readiness.cli.output import emit
    from readiness.store.past import earlier_of

    with opened() as store:
        row, record = stored_record(store, arguments.which)
        emit([record], arguments, earlier=lambda: earlier_of(store, record, before=row.id))
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from contextlib import closing

    from readiness.cli.history_files import write_pieces

    with opened() as store:
        if arguments.which is not None:
            record = store.assessments.record(stored(store, arguments.which).id)
            write_pieces([record], arguments.output)
        else:
            with closing(store.export_text()) as pieces:
                write_pieces(pieces, arguments.output)
    if arguments.output not in {None, "-"}:
        streams.note(f"saved: {visible(arguments.output)}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from readiness.cli.history_files import take_back

    streams.write(take_back(arguments.file) + "\n")
    return 0


def _check(_: argparse.Namespace) -> int:
    with opened() as store:
        with Waiting("assessments read: {}") as shown:
            store.check(shown.show)
        read = listed(
            [
                counted(len(store.assessments.all()), "assessment"),
                counted(len(store.sittings.all()), "sitting"),
                counted(len(store.plans.all()), "plan"),
            ]
        )
        where = visible(str(store.folder))
    streams.write(f"{read} can be read, in {where}\n")
    return 0


def _delete(arguments: argparse.Namespace) -> int:
    from readiness.errors import UsageError

    if arguments.all == bool(arguments.which):
        raise UsageError("say what to delete: one or more numbers of `readiness history`, or --all")
    with opened() as store:
        rows, sittings = _meant(store, arguments.which)
        what = (
            "everything that is kept on this machine"
            if arguments.all
            else ", ".join(
                [
                    *(f"assessment {row.id} of {row.assessed_at[:10]}" for row in rows),
                    *(f"sitting {s}" for s in sittings),
                ]
            )
        )
        if not arguments.yes and not _agreed(what):
            streams.write("nothing was deleted\n")
            return 0
        if arguments.all:
            store.delete_all()
        for row in rows:
            store.delete_assessment(row.id)
        for sitting in sittings:
            store.delete_sitting(sitting)
    streams.write(f"deleted: {what}\n")
    return 0


def _meant(store: Store, words: list[str]) -> tuple[list[AssessmentRow], list[int]]:
    """Every assessment and sitting that was named; all exist, or nothing is deleted."""
    sittings = [word for word in words if word[:1] == "s" and word[1:].isascii() and word[1:].isdigit()]
    rows = [stored(store, word) for word in dict.fromkeys(words) if word not in sittings]
    numbers = [int(word[1:19]) for word in dict.fromkeys(sittings)]
    for number in numbers:
        store.sittings.get(number)
    return list(dict.fromkeys(rows)), numbers


def _agreed(what: str) -> bool:
    from readiness.errors import UsageError

    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("without a terminal nothing can be asked; add --yes to delete")
    streams.write(f"delete {visible(what)}, for good? [y/N] ")
    streams.flush()
    typed = sys.stdin.readline()
    if not typed:
        streams.write("\n")
    return typed.strip().lower() in {"y", "yes"}
