"""Every item of the bank, answered in every spelling that a right person may use, and wrongly in the same."""

import math
from dataclasses import replace

import pytest

from readiness.questionnaire import (
    NumberItem,
    SequenceItem,
    TextItem,
    Unreadable,
    answer_form,
    facet_ids,
    load_bank,
    load_items,
    mark,
    read_response,
)

FRAMES = (
    "{}", " {} ", "{}.", "({})", "[{}]", "`{}`", "'{}'", "“{}”", "= {}", "x = {}", "p={}", "k: {}", "~{}",
    "≈ {}", "about {}", "It prints {}", "the answer is {}.", "np.float64({})", "tensor({})", "array([{}])",
)  # fmt: skip
DASHES = "-−–—‐‑‒―－"
JOINERS = (
    ", ", "; ", " ", ";", " and ", ", and ", " then ", ", then ", " -> ", " → ", " => ", " & ", " / ", " | ",
    "\n", " to ",
)  # fmt: skip
LIST_FRAMES = ("{}", "({})", "[{}]", "{}.", " {} ", "torch.Size([{}])", "np.array([{}])", "“{}”")


def written(value):
    return f"{value:.10f}".rstrip("0").rstrip(".")


def spellings_of_number(value, item):
    """Ways to write a value in answer to an item."""
    plain = written(value)
    yield from (frame.format(plain) for frame in FRAMES)
    yield f"{plain}e0"
    if item.unit is None:
        yield from (f"{plain} rows", f"{plain} pixels in all", f"{plain}x", f"{plain} times")
    else:
        yield from (f"{plain} {item.unit}", f"{plain}{item.unit}", f"{plain} {item.unit.upper()}.")
    if value < 0:
        yield from (plain.replace("-", dash) for dash in DASHES)
        yield from (f"minus {plain[1:]}", f"- {plain[1:]}")
    elif value > 0:
        yield from (f"+{plain}", f"± {plain}", f"+/- {plain}")
    if "." in plain:
        yield plain.replace(".", ",")
        yield plain.replace("0.", ".", 1) if plain.lstrip("-").startswith("0.") else plain
        yield f"{plain}0"
        places = 10 ** len(plain.partition(".")[2])
        yield f"{round(value * places)}/{places}"
        yield f"{round(value * places)} / {places}"
    else:
        yield from (f"{plain}.0", f"{plain}.", f"{plain},0", f"{plain}/1")
    if value > 0 and abs(math.sqrt(value * value) - value) < 1e-12 and len(written(value * value)) < 9:
        yield from (f"sqrt({written(value * value)})", f"√{written(value * value)}")
    if value >= 2 and math.log2(value).is_integer():
        power = round(math.log2(value))
        yield from (
            f"2^{power}",
            f"2**{power}",
            f"2{str(power).translate(str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹'))}",
        )
    if item.unit is None and 0 < value < 1:
        yield from (
            f"{written(value * 100)} %",
            f"{written(value * 100)}%",
            f"{written(value * 100)} per cent",
        )
    if value >= 1000 and value.is_integer():
        groups = f"{value:,.0f}"
        yield from (groups.replace(",", sign) for sign in (",", "'", "’", " ", "\u202f", "_"))
        if not any(
            mark(replace(item, answer=value / 1000, misconceptions=()), m) for m in item.misconceptions
        ):
            yield groups.replace(",", ".")  # not where 8.000 may mean a mistake that leads to 8
        yield from (f"{written(value / 1000)}k", f"{written(value / 1000)} thousand")


def spellings_of_list(values, item):
    plain = [written(value) if not isinstance(value, str) else value for value in values]
    in_words = any(isinstance(value, str) for value in values)
    for joiner in JOINERS:
        if in_words and joiner == " to ":
            continue
        yield from (frame.format(joiner.join(plain)) for frame in LIST_FRAMES[:4])
    yield from (
        frame.format(", ".join(plain)) for frame in LIST_FRAMES if not (in_words and frame.endswith("])"))
    )
    yield ", ".join(f"'{entry}'" for entry in plain)
    if item.unit is not None:
        yield ", ".join(f"{entry} {item.unit}" for entry in plain)
    if all(isinstance(value, float) for value in values):
        yield "; ".join(entry.replace(".", ",") for entry in plain)
        yield " and ".join(entry.replace(".", ",") for entry in plain)
        yield ", ".join(f"x{k} = {entry}" for k, entry in enumerate(plain, 1))
        yield ", ".join(f"{letter}: {entry}" for letter, entry in zip("PQRSTUV", plain, strict=False))
        if len(plain) == 2 and values[1] >= 0:
            yield from (
                f"between {plain[0]} and {plain[1]}",
                f"from {plain[0]} to {plain[1]}",
                "–".join(plain),
            )
            yield f"{plain[0]} .. {plain[1]}"


