"""What every model promises: frozen, equal by value, checked where people make it, whole where we do."""

import dataclasses
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from readiness import ProfileError, assess, load_framework, parse_assessment, parse_profile, to_json
from readiness.framework.scales import Number, YearsScale
from readiness.framework.scales.years import YearsSpan
from readiness.models import plain
from readiness.profile import Answer, Education, Experience, Profile
from readiness.record import Bounds, Stated

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


def test_nothing_can_be_assigned_or_deleted():
    profile = Profile(skills={"sql": 2})
    with pytest.raises(dataclasses.FrozenInstanceError):
        profile.name = "x"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del profile.skills
    assert profile == Profile(skills={"sql": 2})


def test_equal_values_are_equal_whatever_the_order_they_were_given_in():
    one, other = Bounds(low=1.0, high=2.0), Bounds(high=2.0, low=1.0)
    assert one == other
    assert hash(one) == hash(other)
    assert one != Bounds(low=1.0, high=3.0)
    assert one != Stated(score=1.0, coverage=2.0)
    assert repr(other) == "Bounds(low=1.0, high=2.0)"


def test_a_profile_made_in_python_is_checked_as_strictly_as_a_file():
    with pytest.raises(ProfileError) as caught:
        Profile(skills={"sql": 7, "python-language": "3"}, experience={"years": float("nan")})
    assert {problem.where for problem in caught.value.problems} == {
        "skills.sql",
        "skills.python-language",
        "experience.years",
    }
    with pytest.raises(ProfileError, match="half of a surrogate pair"):
        Profile(name="\ud800")
    with pytest.raises(TypeError, match="nam"):
        Profile(nam="x")
    with pytest.raises(ValueError, match="needs a rationale"):
        Number(value=3, basis="assumption")


def test_a_profile_takes_models_dictionaries_and_numpy_numbers_alike():
    years = np.float64(0.5)
    made = Profile(
        skills={"sql": np.int64(2)},
        education=Education(level="bachelor", certifications=("other",)),
        experience={"years": years},
        answers=[Answer(item="sql-01", response=None), {"item": "sql-02", "response": "1"}],
    )
    assert made.skills == {"sql": 2}
    assert type(made.skills["sql"]) is int
    assert made.education.certifications == ("other",)
    assert made.experience == Experience(years=0.5)
    assert made.answers == (Answer(item="sql-01", response=None), Answer(item="sql-02", response="1"))


def test_a_field_goes_by_its_own_name_in_python_and_by_its_key_in_files():
    span = YearsSpan(from_=0, to=2, share=40, basis="document")
    assert span.from_ == 0
    assert plain(span) == {"basis": "document", "from": 0.0, "to": 2.0, "share": 40.0}
    with pytest.raises(ValueError, match="follow each other"):
        YearsScale(input="experience.years", bar=Number(value=1, basis="document"), spans=[span, span])


def test_a_copy_has_other_values_in_fields_that_there_are():
    profile = Profile(name="Ada", skills={"sql": 2})
    assert replace(profile, name=None) == Profile(skills={"sql": 2})
    assert profile.name == "Ada"
    with pytest.raises(TypeError, match="nmae"):
        replace(profile, nmae="x")
    with pytest.raises(ProfileError):
        dataclasses.replace(profile, skills={"sql": 9})


def test_a_record_is_whole():
    with pytest.raises(TypeError, match="high"):
        Bounds(low=1.0)
    with pytest.raises(TypeError, match="hihg"):
        Bounds(low=1.0, hihg=2.0)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_equal_records_have_one_hash(path):
    profile = parse_profile(path.read_bytes())
    record = assess(profile, assessed_at=NOON)
    assert len({profile, parse_profile(path.read_bytes())}) == 1
    assert len({record, parse_assessment(to_json(record))}) == 1
    assert hash(record) != hash(replace(record, seed=1))


def test_values_by_default_are_not_shared():
    assert Profile().skills is not Profile().skills


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_profile_as_a_plain_dictionary_reads_as_the_same_profile(path):
    profile = parse_profile(path.read_bytes())
    assert parse_profile(json.dumps(plain(profile))) == profile


def test_what_is_none_and_has_to_be_said_stays_in_a_plain_dictionary():
    assert plain(Answer(item="sql-01", response=None)) == {"item": "sql-01", "response": None}
    role = plain(load_framework())
    assert role["dimensions"][0]["criteria"][0]["importance"] == {
        "value": 95.0,
        "basis": "document",
        "where": role["dimensions"][0]["criteria"][0]["importance"]["where"],
    }
