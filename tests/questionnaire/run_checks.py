"""Run the checks of one facet: a JSON list on standard input, what each printed or raised on standard output.

Each check gets a module and an empty folder of its own; the libraries that they share are imported once.
"""

import contextlib
import io
import json
import os
import sys
import tempfile
import traceback
import types


def outcome(check: dict) -> dict:
    """What the check printed, or how it failed."""
    module = types.ModuleType("__main__")
    module.__dict__.update(CODE=check["code"], OPTIONS=check["options"])
    sys.modules["__main__"] = module
    printed = io.StringIO()
    home = os.getcwd()  # noqa: PTH109  (checks may patch anything; keep to the bare functions)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
                exec(compile(check["source"], check["id"], "exec"), module.__dict__)  # noqa: S102  (our own content)
        except BaseException:  # noqa: BLE001  (a check that exits or is interrupted has failed too)
            return {"id": check["id"], "error": traceback.format_exc(limit=-1)}
        finally:
            os.chdir(home)
    return {"id": check["id"], "printed": printed.getvalue()}


if __name__ == "__main__":
    json.dump([outcome(check) for check in json.load(sys.stdin)], sys.stdout)
