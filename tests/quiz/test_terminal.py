"""The quiz as a person meets it: keys in, screen out, through a pseudo-terminal."""

import random
import re
import signal
import termios
import time

import pytest

from readiness.framework import load_framework
from readiness.profile import read_profile
from readiness.quiz.questions import background_questions, rating_questions
from readiness.store import Store

COLOUR = r"\x1b\[(?:[0-9]+;)*(?:[349][0-7])(?:;[0-9]+)*m"
HINT = "Ctrl-C save and leave"
FRAMEWORK = load_framework()
N_BACKGROUND = len(background_questions(FRAMEWORK))
N_SKILLS = len(rating_questions(FRAMEWORK, by_criterion=False))
N_AREAS = len(rating_questions(FRAMEWORK, by_criterion=True))
FIRST_SKILL = N_BACKGROUND + 1
QUICK = N_BACKGROUND + N_AREAS


def begin(quiz, *options, **shape):
    terminal = quiz(*options, **shape)
    terminal.see("Whose sitting is this?", "Name or initials")
    terminal.press("enter")
    terminal.see("Begin")
    terminal.press("enter")
    terminal.see("1/", "highest level of education")
    return terminal


def background(terminal):
    """Quick answers to every question on the background."""
    terminal.answer(N_BACKGROUND, "2")


def stored(home):
    with Store(home) as store:
        (sitting,) = store.sittings.all()
        return sitting, store.sittings.answers(sitting.id)


def same_settings(terminal):
    """The terminal's settings now against those before; the driver of a pseudo-terminal keeps them."""
    return termios.tcgetattr(terminal.child.child_fd) == terminal.settings_before


def to_review(terminal):
    """Through second looks and checks to the review."""
    for _ in range(70):
        text = terminal.see("save and leave")
        if "Your answers" in text:
            return
        if "Stop here?" in text:
            terminal.press("2")
        elif "idk" in text:
            terminal.press("idk", "enter")
        elif "d don't know" in text:
            terminal.press("d")
        else:
            terminal.press("enter")
    raise AssertionError(terminal.text)


def test_the_first_screens_ask_for_whom_and_how_long_and_say_that_nothing_leaves_the_machine(quiz):
    terminal = quiz()
    text = terminal.see("Whose sitting is this?", "Name or initials")
    assert "Nothing" in text
    terminal.press("Ana", "enter")
    words = " ".join(terminal.see("How much time do you have?").split())

    assert f"1 Begin: about 15 to 20 minutes. {N_BACKGROUND + N_SKILLS} short questions, then checks" in words
    assert f"2 Short: about 3 to 4 minutes. {QUICK} short questions, no checks" in words
    assert "3 Deep: about 30 to 36 minutes." in words
    assert "Nothing leaves this machine" in words
    assert "leave and go on another day" in words


def ends_at_the_menu(terminal):
    """The menu after the result, left."""
    terminal.see("End here", "Recheck one skill")
    terminal.press("1")
    return terminal.ends()


@pytest.mark.parametrize("mode", ["--quick", "--ratings-only"])
def test_a_whole_sitting_without_checks(quiz, home, tmp_path, mode):
    profile, report = tmp_path / "me.json", tmp_path / "me.html"
    terminal = begin(quiz, mode, "-o", str(profile), "--report", str(report))
    background(terminal)
    terminal.answer(N_AREAS if mode == "--quick" else N_SKILLS, "2")
    to_review(terminal)
    terminal.press("enter")

    assert ends_at_the_menu(terminal) == 0
    assert "readiness history show 1" in terminal.raw
    assert set(read_profile(profile).skills.values()) == {2}
    assert report.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert same_settings(terminal)
    sitting, _ = stored(home)
    assert sitting.state == "finished"


