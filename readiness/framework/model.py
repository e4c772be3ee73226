"""What a role asks for: Framework > Dimension > Criterion > Facet, each number with its basis.

The numbers themselves live in ``weights/*.toml``; these models say which numbers there are, and what is
allowed.
"""

from dataclasses import field
from functools import cached_property
from typing import Annotated, Final

from readiness.framework.scales import Identifier, Number, RatingScale, Scale, Sentence, Share, Sourced
from readiness.limits import MOST_DRAWS, MOST_FACETS, MOST_RULES
from readiness.models import Limits, Version1
from readiness.models.frozen import dataclass

__all__ = [
    "EXTENSION_KEYS",
    "Band",
    "Condition",
    "Consistency",
    "Criterion",
    "Dimension",
    "Facet",
    "Framework",
    "Insight",
    "LevelRules",
]


EXTENSION_KEYS: Final = ("changes", "additions", "removed")
"""What a role may say only with ``extends``; what comes of it has none of them."""
Label = Annotated[str, Limits(min_length=1, max_length=300)]
_FEW: Final = Limits(max_length=MOST_RULES)
_SOME: Final = Limits(min_length=1, max_length=MOST_FACETS)


EQUAL_SHARE: Final = Number(
    value=1.0,
    basis="assumption",
    rationale="Facets share their criterion equally: the source gives no split.",
)


A_FIFTH: Final = Number(
    value=0.2,
    basis="assumption",
    rationale="A role of which more than a fifth does not apply is another role.",
)


@dataclass(frozen=True, kw_only=True)
class SourceDocument:
    """The document that figures with basis "document" are taken from."""

    title: Sentence
    kind: Sentence


@dataclass(frozen=True, kw_only=True)
class Facet:
    """The smallest skill that gets its own level: a leaf of the weighted tree."""

    id: Identifier
    title: Sentence
    share: Number = EQUAL_SHARE
    """Share of its criterion, relative to the other facets' shares"""
    scale: Scale
    must_have: Number | None = None
    """Below this level nobody is ready"""
    built_on: Annotated[tuple[Identifier, ...], _FEW] = ()
    """Facets that it is worked with or judged by: it counts at most one level above"""

    def __post_init__(self) -> None:
        if self.built_on and not isinstance(self.scale, RatingScale):
            raise ValueError("built_on needs a rating scale; remove it here")
        if self.must_have is not None:
            if not isinstance(self.scale, RatingScale):
                raise ValueError("must_have needs a rating scale; remove it here")
            if not 1 <= self.must_have.value <= self.scale.bar.value:
                raise ValueError("must_have must be a level from 1 to the bar; lower it")


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A line with an importance, as the source prints it."""

    id: Identifier
    title: Sentence
    importance: Number
    why: Sentence | None = None
    facets: Annotated[tuple[Facet, ...], _SOME]


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """Skills, education, experience."""

    id: Identifier
    title: Sentence
    importance: Number
    criteria: Annotated[tuple[Criterion, ...], _SOME]


@dataclass(frozen=True, kw_only=True)
class Band:
    """A range of scores with a name and one sentence of meaning."""

    id: Identifier
    title: Sentence
    from_: Number = field(metadata={"alias": "from"})
    """The lowest score of the band, 0 to 100"""
    sentence: Sentence


@dataclass(frozen=True, kw_only=True)
class VerdictRules:
    """How a score becomes words."""

    min_coverage: Number
    """Below this share of answered weight no verdict is given"""
    most_not_applicable: Number = A_FIFTH
    """Above this share of weight that does not apply no verdict is given"""
    bands: Annotated[tuple[Band, ...], Limits(min_length=2, max_length=MOST_RULES)]

    def __post_init__(self) -> None:
        starts = [band.from_.value for band in self.bands]
        if starts[0] != 0 or sorted(set(starts)) != starts or starts[-1] >= 100:  # noqa: PLR2004 — points
            raise ValueError("bands must start at 0, rise, and stay below 100; fix their from")
        if not 0 <= self.min_coverage.value <= 1:
            raise ValueError("min_coverage is a share; use a number from 0 to 1")
        if not 0 <= self.most_not_applicable.value <= 1:
            raise ValueError("most_not_applicable is a share; use a number from 0 to 1")


@dataclass(frozen=True, kw_only=True)
class Worth(Sourced):
    """What the levels are worth where a certain level is asked for."""

    bar: Annotated[int, Limits(ge=1, le=4)]
    values: Annotated[tuple[Share, ...], Limits(min_length=5, max_length=5)]
    """Attainment of levels 0 to 4; 0 at 0, 1 from the bar on"""

    def __post_init__(self) -> None:
        super().__post_init__()
        if list(self.values) != sorted(self.values) or self.values[0] != 0:
            raise ValueError("values must start at 0 and never fall; reorder them")
        if set(self.values[self.bar :]) != {1.0} or self.values[self.bar - 1] == 1:
            raise ValueError("values must reach 1 at the bar and not before it; correct them")


@dataclass(frozen=True, kw_only=True)
class Counting:
    """How facets that are built on others count."""

    above_base: Number
    """Levels above the facet that it is built on, at most"""


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """Between which attainments a fact lies that was not given; anything between is as likely."""

    low: Number
    high: Number

    def __post_init__(self) -> None:
        if not 0 <= self.low.value <= self.high.value <= 1:
            raise ValueError("low and high are attainments; use 0 <= low <= high <= 1")


@dataclass(frozen=True, kw_only=True)
class LevelRules:
    """Everything in ``weights/levels.toml``: what holds where a role does not say it."""

    worth: Annotated[tuple[Worth, ...], _FEW]
    counting: Counting
    unanswered: Unanswered


@dataclass(frozen=True, kw_only=True)
class RobustnessRules:
    """How far the weights are moved to see whether the verdict stays."""

    draws: Number
    document_points: Number
    """Document importances move by up to so many points"""
    assumption_share: Number
    """Assumed importances move by up to this share"""

    def __post_init__(self) -> None:
        if not (100 <= self.draws.value <= MOST_DRAWS and self.draws.value.is_integer()):  # noqa: PLR2004
            raise ValueError(f"draws must be a whole number from 100 to {MOST_DRAWS}")
        if not 0 <= self.assumption_share.value < 1:
            raise ValueError("assumption_share must be at least 0 and less than 1")


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One test of a profile: of a level, a language, an attainment, or of sameness."""

    level_of: Identifier | None = None
    language: Identifier | None = None
    attainment_of: Identifier | None = None
    same_level_rated: Annotated[int, Limits(ge=2)] | None = None
    """At least so many facets rated, and all at one level (of at_least or more)"""
    any: Annotated[tuple["Condition", ...], _FEW] | None = None
    at_least: float | None = None
    at_most: float | None = None
    above: Identifier | None = None
    by: Share | None = None

    def __post_init__(self) -> None:
        subjects = [self.level_of, self.language, self.attainment_of, self.same_level_rated, self.any]
        if sum(s is not None for s in subjects) != 1:
            raise ValueError("name exactly one of level_of, language, attainment_of, same_level_rated, any")
        tests = [self.at_least is not None or self.at_most is not None, self.above is not None]
        if self.same_level_rated is None and self.any is None and sum(tests) != 1:
            raise ValueError("needs at_least or at_most, or above with by")
        if (self.above is None) != (self.by is None):
            raise ValueError("above and by belong together; give both")


