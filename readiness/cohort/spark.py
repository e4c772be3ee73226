"""Many people on a cluster: a Spark DataFrame of people in, one of scores out.

Spark gives every task batches of Arrow and takes batches of Arrow back (``DataFrame.mapInArrow``); what is
between is `readiness.cohort.score_batches`, so that no code of this package runs between the nodes. Needs
``readiness[spark]`` on the driver and on every node, and Java 17 or later.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from readiness.cohort.batches import score_batches
from readiness.cohort.columns import match_columns
from readiness.cohort.rows import row_schema
from readiness.framework import Framework, load_framework

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

    from readiness.cohort.decoding import Reading

__all__ = ["score"]


def score(people: Any, framework: Framework | None = None, *, reading: Reading | None = None) -> Any:
    """A DataFrame with a row of scores for each row of people.

    Parameters
    ----------
    people : pyspark.sql.DataFrame
        Columns as `readiness schema cohort` describes them; others are passed over, and not read.
    framework : Framework, optional
        What the role asks for; by default the entry-level machine learning engineer. It is sent to the nodes.
    reading : Reading, optional
        Columns of other names, and words that stand for levels.

    Returns
    -------
    pyspark.sql.DataFrame
        The columns of `row_schema`. A row that is no profile has the reason in ``refused``.

    Raises
    ------
    TableError
        If the columns are none of people.
    """
    role = framework or load_framework()
    renamed = reading.renamed if reading else {}
    wanted = list(match_columns(people.columns, role, "the DataFrame", renamed))
    if reading is not None and reading.group is not None and reading.group not in wanted:
        wanted.append(reading.group)
    known = people.select(*(f"`{name.replace('`', '``')}`" for name in wanted))
    return known.mapInArrow(_task(role, reading), _spark_schema(role))


def _task(
    framework: Framework, reading: Reading | None
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def score_partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a task has one core
        return score_batches(batches, framework, reading=reading)

    return score_partition


def _spark_schema(framework: Framework) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(row_schema(framework))
