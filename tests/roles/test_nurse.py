"""A nurse's role from nothing: started, checked, asked, scored, planned, reported, and compared later."""

import json
import re
from pathlib import Path

import pytest

from readiness.questionnaire import OwnQuestions, facet_ids, questions_in_use

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "nurse"
ML_WORDS = re.compile(
    r"[Mm]achine learning|[Pp]ython|\bC\+\+|\bR\b|data science|[Bb]oot camp|San Francisco|US dollars"
    r"|scikit|\bAWS\b|programming"
)
ITEMS = """
[[items]]
id = "first-skill-01"
kind = "number"
level = 2
skill = "rate of an infusion"
stem = "500 ml are to run in 4 hours. What rate in ml an hour is set?"
answer = 125
explanation = "500 over 4 is 125."
seconds = 30

[[items]]
id = "first-skill-02"
kind = "text"
level = 1
skill = "the pulse at the wrist"
stem = "At which artery is the pulse felt at the wrist?"
accept = ["radial", "radial artery"]
explanation = "The radial artery runs over the bone there."
seconds = 30
"""
ANSWERS = {
    "experience.years": 2,
    "education.field": "own-nursing",
    "education.certifications": ["own-first"],
    "goals.hours_per_week": 5,
    "goals.weeks": 10,
    "skills.first-skill": 2,
    "skills.second-skill": 1,
    "skills.explaining": 2,
    "check.first-skill-01": "125",
    "check.first-skill-02": "Radial",
}


def words_of(text):
    """What a report says, without the marks and the style of a page."""
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)


def started(call, tmp_path):
    """A role with an item, a certificate of its own and a field of its own."""
    call("role", "new", "Ward nurse")
    role, questions = tmp_path / "ward-nurse.toml", tmp_path / "ward-nurse-questions"
    facet = questions / "facets" / "first-skill.toml"
    facet.write_text(facet.read_text() + ITEMS)
    background = questions / "background.toml"
    own_fields = """
[[questions]]
id = "education.field"
kind = "choice"
prompt = "What did you train in?"
why = "The role asks for nursing."
example = "The training that you finished last."
options = [{ id = "own-nursing", text = "Nursing" }, { id = "other", text = "Another field" }]
"""
    text = background.read_text() + own_fields
    background.write_text(
        re.sub(r"^# (?=\[\[questions|id|kind|prompt|why|ex|options|  \{|\])", "", text, flags=re.MULTILINE)
    )
    role.write_text(
        role.read_text()
        + """
[[dimensions]]
id = "education"
title = "Education"
importance = { value = 10, basis = "assumption", rationale = "It opens the door." }

[[dimensions.criteria]]
id = "training"
title = "Training"
importance = { value = 1, basis = "assumption", rationale = "The only one." }

[[dimensions.criteria.facets]]
id = "field"
title = "Field of training"
[dimensions.criteria.facets.scale]
kind = "ordinal-share"
input = "education.field"
bar = { value = "own-nursing", basis = "assumption", rationale = "The licence." }
levels = [
    { id = "other", title = "another field", credit = 0.1, basis = "assumption", rationale = "Little." },
    { id = "own-nursing", title = "nursing", credit = 1.0, basis = "assumption", rationale = "The field." },
]

[[dimensions.criteria.facets]]
id = "certificates"
title = "Certificates"
[dimensions.criteria.facets.scale]
kind = "count"
input = ["education.certifications"]
bar = { value = 1, basis = "assumption", rationale = "One." }
"""
    )
    return role


def test_a_started_role_is_accepted_by_every_command(call, tmp_path):
    out, _ = call("role", "new", "Ward nurse")
    assert out.count("made ") == 5
    assert "readiness check ward-nurse.toml" in out
    assert call("check", "ward-nurse.toml")[0] == "no problems found\n"
    assert call("check", ".")[0] == "no problems found\n"
    shown, _ = call("role", "ward-nurse.toml")
    assert "Ward nurse" in shown
    assert not ML_WORDS.search(shown)
    call("role", "new", "Ward nurse", code=2)
    text = (tmp_path / "ward-nurse.toml").read_text()
    assert text.count("#") > 15  # it is commented


