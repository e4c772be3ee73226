"""One request as the pages see it, and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import QueryParams

    from readiness.web.drafts import Drafts
    from readiness.web.keys import Keys
    from readiness.web.sittings import Flows

__all__ = ["Desk", "PageRequest"]


class Desk(NamedTuple):
    """What lasts as long as the server."""

    keys: Keys
    drafts: Drafts
    flows: Flows


class PageRequest(NamedTuple):
    """One request, read within its limits; `names` are the parts of its path."""

    desk: Desk
    names: Mapping[str, str]
    query: QueryParams
    form: Form = Form({})
