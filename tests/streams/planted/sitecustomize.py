"""Python imports this first: from then on the libraries under `readiness` chat when they are imported.

So does every module of a command, as there are commands that import no library.
"""

import sys

LIBRARIES = {"icalendar", "jinja2", "numpy", "platformdirs", "prompt_toolkit", "pydantic", "pygments", "rich"}

COMMANDS = "readiness.cli."


class Listener:
    def find_spec(self, name, path=None, target=None):  # noqa: ARG002 — what Python asks of a finder
        if name in LIBRARIES or (name.startswith(COMMANDS) and name != f"{COMMANDS}parser"):
            from chatterer import chat

            LIBRARIES.discard(name)
            chat(name)


sys.meta_path.insert(0, Listener())
