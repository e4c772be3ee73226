"""How a level is measured: belief, evidence, expected score, next item, stopping. Arrays in, arrays out."""

from readiness.measurement.belief import (
    Belief,
    after_answer,
    after_ratings,
    criterion_projections,
    facet_projections,
    prior,
)
from readiness.measurement.population import Items, Population, Settings, items, population, settings
from readiness.measurement.refinement import Refined, refine
from readiness.measurement.replay import Answers, answers, replay
from readiness.measurement.score import (
    Expected,
    Leniency,
    chance_ready,
    doubt_before,
    evidence_share,
    expected_score,
    leniency,
    true_score,
)
from readiness.measurement.selection import StopReason, choose_items, expected_fall, next_item, should_stop

__all__ = [
    "Answers",
    "Belief",
    "Expected",
    "Items",
    "Leniency",
    "Population",
    "Refined",
    "Settings",
    "StopReason",
    "after_answer",
    "after_ratings",
    "answers",
    "chance_ready",
    "choose_items",
    "criterion_projections",
    "doubt_before",
    "evidence_share",
    "expected_fall",
    "expected_score",
    "facet_projections",
    "items",
    "leniency",
    "next_item",
    "population",
    "prior",
    "refine",
    "replay",
    "settings",
    "should_stop",
    "true_score",
]