def test_the_nurse_end_to_end(call, tmp_path):
    role = started(call, tmp_path)
    assert call("check", role)[0] == "no problems found\n"

    # The quiz asks what the role asks, and no more.
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS))
    quiz = ["quiz", "--framework", role, "--answers", "answers.json", "--seed", "1"]
    out, err = call(*quiz, "-o", "me.json", "--report", "first.json")
    record = json.loads((tmp_path / "first.json").read_text())
    assert record["estimate"]["n_answers"] == record["estimate"]["n_right"] == 2
    assert record["salary"] is None
    assert record["careers"] == []
    assert not ML_WORDS.search(out + err)
    profile = json.loads((tmp_path / "me.json").read_text())
    assert profile["education"] == {"field": "own-nursing", "certifications": ["own-first"]}

    # Score, plan and every form of report.
    forms = {}
    for form in ("terminal", "markdown", "csv", "html", "json"):
        forms[form], _ = call(
            "score", "me.json", "--framework", role, "--format", form, "--at", "2026-01-05T12:00"
        )
        assert "First skill" in forms[form]
        assert not ML_WORDS.search(words_of(forms[form])), form
    planned, _ = call("plan", "me.json", "--framework", role, "--hours", "30")
    assert re.search(r"(first-skill|second-skill|explaining)-[0-3]", planned)
    assert not ML_WORDS.search(planned)
    assert "First skill" in call("report", "first.json")[0]
    assert "the record holds" in call("verify", "first.json", "--framework", role)[0]
    assert "Ward nurse" in call("history", "show", "last")[0]
    assert "Ward nurse" in call("paths", "me.json", "--framework", role)[0]

    # A facet is renamed, and said to be: the comparison follows it, and nobody did anything.
    questions = tmp_path / "ward-nurse-questions" / "facets"
    facet = (questions / "first-skill.toml").read_text()
    (questions / "first-skill.toml").unlink()
    (questions / "bedside-care.toml").write_text(facet.replace("first-skill", "bedside-care"))
    text = (
        role.read_text().replace('"first-skill"', '"bedside-care"').replace('"First skill"', '"Bedside care"')
    )
    declared = text.replace(
        "\n[source]\n", '\n[renamed]\nfirst-skill = "bedside-care"\n\n[source]\n'
    ).replace("0.1.0", "0.2.0")
    role.write_text(declared)
    assert call("check", role)[0] == "no problems found\n"
    moved = json.dumps(profile).replace("first-skill", "bedside-care")
    (tmp_path / "now.json").write_text(moved)
    call("score", "now.json", "--framework", role, "-o", "second.json")
    found = json.loads(
        call("compare", "first.json", "second.json", "--framework", role, "--format", "json")[0]
    )
    assert found["person"] == pytest.approx(0, abs=1e-9)
    assert found["person_changes"] == []
    assert found["unknown"] == []
    assert found["newly_answered"] == {}
    assert not {"first-skill", "bedside-care"} & {change["id"] for change in found["framework_changes"]}

    # Not said: then the old one is gone and the new one is new, by the role's doing alone.
    role.write_text(text.replace("0.1.0", "0.3.0"))
    call("score", "now.json", "--framework", role, "-o", "third.json")
    found = json.loads(
        call("compare", "first.json", "third.json", "--framework", role, "--format", "json")[0]
    )
    assert found["person"] == pytest.approx(0, abs=1e-9)
    assert found["newly_answered"] == {}
    changes = {change["id"]: change for change in found["framework_changes"]}
    assert changes["first-skill"]["new_weight"] is None
    assert changes["bedside-care"]["old_weight"] is None


