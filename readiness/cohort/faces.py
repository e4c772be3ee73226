"""The summary of many people as text for a terminal, as JSON, as Markdown, and as a page."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from readiness import words
from readiness.cohort.summary import LEAST
from readiness.errors import visible

if TYPE_CHECKING:
    from datetime import date

    from readiness.cohort.summary import CountSpan, Spread, Summary

__all__ = ["FORMS", "as_html", "as_json", "as_markdown", "as_text"]

FORMS = ("terminal", "json", "markdown", "html")
_NONE = "–"
_BAR = 24
_FEW_LINES = 5
_WIDEST = 44


def _number(value: float) -> str:
    return f"{value:.1f}"


def _percent(share: float | None) -> str:
    return _NONE if share is None else words.share(share)


def _count(n: int) -> str:
    return f"{n:,}"


def _without(summary: Summary) -> str:
    n = summary.n_without_verdict
    return f"{_count(n)} more answered too little for a verdict and are left out." if n else ""


def _reach(spread: Spread) -> str:
    return f"{_number(spread.low)} to {_number(spread.high)}"


def _reach_of_one(spread: Spread) -> str:
    return f"{_number(spread.interval_low)} to {_number(spread.interval_high)}"


def as_text(summary: Summary, *, bar: str = "█") -> str:
    """The summary for a screen of 80 columns."""
    s = summary
    if s.spread is None:
        return f"Figures are shown from {LEAST} people with a verdict on.\n"
    lines = [
        f"Middle score {_number(s.spread.middle)} of 100; half lie from {_reach(s.spread)}.",
        f"One score is an estimate: the middle interval is {_reach_of_one(s.spread)}.",
        *([_without(s)] if _without(s) else []),
        "",
        *_bars("score", s.scores, bar),
        "",
        *_bars("verdict", s.verdicts, bar),
        "",
        f"{'costs the group most':<{_WIDEST}}{'points':>8}{'people short':>15}",
        *(
            f"  {_cut(f.title):<{_WIDEST - 2}}{_number(f.missing):>8}{_percent(f.short):>15}"
            for f in s.facets[:_FEW_LINES]
        ),
        "",
        f"{'lifts the group most':<{_WIDEST}}{'points':>8}{'who can start':>15}{'hours':>8}",
        *(
            f"  {_cut(f'{t.title}, level {t.from_level} to {t.to_level}'):<{_WIDEST - 2}}"
            f"{_number(t.lift):>8}{_count(t.people):>15}{t.hours:>8g}"
            for t in s.steps[:_FEW_LINES]
        ),
    ]
    if s.groups:
        lines += ["", f"{'group':<{_WIDEST}}{'people':>8}{'middle':>8}{'half lie from':>17}"]
        lines += [
            f"  {_cut(visible(g.name)):<{_WIDEST - 2}}{_count(g.spread.people):>8}"
            f"{_number(g.spread.middle):>8}{_reach(g.spread):>17}"
            for g in s.groups
        ]
    if s.n_in_hidden_groups:
        lines.append(
            f"  {_count(s.n_in_hidden_groups)} people are in none, or in groups too small to be shown"
        )
    return "\n".join(lines) + "\n"


def _bars(title: str, spans: tuple[CountSpan, ...], bar: str) -> list[str]:
    most = max((span.share for span in spans), default=0.0)
    return [
        f"{title:<{_WIDEST}}{'people':>8}",
        *(
            f"  {_cut(s.title):<{_WIDEST - 2}}{_count(s.people):>8}  {bar * round(_BAR * s.share / most)}"
            for s in spans
            if s.people
        ),
    ]


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST - 3 else f"{text[: _WIDEST - 4]}…"


def as_json(summary: Summary) -> str:
    """The summary with every number, unrounded."""
    return json.dumps(_plain(summary), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {name: _plain(inner) for name, inner in value._asdict().items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def as_markdown(summary: Summary) -> str:
    """The summary as tables."""
    s = summary
    lines = ["# Readiness of a group", "", f"{_escaped(s.title)} ({s.framework})", ""]
    if s.spread is None:
        return "\n".join([*lines, f"Figures are shown from {LEAST} people with a verdict on.", ""])
    lines += [
        f"**{_number(s.spread.middle)}** of 100 points is the middle score of {_count(s.spread.people)} "
        f"people; half of the scores lie from {_reach(s.spread)}; the middle interval of one score is "
        f"{_reach_of_one(s.spread)}. {_without(s)}".rstrip(),
        "",
    ]
    lines += _table(
        ("Score", "People", "Share"),
        [(x.title, _count(x.people), _percent(x.share)) for x in s.scores if x.people],
    )
    lines += _table(
        ("Verdict", "People", "Share"),
        [(x.title, _count(x.people), _percent(x.share)) for x in s.verdicts if x.people],
    )
    lines += _table(
        ("Costs the group most", "Points missing, mean", "People short of it"),
        [(f.title, _number(f.missing), _percent(f.short)) for f in s.facets],
    )
    lines += _table(
        ("Lifts the group most", "Hours", "Who can start", "Points for each", "Points, group mean"),
        [
            (
                f"{t.title}, level {t.from_level} to {t.to_level}",
                f"{t.hours:g}",
                _count(t.people),
                _number(t.points),
                _number(t.lift),
            )
            for t in s.steps
        ],
    )
    if s.groups:
        lines += _table(
            ("Group", "People", "Middle score", "Half lie from", "Probably ready or better"),
            [
                (
                    visible(g.name),
                    _count(g.spread.people),
                    _number(g.spread.middle),
                    _reach(g.spread),
                    _percent(g.spread.ready),
                )
                for g in s.groups
            ],
        )
        lines += _table(
            ("Share that each group reaches", *(title for title, _ in s.criteria)),
            [(visible(g.name), *map(_percent, g.reached)) for g in s.groups],
        )
    if s.n_in_hidden_groups:
        lines += [
            f"{_count(s.n_in_hidden_groups)} people are in none, or in groups too small to be shown.",
            "",
        ]
    return "\n".join(lines)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|---|{'---:|' * (len(head) - 1)}",
        *(f"| {' | '.join(map(_escaped, row))} |" for row in rows),
        "",
    ]


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+!|~&" else c for c in text)


def as_html(summary: Summary, day: date) -> str:
    """The summary as one page: no script, nothing that is loaded, nothing of the input as markup."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = files("readiness.cohort").joinpath("page.html.j2").read_text(encoding="utf-8")
    return environment.from_string(template).render(
        s=summary,
        date=day.isoformat(),
        least=LEAST,
        without=_without(summary),
        num=_number,
        percent=_percent,
        count=_count,
        shown=visible,
    )
