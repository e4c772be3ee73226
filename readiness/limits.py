"""How much of anything is read or made: every limit of the product, in one place.

``docs/limits.md`` states each of them, and tests try both sides.
"""

from typing import Final

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_TOML_DEPTH",
    "MOST_ANSWERS",
    "MOST_CERTIFICATIONS",
    "MOST_DRAWN_WEIGHTS",
    "MOST_DRAWS",
    "MOST_EXPORT_ROWS",
    "MOST_FACETS",
    "MOST_HEIRS",
    "MOST_ITEMS",
    "MOST_LANGUAGES",
    "MOST_PROBLEMS",
    "MOST_QUESTION_BYTES",
    "MOST_QUESTION_FILES",
    "MOST_RECORD_ENTRIES",
    "MOST_RULES",
    "MOST_SKILLS",
    "MOST_WEEKS",
    "PIPE_SECONDS",
    "YEARS",
]

MAX_BYTES: Final = 4 * 1024 * 1024
"""Bytes of one file"""
PIPE_SECONDS: Final = 5.0
"""Seconds that a silent pipe is waited for"""
MAX_DEPTH: Final = 20
"""Levels of nesting in JSON"""
MAX_TOML_DEPTH: Final = 40
"""Levels of nesting in a role"""
MOST_PROBLEMS: Final = 20
"""Problems of a file that are listed; the rest are counted"""
MOST_SKILLS: Final = 500
"""Entries of skills, sources, claims and not_applicable in a profile"""
MOST_ANSWERS: Final = 1000
"""Answers to checks in a profile"""
MOST_LANGUAGES: Final = 100
"""Programming languages in a profile"""
MOST_CERTIFICATIONS: Final = 50
"""Certifications in a profile"""
MOST_EXPORT_ROWS: Final = 1_000_000
"""Rows of one table of an export of the history that is taken back; each row has the limit of a file"""
MOST_FACETS: Final = 120
"""Facets of a role"""
MOST_DRAWS: Final = 100_000
"""Draws of weights of a role"""
MOST_DRAWN_WEIGHTS: Final = 10_000_000
"""Draws of a role times its criteria"""
MOST_RULES: Final = 200
"""Entries of any other list of a role: levels, bands, insights, renamed ids"""
MOST_HEIRS: Final = 8
"""Roles that extend one another in a row"""
MOST_ITEMS: Final = 300
"""Checks in a file of questions"""
MOST_QUESTION_FILES: Final = 500
"""Files in a folder of questions"""
MOST_QUESTION_BYTES: Final = 16 * 1024 * 1024
"""Bytes of all files in a folder of questions"""
MOST_RECORD_ENTRIES: Final = 10_000
"""Entries of any one list of a report or a plan"""
MOST_WEEKS: Final = 520
"""Weeks of a plan"""
YEARS: Final = (1900, 2099)
"""First and last year of a date that is given"""
