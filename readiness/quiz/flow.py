"""The order of questions, a pure function of the answers: a resumed sitting goes on exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.assessment.person import person
from readiness.assessment.rules import touched
from readiness.questionnaire import count_items
from readiness.quiz import checks, wording
from readiness.quiz.answers import UnclearError, accept, shown
from readiness.quiz.modes import length_of
from readiness.quiz.profiles import applies, brought, profile_of
from readiness.quiz.questions import (
    KEEP,
    STOP,
    Question,
    background_questions,
    check_question,
    consistency_question,
    rating_questions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from readiness.assessment.person import Person
    from readiness.framework import Framework
    from readiness.framework.model import Condition, Consistency
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
        Ask only these items.
    """

    def __init__(
        self,
        framework: Framework,
        mode: Mode,
        start: Profile,
        *,
        seed: int,
        allowed: frozenset[str] | None = None,
    ) -> None:
        self.framework = framework
        self.mode = mode
        self.start = start
        self.seed = seed
        most = length_of(mode)
        self.length = min(most, sum(count_items(facet.id) for facet in framework.rated)) if most else 0
        ratings = rating_questions(framework, by_criterion=mode.by_criterion)
        self.fixed = tuple(
            q for q in (*background_questions(framework), *ratings) if applies(q, start, framework)
        )
        found = [brought(question, start, framework) for question in self.fixed]
        self.brought: dict[str, Given] = {one.question: one for one in found if one is not None}
        self._allowed = allowed
        self._titles = {facet.id: facet.title for facet in framework.rated}
        self._bank: checks.Bank | None = None

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
            question = None if item is None else self.check(item)
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
        return person(self.profile(given), self.framework)

    def is_answered(self, question: Question, given: Mapping[str, Given]) -> bool:
        """Whether nothing is left to ask here; "skipped" and "I don't know" are answers in this sense."""
        if question.section == "consistency":
            return question.id in given and given[question.id].value == KEEP
        return question.id in given or question.id in self.brought

    def path(self, given: Mapping[str, Given]) -> tuple[Question, ...]:
        """Every question up to the first that is not answered; the whole sitting if all are.

        `given` holds the answers of the sitting, in the order in which the questions were first answered.
        """
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
        facts = (who or self.person(given)).rules
        names = set(touched(rule.touches, facts))
        if self.mode.by_criterion:
            names |= {c.id for c in self.framework.criteria if any(f.id in names for f in c.facets)}
        spoken = {f"languages.{name}" for name in _languages(rule.when)}
        questions = [q for q in self.fixed if (q.section == "skills" and q.name in names) or q.id in spoken]
        held = {**self.brought, **given}
        return consistency_question(rule, [(q, shown(q, held.get(q.id))) for q in questions])

    def _checks_given(self, given: Mapping[str, Given]) -> list[Question]:
        found = []
        for name in given:
            group, _, item_id = name.partition(".")
            if group == "check" and (item := self.item(item_id)) is not None:
                found.append(self.check(item))
            elif name == STOP:
                found.append(wording.stop_question())
        return found

    def _next_check(self, given: Mapping[str, Given]) -> Question | None:
        """The pending check, or the offer to stop; None at the end."""
        stopped = given.get(STOP)
        if not self.length or (stopped is not None and stopped.value == STOP):
            return None
        who = self.person(given)
        reason = checks.stop_reason(who, length=self.length)
        if reason == "time":
            return None
        asked = [answer.item for answer in self.start.answers]
        asked += [name.partition(".")[2] for name in given if name.startswith("check.")]
        item = checks.next_check(
            who, self.bank, asked, seed=self.seed, n_asked=len(asked), allowed=self._allowed
        )
        if item is None:
            return None
        if reason is not None and stopped is None:
            n_more = self.length - len(who.given.items)
            then = checks.outlook(who, self.bank, asked, n_more=n_more)
            now = (float(who.expected.low[0]), float(who.expected.high[0]))
            return wording.stop_question(
                reason, n_answered=len(who.given.items), n_more=n_more, now=now, then=then
            )
        return self.check(item)

    def check(self, item: Item) -> Question:
        """An item as it is asked."""
        return check_question(item, self._titles.get(item.facet, item.facet))


def _languages(conditions: tuple[Condition, ...]) -> Iterator[str]:
    for condition in conditions:
        if condition.language is not None:
            yield condition.language
        yield from _languages(condition.any or ())
