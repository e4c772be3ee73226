"""Many people at once: tables and files of people in, tables of scores and a summary out.

Needs the libraries of ``readiness[cohort]``; nothing else in the package imports them.
"""

from readiness.cohort.batches import assess_many, score_batches
from readiness.cohort.columns import TableError, column_named, table_schema, template
from readiness.cohort.decoding import Reading
from readiness.cohort.rows import row_schema
from readiness.cohort.running import Run, RunProgress, TooManyRefusedError, score_files
from readiness.cohort.sources import SourceFile, find_sources
from readiness.cohort.summary import Summary, summarise

__all__ = [
    "Reading",
    "Run",
    "RunProgress",
    "SourceFile",
    "Summary",
    "TableError",
    "TooManyRefusedError",
    "assess_many",
    "column_named",
    "find_sources",
    "row_schema",
    "score_batches",
    "score_files",
    "summarise",
    "table_schema",
    "template",
]
