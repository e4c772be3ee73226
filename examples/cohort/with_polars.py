"""Scores of a Polars DataFrame, as another one; both are Arrow, so that nothing is copied."""

import polars as pl
import pyarrow as pa

from readiness.cohort import score_batches

people = pl.DataFrame(
    {"id": [1, 2, 3], "python-language": [3, None, 0], "sql": [2, 4, 1], "years": [0.5, None, 3.0]}
)

scored = pl.from_arrow(pa.Table.from_batches(score_batches(people.to_arrow().to_batches())))

scores = scored["score"]
print(scored.select("id", "score", "low", "high", "verdict", "step_1"))
