"""Profiles from what people already have: a JSON Resume, or the archive that LinkedIn exports."""

from readiness.profile.importers.background import Background
from readiness.profile.importers.importing import Imported, Note, import_bytes, import_resume, read_import

__all__ = ["Background", "Imported", "Note", "import_bytes", "import_resume", "read_import"]
