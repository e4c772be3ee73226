"""A page read back by a strict parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import html5lib

from readiness.assessment import assess
from readiness.report import render
from readiness.report.past import with_past

NOW = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def read(text):
    """The tree of a page; any parse error of HTML raises."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def words(element):
    """The text that is seen, without the titles and descriptions of drawings."""
    return " ".join("".join(_texts(element)).split())


def _texts(element):
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not child.tag.startswith(SVG):
            yield from _texts(child)
        yield child.tail or ""


def by_id(tree, name):
    return next(e for e in tree.iter() if e.get("id") == name)


def rows(element):
    """The rows of all tables inside: the texts of their cells."""
    return [[words(cell) for cell in row if cell.tag in {"th", "td"}] for row in element.iter("tr")]


def full(profile):
    """A record of somebody who has hours, with three earlier ones, and its page."""
    busy = replace(profile.goals, hours_per_week=6.0, weeks=12)
    profile = replace(profile, goals=busy)
    before = replace(profile, skills={name: min(2, at) for name, at in profile.skills.items()})
    earlier = [assess(before, assessed_at=NOW - timedelta(days=40 * k)) for k in (3, 2, 1)]
    record = assess(profile, assessed_at=NOW)
    extras = with_past(record, earlier)
    return record, extras, render(record, format="html", **extras)