def test_a_whole_sitting_with_checks_can_be_looked_through(quiz):
    terminal = begin(quiz, "--seed", "5")
    background(terminal)
    terminal.answer(9, "1")
    terminal.answer(N_SKILLS - 9, "2")
    to_review(terminal)
    text = terminal.text
    assert "Score known within about" in text
    assert "between" not in text
    assert "right" not in text.lower()
    terminal.press("r")
    text = terminal.see("Look through the checks, what was missed first (0 of")
    n_checks = re.search(r"0 of (\d+) right", text)[1]
    terminal.press("3")
    terminal.see(f"1/{n_checks}", "You said: I don't know.", "The answer:")
    terminal.press("right")
    terminal.see(f"2/{n_checks}")
    terminal.press("left")
    terminal.see(f"1/{n_checks}")
    terminal.press("q")

    assert ends_at_the_menu(terminal) == 0
    assert same_settings(terminal)


def test_a_deep_sitting_with_learning_explains_each_check(quiz):
    terminal = begin(quiz, "--deep", "--learn", "--seed", "5")
    background(terminal)
    terminal.answer(9, "1")
    terminal.answer(N_SKILLS - 9, "2")
    if "A second look" in terminal.text:
        terminal.press("enter")
    terminal.see("Check 1, about")
    terminal.press(*(["idk", "enter"] if "idk" in terminal.text else ["d"]))
    terminal.see("The answer:", "Go on")
    terminal.press("enter")
    terminal.see("Check 2, about")
    terminal.press("left")
    terminal.see(f"{N_BACKGROUND + N_SKILLS}/")


def test_back_over_five_questions_and_change_one(quiz, home):
    terminal = begin(quiz)
    background(terminal)
    terminal.answer(6, "2")
    last = FIRST_SKILL + 6
    terminal.see(f"{last}/")
    for number in range(last - 1, last - 6, -1):
        terminal.press("left")
        terminal.see(f"{number}/", "Your answer: 2.")
    terminal.press("4")
    terminal.see(f"{last - 4}/", "Your answer: 2.")
    terminal.press("enter", "right", "right", "right")
    terminal.see(f"{last}/")
    terminal.press("ctrl-c")

    assert terminal.ends() == 130
    _, answers = stored(home)
    levels = [event.value for name, event in answers.items() if name.startswith("skills.")]
    assert sorted(levels) == [2, 2, 2, 2, 2, 4]


def test_skip_help_and_wrong_keys(quiz, home):
    terminal = begin(quiz)
    terminal.press("?")
    terminal.see("Count what is finished")
    terminal.press("?")
    assert "Count what is finished" not in terminal.text
    terminal.press("9", "x", "\t", "\x1b")
    terminal.see("1/")
    terminal.press("s", "s")
    terminal.see("3/", "Your answer")
    terminal.press("21", "enter")
    terminal.see("Please type a whole number from 0 to 20.")
    terminal.press("backspace", "enter")
    terminal.see("4/")
    terminal.press("enter")
    terminal.see("Nothing is marked yet")
    terminal.press("2", "4", "2", "enter")
    terminal.see("5/")
    terminal.press("?")
    terminal.see("Convert part-time work")
    terminal.press("s", "x", "enter")
    terminal.see("5/", "Please type a number from")
    terminal.press("backspace", "backspace", *"skip", "enter")
    terminal.see("6/")
    terminal.press("ctrl-c")

    assert terminal.ends() == 130
    _, answers = stored(home)
    assert [event.outcome for event in answers.values()] == [
        "skipped", "skipped", "answered", "answered", "skipped",
    ]  # fmt: skip
    assert answers["education.bootcamps"].value == 2
    assert answers["education.certifications"].value == ["other"]


def test_an_answer_changes_by_its_number_in_the_review(quiz, tmp_path):
    profile = tmp_path / "me.json"
    terminal = begin(quiz, "--quick", "-o", str(profile))
    background(terminal)
    terminal.answer(N_AREAS, "2")
    to_review(terminal)
    number = FIRST_SKILL + 2
    terminal.press(*str(number), "enter")
    terminal.see(f"{number}/{QUICK}", "Machine Learning Algorithms")
    terminal.press("4")
    to_review(terminal)
    terminal.press("r")

    assert ends_at_the_menu(terminal) == 0
    assert read_profile(profile).skills["machine-learning-algorithms"] == 4


