"""What the questions have to keep to: one small function a rule, all of them in `RULES`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from readiness.questionnaire.lint.actions import ACTION_RULES, Acts
from readiness.questionnaire.lint.bank import BANK_RULES
from readiness.questionnaire.lint.facets import FACET_RULES
from readiness.questionnaire.lint.items import ITEM_RULES
from readiness.questionnaire.lint.options import OPTION_RULES
from readiness.questionnaire.lint.words import LintBank
from readiness.questionnaire.loading import facet_ids, load_actions, load_bank, load_facets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from readiness.errors import Problem

    Rule: TypeAlias = Callable[[LintBank], Iterator[Problem]]

__all__ = ["ACTION_RULES", "OWN_RULES", "RULES", "Acts", "Finding", "LintBank", "lint", "lint_bank"]

RULES: dict[str, Rule] = {**FACET_RULES, **ITEM_RULES, **OPTION_RULES, **BANK_RULES}
OWN_RULES: Final = tuple(
    name
    for name in RULES
    if name not in {*BANK_RULES, "step-coverage", "bars-covered", "details-complete", "prose-style"}
    or name == "stem-repeated"
)
"""Rules for questions of a role's own: none on how much there has to be, nor on the house's spelling."""


class Finding(NamedTuple):
    """A place that breaks a rule."""

    rule: str
    problem: Problem


def lint_bank(
    bars: Mapping[str, int] | None = None, must_haves: frozenset[str] = frozenset()
) -> list[Finding]:
    """Every place of the shipped questions that breaks a rule.

    `bars` are the levels that the role asks for, by facet, and `must_haves` the facets that it cannot do
    without; without them no rule looks at the role.
    """
    by_id = load_facets()
    facets = tuple(by_id[facet] for facet in facet_ids())
    acts = Acts(load_actions(), facets, bars)
    found = [Finding(name, problem) for name, rule in ACTION_RULES.items() for problem in rule(acts)]
    return lint(LintBank(facets, load_bank(), bars, must_haves)) + found


def lint(bank: LintBank, rules: Mapping[str, Rule] = RULES) -> list[Finding]:
    """Every place of these questions that breaks a rule, rule by rule."""
    return [Finding(name, problem) for name, rule in rules.items() for problem in rule(bank)]
