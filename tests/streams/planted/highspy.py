"""Stands before the solver: chats when imported, in the constructor and while solving."""

import sys
from importlib import import_module
from pathlib import Path

from chatterer import chat

chat("import")
del sys.modules[__name__]
path = list(sys.path)
sys.path = [entry for entry in path if Path(entry).resolve() != Path(__file__).parent]
solver = import_module(__name__)
sys.path = path


class Highs(solver.Highs):
    def __init__(self):
        chat("constructor")
        super().__init__()

    def run(self):
        chat("solving")
        return super().run()


solver.Highs = Highs
