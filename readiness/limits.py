"""How much of anything is read or made: every limit of the product, in one place.

``docs/limits.md`` states each of them, and tests try both sides.
"""

from typing import Final

__all__ = [
    "BODY_SECONDS",
    "HEAD_BYTES",
    "LONGEST_ANSWER",
    "LONGEST_CELL",
    "LONGEST_NAME",
    "LONGEST_RESUME_TEXT",
    "LONGEST_SECONDS",
    "MAX_ARCHIVE_BYTES",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_DIGITS",
    "MAX_TOML_DEPTH",
    "MOST_ANSWERS",
    "MOST_ARCHIVE_FILES",
    "MOST_BOOTCAMPS",
    "MOST_CERTIFICATIONS",
    "MOST_CONNECTIONS",
    "MOST_DRAFTS",
    "MOST_DRAINED_BYTES",
    "MOST_DRAWN_WEIGHTS",
    "MOST_DRAWS",
    "MOST_EXPORT_ROWS",
    "MOST_FACETS",
    "MOST_FIELDS",
    "MOST_FLOWS",
    "MOST_FORM_BYTES",
    "MOST_GROUPS",
    "MOST_HEIRS",
    "MOST_ITEMS",
    "MOST_LANGUAGES",
    "MOST_PROBLEMS",
    "MOST_PROFILES",
    "MOST_PROJECTS",
    "MOST_QUESTION_BYTES",
    "MOST_QUESTION_FILES",
    "MOST_RECORD_ENTRIES",
    "MOST_RESUME_ENTRIES",
    "MOST_RULES",
    "MOST_SKILLS",
    "MOST_TABLE_ROWS",
    "MOST_UPLOAD_BYTES",
    "MOST_WEEKS",
    "MOST_YEARS",
    "PIPE_SECONDS",
    "RATE",
    "STRANGERS",
    "YEARS",
]

MAX_BYTES: Final = 4 * 1024 * 1024
"""Bytes of one file"""
PIPE_SECONDS: Final = 5.0
"""Seconds that a silent pipe is waited for"""
MAX_DEPTH: Final = 20
"""Levels of nesting in JSON"""
MAX_DIGITS: Final = 400
"""Digits of a whole number in JSON"""
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
MAX_ARCHIVE_BYTES: Final = 64 * 1024 * 1024
"""Bytes of an archive that LinkedIn exports"""
MOST_ARCHIVE_FILES: Final = 5_000
"""Files in such an archive"""
MOST_TABLE_ROWS: Final = 2_000
"""Rows of a table in such an archive; unpacked it has the limit of a file"""
LONGEST_CELL: Final = 100_000
"""Characters of a cell of such a table"""
MOST_RESUME_ENTRIES: Final = 500
"""Entries of any one list of a resume, and headings of its skills"""
LONGEST_RESUME_TEXT: Final = 20_000
"""Characters of one text of a resume in which words are looked for; a longer one is read so far"""
LONGEST_NAME: Final = 200
"""Characters of a name, a cohort, a claim"""
LONGEST_ANSWER: Final = 500
"""Characters of an answer that is typed"""
LONGEST_SECONDS: Final = 86_400
"""Seconds that one answer took"""
MOST_BOOTCAMPS: Final = 20
"""Boot camps of a person"""
MOST_YEARS: Final = 60
"""Years of work of a person"""
MOST_PROJECTS: Final = 100
"""Projects of a person"""
MOST_PROFILES: Final = 500
"""Profiles that `readiness score` reports on at once"""
MOST_GROUPS: Final = 2_000
"""Groups that the people of a cohort are compared in"""
HEAD_BYTES: Final = 16 * 1024
"""Bytes of the first line and the headers of a request to the pages"""
MOST_FORM_BYTES: Final = 64 * 1024
"""Bytes of a form that the pages send"""
MOST_UPLOAD_BYTES: Final = MAX_BYTES + 16 * 1024
"""Bytes of a form with a file: that within the limit of all files, and what a form puts around it"""
MOST_DRAINED_BYTES: Final = 64 * 1024 * 1024
"""Bytes of a body that is refused and thrown away, so that a browser that is still sending reads why"""
MOST_FIELDS: Final = 200
"""Fields of a form"""
BODY_SECONDS: Final = 15.0
"""Seconds that a request may take to arrive, from its first byte, or from the opening of its connection"""
MOST_CONNECTIONS: Final = 64
"""Connections to the pages at once"""
MOST_DRAFTS: Final = 50
"""Sittings prepared without an answer yet, and uploads not used yet; the oldest is forgotten"""
MOST_FLOWS: Final = 4
"""Sittings of the pages that are kept in memory; others are read again"""
RATE: Final = (100.0, 600.0)
"""Requests a second, and how many at once, of the browser that holds the cookie"""
STRANGERS: Final = (10.0, 100.0)
"""The same for all requests without the cookie together; they cannot use up the other bound"""
YEARS: Final = (1900, 2099)
"""First and last year of a date that is given"""
