"""What arrays hold, as annotations say it: one name for each kind, shapes stand in docstrings.

Nothing of numpy is loaded for them, so that what reads a role or a profile does not wait for it.
"""

from typing import TYPE_CHECKING, Any, TypeAlias

__all__ = ["AnyArray", "ArrayLike", "Flags", "Floats", "Indices", "Integers"]

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    AnyArray: TypeAlias = NDArray[Any]
    Flags: TypeAlias = NDArray[np.bool_]
    Floats: TypeAlias = NDArray[np.float64]
    Indices: TypeAlias = NDArray[np.intp]
    Integers: TypeAlias = NDArray[np.int64]
else:
    AnyArray = ArrayLike = Flags = Floats = Indices = Integers = object
