import pytest

from readiness.assessment import overlay
from readiness.assessment.calibration import RefinedItem, Refinement, overlay_text
from readiness.errors import ContentError
from readiness.profile import Answer

from .people import example, items_of, scored

FOUND = Refinement((RefinedItem("sql-01", 1.25, 0.3, 40),), 0.7, 1.1)


@pytest.fixture
def use(monkeypatch, tmp_path):
    """Makes a text the overlay in use."""

    def put(text):
        path = tmp_path / f"overlay-{abs(hash(text))}.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv(overlay.OVERLAY_VARIABLE, str(path))
        return path

    return put


def test_what_was_refined_is_what_is_used(use):
    use(overlay_text(FOUND, n_people=40))
    found = overlay.refined(["sql-02", "sql-01"])
    assert found.b[1] == 1.25
    assert found.s_b[1] == 0.3
    assert found.b[0] != found.b[0]
    assert found.discriminations == (0.7, 1.1)


def test_a_sharper_discrimination_moves_the_score_more(use):
    item = items_of("sql")[0]
    profile = example("student")
    profile = type(profile)(
        name=profile.name, skills=profile.skills, answers=(Answer(item=item.id, response="idk"),)
    )
    moved = []
    for choice, typed in ((0.2, 0.3), (1.5, 2.5)):
        use(f"discrimination = {{ choice = {choice}, open = {typed} }}\n")
        moved.append(scored(profile).score)
    assert moved[1] < moved[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[items]\nsql-01 = { b = 1e308, s_b = 1e308 }\n", "items.sql-01"),
        ("[items]\nsql-01 = { b = 1.0, s_b = 0.0 }\n", "items.sql-01"),
        ("[items]\nsql-01 = { b = nan, s_b = 1.0 }\n", "items.sql-01"),
        ("[items]\nsql-01 = 3\n", "items.sql-01"),
        ("items = 3\n", "items"),
        ("discrimination = 2.0\n", "discrimination"),
        ("discrimination = { choice = 0.6 }\n", "discrimination"),
        ("discrimination = { choice = 0.6, open = inf }\n", "discrimination"),
        ("itmes = {}\n", "itmes"),
    ],
)
def test_a_bad_overlay_is_named_with_its_file_and_place(use, text, place):
    path = use(text)
    with pytest.raises(ContentError) as refused:
        overlay.refined(["sql-01"])
    assert str(path) in str(refused.value)
    assert [problem.where for problem in refused.value.problems] == [place]
