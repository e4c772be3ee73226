"""Templates to answers: one environment, and what every page knows."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from readiness.errors import visible
from readiness.quiz.answers import number_text
from readiness.quiz.paragraphs import paragraphs
from readiness.report import figures
from readiness.report.steps import levels
from readiness.web.sealing import CONTENT_SECURITY_POLICY

if TYPE_CHECKING:
    from readiness.web.asked import PageRequest

__all__ = [
    "STATIC",
    "download",
    "download_file",
    "page",
    "report_page",
    "see_other",
    "static_file",
    "templates",
]

STATIC: Final = {"web.css": "text/css", "web.js": "text/javascript", "icon.svg": "image/svg+xml"}
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def page(asked: PageRequest, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of a template."""
    text = templates().get_template(template).render(form_key=asked.desk.keys.form, **values)
    return HTMLResponse(re.sub(r"\n\s*\n+", "\n", text), status)


def see_other(address: str) -> RedirectResponse:
    """On to another page, which the back button does not send again."""
    return RedirectResponse(address, 303)


def report_page(text: str) -> HTMLResponse:
    """A report as it is, under its own content policy and one more rule that only a header can hold."""
    found = _POLICY.search(text)
    policy = found[1].replace("&#39;", "'") if found else CONTENT_SECURITY_POLICY
    return HTMLResponse(text, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})


def download(text: str, name: str, kind: str) -> Response:
    """A file to save; its name is ours."""
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(
        text.encode("utf-8", "backslashreplace"), media_type=f"{kind}; charset=utf-8", headers=held
    )


def download_file(file: IO[bytes], name: str, kind: str) -> Response:
    """A file to save that may be large; it is closed when it was sent."""
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    pieces = iter(lambda: file.read(1 << 18), b"")
    return StreamingResponse(
        pieces, media_type=f"{kind}; charset=utf-8", headers=held, background=BackgroundTask(file.close)
    )


@cache
def static_file(name: str) -> bytes:
    """One of the files of `STATIC`."""
    return (files("readiness.web") / "static" / name).read_bytes()


@cache
def templates() -> Environment:
    """The templates, read from the package wherever it lies, each compiled once."""
    folder = files("readiness.web") / "templates"

    def read(name: str) -> str:
        return (folder / name).read_text("utf-8")

    found = Environment(
        loader=FunctionLoader(read),
        autoescape=True,
        finalize=_printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(
        code=_code,
        day=figures.day,
        hours=figures.hours,
        levels=levels,
        kind=_kind,
        number=number_text,
        paragraphs=paragraphs,
        points=figures.points,
        prose=figures.prose,
        score=figures.score,
        share=figures.share,
        visible=figures.plain,
    )
    return found


def _printable(value: Any) -> Any:
    """Text as it can be shown, from any source; its lines stay lines."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "\n".join(visible(line) for line in value.split("\n"))


def _kind(block: object) -> str:
    return type(block).__name__


def _code(text: str) -> Markup:
    """Escaped text in which what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 — escaped above