def test_what_a_person_did_is_still_told_apart_from_what_the_role_did(call, tmp_path):
    role = started(call, tmp_path)
    before = {"skills": {"first-skill": 1, "second-skill": 1}, "experience": {"years": 1}}
    (tmp_path / "before.json").write_text(json.dumps(before))
    call("score", "before.json", "--framework", role, "-o", "first.json")
    text = role.read_text()
    role.write_text(text.replace('"explaining"', '"teaching"').replace('"Explaining"', '"Teaching"'))
    after = {"skills": {"first-skill": 2, "second-skill": 1, "teaching": 4}, "experience": {"years": 1}}
    (tmp_path / "after.json").write_text(json.dumps(after))
    call("score", "after.json", "--framework", role, "-o", "second.json")
    found = json.loads(
        call("compare", "first.json", "second.json", "--framework", role, "--format", "json")[0]
    )
    assert [m["id"] for m in found["person_changes"] if m["cause"] != "inferred"] == ["first-skill"]
    assert found["person"] > 0
    assert found["person"] + found["framework"] == pytest.approx(found["change"], abs=1e-9)
    assert found["newly_answered"] == {}
    shown, _ = call("compare", "first.json", "second.json", "--framework", role)
    assert "All of it by what you answered" not in shown


# ------------------------------------------------------- roles that have less


def bare(tmp_path, extra=""):
    """A role without questions, items, steps, languages or degree."""
    text = (tmp_path / "ward-nurse.toml").read_text().replace('questions = "ward-nurse-questions"\n', extra)
    (tmp_path / "bare.toml").write_text(text)
    return tmp_path / "bare.toml"


def test_a_role_without_checks_promises_none(call, tmp_path):
    call("role", "new", "Ward nurse")
    role = bare(tmp_path)
    (tmp_path / "answers.json").write_text(
        json.dumps({"experience.years": 2, "skills.first-skill": 2, "skills.explaining": 1})
    )
    out, err = call("quiz", "--framework", role, "--answers", "answers.json", "-o", "me.json")
    assert "There are no checks for this role" in err
    promises = re.compile(
        r"checks? (would|could)|few checks|were checked|not yet checked|Short checks", re.IGNORECASE
    )
    score = ["score", "me.json", "--framework", role]
    texts = [out, *(call(*score, "--format", form)[0] for form in ("terminal", "markdown", "html"))]
    texts.append(call("score", "me.json", "--framework", role, "--detail")[0])
    for text in texts:
        assert not promises.search(text), promises.search(text)
        assert not ML_WORDS.search(words_of(text))
    assert "No step is left for what you rated" in out
    record = json.loads(call("score", "me.json", "--framework", role, "--format", "json")[0])
    assert record["questions"]["can_check"] is False


def test_only_what_the_role_uses_is_asked(call, tmp_path):
    from readiness.framework import load_framework
    from readiness.profile import Profile
    from readiness.quiz.flow import Flow
    from readiness.quiz.modes import MODES

    call("role", "new", "Ward nurse")
    flow = Flow(load_framework(bare(tmp_path)), MODES["standard"], Profile(), seed=0)
    asked = [question.id for question in flow.fixed]
    assert asked[:3] == ["experience.years", "goals.hours_per_week", "goals.weeks"]
    assert all(name.startswith("skills.") for name in asked[3:])
    assert flow.length == 0
    assert not any(ML_WORDS.search(f"{q.prompt} {q.why} {q.example}") for q in flow.fixed)
    shipped = Flow(load_framework(), MODES["standard"], Profile(), seed=0)
    assert [q.id for q in shipped.fixed][:6] == [
        "education.level", "education.field", "education.bootcamps", "education.certifications",
        "experience.years", "experience.projects",
    ]  # fmt: skip
    assert "goals.city" in [q.id for q in shipped.fixed]


