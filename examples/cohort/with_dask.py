"""Scores of a Dask DataFrame, a partition at a time on its workers."""

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa

from readiness import load_framework
from readiness.cohort import row_schema, score_batches


def score_partition(people: pd.DataFrame) -> pd.DataFrame:
    """Scores of one partition."""
    table = pa.Table.from_pandas(people, preserve_index=False)
    return pa.Table.from_batches(
        score_batches(table.to_batches()), schema=row_schema(load_framework())
    ).to_pandas()


if __name__ == "__main__":
    people = pd.DataFrame(
        {"id": [1, 2, 3], "python-language": [3, None, 0], "sql": [2, 4, 1], "years": [0.5, None, 3.0]}
    )
    scored = dd.from_pandas(people, npartitions=2).map_partitions(
        score_partition, meta=row_schema(load_framework()).empty_table().to_pandas()
    )
    found = scored.compute(scheduler="threads")
    scores = found["score"]
    print(found[["id", "score", "low", "high", "verdict", "step_1"]].round(1))
