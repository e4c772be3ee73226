"""Resumes in the shapes that people write: what is understood, what is left open, and nothing that raises."""

import json
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.errors import ProfileError
from readiness.framework import load_framework
from readiness.profile import Profile, parse_profile, read_profile
from readiness.profile.exporting import json_resume_of
from readiness.profile.importers import import_resume
from readiness.profile.importers.dates import moments_in
from readiness.profile.importers.lint import lint_aliases
from readiness.profile.importers.names import load_aliases
from readiness.profile.importers.skills import level_of
from readiness.profile.writing import profile_json
from readiness.questionnaire import facet_ids

ROOT = Path(__file__).parents[2]
AT = date(2026, 6, 1)
ALIASES = load_aliases()
TABLE = tomli.loads((ROOT / "questions" / "aliases.toml").read_text(encoding="utf-8"))
TITLES = {facet.id: facet.title for facet in load_framework().rated}


def imported(**parts):
    return import_resume(parts, at=AT)


def said(found):
    return " | ".join(f"{note.place}: {note.words}" for note in found.not_understood)


# -------------------------------------------------------------- the table


def test_the_table_of_names_keeps_its_rules_and_is_large_enough():
    assert lint_aliases(TABLE, facet_ids()) == []
    assert sum(map(len, TABLE["facets"].values())) >= 300
    assert set(TABLE["facets"]) == set(facet_ids())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"facets": {"sql": ["SQL"], "probability": ["s-q-l"]}}, '"s-q-l" stands under facets.sql as well'),
        ({"facets": {"sqll": ["SQL"]}}, "is no facet; did you mean sql?"),
        ({"shared": [{"names": ["x"], "facets": ["sql"], "why": "y"}]}, "fewer than two facets"),
        ({"shared": [{"names": ["x"], "facets": ["sql", "probability"], "why": " "}]}, "does not say why"),
        ({"levels": {"1": ["basic"], "2": ["Basic"]}}, '"Basic" stands under levels.1 as well'),
        ({"facets": {"sql": ["--"]}}, "holds no letter"),
    ],
)
def test_a_table_that_breaks_a_rule_is_told_where(change, words):
    problems = [f"{p.where}: {p.sentence}" for p in lint_aliases(TABLE | change, facet_ids())]
    assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("name", "facet"),
    [
        ("sklearn", "ml-libraries"),
        ("scikit learn", "ml-libraries"),
        ("Scikit-Learn", "ml-libraries"),
        ("PyTorch", "ml-libraries"),
        ("A/B testing", "statistical-inference"),
        ("a/b-Tests", "statistical-inference"),
        ("PostgreSQL 14", "sql"),
        ("Docker & Kubernetes", "deployment"),
        ("CI/CD", "deployment"),
        ("機械学習", "supervised-learning"),
        ("maschinelles Lernen", "supervised-learning"),
        ("Visualización de datos (Tableau)", "exploratory-analysis"),
    ],
)
def test_a_skill_is_found_however_it_is_spelt(name, facet):
    found = imported(skills=[{"name": name, "level": "advanced"}])
    assert found.profile.skills[facet] == 3
    assert found.profile.claims[facet] == "advanced"
    assert found.profile.source == "self"


# ------------------------------------------------------------------ levels


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("intermediate", 2),
        ("advanced", 3),
        ("beginner", 1),
        ("Master", 4),
        ("avanzado", 3),
        ("experienced", 3),
        ("Proficient", 3),
        ("novice", 1),
        ("EXPERT", 4),
        ("junior", 2),
        ("beginer", 1),
        ("competent", 2),
        ("Débutant", 1),
        ("fortgeschritten", 3),
        ("Intermediário", 2),
        ("продвинутый", 3),
        ("精通", 4),
        ("中級", 2),
        ("متقدم", 3),
        ("Advanced (5 years)", 3),
        ("beginner to intermediate", 1),
        ("no experience", 0),
    ],
)
def test_a_level_word_is_a_claim_that_keeps_its_words(words, level):
    found = imported(skills=[{"name": "SQL", "level": words}])
    assert found.profile.skills == {"sql": level}
    assert found.profile.claims == {"sql": words}


@pytest.mark.parametrize(
    "words",
    [
        75,
        "75",
        "75%",
        "4/5",
        "rockstar",
        "not advanced",
        "I work with experts every day of the week",
        "★★★★",
        0,
    ],
)
def test_a_word_that_says_no_level_is_not_stated(words):
    found = imported(skills=[{"name": "SQL", "level": words}])
    assert found.profile.skills == {}
    assert "sql" in found.named
    assert "not stated" in said(found)


