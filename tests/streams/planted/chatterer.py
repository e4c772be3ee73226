"""Prints in every way that a library can, and writes down that it did."""

import os
import subprocess
import sys

WORDS = "chatter of a library"


def chat(where):
    with open(os.environ["CHATTERED"], "a", encoding="utf-8") as log:  # noqa: PTH123
        log.write(f"{where}\n")
    for descriptor in (1, 2):
        os.write(descriptor, f"{WORDS}\n".encode())
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        print(WORDS, file=stream, flush=True)
    subprocess.run(["/bin/sh", "-c", f"echo {WORDS}; echo {WORDS} >&2"], check=True)
