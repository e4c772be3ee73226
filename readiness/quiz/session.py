"""The sitting: what is on the screen now, and what each move does to it. It knows no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.questionnaire import mark
from readiness.quiz.answers import Given, accept, shown
from readiness.quiz.questions import KEEP, STOP
from readiness.quiz.screens import Asking, Explaining, Marked, Reviewing, Row
from readiness.quiz.wording import SittingProgress, stop_question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from readiness.profile import Profile
    from readiness.quiz.flow import Flow
    from readiness.quiz.questions import Question
    from readiness.quiz.screens import Screen
    from readiness.store import EventOutcome, Json

__all__ = ["Session"]


class Session:
    """A sitting that can be gone back in, left and gone on with.

    Parameters
    ----------
    flow : Flow
        Gives the questions in their order.
    given : iterable of Given
        The answers of a sitting that is gone on with, changes of mind included, in their order.
    record : callable, optional
        Stores an answer; it is called before the next screen can be seen, and an answer that it refuses
        with an exception was not given.
    learn : bool
        Explain each check right after its answer, which can then no longer be changed.
    explaining : callable, optional
        Called with the id of an item before its explanation can be seen.
    """

    def __init__(
        self,
        flow: Flow,
        given: Iterable[Given] = (),
        *,
        record: Callable[[Given], None] | None = None,
        learn: bool = False,
        explaining: Callable[[str], None] | None = None,
    ) -> None:
        self.flow = flow
        self._record = record
        self._explaining = explaining
        self._learn = learn
        self._given: dict[str, Given] = {}
        self._cursor: str | None = None
        self._return_to: str | None = None
        self._explain: str | None = None
        self._path: tuple[Question, ...] | None = None
        last = None
        for last in given:
            self._given[last.question] = last
        if last is not None:
            self._jump_for(last)

    @property
    def path(self) -> tuple[Question, ...]:
        """Every question up to the pending one."""
        if self._path is None:
            self._path = self.flow.path(self._given)
        return self._path

    @property
    def n_given(self) -> int:
        """How many questions were answered in this sitting, skips included."""
        return len(self._given)

    @property
    def screen(self) -> Screen:
        """What to show now."""
        if self._explain is not None:
            marked = next(m for m in self.checks() if m.item.id == self._explain)
            ids = [question.id for question in self.path]
            return Explaining(marked, self._progress(ids.index(f"check.{self._explain}")))
        index = self._index()
        if index is None:
            return Reviewing(self._rows(), self.sureness)
        question = self.path[index]
        return Asking(
            question,
            self._progress(index),
            self.sureness if question.section in {"checks", "stop"} else None,
            self._held(question),
            can_go_back=self._before(index) is not None,
            opens_section=not any(q.section == question.section for q in self.path[:index]),
        )

    @property
    def sureness(self) -> float | None:
        """Half of the interval of the score so far, in points; None until the ratings are in."""
        return self.flow.sureness(self._given)

    def answer(self, value: Json, *, seconds: float | None = None) -> None:
        """Answer the question on the screen.

        Raises
        ------
        UnclearError
            If the value is no answer to it.
        """
        question = self._on_screen()
        self._give(self._given_to(question, "answered", accept(question, value), seconds))

    def skip(self, *, seconds: float | None = None) -> None:
        """Leave the question on the screen unanswered; where that cannot be, nothing happens."""
        question = self._on_screen()
        if question.can_be_skipped:
            self._give(self._given_to(question, "skipped", None, seconds))

    def dont_know(self, *, seconds: float | None = None) -> None:
        """Say that one does not know; where that is no answer, nothing happens."""
        question = self._on_screen()
        if question.can_be_unknown:
            self._give(self._given_to(question, "dont_know", None, seconds))

    def back(self) -> None:
        """To the question before; at the first one nothing happens."""
        index = self._index()
        before = self._before(len(self.path) if index is None else index)
        if before is not None:
            self._cursor, self._return_to = self.path[before].id, None

    def forward(self) -> None:
        """On from a question that has its answer, which stays; at a pending one nothing happens."""
        index = self._index()
        if index is not None and self.flow.is_answered(self.path[index], self._given):
            self._move_on(self.path[index].id, revisited=True)

    def go_on(self) -> None:
        """Away from an explanation."""
        self._explain = None

    def change(self, question_id: str) -> None:
        """To an earlier question, and after its answer back to the review."""
        if any(row.question.id == question_id and row.can_change for row in self._rows()):
            self._cursor, self._return_to = question_id, "review"

    def stop_checks(self) -> None:
        """Ask no more checks."""
        if self.flow.length and self._can_stop():
            self._give(Given(STOP, "answered", STOP))

    def profile(self) -> Profile:
        """What the answers make."""
        return self.flow.profile(self._given)

    def checks(self) -> tuple[Marked, ...]:
        """The checks of this sitting that were answered, in the order in which they were asked."""
        found = []
        for name, given in self._given.items():
            group, _, item_id = name.partition(".")
            item = self.flow.item(item_id) if group == "check" and given.outcome != "skipped" else None
            if item is not None:
                response = given.value if isinstance(given.value, str) else None
                title = next((f.title for f in self.flow.framework.rated if f.id == item.facet), item.facet)
                found.append(Marked(item, title, given, mark(item, response)))
        return tuple(found)

    def _given_to(
        self, question: Question, outcome: EventOutcome, value: Json, seconds: float | None
    ) -> Given:
        days = self.flow.memory.shown_days_ago.get(question.name) if question.section == "checks" else None
        return Given(question.id, outcome, value, seconds, question.digest or None, days)

    def _give(self, given: Given) -> None:
        before = self._given.get(given.question)
        revisited = before is not None or given.question in self.flow.brought
        if before is None or before[1:3] != given[1:3]:
            if self._record is not None:
                self._record(given)
            # A second answer keeps its question's place.
            self._given[given.question] = given
            self._path = None
        if self._learn and given.question.startswith("check.") and given.outcome != "skipped":
            self._explain = given.question.partition(".")[2]
            if self._explaining is not None:
                self._explaining(self._explain)
        if not self._jump_for(given):
            self._move_on(given.question, revisited=revisited)

    def _jump_for(self, given: Given) -> bool:
        """To the rating that a second look asked to change, if that is what was answered."""
        if not given.question.startswith("consistency.") or given.value == KEEP:
            return False
        self._cursor, self._return_to = str(given.value), given.question
        return any(question.id == self._cursor for question in self.path)

    def _move_on(self, question_id: str, *, revisited: bool) -> None:
        """To the next question of somebody who went back, else to the pending one."""
        destination, self._return_to = self._return_to, None
        self._cursor = None
        if destination == "review":
            return
        if destination is not None and any(q.id == destination for q in self.path):
            self._cursor = destination
            return
        ids = [question.id for question in self.path]
        if revisited and question_id in ids:
            following = next((k for k in range(ids.index(question_id) + 1, len(ids)) if self._open(k)), None)
            self._cursor = None if following is None else ids[following]

    def _on_screen(self) -> Question:
        index = self._index()
        if index is None or self._explain is not None:
            raise RuntimeError("no question is on the screen")
        return self.path[index]

    def _index(self) -> int | None:
        """Position of the question on the screen; None in the review."""
        if self._cursor is not None:
            for index, question in enumerate(self.path):
                if question.id == self._cursor:
                    return index
        last = len(self.path) - 1
        pending = last >= 0 and not self.flow.is_answered(self.path[last], self._given)
        return last if pending else None

    def _before(self, index: int) -> int | None:
        return next((k for k in range(index - 1, -1, -1) if self._open(k)), None)

    def _open(self, index: int) -> bool:
        return not (
            self._learn and self.path[index].id.startswith("check.") and self.path[index].id in self._given
        )

    def _can_stop(self) -> bool:
        return any(q.section in {"checks", "stop"} for q in self.path)

    def _held(self, question: Question) -> Given | None:
        held = self._given.get(question.id) or self.flow.brought.get(question.id)
        return held if self.flow.is_answered(question, self._given) else None

    def _progress(self, index: int) -> SittingProgress:
        n_fixed = len(self.flow.fixed)
        question = self.path[index]
        if question.section in {"background", "skills"}:
            return SittingProgress(index + 1, n_fixed + self._n_checks(), question.title)
        n_before = sum(q.section == "checks" for q in self.path[:index])
        total = n_fixed + self._n_checks()
        title = question.title
        if question.section == "checks":
            n_before += 1
            left = max(1, round(self._seconds_left() / 60))
            title = f"check {n_before}, about {left} minute{'' if left == 1 else 's'} left, {question.title}"
        return SittingProgress(n_fixed + n_before, max(total, n_fixed + n_before), title)

    def _seconds_left(self) -> float:
        return self.flow.seconds_left(self._given)

    def _n_checks(self) -> int:
        """About how many checks this sitting has: those answered, and those that there is time for."""
        return sum(name.startswith("check.") for name in self._given) + self.flow.checks_left(self._given)

    def _rows(self) -> tuple[Row, ...]:
        shown_here = [q for q in self.path if q.section in {"background", "skills", "checks"}]
        if STOP in self._given:
            shown_here.append(stop_question())
        return tuple(
            Row(number, q, shown(q, self._held(q)), q.section != "checks" or not self._learn)
            for number, q in enumerate(shown_here, 1)
        )