@dataclass(frozen=True, kw_only=True)
class Consistency:
    """Answers that seldom go together: asked about once, gently."""

    id: Identifier
    when: Annotated[tuple[Condition, ...], Limits(min_length=1, max_length=MOST_RULES)]
    touches: Annotated[tuple[Identifier, ...], _FEW]
    """Facets that the question is about"""
    ask: Sentence


@dataclass(frozen=True, kw_only=True)
class Insight:
    """One of the source's misconceptions, and the profile it speaks to."""

    id: Identifier
    misconception: Annotated[int, Limits(ge=1, le=5)]
    when: Annotated[tuple[Condition, ...], Limits(min_length=1, max_length=MOST_RULES)]
    sentence: Sentence


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A versioned description of a role: what counts, how much, since when, says who."""

    schema_version: Version1
    id: Identifier
    version: Annotated[str, Limits(pattern=r"^\d+\.\d+\.\d+$")]
    title: Sentence
    summary: Sentence | None = None
    source: SourceDocument
    extends: Label | None = None
    """The role that this one changes: its id, or a .toml file beside this one"""
    questions: Label | None = None
    """Folder of questions of the role's own, beside this file"""
    renamed: Annotated[dict[Identifier, Identifier], _FEW] = field(default_factory=dict)
    """New ids of facets and criteria by what earlier versions called them; a comparison follows them"""
    worth: Annotated[tuple[Worth, ...], _FEW] = ()
    """What levels are worth, by bar; left out, weights/levels.toml says it"""
    counting: Counting | None = None
    """How facets built on others count; left out, weights/levels.toml says it"""
    unanswered: Unanswered | None = None
    """What is believed of a fact that was not given; left out, weights/levels.toml says it"""
    dimensions: Annotated[tuple[Dimension, ...], _SOME]
    verdict: VerdictRules
    robustness: RobustnessRules
    consistency: Annotated[tuple[Consistency, ...], _FEW] = ()
    insights: Annotated[tuple[Insight, ...], _FEW] = ()
    digest: str = ""
    """SHA-256 of the content; computed on reading, never written"""

    def __hash__(self) -> int:
        """Of the digest alone: much is kept for each framework, and looked up often."""
        return hash(self.digest)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in the order of the file."""
        return tuple(c for d in self.dimensions for c in d.criteria)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Every facet, in the order of the file: the leaves of the tree."""
        return tuple(f for c in self.criteria for f in c.facets)

    @cached_property
    def rated(self) -> tuple[Facet, ...]:
        """The facets that are rated on levels 0-4."""
        return tuple(f for f in self.facets if isinstance(f.scale, RatingScale))

    @cached_property
    def rateable(self) -> tuple[str, ...]:
        """The names that a profile may rate: rated facets, then criteria that hold one."""
        facets = {facet.id for facet in self.rated}
        criteria = (c.id for c in self.criteria if any(f.id in facets for f in c.facets))
        return (*(facet.id for facet in self.rated), *criteria)
