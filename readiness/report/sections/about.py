"""What the score is not, what made it, how to check it, and where each figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Section, Table
from readiness.report.sections.answer import role_option
from readiness.report.standing import BASIS, by_basis

if TYPE_CHECKING:
    from readiness.record import Assessment

__all__ = ["CAVEATS", "about", "made_with", "sources"]

CAVEATS = (
    "This is a learning aid, made from what your profile says.",
    "It is no hiring decision and no forecast of one: it sees no interview, no code and no person.",
    "Many different ways lead to the same total, and nobody needs every point.",
    "It counts what one document names, with weights that are partly assumed; each has its reason.",
)


def about(record: Assessment, *, detail: bool) -> Section:
    """What the score is not, and what made it."""
    blocks: list[Block] = [Para(" ".join(CAVEATS if detail else CAVEATS[:3])), Para(by_basis(record))]
    if detail:
        blocks += [
            Para(_check(record)),
            Heading("What made this report", 3),
            Bullets(tuple(_versions(record, whole=True))),
        ]
    else:
        blocks.append(Para(f"{made_with(record)} {_check(record)}"))
    return Section("made", "What this score is not", tuple(blocks))


def _check(record: Assessment) -> str:
    command = f"readiness verify REPORT.json{role_option(record)}"
    return f"Every number can be recomputed: save the report as JSON, then run `{command}`."


def made_with(record: Assessment) -> str:
    """Versions, in a sentence."""
    return f"Made with {'; '.join(_versions(record, whole=False))}."


def _versions(record: Assessment, *, whole: bool) -> list[str]:
    framework, questions = record.framework, record.questions

    def digest(text: str) -> str:
        return f.plain(text if whole else text[:12])

    found = [
        f"readiness {f.plain(record.engine_version)}, report {record.schema_version}, seed {record.seed}",
        f"weights {f.plain(framework.id)} {f.plain(framework.version)} ({digest(framework.digest)})",
        f"questions {digest(questions.digest)}",
    ]
    return [*found, f"checks {digest(questions.items)}"] if questions.items else found


def sources(record: Assessment) -> Section:
    """Every figure behind the score with its basis."""
    columns = (
        Column("figure"),
        Column("value", right=True, narrow="value"),
        Column("what it is"),
        Column("basis"),
        Column("reason, or part of the source"),
    )
    rows = tuple(
        (
            f.prose(source.title),
            f.prose(source.value) if isinstance(source.value, str) else f.number(source.value),
            f.prose(source.unit),
            BASIS[source.basis],
            f.prose(source.note),
        )
        for source in record.provenance
    )
    return Section("figures", "Where each figure comes from", (Para(by_basis(record)), Table(columns, rows)))