@pytest.mark.parametrize("nothing", [None, "", " ", [], {}, True])
def test_no_level_word_is_not_stated_and_no_puzzle(nothing):
    found = imported(skills=[{"name": "SQL", "level": nothing}])
    assert (found.profile.skills, found.not_understood) == ({}, ())
    assert "sql" in found.named


def test_of_two_levels_for_a_facet_the_one_about_the_skill_itself_holds():
    found = imported(
        skills=[
            {"name": "Data", "level": "expert", "keywords": ["MySQL"]},
            {"name": "SQL", "level": "novice"},
            {"name": "PyTorch", "level": "novice"},
            {"name": "Keras", "level": "proficient"},
        ]
    )
    assert found.profile.skills == {"sql": 1, "ml-libraries": 3}


# ------------------------------------------------------------------ shapes


def test_headings_hold_the_real_skills_in_their_keywords():
    found = imported(
        skills=[
            {"name": "Languages", "level": "Advanced", "keywords": ["Python", "R"]},
            {"name": "Backend", "level": None, "keywords": "Docker, SQL (expert); Flask"},
            {"name": "Tools", "keywords": [{"name": "pandas", "level": "intermediate"}, None, 3]},
        ]
    )
    assert found.profile.languages == {"python": 3, "r": 3}
    assert found.profile.skills == {"python-language": 3, "data-wrangling": 2, "sql": 4}
    assert found.named.keys() == {"deployment", "software-engineering"}
    assert "Languages" not in said(found)
    assert "Backend" not in said(found)


@pytest.mark.parametrize(
    "skills",
    [
        ["Python", "SQL"],
        "Python, SQL",
        {"Programming": ["Python", "SQL"]},
        {"name": "Programming", "keywords": ["Python", "SQL"]},
        [["Python"], ["SQL"]],
        [{"skill": "Python"}, {"title": "SQL"}],
    ],
)
def test_skills_are_read_whatever_holds_them(skills):
    assert {"python-language", "sql"} <= imported(skills=skills).named.keys()


def test_old_keys_are_read():
    found = import_resume(
        {
            "bio": {"firstName": "Ada", "lastName": "Byron"},
            "work": [
                {"company": "X", "position": "Data Engineer", "start_date": "2020-01", "end_date": "2021-12"}
            ],
            "certifications": [{"title": "AWS Certified Machine Learning - Specialty"}],
        },
        at=AT,
    )
    assert found.profile.name == "Ada Byron"
    assert found.profile.experience.years == 2.0
    assert found.profile.education.certifications == ("aws-machine-learning-specialty",)


def test_lists_and_null_are_read_where_text_belongs():
    found = imported(
        basics=None,
        work=[
            {
                "name": ["A", "B"],
                "position": ["Developer"],
                "summary": ["built a classifier", "for images"],
                "startDate": ["2020-01"],
                "endDate": "2020-12",
                "highlights": None,
            },
            None,
            "Waiter",
        ],
        education={"studyType": ["Bachelor", "Hons"], "area": None},
        projects=None,
    )
    assert found.profile.experience.years == 1.0
    assert found.profile.education.level == "bachelor"


# ---------------------------------------------------------- dates and years


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("2019-07-01", 2019, 7),
        ("2019-07", 2019, 7),
        ("2019", 2019, None),
        (2019, 2019, None),
        ("May 2019", 2019, 5),
        ("04/05/2019", 2019, 5),
        ("05/13/2019", 2019, 5),
        ("2019-7-01", 2019, 7),
        ("mayo de 2019", 2019, 5),
        ("März 2019", 2019, 3),
        ("2019年5月", 2019, 5),
        ("Jan '19", 2019, 1),
        ("05/2019", 2019, 5),
        ("2019.05", 2019, 5),
        ("2019-07-01T00:00:00Z", 2019, 7),
        (1561939200, 2019, 7),
        ({"year": 2019, "month": 5}, 2019, 5),
        ("٢٠١٩", 2019, None),
    ],
)
def test_a_date_is_read_in_every_shape(text, year, month):
    (found,) = moments_in(text, ALIASES)
    assert (found.year, found.month) == (year, month)


@pytest.mark.parametrize(
    "text", ["Present", "Current", "actualidad", "heute", "至今", "настоящее время", "ongoing"]
)
def test_an_open_end_is_open_in_many_languages(text):
    found = imported(work=[{"position": "Data Analyst", "startDate": "2025-06", "endDate": text}])
    assert found.profile.experience.years == 1.0


