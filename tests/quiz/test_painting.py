from hypothesis import given
from hypothesis import strategies as st

from readiness.questionnaire import load_bank
from readiness.quiz.paragraphs import paragraphs, wrapped
from readiness.quiz.terminal.painting import asking, code_lines, option, progress_lines
from readiness.quiz.wording import SittingProgress


def text_of(lines):
    return ["".join(text for _, text in line) for line in lines]


def test_lines_that_an_editor_wrapped_flow_and_those_ended_on_purpose_stay():
    long = "A long line goes on to the end of the room that it was given there and"
    stem = f"Five sales are added up.\nWhat does this print?\n\n    f(x)\n{long}\nthen on.\n"

    assert paragraphs(stem) == [
        "Five sales are added up.",
        "What does this print?",
        "",
        "    f(x)",
        f"{long} then on.",
    ]


@given(st.integers(12, 200), st.sampled_from(load_bank()))
def test_no_stem_loses_a_word_at_any_width(width, item):
    lines = wrapped(item.stem, width)

    assert " ".join(" ".join(lines).split()) == " ".join(item.stem.split())


@given(st.integers(20, 120), st.sampled_from([item for item in load_bank() if item.code]))
def test_no_code_loses_a_character_at_any_width(width, item):
    lines = text_of(code_lines(item.code, item.language, width))
    whole = ""
    for line in lines:
        assert len(line) <= width
        whole += line[7:] if line.startswith("    .. ") else f"\n{line[2:]}"
    assert whole.strip("\n") == item.code.expandtabs(4).strip("\n")


def test_code_has_colours():
    styles = {
        style for line in code_lines("def f(x):\n    return 'a' + 1  # b", "python", 80) for style, _ in line
    }

    assert {"class:code.keyword", "class:code.string", "class:code.number", "class:code.comment"} <= styles


def test_a_language_that_nobody_colours_is_shown_as_it_is():
    assert text_of(code_lines("a = 1", "no-such-language", 80)) == ["  a = 1"]


def test_a_choice_hangs_under_its_text():
    assert option("1", "three words here", 14, before=3) == "1  three\n      words here"
    assert option("Enter", "Go on", 80, before=3) == "Go on  (Enter)"


def test_a_progress_line_that_does_not_fit_goes_on_below():
    at = SittingProgress(32, 51, "check 1 of up to 20, Python language")

    assert text_of(progress_lines(at, 80)) == [
        "32/51  Check 1 of up to 20, Python language  [############--------]"
    ]
    assert text_of(progress_lines(at, 40)) == ["32/51  Check 1 of up to 20, Python", "language"]


def test_every_question_can_be_drawn_in_forty_columns():
    from readiness.framework import load_framework
    from readiness.profile import Profile
    from readiness.quiz.flow import Flow
    from readiness.quiz.modes import MODES
    from readiness.quiz.screens import Asking

    flow = Flow(load_framework(), MODES["standard"], Profile(), seed=1)
    questions = [*flow.fixed, *(flow.check(item) for item in load_bank())]
    for question in questions:
        screen = Asking(question, SittingProgress(1, 2, ""), None, None, can_go_back=True, opens_section=True)
        for helped in (False, True):
            assert max(map(len, text_of(asking(screen, 40, helped=helped)))) <= 40
