"""Rules for the options of a choice: nothing but knowledge tells the key from the distractors."""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING

from readiness.errors import Problem
from readiness.questionnaire.lint.words import LintBank, content_words, has_absolute, same_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readiness.questionnaire.items import ChoiceItem

__all__ = ["OPTION_RULES", "choices"]

MUCH_LONGER = 1.25
VISIBLY_LONGER = 4
"""Characters that a reader notices: among options of a word or a number each, ratios mean nothing."""

_COLLECTIVE = re.compile(
    r"\b(?:all|none|both|any|neither|either) of (?:the (?:above|other|options|answers)|these|those)\b"
    r"|\b(?:options?|answers?) [1-4A-D]\b|\bboth [a-d1-4] and [a-d1-4]\b",
    re.IGNORECASE,
)


def choices(bank: LintBank) -> list[ChoiceItem]:
    """The items with options."""
    return [item for item in bank.items if item.kind == "choice"]


def option_repeated(bank: LintBank) -> Iterator[Problem]:
    """No two options, and no two reasons, of one item say the same."""
    for item in choices(bank):
        for part in ("text", "why"):
            seen: dict[str, int] = {}
            for position, option in enumerate(item.options, 1):
                normal = same_text(getattr(option, part))
                if normal in seen:
                    where = f"{item.id}.options[{position}].{part}"
                    yield Problem(
                        where, f"is the same as that of option {seen[normal]}", "let each say its own"
                    )
                seen[normal] = position


def option_collective(bank: LintBank) -> Iterator[Problem]:
    """No option speaks of the other options."""
    for item in choices(bank):
        for position, option in enumerate(item.options, 1):
            found = _COLLECTIVE.search(option.text)
            if found:
                where = f"{item.id}.options[{position}].text"
                yield Problem(where, f'speaks of other options: "{found[0]}"', "give an answer of its own")


def option_number(bank: LintBank) -> Iterator[Problem]:
    """No option reads like the number of another."""
    for item in choices(bank):
        for position, option in enumerate(item.options, 1):
            if re.fullmatch("[1-4]", option.text.strip()) and int(option.text) != position:
                where = f"{item.id}.options[{position}].text"
                yield Problem(where, "reads like the number of another option", "ask for the number instead")


def option_absolute(bank: LintBank) -> Iterator[Problem]:
    """Words such as "always" stand in all options or in none: they are known as a sign of a wrong one."""
    for item in choices(bank):
        having = [position for position, option in enumerate(item.options, 1) if has_absolute(option.text)]
        if having and len(having) < len(item.options):
            what = f"absolutes stand in option {' and '.join(map(str, having))} and not in the others"
            yield Problem(
                f"{item.id}.options", what, "say it without always, never, only, all, none, every or must"
            )


def key_length(bank: LintBank) -> Iterator[Problem]:
    """The key is not much longer than the distractors."""
    for item in choices(bank):
        lengths = [len(option.text) for option in item.options]
        key = lengths.pop(item.key - 1)
        if key > MUCH_LONGER * mean(lengths) and key > mean(lengths) + VISIBLY_LONGER:
            what = f"the key has {key} characters, the distractors {mean(lengths):.0f} on average"
            yield Problem(f"{item.id}.options[{item.key}].text", what, "shorten it or lengthen them")


def key_form(bank: LintBank) -> Iterator[Problem]:
    """The key does not stand out by its first letter or its last sign."""
    for item in choices(bank):
        for name, form in (("capital letter", _starts_with_capital), ("final full stop", _ends_with_stop)):
            forms = [form(option.text) for option in item.options]
            if forms.count(forms[item.key - 1]) == 1:
                what = f"only the key is written {'with' if forms[item.key - 1] else 'without'} a {name}"
                yield Problem(f"{item.id}.options[{item.key}].text", what, "write all options alike")


def key_echo(bank: LintBank) -> Iterator[Problem]:
    """No word leads from the stem to the key alone."""
    for item in choices(bank):
        key = content_words(item.options[item.key - 1].text)
        others = (option for position, option in enumerate(item.options, 1) if position != item.key)
        elsewhere = set().union(*(content_words(option.text) for option in others))
        for word in sorted((content_words(item.stem) & key) - elsewhere):
            what = f'"{word}" stands in the stem and the key and in no distractor'
            yield Problem(
                f"{item.id}.options[{item.key}].text", what, "use it in a distractor too, or in neither"
            )


def _starts_with_capital(text: str) -> bool:
    return text[:1].isupper()


def _ends_with_stop(text: str) -> bool:
    return text.endswith(".")


OPTION_RULES: dict[str, Callable[[LintBank], Iterator[Problem]]] = {
    "option-repeated": option_repeated,
    "option-collective": option_collective,
    "option-number": option_number,
    "option-absolute": option_absolute,
    "key-length": key_length,
    "key-form": key_form,
    "key-echo": key_echo,
}
