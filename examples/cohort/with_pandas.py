"""Scores of a pandas DataFrame, as another one."""

import pandas as pd
import pyarrow as pa

from readiness.cohort import score_batches

people = pd.DataFrame(
    {"id": [1, 2, 3], "python-language": [3, None, 0], "sql": [2, 4, 1], "years": [0.5, None, 3.0]}
)

table = pa.Table.from_pandas(people, preserve_index=False)
scored = pa.Table.from_batches(score_batches(table.to_batches())).to_pandas()

scores = scored["score"]
print(scored[["id", "score", "low", "high", "verdict", "step_1"]].round(1))
