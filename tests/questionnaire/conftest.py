import pytest

from readiness.framework import load_framework
from readiness.questionnaire import facet_ids, load_bank, load_facet
from readiness.questionnaire.lint import LintBank


@pytest.fixture(scope="session")
def bank():
    """The shipped questions, with the levels that the shipped role asks for."""
    rated = load_framework().rated
    bars = {facet.id: int(facet.scale.bar.value) for facet in rated}
    must_haves = frozenset(facet.id for facet in rated if facet.must_have is not None)
    return LintBank(tuple(load_facet(facet) for facet in facet_ids()), load_bank(), bars, must_haves)
