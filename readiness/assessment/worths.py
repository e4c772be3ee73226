"""What the levels of each leaf are worth in a role, where steps lead up it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from readiness.assessment.arrays import asked, years_table
from readiness.framework import CountScale, YearsScale, is_of_the_field
from readiness.plan.start import steps_of
from readiness.questionnaire.own import own_questions
from readiness.scoring import attainment

if TYPE_CHECKING:
    from readiness.framework import Framework
    from readiness.plan.start import Worths
    from readiness.questionnaire import OwnQuestions

__all__ = ["worths"]


def worths(framework: Framework) -> Worths:
    """Attainment of each level at which a step of a leaf begins or ends, by leaf, where a leaf has steps.

    What the shipped actions raise is of the article's field; a role of another one brings its own.
    """
    own = own_questions()
    return _worths(framework, own, is_of_the_field(framework) or own.actions is not None)


@lru_cache(maxsize=8)
def _worths(framework: Framework, _: OwnQuestions, with_actions: bool) -> Worths:  # noqa: FBT001
    found: dict[str, dict[float, float]] = {
        facet.id: dict(enumerate(row))
        for facet, row in zip(framework.rated, asked(framework).worth.tolist(), strict=True)
        if steps_of(facet.id)
    }
    for facet in framework.facets if with_actions else ():
        scale = facet.scale
        levels = sorted({level for s in steps_of(facet.id) for level in (s.from_level, s.to_level)})
        column = np.array(levels, dtype=np.float64)
        if levels and isinstance(scale, YearsScale):
            reached = attainment.years(column, *years_table(scale), scale.bar.value)
            found[facet.id] = dict(zip(levels, reached.tolist(), strict=True))
        elif levels and isinstance(scale, CountScale):
            reached = attainment.count(column, scale.bar.value)
            found[facet.id] = dict(zip(levels, reached.tolist(), strict=True))
    return found
