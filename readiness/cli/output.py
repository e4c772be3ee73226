"""Where a report goes: the options that commands share, and the writing itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli.targets import OutputPath
from readiness.cli.values import one_of
from readiness.report.formats import DOCUMENTS, REPORTS, choose, names

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from readiness.framework import Framework
    from readiness.record import Assessment
    from readiness.report.blocks import Block
    from readiness.report.formats import Format

    Earlier: TypeAlias = Callable[[], Sequence[Assessment]]

__all__ = ["add_document_output", "add_output", "emit", "emit_document", "print_or_save"]


def add_output(own: argparse.ArgumentParser) -> None:
    """The options ``--format``, ``-o``, ``--bom`` and ``--detail``."""
    own.add_argument(
        "--format",
        type=one_of(names(REPORTS)),
        choices=names(REPORTS),
        help="form of the report (default: by the name given with -o, else terminal); share is one page",
    )
    own.add_argument(
        "-o", "--output", metavar="FILE", type=OutputPath, help="save the report there instead of printing it"
    )
    own.add_argument(
        "--bom", action="store_true", help="csv: begin with a byte-order mark, for spreadsheets that need one"
    )
    own.add_argument(
        "--detail",
        action="store_true",
        help="terminal: every facet, alternative and assumption; html: every part open, also in print",
    )


def add_document_output(own: argparse.ArgumentParser, *, detail: str) -> None:
    """The options ``--format``, ``-o`` and ``--detail`` of what is no report; `detail` says what is in it."""
    own.add_argument(
        "--format",
        type=one_of(names(DOCUMENTS)),
        choices=names(DOCUMENTS),
        help="default by the name given with -o, else terminal",
    )
    own.add_argument(
        "-o", "--output", metavar="FILE", type=OutputPath, help="save it there instead of printing it"
    )
    own.add_argument("--detail", action="store_true", help=detail)


def emit_document(
    found: object, blocks_of: Callable[[], Sequence[Block]], arguments: argparse.Namespace
) -> None:
    """Print or save a record as JSON, or as a text of the blocks that stand for it."""
    chosen = choose(DOCUMENTS, arguments.format, arguments.output).name
    if chosen == "json":
        from readiness.record import to_json

        text = to_json(found)
    elif chosen == "markdown":
        from readiness.report.markdown import paint as paint_markdown

        text = paint_markdown(blocks_of())
    else:
        from readiness.report.formats import Options, options_for
        from readiness.report.terminal import paint

        text = paint(blocks_of(), options_for(streams.out()) if arguments.output is None else Options())
    print_or_save(text, arguments.output)


def emit(
    records: Sequence[Assessment],
    arguments: argparse.Namespace,
    *,
    earlier: Earlier = tuple,
    framework: Framework | None = None,
) -> None:
    """Render the records in the asked form, and print or save them.

    `earlier` gives the assessments that a report about one record is compared with; it is called where the
    form shows them. `framework` is that of the records where it is at hand.
    """
    chosen = choose(REPORTS, arguments.format, arguments.output)
    if arguments.bom and chosen.name != "csv":
        from readiness.errors import UsageError

        raise UsageError("--bom goes with --format csv")
    mark = "\ufeff" if arguments.bom else ""
    print_or_save(mark + _rendered(records, chosen, arguments, earlier, framework), arguments.output)


def _rendered(
    records: Sequence[Assessment],
    chosen: Format,
    arguments: argparse.Namespace,
    earlier: Earlier,
    framework: Framework | None,
) -> str:
    if chosen.name == "json":
        from readiness.record import to_json, to_json_list

        return to_json(records[0]) if len(records) == 1 else to_json_list(records)
    from readiness.report import render

    if chosen.name == "csv" or (chosen.name == "html" and len(records) > 1):
        return render(records, format=chosen.name)
    from readiness.report.past import with_past

    on_screen = chosen.name == "terminal" and arguments.output is None
    past = earlier() if len(records) == 1 else ()
    return chosen.between.join(
        render(
            record,
            format=chosen.name,
            detail=arguments.detail,
            to_screen=on_screen,
            **with_past(record, past, framework),
        )
        for record in records
    )


def print_or_save(text: str, output: str | None, *, personal: bool = True) -> None:
    """Text to standard output, or all or nothing to a file, with a word about where it is.

    What is about a person is readable by nobody else.
    """
    if output is None or output == "-":
        streams.write(text)
        return
    from readiness.errors import visible
    from readiness.saving import PRIVATE, write_whole

    write_whole(Path(output), text, mode=PRIVATE if personal else None)
    streams.note(f"saved: {visible(output)}")
