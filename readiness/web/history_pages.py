"""Results, the history, comparisons, and what is saved or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.errors import UsageError
from readiness.quiz.explaining import explanation, outcome
from readiness.report.steps import worded
from readiness.web import engine, sittings
from readiness.web.pages import download, download_file, page, report_page, see_other
from readiness.words import counted

if TYPE_CHECKING:
    from starlette.responses import Response

    from readiness.web.asked import PageRequest

__all__ = [
    "ask_to_delete",
    "ask_to_delete_all",
    "ask_to_delete_sitting",
    "checks",
    "compare",
    "delete",
    "delete_all",
    "delete_sitting",
    "export",
    "listing",
    "report",
    "result",
    "save",
]

N_FIRST = 3


def listing(asked: PageRequest) -> Response:
    """What is kept on this machine."""
    kept = engine.kept()
    return page(asked, "history.html.j2", rows=kept.assessments, unfinished=kept.unfinished)


def result(asked: PageRequest) -> Response:
    """The answer in one screen, and what can be done next."""
    with engine.opened_store() as store:
        row, record = engine.record_of(store, asked.names["number"])
        before = store.assessments.previous(row.id)
    return page(
        asked,
        "result.html.j2",
        number=row.id,
        record=record,
        steps=worded(record)[:N_FIRST],
        before=before,
        has_checks=row.sitting_id is not None and bool(record.profile.answers),
    )


def report(asked: PageRequest) -> Response:
    """The whole report, as ``--format html`` writes it."""
    with engine.opened_store() as store:
        return report_page(engine.report_text(store, asked.names["number"], "html"))


def save(asked: PageRequest) -> Response:
    """A report or its profile as a file."""
    number, form = asked.names["number"], asked.names["form"]
    with engine.opened_store() as store:
        if form == "profile":
            text = engine.profile_text(engine.record_of(store, number)[1])
            return download(text, f"readiness-profile-{number}.json", "application/json")
        if form not in engine.FORMS:
            raise UsageError(f"a report can be saved as {', '.join(engine.FORMS)}")
        text = engine.report_text(store, number, form)
    return download(text, f"readiness-{int(number)}.{form}", engine.FORMS[form])


def checks(asked: PageRequest) -> Response:
    """The checks behind a result, each explained, what was missed first."""
    with engine.opened_store() as store:
        row, _ = engine.record_of(store, asked.names["number"])
        if row.sitting_id is None:
            return see_other(f"/assessments/{row.id}")
        seen = sittings.see(store, str(row.sitting_id))
        found = sorted(seen.session.checks(), key=lambda marked: marked.right)
        sittings.remember_shown(store, seen, found)
    looked = [(marked, outcome(marked), explanation(marked)) for marked in found]
    return page(asked, "checks.html.j2", number=row.id, checks=looked, n_right=sum(m.right for m in found))


def compare(asked: PageRequest) -> Response:
    """What changed between two assessments."""
    old, new = asked.query.get("old", ""), asked.query.get("new", "")
    if not (old and new) or old == new:
        raise UsageError("choose two different results to compare")
    if old.isdigit() and new.isdigit() and int(old[:18]) > int(new[:18]):
        old, new = new, old
    with engine.opened_store() as store:
        return page(asked, "blocks.html.j2", title="What changed", blocks=engine.compared(store, old, new))


def export(asked: PageRequest) -> Response:  # noqa: ARG001
    """Everything that is kept, as one file."""
    with engine.opened_store() as store:
        return download_file(store.export_file(), "readiness-everything.json", "application/json")


def ask_to_delete(asked: PageRequest) -> Response:
    """One more question before a result goes."""
    with engine.opened_store() as store:
        row, _ = engine.record_of(store, asked.names["number"])
    what = f"result {row.id} of {row.assessed_at[:10]}, with its answers and plans"
    return _sure(asked, what, f"/assessments/{row.id}/delete", f"/assessments/{row.id}")


def delete(asked: PageRequest) -> Response:
    """Delete a result; one that is gone already stays gone."""
    number = asked.names["number"]
    with engine.opened_store() as store:
        if number in {str(row.id) for row in store.assessments.all()}:
            store.delete_assessment(int(number))
    return see_other("/history")


def ask_to_delete_sitting(asked: PageRequest) -> Response:
    """One more question before an unfinished sitting goes."""
    with engine.opened_store() as store:
        seen = sittings.see(store, asked.names["key"])
    what = f"the sitting that was not finished, with its {counted(seen.step, 'answer')}"
    return _sure(asked, what, f"/sitting/{seen.key}/delete", "/history")


def delete_sitting(asked: PageRequest) -> Response:
    """Delete an unfinished sitting; one that is gone already stays gone."""
    key = asked.names["key"]
    with engine.opened_store() as store:
        if key in {str(sitting.id) for sitting in store.sittings.unfinished()}:
            store.delete_sitting(int(key))
    return see_other("/history")


def ask_to_delete_all(asked: PageRequest) -> Response:
    """One more question before everything goes."""
    return _sure(asked, "everything that is kept on this machine", "/history/delete", "/history")


def delete_all(asked: PageRequest) -> Response:  # noqa: ARG001
    """Delete everything."""
    with engine.opened_store() as store:
        store.delete_all()
    return see_other("/history")


def _sure(asked: PageRequest, what: str, address: str, back: str) -> Response:
    return page(asked, "delete.html.j2", what=what, address=address, back=back)
