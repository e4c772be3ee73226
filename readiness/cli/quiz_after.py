"""What can be done after the result: a menu over commands that can be typed as well."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from readiness import streams
from readiness.errors import visible
from readiness.quiz.modes import RECHECK
from readiness.quiz.opening import Wish, choose_skill
from readiness.report.standing import score_text
from readiness.report.steps import target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readiness.quiz.moves import Face
    from readiness.quiz.opening import Opened
    from readiness.record import Assessment
    from readiness.store import Store

__all__ = ["go_on_after"]

CALENDAR: Final = "readiness-plan.ics"
SHARED: Final = "readiness-one-page.html"


def go_on_after(
    store: Store, face: Face, opened: Opened, record: Assessment, assessment_id: int
) -> Wish | None:
    """Offer what can be done with a result until the person ends; a wish where a skill is to be rechecked."""
    number, keeper = str(assessment_id), opened.keeper
    role = ["--framework", keeper.role] if keeper.role else []
    role += ["--questions", keeper.questions] if keeper.questions else []
    ways: dict[str, Callable[[], None] | None] = {"End here": None}
    ways["Open the report as a page in the browser"] = lambda: _open_page(store, number)
    checks = sorted(opened.session.checks(), key=lambda marked: marked.right)
    if checks and not opened.learn:

        def look() -> None:
            opened.keeper.mark_shown(marked.item.id for marked in checks)
            face.look_through(checks)

        n_right = sum(marked.right for marked in checks)
        ways[f"Look through the checks, what was missed first ({n_right} of {len(checks)} right)"] = look
    recheck = "Recheck one skill (about 5 minutes)"
    ways[recheck] = None
    ways["Keep the plan on this machine, to mark its steps done"] = lambda: _plan(
        face, record, [*role, "--save"]
    )
    ways[f"Put the plan into your calendar, with reminders ({CALENDAR})"] = lambda: _calendar(
        face, record, role
    )
    ways[f"Save one page to share with a mentor ({SHARED})"] = lambda: _share(face, number)
    labels = list(ways)
    while True:
        label = labels[face.choose(_answer(record), labels)]
        if label == recheck:
            first = [step.facet for step in record.next_steps]
            facet = choose_skill(face, opened.flow.framework, first)
            return Wish(
                RECHECK,
                opened.learn,
                keeper.role,
                profile=record.profile,
                questions=keeper.questions,
                facet=facet,
            )
        chosen = ways[label]
        if chosen is None:
            return None
        chosen()


def _answer(record: Assessment) -> list[str]:
    """The result in three lines: it stays on the screen above whatever is done with it."""
    lines = [record.verdict.title, f"{score_text(record)}."]
    steps = [target(step) for step in record.next_steps]
    if steps:
        lines.append(f"First steps: {'; '.join(steps)}.")
    return [visible(line) for line in lines]


def _open_page(store: Store, number: str) -> None:
    import webbrowser

    from readiness.home import PAGE

    path = store.folder / PAGE
    if _run("history", "show", number, "--format", "html", "-o", str(path)) == 0:
        try:
            opened = webbrowser.open(path.absolute().as_uri())
        except webbrowser.Error:
            opened = False
        if not opened:
            streams.note(f"No browser could be started; open {visible(str(path))} in one.")


def _calendar(face: Face, record: Assessment, role: Sequence[str] = ()) -> None:
    _plan(face, record, [*role, "--format", "ical", "-o", _file(face, CALENDAR)])


def _plan(face: Face, record: Assessment, options: list[str]) -> None:
    hours = []
    if record.profile.goals.hours_per_week is None:
        typed = face.ask(["How many hours a week do you have for learning?"], "Hours a week:")
        hours = ["--hours-per-week", typed or "5"]
    _run("plan", *hours, *options)


def _share(face: Face, number: str) -> None:
    _run("history", "show", number, "--format", "share", "-o", _file(face, SHARED))


def _file(face: Face, name: str) -> str:
    typed = face.ask([f"Where should it be saved? Enter alone: {visible(name)} in this folder."], "File:")
    return os.path.expanduser(typed) if typed else name  # noqa: PTH111 — Path.expanduser raises


def _run(*words: str) -> int:
    """Run a command as if it had been typed; what goes wrong it says itself."""
    from readiness.cli import main

    try:
        return main(words)
    except SystemExit as error:  # a word that is no number, such as hours
        return int(error.code or 0)