def wrong_numbers(item):
    step = max(2 * item.tolerance, 1.0 if float(item.answer).is_integer() else 0.1)
    candidates = (
        item.answer + step,
        item.answer - step,
        -item.answer,
        item.answer * 10,
        item.answer / 10,
        item.answer + 7,
    )
    return [value for value in candidates if abs(value - item.answer) > item.tolerance + 1e-9]


def right_and_wrong(item):
    """Spellings of the right answer, and the same spellings of wrong ones."""
    if isinstance(item, NumberItem):
        right = list(spellings_of_number(item.answer, item))
        return right, [text for value in wrong_numbers(item) for text in spellings_of_number(value, item)]
    if isinstance(item, SequenceItem):
        answer = list(item.answer)
        others = [answer[::-1], [*answer[1:], answer[0]]]
        if isinstance(answer[0], float):
            others += [[value + 1 + item.tolerance * 2 for value in answer], [*answer[:-1], answer[-1] + 3]]
        others = [other for other in others if other != answer]
        others = [o for o in others if not isinstance(o[0], float) or not near(o, answer, item.tolerance)]
        return list(spellings_of_list(answer, item)), [t for o in others for t in spellings_of_list(o, item)]
    if isinstance(item, TextItem):
        if item.exact:
            return list(item.accept), [
                f"`{item.accept[0]}`",
                f"{item.accept[0]}.",
                item.accept[0].swapcase(),
                "None of it",
            ]
        word = item.accept[0]
        right = [
            word,
            f" {word} ",
            word.upper(),
            f"`{word}`",
            f"'{word}'",
            f"“{word}”",
            f"{word}.",
            f"[{word}]",
            f"the {word}",
        ]
        return right, [f"{word}x", f"not {word}", f"x{word}", word[::-1] + "q", word[:-1]]
    right = [
        str(item.key),
        f"({item.key})",
        f"{item.key}.",
        f"option {item.key}",
        item.options[item.key - 1].text,
    ]
    wrong = [
        spelling
        for k in range(1, 5)
        if k != item.key
        for spelling in (str(k), f"{k})", item.options[k - 1].text)
    ]
    return right, wrong


def near(one, other, tolerance):
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("facet", facet_ids())
def test_typing_is_not_knowledge(facet):
    taken_for_wrong, taken_for_right = [], []
    for item in load_items(facet):
        right, wrong = right_and_wrong(item)
        taken_for_wrong += [(item.id, text) for text in right if not mark(item, text)]
        taken_for_right += [(item.id, text) for text in wrong if mark(item, text)]
    assert not taken_for_wrong
    assert not taken_for_right


def test_thousands_of_spellings_are_tried_both_ways():
    tried = [right_and_wrong(item) for item in load_bank()]
    assert sum(len(right) for right, _ in tried) >= 4000
    assert sum(len(wrong) for _, wrong in tried) >= 4000


def test_no_misconception_is_marked_right():
    named = [(item, mistake) for item in load_bank() for mistake in item.misconceptions]
    assert not [(item.id, mistake) for item, mistake in named if mark(item, mistake)]


@pytest.mark.parametrize("response", ["banana", "f", "??", "3 or 4", "not sure"])
def test_what_is_no_number_is_asked_again_and_never_scored(response):
    for item in load_bank():
        if isinstance(item, NumberItem):
            assert read_response(item, response) == Unreadable(answer_form(item)), item.id
            assert not mark(item, response)


def test_the_form_of_an_answer_gives_nothing_away():
    """It is on the screen before the first try, so none of its examples may be the answer."""
    for item in load_bank():
        reading = read_response(item, answer_form(item).rpartition("such as ")[2])
        assert isinstance(reading, Unreadable) or not mark(item, answer_form(item).rpartition("such as ")[2])
