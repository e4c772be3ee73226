"""Profiles from what people already have: a JSON Resume, or the archive that LinkedIn exports."""

from readiness.profile.importers.background import ResumeContent
from readiness.profile.importers.importing import Imported, Note, import_bytes, import_resume, read_import

__all__ = ["Imported", "Note", "ResumeContent", "import_bytes", "import_resume", "read_import"]