@pytest.mark.parametrize("nothing", [None, "", "-", "N/A"])
def test_no_end_is_an_open_one(nothing):
    found = imported(work=[{"position": "Data Analyst", "startDate": "2025-06-01", "endDate": nothing}])
    assert found.profile.experience.years == 1.0
    assert "as it has no end" in found.used[0].words


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2018", "2020", 2.0),
        ("2019", "2019", 0.5),
        ("2018-01", "2019-12", 2.0),
        ("2018-01-01", "2018-12-31", 1.0),
        ("Jan 2018", "2030", 8.4),
        ("2015 - 2017", None, 2.0),
        ("2 years 6 months", None, 2.5),
        ("2020-05", "2020-04-01", None),
        ("banana", "2020", None),
        ("2019", "sometime", None),
        ("2030-01", None, None),
        (None, None, None),
    ],
)
def test_years_of_one_job(start, end, years):
    found = imported(work=[{"position": "Data Scientist", "startDate": start, "endDate": end}])
    assert found.profile.experience.years == years
    assert bool(found.not_understood) == (years is None)


def test_overlaps_count_once_and_other_work_does_not():
    found = imported(
        work=[
            {"position": "Data Analyst", "startDate": "2018-01", "endDate": "2019-12"},
            {"position": "ML Engineer", "startDate": "2019-01", "endDate": "2020-12"},
            {"position": "Software Engineer", "startDate": "2010", "endDate": "2017", "summary": "Web shops"},
            {"position": "Data entry clerk", "startDate": "2005", "endDate": "2010"},
            {
                "position": "Chef",
                "startDate": "2000",
                "endDate": "2005",
                "summary": "data analysis of recipes",
            },
        ]
    )
    assert found.profile.experience.years == 3.0
    assert said(found).count("is not read as machine learning or data work") == 3


def test_a_level_that_is_changed_in_the_quiz_loses_the_words_that_it_was_read_from():
    from readiness.quiz.answers import Given
    from readiness.quiz.profiles import profile_of

    start = imported(
        skills=[{"name": "SQL", "level": "expert"}, {"name": "Docker", "level": "novice"}]
    ).profile
    given = {
        "skills.sql": Given("skills.sql", "answered", 2),
        "skills.deployment": Given("skills.deployment", "answered", 1),
    }
    after = profile_of(start, load_framework(), given)
    assert after.skills["sql"] == 2
    assert after.claims == {"deployment": "novice"}


def test_work_of_another_kind_alone_leaves_the_years_open():
    assert imported(work=[{"position": "Nurse", "startDate": "2010"}]).profile.experience.years is None


@given(
    st.lists(
        st.tuples(st.integers(2000, 2024), st.integers(1, 12), st.integers(0, 60)), min_size=1, max_size=6
    )
)
def test_years_are_the_months_that_any_job_covers(jobs):
    covered, work = set(), []
    for year, month, length in jobs:
        first = year * 12 + month - 1
        last = min(first + length, AT.year * 12 + AT.month - 2)
        covered |= set(range(first, last + 1))
        end = f"{last // 12}-{last % 12 + 1:02}"
        work.append({"position": "Data Analyst", "startDate": f"{year}-{month:02}", "endDate": end})
    assert imported(work=work).profile.experience.years == pytest.approx(len(covered) / 12, abs=0.06)


# --------------------------------------------------- education and the rest


@pytest.mark.parametrize(
    ("entry", "level", "field"),
    [
        ({"studyType": "Bachelor", "area": "Software Development"}, "bachelor", "computer-science"),
        ({"studyType": "BS", "area": "Statistics"}, "bachelor", "mathematics-or-statistics"),
        ({"studyType": "B.Sc. in Computer Science"}, "bachelor", "computer-science"),
        ({"studyType": "Full-time student", "area": "Physics"}, None, None),
        ({"studyType": "PhD", "area": "Maschinelles Lernen"}, "phd", None),
        ({"studyType": "Licenciatura", "area": "Ciencias de la Computación"}, "bachelor", "computer-science"),
        ({"degree": "Diplom", "field": "Informatik"}, "master", "computer-science"),
        ({"studyType": "Master", "area": "Data Science", "endDate": "2027-06"}, "some-college", "data-or-ai"),
        ({"studyType": "Bachelor", "startDate": "2024-09", "area": "History"}, "some-college", "other"),
        (
            {"studyType": "Bachelor", "startDate": "2010-09", "area": "Economics"},
            "bachelor",
            "other-quantitative",
        ),
        ({"studyType": "Baccalauréat", "endDate": "2015"}, "secondary", None),
        ({"studyType": "本科", "area": "计算机科学"}, "bachelor", "computer-science"),
    ],
)
def test_a_study_is_a_degree_and_a_field(entry, level, field):
    education = imported(education=[entry]).profile.education
    assert (education.level, education.field) == (level, field)


