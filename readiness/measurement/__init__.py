"""How a level is measured: belief, evidence, expected score, next item, stopping. Arrays in, arrays out."""

from readiness.measurement.belief import (
    Belief,
    after_answer,
    join_observations,
    observe_answers,
    observe_ratings,
    prior,
)
from readiness.measurement.drawing import draw_attainments, draw_levels
from readiness.measurement.must_haves import own_chances
from readiness.measurement.population import Items, Population, Settings, items, population, settings
from readiness.measurement.raising import Raisable, raisable
from readiness.measurement.readings import MENTOR, SELF, VERIFIED, Ratings, Steps, rate_facets
from readiness.measurement.refinement import Refined, refine
from readiness.measurement.replay import Answers, answers, replay, settle
from readiness.measurement.score import (
    Expected,
    Facts,
    Leniency,
    at_least,
    expected_score,
    leniency,
    true_levels,
    true_score,
)
from readiness.measurement.selection import (
    StopReason,
    choose_items,
    item_worth,
    must_have_chances,
    next_item,
    should_stop,
)
from readiness.measurement.worth import Asked, Known, attainment_of_levels

__all__ = [
    "MENTOR",
    "SELF",
    "VERIFIED",
    "Answers",
    "Asked",
    "Belief",
    "Expected",
    "Facts",
    "Items",
    "Known",
    "Leniency",
    "Population",
    "Raisable",
    "Ratings",
    "Refined",
    "Settings",
    "Steps",
    "StopReason",
    "after_answer",
    "answers",
    "at_least",
    "attainment_of_levels",
    "choose_items",
    "draw_attainments",
    "draw_levels",
    "expected_score",
    "item_worth",
    "items",
    "join_observations",
    "leniency",
    "must_have_chances",
    "next_item",
    "observe_answers",
    "observe_ratings",
    "own_chances",
    "population",
    "prior",
    "raisable",
    "rate_facets",
    "refine",
    "replay",
    "settings",
    "settle",
    "should_stop",
    "true_levels",
    "true_score",
]
