"""The pages say of every example what the library says: the same score, verdict and first three steps."""

from datetime import datetime

import html5lib
import pytest

from readiness import assess, read_profile
from readiness.record import parse_assessment
from readiness.report.standing import score_text
from readiness.report.steps import levels

from .test_pages import EXAMPLES, score

NAMES = sorted(path.name for path in EXAMPLES.glob("*.json"))


def texts(page, path):
    """The texts of the elements at a path, without spaces that are not seen."""
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    return [" ".join("".join(found.itertext()).split()) for found in tree.findall(path)]


def check_report(page, record):
    """The report that a result leads to."""
    assert record.verdict.title in texts(page, ".//h2")
    assert any(score_text(record) in text for text in texts(page, ".//p"))


def test_every_example_has_its_score_verdict_and_steps_on_its_page(client):
    assert len(NAMES) > 10
    for name in NAMES:
        page = score(client, name)
        kept = parse_assessment(client.get(f"{page.address}/save/json").content, source=name)
        record = assess(read_profile(EXAMPLES / name), assessed_at=datetime.fromisoformat(kept.assessed_at))
        assert kept == record
        assert texts(page, ".//h1") == [record.verdict.title]
        (figure,) = texts(page, ".//p[@class='figure']")
        low, high = (f"{round(value, 1):.1f}" for value in (record.estimate.low, record.estimate.high))
        assert float(figure.removesuffix(" of 100 points")) == pytest.approx(record.score, abs=0.05)
        assert any(f"Likely between {low} and {high}" in text for text in texts(page, ".//p"))
        heads = texts(page, ".//ol[@class='steps']/li/details/summary")
        assert len(heads) == len(record.next_steps)
        for head, step in zip(heads, record.next_steps, strict=True):
            assert head.startswith(f"{step.facet_title}, {levels(step)} about {step.effort_hours:g} hour")
        check_report(client.get(f"{page.address}/report"), record)
