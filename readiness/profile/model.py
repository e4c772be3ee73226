"""What a person brings: answers about skills, education, experience and goals."""

from typing import Annotated, Literal

from readiness.errors import ProfileError
from readiness.models import Field, Frozen, Limits, Version1

__all__ = ["Answer", "Education", "Experience", "Goals", "Level", "Profile", "Source"]

Level = Annotated[int, Limits(ge=0, le=4)]
FacetId = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9+._-]{0,63}$")]
LanguageId = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9+#._-]{0,31}$")]
Label = Annotated[str, Limits(min_length=1, max_length=200)]

MOST_SKILLS = 500
MOST_ANSWERS = 1000

Degree = Literal["none", "secondary", "bootcamp", "some-college", "bachelor", "master", "phd"]
FieldOfStudy = Literal[
    "computer-science",
    "data-or-ai",
    "mathematics-or-statistics",
    "engineering-or-physics",
    "other-quantitative",
    "other",
    "none",
]
CertificationId = Literal[
    "gcp-professional-data-engineer", "azure-ai-engineer-associate", "aws-machine-learning-specialty", "other"
]
Source = Literal["self", "mentor", "verified"]
City = Literal["san-francisco", "new-york-city", "seattle", "boston", "austin", "other"]


class _Brought(Frozen):
    refused_as = ProfileError


class Education(_Brought):
    """Degrees, field, certificates; what is left out was not answered."""

    level: Degree | None = Field(default=None, description="The highest degree held")
    field: FieldOfStudy | None = Field(default=None, description="Field of that degree")
    certifications: tuple[CertificationId, ...] | None = Field(
        default=None, max_length=50, description="Certifications held; an empty list says that there are none"
    )
    bootcamps: Annotated[int, Limits(ge=0, le=20)] | None = Field(
        default=None, description="Boot camps finished; 0 says that there are none"
    )


class Experience(_Brought):
    """Work and projects; what is left out was not answered."""

    years: Annotated[float, Limits(ge=0, le=60)] | None = Field(
        default=None,
        description="Years of related work (programming, data, machine learning), full-time equivalent",
    )
    projects: Annotated[int, Limits(ge=0, le=100)] | None = Field(
        default=None, description="Finished projects that somebody else can look at"
    )


class Goals(_Brought):
    """What the plan should fit; nothing here changes the score."""

    city: City | None = Field(default=None, description="City of the salary shown as context")
    hours_per_week: Annotated[float, Limits(gt=0, le=100)] | None = Field(
        default=None, description="Hours a week for learning"
    )
    weeks: Annotated[int, Limits(ge=1, le=260)] | None = Field(
        default=None, description="Weeks until the application"
    )


class Answer(_Brought):
    """The answer to one check, as given; it is marked again whenever the profile is scored."""

    item: FacetId = Field(description='Id of the item, such as "sql-03"')
    response: Annotated[str, Limits(max_length=500)] | None = Field(
        description='What was typed; for a choice the number of the option; null for "I don\'t know"'
    )
    seconds: Annotated[float, Limits(ge=0, le=86_400)] | None = Field(
        default=None, description="How long it took"
    )
    digest: Annotated[str, Limits(pattern=r"^[0-9a-f]{12,64}$")] | None = Field(
        default=None, description="Digest of the item as it was answered; left out where that is not known"
    )
    shown_days_ago: Annotated[float, Limits(ge=0, le=36_500)] | None = Field(
        default=None, description="Days before the answer on which its key had last been shown to this person"
    )


class Profile(_Brought):
    """Everything that one person answered; every part may be left out, and left out is never 0.

    Examples
    --------
    >>> Profile(skills={"sql": 2}).skills["sql"]
    2
    """

    schema_version: Version1 = Field(default=1, description="Version of this format: 1")
    name: Label | None = Field(default=None, description="Shown in reports; never scored")
    cohort: Label | None = Field(default=None, description="Group for cohort reports; never scored")
    skills: dict[FacetId, Level | None] = Field(
        default_factory=dict,
        max_length=MOST_SKILLS,
        description=(
            "Level by facet id, or by criterion id, which sets all its facets; a facet named itself wins. "
            "0 not yet; 1 follows a tutorial; 2 does it with help; 3 does it alone, on real data; "
            "4 designs it and guides others; null was asked and skipped, which is never 0. "
            "`readiness role` lists the ids."
        ),
    )
    source: Source = Field(
        default="self",
        description=(
            "Who gave the levels in skills: self, the person; mentor, somebody who has seen the work; "
            "verified, an examiner whose levels are taken as they are"
        ),
    )
    sources: dict[FacetId, Source] = Field(
        default_factory=dict,
        max_length=MOST_SKILLS,
        description="Who gave a level, by facet or criterion id, where it differs from source",
    )
    claims: dict[FacetId, Label] = Field(
        default_factory=dict,
        max_length=MOST_SKILLS,
        description="The words that an imported level was read from, by facet id; never scored",
    )
    not_applicable: tuple[FacetId, ...] = Field(
        default=(),
        max_length=MOST_SKILLS,
        description="Facets that do not apply; they leave the score with their weight",
    )
    languages: dict[LanguageId, Level] | None = Field(
        default=None,
        max_length=100,
        description='Level by programming language, such as {"python": 3, "r": 1}',
    )
    education: Education = Field(default_factory=Education)
    experience: Experience = Field(default_factory=Experience)
    goals: Goals = Field(default_factory=Goals)
    answers: tuple[Answer, ...] = Field(
        default=(), max_length=MOST_ANSWERS, description="Answers to checks, in any order"
    )
