"""What plain dataclasses say of their fields beyond a type, and the readers of them.

Content, profiles and records are standard-library dataclasses, each said once. Plain content is recognised
from them (`recognition`); pydantic, which takes longer to import than a profile takes to score, reads the
same dataclasses to say what is wrong with the rest and to write JSON Schemas (`validation`).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

from readiness.models.fields import Limits, Tagged, Version1, Version2, plain
from readiness.models.recognition import NO, Path, fits_by_name, recognised

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness.errors import LocatedError, Problem

__all__ = ["Limits", "Path", "Tagged", "Version1", "Version2", "check_fields", "plain", "read_as"]

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
    for field in dataclasses.fields(model):
        object.__setattr__(made, field.name, getattr(accepted, field.name))
