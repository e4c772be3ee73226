"""A quiz from its first screen to the report and the places where everything is kept."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams
from readiness.cli.quiz_after import go_on_after
from readiness.errors import AccessError, ProfileError, visible
from readiness.files import read_bytes, source_name
from readiness.profile.writing import profile_json
from readiness.quiz import wording
from readiness.quiz.finishing import finish
from readiness.quiz.moves import LeftError, conduct
from readiness.quiz.opening import earlier, greet, prepare, start_sitting
from readiness.quiz.paragraphs import wrapped
from readiness.quiz.plain import PlainFace
from readiness.report.formats import REPORTS, choose
from readiness.report.past import with_past
from readiness.saving import write_whole
from readiness.store.past import earlier_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from readiness.quiz.moves import Face
    from readiness.quiz.opening import Opened, Wish
    from readiness.record import Assessment
    from readiness.report.past import PastArguments
    from readiness.store import AssessmentRow, Store

__all__ = ["with_file", "with_person"]

EXIT_ACCESS = 4
EXIT_LEFT = 130


def with_person(
    store: Store, wish: Wish, targets: Mapping[str, str | None], *, target: TextIO, plain: bool
) -> int:
    """Ask a person on the terminal `target`."""
    from readiness.quiz.signals import leaving_sanely

    opened = row = None
    saved: list[str] = []
    code = EXIT_LEFT
    face, interrupt = _face(target, plain=plain)
    try:
        with leaving_sanely(interrupt, quiet=not isinstance(face, PlainFace)):
            opened = _open(store, face, wish, target)
            while opened is not None:
                conduct(opened.session, face)
                record, row = finish(store, opened)
                shown = with_past(record, earlier_of(store, record, before=row.id), opened.flow.framework)
                saved = _save(record, targets, shown)
                _print(record, shown)
                code = _code(saved, targets)
                _tell(target, ["", *record.questions.left_out, *_places(store, row, saved)])
                following = go_on_after(store, face, opened, record, row.id)
                opened = None if following is None else _begun(store, face, following)
    except LeftError:
        if row is None or (opened is not None and opened.session.n_given and not opened.keeper.is_finished):
            kept = opened.session.n_given if opened is not None else None
            _tell(target, wording.left(kept, place=visible(str(store.folder))))
            return EXIT_LEFT if row is None else code
    return code


def _open(store: Store, face: Face, wish: Wish, target: TextIO) -> Opened:
    """A sitting to go on with, or a new one."""
    opened = earlier(store, face, wish)
    if opened is not None:
        _tell(target, list(opened.notes))
        return opened
    prepared = prepare(store, face, wish)
    asked_for_length = wish.mode is None and prepared.facet is None
    return _begun(store, face, prepared, greeting=not asked_for_length)


def _begun(store: Store, face: Face, wish: Wish, *, greeting: bool = True) -> Opened:
    opened = start_sitting(store, wish)
    if greeting or opened.notes:
        greet(face, opened)
    return opened


def with_file(store: Store, wish: Wish, name: str, targets: Mapping[str, str | None]) -> int:
    """Take the answers from a JSON file."""
    from readiness.profile import parse_json
    from readiness.profile.documents import describe
    from readiness.quiz.scripted import ScriptedFace, answers_of, items_in

    source = source_name(name)
    values = parse_json(read_bytes(Path(name)), source=source)
    document = describe(values)
    if document.kind not in {"answers", "unknown"}:
        raise ProfileError(source, [document.problem("a file of answers")])
    answers = answers_of(values, source)
    opened = start_sitting(store, wish, allowed=items_in(answers))
    face = ScriptedFace(opened.flow, answers, source)
    conduct(opened.session, face)
    record, row = finish(store, opened)
    shown = with_past(record, earlier_of(store, record, before=row.id), opened.flow.framework)
    saved = _save(record, targets, shown)
    _print(record, shown)
    _tell(
        streams.err(), [*opened.notes, *face.notes, *record.questions.left_out, *_places(store, row, saved)]
    )
    return _code(saved, targets)


def _face(target: TextIO, *, plain: bool) -> tuple[Face, Callable[[], bool]]:
    """A face for this terminal, and how to interrupt its prompt from outside."""
    if not plain:
        from readiness.quiz.terminal import TerminalFace, UnfitTerminalError

        try:
            face = TerminalFace(target)
        except UnfitTerminalError as error:
            _tell(target, [f"This terminal cannot be drawn on ({error}); numbered lines are used instead."])
        else:
            return face, face.interrupt
    return PlainFace(sys.stdin, target), lambda: False


def _save(record: Assessment, targets: Mapping[str, str | None], shown: PastArguments) -> list[str]:
    """Write the files that were asked for; a failure is reported, and the history holds everything anyway."""
    saved = []
    for kind, name in targets.items():
        if name is None:
            continue
        try:
            text = profile_json(record.profile) if kind == "profile" else _rendered(record, name, shown)
            write_whole(Path(name), text)
        except AccessError as error:
            _tell(streams.err(), [f"readiness: {error}"])
        else:
            saved.append(f"{kind.capitalize()} saved: {visible(name)}")
    return saved


def _code(saved: list[str], targets: Mapping[str, str | None]) -> int:
    return 0 if len(saved) == sum(name is not None for name in targets.values()) else EXIT_ACCESS


def _rendered(record: Assessment, name: str, shown: PastArguments) -> str:
    from readiness.report import render

    return render(record, format=choose(REPORTS, None, name).name, **shown)


def _print(record: Assessment, shown: PastArguments) -> None:
    from readiness.report import render

    streams.write(render(record, format="terminal", to_screen=True, **shown))
    streams.flush()


def _places(store: Store, row: AssessmentRow, saved: list[str]) -> list[str]:
    return [
        *saved,
        f"Kept in {visible(str(store.folder))}",
        f"To see it again with every skill and figure: readiness history show {row.id} --detail",
    ]


def _tell(target: TextIO | None, lines: list[str]) -> None:
    """Lines for a person, wrapped between words on a terminal; names of files stay whole."""
    with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
        if target is None:
            return
        width = streams.columns(target) if target.isatty() else 0
        for line in lines:
            print(*(wrapped(line, width) if width else [line]), sep="\n", file=target)
        target.flush()
