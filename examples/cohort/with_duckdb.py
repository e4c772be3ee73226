"""People from a query in DuckDB, and their scores in the next one; batch by batch, in bounded memory."""

import duckdb
import pyarrow as pa

from readiness import load_framework
from readiness.cohort import row_schema, score_batches

database = duckdb.connect()
database.execute("""
    create table people as
    select * from (values (1, 3, 2, 0.5), (2, null, 4, null), (3, 0, 1, 3.0))
        as t(id, "python-language", sql, years)
""")

batches = database.cursor().sql("select * from people order by id").to_arrow_reader(10_000)
scored = pa.RecordBatchReader.from_batches(row_schema(load_framework()), score_batches(batches))
found = database.sql("select id, score, verdict, step_1 from scored order by id").fetchall()

scores = [row[1] for row in found]
for row in found:
    print(row)
