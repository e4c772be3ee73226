"""The order of questions, a pure function of the answers: a resumed sitting goes on exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.assessment.person import person, touched
from readiness.questionnaire import count_items, digest_item
from readiness.quiz import checks, wording
from readiness.quiz.answers import UnclearError, accept
from readiness.quiz.latest import Latest
from readiness.quiz.modes import FEWEST_CHECKS, length_of
from readiness.quiz.profiles import applies, brought, profile_of
from readiness.quiz.questions import (
    KEEP,
    STOP,
    Question,
    background_questions,
    check_question,
    rating_questions,
)
from readiness.quiz.remembering import Remembered
from readiness.quiz.second_look import second_look
from readiness.quiz.time_budget import TimeBudget
from readiness.quiz.timing import SECONDS_TO_CHECK, seconds_of_item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.assessment.person import Person
    from readiness.framework import Framework
    from readiness.framework.model import Consistency
    from readiness.profile import Profile
    from readiness.questionnaire import Item
    from readiness.quiz.answers import Given
    from readiness.quiz.modes import Mode

__all__ = ["Flow"]


class Flow:
    """What a sitting asks, in which order, given its answers.

    Parameters
    ----------
    framework : Framework
        What the role asks for.
    mode : Mode
        Which ratings, how many checks.
    start : Profile
        What is answered already; it is not asked again, and can be changed.
    seed : int
        Decides among the checks that are about equally good.
    allowed : frozenset of str, optional
        Ask only these items, however long it takes.
    memory : Remembered
        What the person has seen before.
    facet : str, optional
        Ask about this skill alone.
    """

    def __init__(
        self,
        framework: Framework,
        mode: Mode,
        start: Profile,
        *,
        seed: int,
        allowed: frozenset[str] | None = None,
        memory: Remembered | None = None,
        facet: str | None = None,
    ) -> None:
        self.framework = framework
        self.mode = mode
        self.start = start
        self.seed = seed
        self.memory = memory or Remembered()
        self.facet = facet
        most = length_of(mode)
        self.length = min(most, sum(count_items(f.id) for f in framework.rated)) if most else 0
        ratings = rating_questions(framework, by_criterion=mode.by_criterion)
        asked = (*background_questions(framework), *ratings)
        if facet is not None:
            asked = tuple(question for question in ratings if question.name == facet)
        self.fixed = tuple(q for q in asked if applies(q, start, framework))
        found = [brought(question, start, framework) for question in self.fixed]
        self.brought: dict[str, Given] = {one.question: one for one in found if one is not None}
        self._allowed = allowed
        self._titles = {facet.id: facet.title for facet in framework.rated}
        self._bank: checks.Bank | None = None
        self._people: Latest[Profile, Person] = Latest()
        self._paths: Latest[list[Given], tuple[Question, ...]] = Latest()
        self._sureness: Latest[tuple[list[Given], int], float | None] = Latest()
        self._budget = TimeBudget(self.fixed, mode, self.memory.pace)

    def asks_like(self, other: Flow) -> bool:
        """Whether the other asks the same, whatever is answered, so that it can stand in for this one."""
        return self._what_decides() == other._what_decides()

    def _what_decides(self) -> tuple[object, ...]:
        framework = self.framework
        return (
            framework.id,
            framework.digest,
            self.mode,
            self.start,
            self.seed,
            self.memory,
            self.facet,
            self._allowed,
        )

    @property
    def skill(self) -> str | None:
        """The title of the one skill that is asked about."""
        return None if self.facet is None else self._titles.get(self.facet, self.facet)

    @property
    def bank(self) -> checks.Bank:
        """The items that can be asked; read when the first check is near."""
        if self._bank is None:
            self._bank = checks.load_bank_of(self.framework)
        return self._bank

    def item(self, name: str) -> Item | None:
        """The item of this id, if there still is one."""
        position = self.bank.position.get(name)
        return None if position is None else self.bank.items[position]

    def knows(self, given: Given) -> bool:
        """Whether a stored answer is one that today's questions can have."""
        group, _, name = given.question.partition(".")
        if group == "consistency":
            rules = {rule.id for rule in self.framework.consistency}
            return name in rules and (given.value == KEEP or given.value in {q.id for q in self.fixed})
        question = next((q for q in self.fixed if q.id == given.question), None)
        if group == "check":
            item = self.item(name)
            same = item is not None and given.digest in {None, digest_item(item)}
            question = self.check(item) if item is not None and same else None
        elif given.question == STOP:
            question = wording.stop_question()
        if question is None or given.outcome != "answered":
            return question is not None
        try:
            accept(question, given.value)
        except UnclearError:
            return False
        return True

    def profile(self, given: Mapping[str, Given]) -> Profile:
        """What the answers make."""
        return profile_of(self.start, self.framework, given)

    def person(self, given: Mapping[str, Given]) -> Person:
        """The answers, scored."""
        profile = self.profile(given)
        return self._people.find(profile, lambda: person(profile, self.framework))

    def sureness(self, given: Mapping[str, Given], *, n_more: int = 0) -> float | None:
        """Half of the score's interval in points, whatever was answered; None until the ratings are in.

        With `n_more` the one that so many more checks are expected to leave.
        """
        if not self.length or not all(self.is_answered(question, given) for question in self.fixed):
            return None
        return self._sureness.find((list(given.values()), n_more), lambda: self._find_sureness(given, n_more))

    def _find_sureness(self, given: Mapping[str, Given], n_more: int) -> float:
        own = {name: one for name, one in given.items() if name.startswith("check.")}
        who = self.person({name: one for name, one in given.items() if name not in own})
        answered = [name.partition(".")[2] for name, one in own.items() if one.outcome != "skipped"]
        return checks.sureness(who, self.bank, answered, closed=self._asked(given), n_more=n_more)

    def _asked(self, given: Mapping[str, Given]) -> list[str]:
        own = (name.partition(".")[2] for name in given if name.startswith("check."))
        return [*(answer.item for answer in self.start.answers), *own]

    def is_answered(self, question: Question, given: Mapping[str, Given]) -> bool:
        """Whether nothing is left to ask here; "skipped" and "I don't know" are answers in this sense."""
        if question.section == "consistency":
            return question.id in given and given[question.id].value == KEEP
        return question.id in given or question.id in self.brought

    def path(self, given: Mapping[str, Given]) -> tuple[Question, ...]:
        """Every question up to the first that is not answered; the whole sitting if all are.

        `given` holds the answers of the sitting, in the order in which the questions were first answered.
        """
        return self._paths.find(list(given.values()), lambda: self._find_path(given))

    def _find_path(self, given: Mapping[str, Given]) -> tuple[Question, ...]:
        pending = next((k for k, q in enumerate(self.fixed) if not self.is_answered(q, given)), None)
        if pending is not None:
            return self.fixed[: pending + 1]
        second_looks = [
            self._second_look(rule, given)
            for rule in self.framework.consistency
            if f"consistency.{rule.id}" in given
        ]
        path = [*self.fixed, *second_looks, *self._checks_given(given)]
        open_look = next((q for q in second_looks if not self.is_answered(q, given)), None)
        if open_look is not None:
            return tuple(path[: path.index(open_look) + 1])
        if not any(q.section == "checks" for q in path):
            who = self.person(given)
            rule = next((r for r in who.doubts if f"consistency.{r.id}" not in given), None)
            if rule is not None:
                return (*path, self._second_look(rule, given, who))
        following = self._next_check(given)
        return (*path, following) if following else tuple(path)

    def _second_look(
        self, rule: Consistency, given: Mapping[str, Given], who: Person | None = None
    ) -> Question:
        names = set(touched(rule.touches, (who or self.person(given)).rules))
        if self.mode.by_criterion:
            names |= {c.id for c in self.framework.criteria if any(f.id in names for f in c.facets)}
        return second_look(rule, names, self.fixed, {**self.brought, **given})

    def _checks_given(self, given: Mapping[str, Given]) -> list[Question]:
        found = []
        for name in given:
            group, _, item_id = name.partition(".")
            if group == "check" and (item := self.item(item_id)) is not None:
                found.append(self.check(item))
            elif name == STOP:
                found.append(wording.stop_question())
        return found

    def seconds_left(self, given: Mapping[str, Given]) -> float:
        """How much of the sitting's time is left, by the time that its answers took."""
        return self._budget.seconds_left(given)

    def checks_left(self, given: Mapping[str, Given]) -> int:
        """About how many checks the time that is left is enough for."""
        ahead = [q for q in self.fixed if q.id not in given and q.id not in self.brought]
        return self._budget.checks_left(given, ahead, most=self.length)

    def _next_check(self, given: Mapping[str, Given]) -> Question | None:
        """The pending check, or the offer to stop; None at the end."""
        stopped = given.get(STOP)
        if not self.length or (stopped is not None and stopped.value == STOP):
            return None
        own = [name.partition(".")[2] for name in given if name.startswith("check.")]
        answered = sum(given[f"check.{name}"].outcome != "skipped" for name in own)
        if self._allowed is None and answered >= self.length:
            return None
        who = self.person(given)
        asked = self._asked(given)
        item = self._choose(who, asked)
        if item is None:
            return None
        if self._allowed is None:
            needed = 0.5 * self.memory.pace * seconds_of_item(item.id)
            if len(own) >= FEWEST_CHECKS and self.seconds_left(given) < needed:
                return None
            if stopped is None and self.facet is None:
                reason = checks.stop_reason(who, seconds_left=self.seconds_left(given))
                n_more = self.checks_left(given)
                if reason in {"precision", "settled"} and n_more:
                    return self._offer_to_stop(given, answered, reason, n_more)
        return self.check(item)

    def _choose(self, who: Person, asked: Sequence[str]) -> Item | None:
        """The next item: one that was never seen where there is one, and none that would not count."""
        closed = [*asked, *self.memory.recently_shown]
        for passed_over in (self.memory.seen, frozenset[str]()):
            item = checks.next_check(
                who,
                self.bank,
                [*closed, *passed_over],
                seed=self.seed,
                n_asked=len(asked),
                allowed=self._allowed if self.facet is None else self._of_facet(self.facet),
            )
            if item is not None:
                return item
        return None

    def _of_facet(self, facet: str) -> frozenset[str]:
        return frozenset(item.id for item in self.bank.items if item.facet == facet)

    def _offer_to_stop(
        self, given: Mapping[str, Given], n_answered: int, reason: str, n_more: int
    ) -> Question:
        return wording.stop_question(
            reason,
            n_answered=n_answered,
            n_more=n_more,
            now=self.sureness(given) or 0.0,
            then=self.sureness(given, n_more=n_more) or 0.0,
            seconds=self.memory.pace * SECONDS_TO_CHECK * n_more,
        )

    def check(self, item: Item) -> Question:
        """An item as it is asked."""
        return check_question(item, self._titles.get(item.facet, item.facet))
