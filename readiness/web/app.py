"""The application: which address is which page, in one worker, behind the guard."""

from __future__ import annotations

import asyncio
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from readiness import streams
from readiness.errors import AccessError, LocatedError, ReadinessError
from readiness.web import history_pages, plan_pages, sitting_pages, start_pages
from readiness.web.asked import Desk, PageRequest
from readiness.web.drafts import Drafts
from readiness.web.forms import UnreadableError, read_form
from readiness.web.guard import TOO_LARGE, UPLOAD, Refusal, TooLargeError, refused
from readiness.web.pages import STATIC, page, static_file

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Executor

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from readiness.web.keys import Keys

    Page = Callable[[PageRequest], Response]

__all__ = ["application", "warm"]

_PAGES: tuple[tuple[str, str, Page], ...] = (
    ("/", "GET", start_pages.home),
    ("/help", "GET", start_pages.help_page),
    ("/start", "GET", start_pages.start),
    ("/start", "POST", start_pages.begin),
    (UPLOAD, "GET", start_pages.upload),
    (UPLOAD, "POST", start_pages.read),
    ("/upload/{draft}", "GET", start_pages.uploaded),
    ("/upload/{draft}/score", "POST", start_pages.score),
    ("/sitting/{key}", "GET", sitting_pages.here),
    ("/sitting/{key}/question/{name:path}", "GET", sitting_pages.question),
    ("/sitting/{key}/question/{name:path}", "POST", sitting_pages.answer),
    ("/sitting/{key}/explanation/{item}", "GET", sitting_pages.explanation),
    ("/sitting/{key}/review", "GET", sitting_pages.review),
    ("/sitting/{key}/finish", "POST", sitting_pages.finish),
    ("/sitting/{key}/delete", "GET", history_pages.ask_to_delete_sitting),
    ("/sitting/{key}/delete", "POST", history_pages.delete_sitting),
    ("/history", "GET", history_pages.listing),
    ("/history/export.json", "GET", history_pages.export),
    ("/history/delete", "GET", history_pages.ask_to_delete_all),
    ("/history/delete", "POST", history_pages.delete_all),
    ("/compare", "GET", history_pages.compare),
    ("/assessments/{number}", "GET", history_pages.result),
    ("/assessments/{number}/report", "GET", history_pages.report),
    ("/assessments/{number}/checks", "GET", history_pages.checks),
    ("/assessments/{number}/save/{form}", "GET", history_pages.save),
    ("/assessments/{number}/recheck", "GET", start_pages.recheck),
    ("/assessments/{number}/recheck", "POST", start_pages.begin_again),
    ("/assessments/{number}/delete", "GET", history_pages.ask_to_delete),
    ("/assessments/{number}/delete", "POST", history_pages.delete),
    ("/assessments/{number}/plan", "GET", plan_pages.plan),
    ("/assessments/{number}/plan", "POST", plan_pages.keep),
    ("/assessments/{number}/plan/save/{form}", "GET", plan_pages.save),
    ("/assessments/{number}/what-if", "GET", plan_pages.what_if),
    ("/plan", "GET", plan_pages.kept),
    ("/plan", "POST", plan_pages.mark),
)


def application(keys: Keys, worker: Executor) -> ASGIApp:
    """Every page. One worker does all the work, so that no two requests meet halfway."""
    desk = Desk(keys, Drafts(), {})
    routes = [Route(path, _endpoint(desk, worker, made), methods=[method]) for path, method, made in _PAGES]
    routes += [Route("/static/{name}", _static), Route("/alive", _alive)]
    handlers: dict[Any, Callable[[Request, Exception], Response | Awaitable[Response]]] = {
        HTTPException: _not_there(desk),
        TooLargeError: _too_large,
        ClientDisconnect: _gone,
        Exception: _failed,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


def warm() -> None:
    """Import and read what the first pages need, before somebody waits for it."""
    from readiness.framework import load_framework
    from readiness.profile import Profile
    from readiness.quiz.flow import Flow
    from readiness.quiz.modes import MODES

    _ = Flow(load_framework(), MODES["standard"], Profile(), seed=0).bank


def _endpoint(desk: Desk, worker: Executor, made: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        asked = PageRequest(desk, request.path_params, request.query_params)
        if request.method == "POST":
            try:
                asked = asked._replace(form=await read_form(request))
            except UnreadableError:
                return refused(Refusal(400, "Not readable", "What was sent is no form of these pages."))
            if not desk.keys.wrote(asked.form.one("key")):
                return refused(Refusal(403, "Not from these pages", "Load the page again, then send it."))
        return await asyncio.get_running_loop().run_in_executor(worker, _made, made, asked)

    return answered


def _made(made: Page, asked: PageRequest) -> Response:
    try:
        return made(asked)
    except LocatedError as error:
        problems = [f"{p.where}: {p.sentence}" for p in error.problems]
        return page(asked, "sorry.html.j2", 422, title="That could not be read", texts=problems)
    except ReadinessError as error:
        status = 500 if isinstance(error, AccessError) else 409
        return page(asked, "sorry.html.j2", status, title="That did not work", texts=[str(error)])


def _not_there(desk: Desk) -> Callable[[Request, Exception], Response]:
    def answered(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        asked = PageRequest(desk, {}, request.query_params)
        title, text = "There is no such page", "The address is wrong, or what was there has been deleted."
        if status == 405:  # noqa: PLR2004 — HTTP
            title, text = "Not possible here", "This page cannot be sent to in that way."
        return page(asked, "sorry.html.j2", status, title=title, texts=[text])

    return answered


async def _too_large(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return refused(TOO_LARGE)


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return Response(status_code=400)


async def _failed(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """Say on the page that something is broken, and in the terminal where, without what anybody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "somewhere"
    streams.note(f"readiness web: {type(error).__name__} at {place}; the page was not made")
    return refused(Refusal(500, "Something is broken", "Every answer that was sent before is kept."))


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    return Response(static_file(name), media_type=STATIC[name])


async def _alive(request: Request) -> Response:  # noqa: ARG001
    return Response(status_code=204)