def test_keys_pressed_too_often_do_not_wave_the_review_through(quiz):
    terminal = begin(quiz, "--quick")
    background(terminal)
    terminal.answer(N_AREAS - 1, "2")
    terminal.child.send("3\r\r\r\r")
    terminal.see("Your answers")
    assert terminal.child.isalive()


def test_a_resize_in_mid_question_loses_nothing(quiz):
    terminal = begin(quiz)
    background(terminal)
    for columns, rows in ((40, 40), (200, 50), (52, 14), (80, 24)):
        terminal.resize(columns, rows)
        text = terminal.see(f"{FIRST_SKILL}/", "Python language")
        words = re.sub(r"\s+", " ", text)
        if rows > 20:
            assert "have not yet run a Python script that I wrote myself" in words
            assert "that other people's code uses" in words
    terminal.press("3")
    terminal.see(f"{FIRST_SKILL + 1}/")


def test_forty_columns_cut_nothing(quiz):
    terminal = begin(quiz, columns=40, rows=40, seed="5")
    for number in range(2, FIRST_SKILL + 1):
        text = terminal.see("save and leave")
        assert "Window too small" not in text
        terminal.answer(1, "2")
        terminal.see(f"{number}/")
    words = re.sub(r"\s+", " ", terminal.text)
    assert "have changed a tutorial's loops and functions to do something else" in words


def test_a_long_check_in_a_low_window_says_that_there_is_more(quiz):
    terminal = begin(quiz, "--seed", "5", columns=60, rows=13)
    background(terminal)
    terminal.answer(N_SKILLS, "2")
    for _ in range(14):
        text = terminal.see("save and leave")
        if "A second look" in text:
            terminal.press("enter")
            continue
        if "more lines: Page Down" in text:
            break
        terminal.press(*(["idk", "enter"] if "idk" in text else ["d"]))
    terminal.see("more lines: Page Down")
    terminal.press("page down", "page down", "page down")
    terminal.see("the end: Page Up goes back")


KINDS = {
    "first screen": 0,
    "a choice": 1,
    "a number": 3,
    "several": 4,
    "a level": 7,
}


@pytest.mark.parametrize("kind", KINDS)
def test_ctrl_c_saves_and_leaves_and_one_goes_on_there(quiz, kind):
    n = KINDS[kind]
    terminal = quiz("--quick")
    terminal.see("Whose sitting is this?")
    if n:
        terminal.press("enter")
        terminal.see("Begin")
        terminal.press("enter")
        terminal.answer(n - 1)
        terminal.see(f"{n}/{QUICK}")
    terminal.press("ctrl-c")

    assert terminal.ends() == 130
    assert same_settings(terminal)
    assert "\x1b[?25h" in terminal.raw.rsplit("\x1b[?25l", 1)[-1]
    if n > 1:
        terminal.see("To go on where you stopped: readiness quiz")
        again = quiz("--deep")
        again.see("You began a quick sitting", f"answered {n - 1} question")
        again.press("1")
        again.see(f"{n}/{QUICK}")
    else:
        terminal.see("Nothing was changed" if n == 0 else "nothing was kept")


