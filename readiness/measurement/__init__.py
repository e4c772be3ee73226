"""How a level is measured: belief, evidence, expected score. Arrays in, arrays out.

Which item comes next, and what collected answers say of items, stand in `selection` and `refinement`.
"""

from readiness.measurement.belief import (
    Belief,
    after_answer,
    join_observations,
    observe_answers,
    observe_ratings,
    prior,
)
from readiness.measurement.drawing import Drawn, at_least, draw_people, levels_drawn
from readiness.measurement.must_haves import own_chances
from readiness.measurement.person_fit import doubtful_zeros, misfit, surplus_right, widening
from readiness.measurement.population import Items, Population, Settings, items, population, settings
from readiness.measurement.readings import MENTOR, SELF, VERIFIED, Ratings, Steps, rate_facets
from readiness.measurement.replay import Answers, answers, replay, settle
from readiness.measurement.score import (
    Expected,
    Facts,
    Leniency,
    Needed,
    expected_score,
    leniency,
)
from readiness.measurement.worth import (
    Asked,
    Known,
    Raisable,
    attainment_of_levels,
    raisable,
    true_levels,
    true_score,
)

__all__ = [
    "MENTOR",
    "SELF",
    "VERIFIED",
    "Answers",
    "Asked",
    "Belief",
    "Drawn",
    "Expected",
    "Facts",
    "Items",
    "Known",
    "Leniency",
    "Needed",
    "Population",
    "Raisable",
    "Ratings",
    "Settings",
    "Steps",
    "after_answer",
    "answers",
    "at_least",
    "attainment_of_levels",
    "doubtful_zeros",
    "draw_people",
    "expected_score",
    "items",
    "join_observations",
    "leniency",
    "levels_drawn",
    "misfit",
    "observe_answers",
    "observe_ratings",
    "own_chances",
    "population",
    "prior",
    "raisable",
    "rate_facets",
    "replay",
    "settings",
    "settle",
    "surplus_right",
    "true_levels",
    "true_score",
    "widening",
]
