"""Content as models: recognised where it plainly is right, else put to the validator."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from readiness.models.fields import plain
from readiness.models.recognition import NO, fits_by_name, recognised

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness.errors import LocatedError, Problem
    from readiness.models.recognition import Path

__all__ = ["check_fields", "read_as"]

Model = TypeVar("Model")


def read_as(
    model: type[Model], content: Any, *, where: Callable[[Path], str] | None = None
) -> tuple[Model | None, list[Problem]]:
    """The content as a model, or every reason why it is not one.

    Parameters
    ----------
    model : dataclass
        What the content should be.
    content : dict
        Plain values as a JSON or TOML parser gives them: an array may stand for a tuple, an integer for a
        float, and nothing else is converted.
    where : callable, optional
        How a place is said, given the keys and positions on the way to it.

    Returns
    -------
    tuple of (model or None, list of Problem)
        Exactly one of the two says something.
    """
    found = recognised(model, content)
    if found is not None:
        return found, []
    from readiness.models.validation import validated

    return validated(model, content, where=where)


def check_fields(made: Any, error: type[LocatedError]) -> None:
    """Bring an object that was made in Python to what a file would give; for its ``__post_init__``.

    Raises
    ------
    LocatedError
        Of the class `error`, with every place that is wrong.
    """
    model = type(made)
    found = {}
    for name, fit in fits_by_name(model).items():
        found[name] = fit(getattr(made, name))
        if found[name] is NO:
            break
    else:
        for name, value in found.items():
            object.__setattr__(made, name, value)
        return
    from readiness.models.validation import validated

    accepted, problems = validated(model, plain(made))
    if accepted is None:
        raise error(model.__name__, problems)
    for field in fields(model):
        object.__setattr__(made, field.name, getattr(accepted, field.name))