@pytest.mark.slow
def test_ctrl_c_at_a_check_at_the_offer_at_a_second_look_and_in_the_review(quiz):
    terminal = begin(quiz, "--seed", "5")
    background(terminal)
    terminal.answer(N_SKILLS, "1")
    keys = {
        "A second look": "\r",
        "idk": "idk\r",
        "d don't know": "d",
        "Stop here?": "2",
        "Your answers": "r",
    }
    seen = set()
    for _ in range(60):
        screen = terminal.see(HINT)
        kind = next(name for name in keys if name in screen)
        if kind not in seen:
            seen.add(kind)
            terminal.press("ctrl-c")
            assert terminal.ends() == 130
            assert same_settings(terminal)
            terminal = quiz()
            terminal.see("Go on where I stopped")
            terminal.press("1")
            terminal.see(*[line.strip() for line in screen.split("\n")[:8]])
        if kind == "Your answers":
            break
        before = terminal.raw
        terminal.child.send(keys[kind])
        while terminal.raw == before or not terminal.text.strip():
            terminal.read()

    assert seen | {"Stop here?"} == set(keys)  # which is offered where enough is known


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_end_it_leaves_the_terminal_sane_and_keeps_everything(quiz, home, number):
    terminal = begin(quiz)
    terminal.answer(4)
    terminal.see("5/")
    terminal.child.kill(number)

    assert terminal.ends() == 130
    assert same_settings(terminal)
    assert "To go on where you stopped: readiness quiz" in terminal.raw
    assert len(stored(home)[1]) == 4


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_where_it_was(quiz, home):
    chance = random.Random(3)  # noqa: S311
    terminal = begin(quiz)
    for number in [signal.SIGKILL, signal.SIGTERM] * 3:
        terminal.answer(2)
        before = len(stored(home)[1])
        terminal.child.send("2\r")
        time.sleep(chance.random() * 0.06)
        terminal.child.kill(number)
        assert terminal.ends() in {-number, 130}
        kept = len(stored(home)[1])
        assert before <= kept <= before + 2
        terminal = quiz()
        terminal.see("You began a standard sitting", f"answered {kept} questions")
        terminal.press("1")
        terminal.see(f"{kept + 1}/")


def test_a_closed_terminal_loses_nothing_and_leaves_nobody_behind(quiz, home):
    terminal = begin(quiz)
    terminal.answer(4)
    terminal.see("5/")
    terminal.hang_up()

    assert len(stored(home)[1]) == 4


def test_starting_again_gives_the_old_sitting_up(quiz, home):
    terminal = begin(quiz)
    terminal.answer(2)
    terminal.see("3/")
    terminal.press("ctrl-c")
    terminal.ends()
    again = quiz("--quick")
    again.see("Start again")
    again.press("2")
    again.see("Whose sitting is this?")
    again.press("enter")
    again.see("Begin", f"{QUICK} short questions")
    again.press("ctrl-c")
    again.ends()

    with Store(home) as store:
        assert [sitting.state for sitting in store.sittings.all()] == ["abandoned"]


def test_two_windows_have_two_sittings(quiz, home):
    first = begin(quiz)
    first.answer(2)
    second = begin(quiz, "--quick")
    second.answer(3)
    first.answer(1)
    first.see("4/")
    second.see(f"4/{QUICK}")
    for terminal in (first, second):
        terminal.press("ctrl-c")
        assert terminal.ends() == 130
    with Store(home) as store:
        assert [len(store.sittings.events(sitting.id)) for sitting in store.sittings.all()] == [3, 3]


def test_no_color_sends_no_colour(quiz):
    coloured = begin(quiz, "--seed", "5")
    assert re.search(COLOUR, coloured.raw)
    coloured.press("2", "ctrl-c")
    assert coloured.ends() == 130
    bare = quiz(NO_COLOR="1")
    bare.see("Go on")
    bare.press("1")
    bare.see("2/")
    assert not re.search(COLOUR, bare.raw)


@pytest.mark.parametrize(
    "shape", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}, {"columns": 36}, {"rows": 10}], ids=str
)
def test_where_drawing_does_not_help_there_are_numbered_lines(quiz, shape):
    terminal = quiz(**shape)
    terminal.see("Name or initials, or quit:")
    terminal.press("\r")
    terminal.see("1 to 3, or quit:")
    terminal.press("1\r")
    terminal.see("1 to 7")
    assert "\x1b" not in terminal.raw


def test_a_window_that_shrinks_gets_numbered_lines_and_back(quiz):
    terminal = begin(quiz)
    terminal.resize(36, 24)
    terminal.press("2")
    terminal.see("Question 2 of")
    terminal.press("1\r")
    terminal.see("Question 3 of")
    terminal.resize(80, 24)
    terminal.press("0\r")
    terminal.see("4/", "1-4 mark")


