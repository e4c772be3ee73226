"""One page to share: the verdict, what is strong, three steps. Its evidence stands in the full report."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from readiness.report import figures as f
from readiness.report.sections.answer import way
from readiness.report.standing import score_text
from readiness.report.steps import target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record import Assessment
    from readiness.report.formats import Options, Past

__all__ = ["render"]

MOST_STRENGTHS: Final = 6
REACHED: Final = 0.95
"""From this share of the bar on a skill counts as a strength."""
_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin-top:1.6rem}"
    ".small{font-size:.9rem}@page{size:A4;margin:18mm}@media print{body{margin:0}}"
)


def render(records: Sequence[Assessment], options: Options, past: Past | None = None) -> str:  # noqa: ARG001 — one signature for all
    """A page for each record, in one text."""
    return "".join(map(_page, records))


def _page(record: Assessment) -> str:
    whose = f.prose(record.profile.name) if record.profile.name else "Readiness"
    title = f"{whose}: {record.verdict.title}"
    lead = f"{record.framework.title}, {f.day(record.assessed_at)}."
    parts = [f"<h1>{escape(title)}</h1>", _paragraph(lead), *map(_paragraph, _verdict(record))]
    strong = _strengths(record)
    if strong:
        parts += ["<h2>Strengths</h2>", _list(strong)]
    steps = [
        f"{target(step)}, {f.hours(step.effort_hours)}: {f.prose(step.do)}" for step in record.next_steps
    ]
    if steps:
        parts += ["<h2>The next three steps</h2>", _list(steps, ordered=True)]
    parts.append(
        '<p class="small">A learning aid made from what the profile says: no hiring decision, and no '
        "forecast of one. Every rating, check and figure behind it stands in the full report.</p>"
    )
    body = "\n".join(parts)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _verdict(record: Assessment) -> list[str]:
    return [f"{score_text(record)}.", *filter(None, (f.prose(record.verdict.sentence), way(record)))]


def _strengths(record: Assessment) -> list[str]:
    """The weightiest skills and facts that reach what the role asks for."""
    met = [leaf for leaf in record.leaves if leaf.attainment is not None and leaf.attainment >= REACHED]
    met.sort(key=lambda leaf: -leaf.weight)
    return [leaf.title for leaf in met[:MOST_STRENGTHS]]


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _list(texts: Sequence[str], *, ordered: bool = False) -> str:
    kind = "ol" if ordered else "ul"
    return f"<{kind}>\n" + "\n".join(f"<li>{escape(text)}</li>" for text in texts) + f"\n</{kind}>"