def test_a_folder_named_on_the_command_line_takes_the_place_of_the_roles_own(call, tmp_path):
    role = started(call, tmp_path)
    (tmp_path / "ward-nurse-questions").rename(tmp_path / "elsewhere")
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS))
    call("quiz", "--framework", role, "--answers", "answers.json", code=4)
    call(
        "quiz", "--framework", role, "--answers", "answers.json", "--questions", "elsewhere", "-o", "me.json"
    )
    call("score", "me.json", "--framework", role, "--questions", "elsewhere")
    assert "first-skill" not in facet_ids()  # it is over with the command


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("facets/first-skill.toml", 'id = "other"\n', "line 1"),
        ("facets/First Skill.toml", "", "is not named after a facet"),
        ("facets/first-skill.toml", b"\xff\xfe", "is not UTF-8"),
        ("background.toml", "[[questions]]\nid = 3\n", "line 2, education.field"),
        ("background.toml", "x", "line 1"),
    ],
)
def test_a_slip_in_own_questions_is_named_with_its_place(call, tmp_path, name, text, words):
    call("role", "new", "Ward nurse")
    file = tmp_path / "ward-nurse-questions" / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "a.json").write_text("{}")
    _, err = call("quiz", "--framework", "ward-nurse.toml", "--answers", "a.json", code=3)
    assert name.rpartition("/")[2] in err
    assert words.split(",")[0] in err
    assert "Traceback" not in err


def test_a_sitting_about_an_own_role_is_gone_on_with_from_another_folder(call, tmp_path):
    from readiness.quiz.keeping import begun
    from readiness.quiz.modes import MODES
    from readiness.quiz.opening import Wish, start_sitting
    from readiness.store import Store

    role = started(call, tmp_path)
    with questions_in_use(OwnQuestions()), Store(tmp_path / "home") as store:
        wish = Wish(MODES["standard"], role=str(role), questions=str(tmp_path / "ward-nurse-questions"))
        opened = start_sitting(store, wish)
        opened.session.answer(2)
        kept = begun(store, store.sittings.all()[0])
    assert (kept.role, kept.questions) == (wish.role, wish.questions)


# ------------------------------------------------------------- the example


def test_the_example_outside_computing_is_whole(call):
    role = EXAMPLE / "acute-care-nurse.toml"
    assert call("check", EXAMPLE)[0] == "no problems found\n"
    shown, _ = call("role", role)
    assert "O*NET" in shown
    for form in ("terminal", "html"):
        text, _ = call("score", EXAMPLE / "mina.json", "--framework", role, "--format", form)
        assert "Pain relief" in text
        assert not ML_WORDS.search(words_of(text))
    assert "Pain relief" in call("plan", EXAMPLE / "mina.json", "--framework", role, "--hours", "20")[0]


class Chooser:
    """A face that keeps what it is shown, and takes the first option."""

    def __init__(self):
        self.shown = []

    def choose(self, lines, options):
        self.shown += [*lines, *options]
        return 0

    def ask(self, lines, prompt):
        self.shown += [*lines, prompt]
        return ""


@pytest.mark.parametrize(("with_items", "options"), [(False, 2), (True, 2)])
def test_the_first_screen_says_what_is_true_of_the_role(call, tmp_path, with_items, options):
    from readiness.quiz.opening import Wish, prepare
    from readiness.store import Store

    call("role", "new", "Ward nurse")
    if with_items:
        facet = tmp_path / "ward-nurse-questions" / "facets" / "first-skill.toml"
        facet.write_text(facet.read_text() + ITEMS)
    face = Chooser()
    role, questions = tmp_path / "ward-nurse.toml", tmp_path / "ward-nurse-questions"
    with questions_in_use(OwnQuestions()), Store(tmp_path / "home") as store:
        wish = prepare(store, face, Wish(role=str(role), questions=str(questions)))
    text = " ".join(face.shown)
    assert "for the role “Ward nurse”" in text
    assert not ML_WORDS.search(text)
    assert ("then checks" in text) is with_items
    assert len([line for line in face.shown if "short question" in line]) == options
    assert wish.mode.name == ("standard" if with_items else "ratings-only")
