"""What fuzzing and full runs found, given to its reader again."""

from pathlib import Path

import pytest

from .readers import READERS, read

CORPUS = Path(__file__).with_name("corpus")
FOUND = sorted(path for path in CORPUS.rglob("*") if path.is_file())
NAMES = {name.replace("/", "-"): name for name in READERS}


@pytest.mark.parametrize("path", FOUND, ids=[f"{path.parent.name}-{path.name}" for path in FOUND])
def test_what_was_found_once_is_refused_in_words(path):
    read(NAMES[path.parent.name], path.read_bytes())


def test_there_is_something_to_give():
    assert FOUND
