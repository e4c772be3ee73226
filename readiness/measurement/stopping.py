"""When a sitting has shown enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from readiness.measurement.population import Population
    from readiness.measurement.score import Expected

__all__ = ["StopReason", "should_stop"]

StopReason = Literal["time", "precision", "settled", "exhausted"]


def should_stop(
    expected: Expected,
    population: Population,
    *,
    n_answered: int,
    seconds_left: float,
    open_must_haves: bool = False,
) -> StopReason | None:
    """Why one person's checks should end, or None where they should go on.

    Parameters
    ----------
    expected : Expected
        Of one person.
    population : Population
        Gives the settings.
    n_answered : int
        Answers so far, "I don't know" included.
    seconds_left : float
        Time left of what the person chose.
    open_must_haves : bool
        Whether the chance of a must-have still lies where it could go either way.
    """
    believed = population.settings
    if seconds_left <= 0:
        return "time"
    if n_answered < believed.least_answers or open_must_haves:
        return None
    if float(expected.sd[0]) <= believed.enough_precision:
        return "precision"
    chance = float(expected.chance[0])
    return "settled" if chance < believed.settled_below or chance > believed.settled_above else None