def test_the_highest_finished_degree_counts_and_boot_camps_apart():
    found = imported(
        education=[
            {"studyType": "Bachelor", "area": "Biology", "endDate": "2015"},
            {"studyType": "MSc", "area": "Bioinformatics", "endDate": "2017"},
            {"studyType": "Data Science Bootcamp", "endDate": "2020"},
        ]
    )
    education = found.profile.education
    assert (education.level, education.field, education.bootcamps) == ("master", "other-quantitative", 1)


def test_certificates_and_projects():
    found = imported(
        certificates=[
            {"name": "Google Cloud Certified - Professional Data Engineer"},
            {"name": "Databricks Certified Associate"},
            {"name": "First aid at work"},
        ],
        projects=[
            {"name": "Churn", "url": "https://example.org", "keywords": ["XGBoost"]},
            {"name": "Maps"},
            {"name": "Later", "endDate": "present"},
        ],
    )
    assert found.profile.education.certifications == ("gcp-professional-data-engineer", "other")
    assert found.profile.experience.projects == 2
    assert "First aid" in said(found)
    assert "ml-libraries" in found.named


def test_a_role_of_another_field_is_not_told_what_counts_for_it():
    role = load_framework(ROOT / "examples" / "nurse" / "acute-care-nurse.toml")
    resume = {
        "work": [{"position": "Data Analyst", "startDate": "2019"}],
        "education": [{"studyType": "Bachelor", "area": "Statistics", "endDate": "2018"}],
        "certificates": [{"name": "Databricks"}],
        "skills": [{"name": "Pain relief", "level": "expert"}, {"name": "documentation", "level": "novice"}],
    }
    found = import_resume(resume, at=AT, framework=role)
    assert found.profile.skills == {"pain-relief": 4, "documentation": 1}
    assert found.profile.experience.years is None
    assert (found.profile.education.field, found.profile.education.certifications) == (None, None)
    assert said(found).count("not for this table to say") == 2


def test_a_language_without_a_level_leaves_the_languages_open():
    enough = imported(skills=[{"name": "R", "level": "expert"}, {"name": "Java"}, {"name": "Rust"}])
    assert enough.profile.languages == {"r": 4}
    one = imported(skills=[{"name": "Python", "level": "expert"}, {"name": "Java"}])
    assert one.profile.languages is None
    assert "java" in one.named
    both = imported(
        skills=[{"name": "Java", "level": "expert"}], languages=[{"language": "English", "fluency": "fluent"}]
    )
    assert both.profile.languages == {"java": 4}


def test_nothing_personal_is_taken():
    resume = {
        "basics": {
            "name": "A",
            "gender": "x",
            "birthday": "1990",
            "image": "http://x",
            "location": {"city": "Seattle"},
        }
    }
    assert json.loads(profile_json(imported(**resume).profile)) == {
        "schema_version": 1,
        "name": "A",
        "skills": {},
        "source": "self",
    }


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"foo": 1, "bar": 2}, 'is no JSON Resume (keys found: "foo", "bar")'),
        ([1], "is no JSON Resume"),
        ("x", "is no JSON Resume"),
        ({"skills": {"sql": 2}, "goals": {}}, "is a profile; `readiness score FILE` takes it"),
        ({"leaves": [], "framework": {}, "profile": {}}, "is a report"),
    ],
)
def test_what_is_no_resume_is_told_so(values, words):
    with pytest.raises(ProfileError) as caught:
        import_resume(values, at=AT)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [('{"work": [],\n "skills": [],\n}', "line 2, column 14"), ('{"skills": ["a", ]}', "line 1, column 16")],
)
def test_a_trailing_comma_is_named_with_its_place(text, place):
    with pytest.raises(ProfileError) as caught:
        parse_profile(text)
    assert f"{place}: not JSON: a comma stands before the closing" in str(caught.value)


# ---------------------------------------------------------------- properties

TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Python", "SQL", "advanced", "beginer", "2019", "Present", "Data Analyst", "BSc", "May 2019", ""]
    ),
    st.text(alphabet=string.digits + "/-. ", max_size=12),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def entries(*names, lists=()):
    fields = dict.fromkeys(names, TEXT) | {name: st.lists(TEXT, max_size=3) for name in lists}
    return st.lists(st.fixed_dictionaries({}, optional={**fields, "x": JSON}), max_size=4)


RESUMES = st.fixed_dictionaries(
    {
        "basics": st.fixed_dictionaries(
            {}, optional={"name": TEXT, "location": st.dictionaries(TEXT, TEXT, max_size=2)}
        )
    },
    optional={
        "work": entries("name", "position", "startDate", "endDate", "summary", lists=("highlights",)),
        "volunteer": entries("organization"),
        "education": entries("institution", "area", "studyType", "startDate", "endDate", lists=("courses",)),
        "certificates": entries("name", "date", "issuer", "url"),
        "skills": entries("name", "level", lists=("keywords",)),
        "languages": entries("language", "fluency"),
        "projects": entries("name", "url", "startDate", "endDate", lists=("keywords", "roles")),
        "meta": st.dictionaries(TEXT, JSON, max_size=2),
        "x": JSON,
    },
)
DAMAGED = st.dictionaries(
    st.sampled_from(
        ["basics", "work", "education", "skills", "languages", "certificates", "projects", "bio"]
    ),
    JSON,
    min_size=1,
).map(lambda values: {"basics": {}, **values})


@settings(max_examples=150, deadline=None)
@given(RESUMES | DAMAGED, st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_no_resume_raises_and_every_profile_of_one_can_be_read(resume, at):
    found = import_resume(resume, at=at)
    assert parse_profile(profile_json(found.profile)) == found.profile
    assert set(found.profile.claims) == set(found.profile.skills)
    lines = [*found.used, *found.not_understood]
    assert all(note.words.isprintable() and note.place.isprintable() for note in lines)
    for facet, words in found.profile.claims.items():
        assert level_of(words, ALIASES) == found.profile.skills[facet]


CRITERIA = {c.id: [f.id for f in c.facets if f.id in TITLES] for c in load_framework().criteria}
PROFILES = st.builds(
    Profile,
    name=st.none() | st.text(string.ascii_letters, min_size=1, max_size=10),
    skills=st.dictionaries(st.sampled_from(sorted(TITLES)), st.integers(0, 4)),
    languages=st.none()
    | st.dictionaries(st.sampled_from(["python", "r", "java", "c++"]), st.integers(0, 4), min_size=1),
    education=st.fixed_dictionaries(
        {},
        optional={
            "level": st.sampled_from(["secondary", "bootcamp", "some-college", "bachelor", "master", "phd"]),
            "bootcamps": st.integers(1, 3),
            "certifications": st.lists(
                st.sampled_from(
                    ["gcp-professional-data-engineer", "aws-machine-learning-specialty", "other"]
                ),
                unique=True,
                min_size=1,
            ).map(sorted),
        },
    ),
    experience=st.fixed_dictionaries(
        {}, optional={"years": st.integers(1, 100).map(lambda n: n / 10), "projects": st.integers(1, 9)}
    ),
)


@settings(max_examples=60, deadline=None)
@given(PROFILES)
def test_what_a_resume_can_say_comes_back_from_one(profile):
    resume = json.loads(json.dumps(json_resume_of(profile, titles=TITLES, criteria={})))
    again = import_resume(resume, at=AT)
    assert again.not_understood == () or "names no field" in said(again)
    held = replace(again.profile, claims={})
    if profile.education.level in {None, "secondary"} and profile.education.bootcamps:
        profile = replace(profile, education=replace(profile.education, level="bootcamp"))
    assert held == profile


@pytest.mark.parametrize(
    "name", ["student", "career-changer", "statistician", "experienced-engineer", "by-criterion"]
)
def test_an_example_survives_the_way_out_and_back(name):
    profile = read_profile(ROOT / "examples" / f"{name}.json")
    resume = json_resume_of(
        profile, titles=TITLES, criteria={k: v for k, v in CRITERIA.items() if k not in TITLES}
    )
    again = import_resume(resume, at=AT).profile
    if name == "by-criterion":
        assert again.skills["sql"] == profile.skills["data-analysis"]
    else:
        assert again.skills == profile.skills
    assert again.languages == profile.languages
    assert again.education.level == profile.education.level
    assert again.education.field == profile.education.field
    assert again.experience.years == (profile.experience.years or None)
