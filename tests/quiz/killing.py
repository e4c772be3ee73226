"""Kill one sitting again and again at random moments, and say what a person saw and what was kept.

Run as a program: a fresh process without threads, from which each sitting is forked, so that fifty sittings
take seconds. Prints one line a round: how many next questions were seen, how many answers are kept.
"""

import contextlib
import os
import pty
import random
import re
import select
import signal
import sys
import time
from pathlib import Path

from readiness.cli import main
from readiness.quiz import opening, plain, signals  # noqa: F401 — everything is imported before the first fork
from readiness.report import terminal  # noqa: F401
from readiness.store import Store

PROMPT = "quit: "


def child(options):
    os.environ["TERM"] = "dumb"
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    os._exit(main(["quiz", "--deep", "--seed", "1", *options]))


def reply(text):
    """What to type at the prompt at the end of `text`."""
    if "Go on where I stopped" in text:
        return "1"
    if "1: Stop here" in text:
        return "2"
    if "Press Enter to begin" in text:
        return ""
    if ", idk," in text:
        return "idk"
    return "skip" if "skip" in text else "0"


def round_of(chance, options):
    """One sitting until its death; how many prompts after an answer of this round were seen."""
    process, terminal_ = pty.fork()
    if process == 0:
        child(options)
    answers_wanted = chance.choice((1, 1, 1, 2))
    text, seen, sent = "", 0, -1  # the first prompts are no questions
    question = None
    while True:
        if not select.select([terminal_], [], [], 20)[0]:
            raise SystemExit(f"nothing more after {text[-300:]!r}")
        text += os.read(terminal_, 65536).decode()
        if not text.endswith(PROMPT):
            continue
        if sent >= 0:
            seen = sent
            question = re.findall(r"Question (\d+) of", text) or question
        if "Type r for your result" in text:
            break
        if "Name or initials" in text:
            os.write(terminal_, b"\n")
            text = ""
            continue
        os.write(terminal_, f"{reply(text)}\n".encode())
        text = ""
        sent += 1
        if sent == answers_wanted:
            time.sleep(chance.random() ** 2 * 0.1)
            break
    os.kill(process, chance.choice((signal.SIGKILL, signal.SIGTERM)))
    with contextlib.suppress(OSError):  # how a pseudo-terminal says that nobody is left
        while os.read(terminal_, 65536):
            pass
    os.waitpid(process, 0)
    os.close(terminal_)
    return seen, sent, int(question[-1]) if question else 0


def run(rounds, options):
    chance = random.Random(20)  # noqa: S311
    for _ in range(rounds):
        before = kept()
        seen, sent, question = round_of(chance, options)
        print(before, seen, sent, kept(), question, flush=True)  # noqa: T201


def kept():
    if not Store.exists():
        return 0
    with Store() as store:
        sittings = store.sittings.unfinished()
        return len(store.sittings.events(sittings[0].id)) if sittings else 0


if __name__ == "__main__":
    Path(os.environ["READINESS_HOME"]).mkdir(parents=True, exist_ok=True)
    run(int(sys.argv[1]), sys.argv[2:])