def test_redirected_output_holds_the_report_and_no_prompt(quiz, tmp_path):
    report = tmp_path / "report.txt"
    terminal = begin(quiz, "--quick", into=report)
    background(terminal)
    terminal.answer(N_AREAS, "2")
    to_review(terminal)
    terminal.press("r")

    assert ends_at_the_menu(terminal) == 0
    text = report.read_text(encoding="utf-8")
    assert "SQL" in text
    assert "\x1b" not in text
    assert "Ctrl-C" not in text


def test_a_complete_profile_is_reviewed_at_once(quiz, tmp_path):
    profile = tmp_path / "me.json"
    terminal = begin(quiz, "--quick", "-o", str(profile))
    terminal.answer(QUICK - 3, "3")
    terminal.answer(3, "2")
    to_review(terminal)
    terminal.press("r")
    assert ends_at_the_menu(terminal) == 0

    again = quiz("--quick", "--profile", str(profile))
    again.see("Whose sitting is this?")
    again.press("enter")
    again.see("Go on: only the open questions are asked", "Recheck one skill", "Start again")
    again.press("1")
    again.see("Your profile answers everything that is asked here.")
    again.press("enter")
    to_review(again)
    again.press("r")
    assert ends_at_the_menu(again) == 0
    assert "readiness history show 2" in again.raw


def at_a_typed_check(quiz):
    """A terminal at the first check whose answer is typed."""
    terminal = begin(quiz, "--seed", "5")
    background(terminal)
    terminal.answer(9, "1")
    terminal.answer(N_SKILLS - 9, "2")
    for _ in range(30):
        text = terminal.see("save and leave")
        if "A second look" in text:
            terminal.press("enter")
        elif "d don't know" in text:
            terminal.press("d")
        elif "Type one number" in text:
            return terminal
        else:
            terminal.press("idk", "enter")
    raise AssertionError(terminal.text)


def test_what_cannot_be_read_is_asked_again_with_its_form_and_left_goes_back(quiz, home):
    terminal = at_a_typed_check(quiz)
    before = len(stored(home)[1])
    terminal.press(*"banana", "enter")
    terminal.see("could not be read", "nothing was scored", "banana")
    assert len(stored(home)[1]) == before
    terminal.press(*["backspace"] * 6)
    terminal.press(*"f", "enter")
    terminal.see("could not be read")
    terminal.press("backspace", *"7 rows", "enter")
    terminal.see("Check")
    assert len(stored(home)[1]) == before + 1
    terminal.press("left")
    terminal.see("7 rows")
    terminal.press("left")  # from a text box that holds an answer
    assert "7 rows" not in terminal.see("save and leave", "right on")
    assert len(stored(home)[1]) == before + 1


def test_the_checks_end_only_after_a_question(quiz, home):
    terminal = at_a_typed_check(quiz)
    terminal.press(*"finish", "enter")
    terminal.see("End the checks here?", "Go on with the checks")
    terminal.press("1")
    terminal.see("Type one number")
    terminal.press(*"finish", "enter")
    terminal.see("End the checks here?")
    terminal.press("2")
    terminal.see("Your answers", "See my result")
    assert stored(home)[1]["stop"].value == "stop"


def test_one_page_can_be_saved_and_a_skill_rechecked_after_the_result(quiz, home, tmp_path):
    terminal = begin(quiz, "--quick")
    background(terminal)
    terminal.answer(N_AREAS, "2")
    to_review(terminal)
    terminal.press("r")
    text = terminal.see("End here", "Save one page to share")
    assert "of 100 points" in text
    number = re.search(r"(\d)  Save one page to share", text)[1]
    terminal.press(number)
    terminal.see("Where should it be saved?")
    terminal.press(*str(tmp_path / "page.html"), "enter")
    terminal.see("End here")
    assert "<h1>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    number = re.search(r"(\d)  Recheck one skill", terminal.text)[1]
    terminal.press(number)
    terminal.see("Which skill?")
    terminal.press("1", "enter")
    terminal.see("Begin", "replaced by the new ones")
    terminal.press("enter")
    terminal.see("which line is true of you today?")
    terminal.press("ctrl-c")
    terminal.ends()
    with Store(home) as store:
        assert [sitting.state for sitting in store.sittings.all()] == ["finished"]
