"""What fuzzing and full runs found, given to its reader again."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .readers import READERS, read
from .valid import ROOT

CORPUS = Path(__file__).with_name("corpus")
FOUND = sorted(path for path in CORPUS.rglob("*") if path.is_file())
NAMES = {name.replace("/", "-"): name for name in READERS}


@pytest.mark.parametrize("path", FOUND, ids=[f"{path.parent.name}-{path.name}" for path in FOUND])
def test_what_was_found_once_is_refused_in_words(path):
    read(NAMES[path.parent.name], path.read_bytes())


@pytest.fixture(scope="module")
def valid():
    """A valid file of every kind."""
    done = subprocess.run(
        [sys.executable, "-c", MAKE], cwd=ROOT, capture_output=True, text=True, check=True
    )  # forked children need a process with one thread
    place = Path(done.stdout.strip())
    yield place / "valid"
    shutil.rmtree(place)


MAKE = """
from tests.promises.forked import warm
warm()
from tests.promises.inputs import Bench
print(Bench().place)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_every_reader_that_is_fuzzed_takes_a_valid_file(valid, name):
    READERS[name]((valid / name).read_bytes())


def test_there_is_something_to_give():
    assert FOUND
