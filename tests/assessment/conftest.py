"""Every example person, and the record of each."""

import pytest

from readiness.profile import read_profile

from .people import FILES, scored


@pytest.fixture(params=FILES, ids=[file.stem for file in FILES])
def example(request):
    return read_profile(request.param)


@pytest.fixture
def example_record(example):
    return scored(example)
