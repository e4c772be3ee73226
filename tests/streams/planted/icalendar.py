"""Stands before the calendar's library: chats when imported, in a constructor and while it works."""

import sys
from importlib import import_module
from pathlib import Path

from chatterer import chat

chat("import")
del sys.modules[__name__]
path = list(sys.path)
sys.path = [entry for entry in path if Path(entry).resolve() != Path(__file__).parent]
library = import_module(__name__)
sys.path = path


class Calendar(library.Calendar):
    def __init__(self, *args, **kwargs):
        chat("constructor")
        super().__init__(*args, **kwargs)

    def to_ical(self, *args, **kwargs):
        chat("working")
        return super().to_ical(*args, **kwargs)


library.Calendar = Calendar
