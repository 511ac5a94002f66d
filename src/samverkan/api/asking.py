"""Who asks the API, and about which days: the token in, an `Acting` and what it sees out.

A session's cookie opens nothing here, so that no other site can make a browser ask. Here, and nowhere else in this room,
the clock is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from ninja.security import HttpBearer
from pydantic import BeforeValidator, WithJsonSchema

from samverkan.actions.tokens import acting_as, token_of, use
from samverkan.api.problems import ProblemError, language_of
from samverkan.core.dates import FIRST, LAST

if TYPE_CHECKING:
    from typing import Any

    from samverkan.actions.acting import Acting
    from samverkan.actions.roles import Right
    from samverkan.store.view import View
    from samverkan.words import Language

FORM: Final = "multipart/form-data"
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(written: Any) -> Any:
    """A day as RFC 3339 writes it; no number of seconds, no time of day."""
    if isinstance(written, str):
        if not _ISO.fullmatch(written):
            raise ValueError("a day is written as 2021-09-08")
        return min(max(date.fromisoformat(written), FIRST), LAST)
    return written


Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2022-03-01"]})
]


def _day_or_not(written: Any) -> Any:
    return None if written == "" else _day(written)


DayOrNot = Annotated[
    date | None,
    BeforeValidator(_day_or_not),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "maxLength": 0}]}),
]
"""A day in a form, where an empty field says nothing."""


def _truth(written: Any) -> Any:
    if isinstance(written, str) and written not in ("true", "false", ""):
        raise ValueError("true or false")
    return written == "true" if isinstance(written, str) else written


Truth = Annotated[
    bool,
    BeforeValidator(_truth),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "string", "maxLength": 0}]}),
]
"""true or false in a form, written so; an empty field says nothing."""


class Known(Schema):
    """By when what is answered was known: recorded, and arrived."""

    known: Day | None = None
    papers: Day | None = None


class Days(Known):
    """The day asked about, and by when it was known."""

    on: Day | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A request understood: the system that asks, for which organisation, in which language, on which day it is."""

    acting: Acting
    language: Language
    today: date

    def view(self, days: Known) -> View:
        """What the token shows: its organisation's file, or only what is joint."""
        return self.acting.view(days.known, days.papers)

    def day(self, days: Known) -> date:
        """The day asked about: the one that is said, else that by which it was known, else today."""
        return getattr(days, "on", None) or days.known or self.today


class Request(HttpRequest):
    """A request that a token has opened."""

    auth: Call


class Bearer(HttpBearer):
    """The token in the Authorization header, and the right that it must have for what is asked."""

    def __init__(self, may: Right, *, sends: bool = False) -> None:
        super().__init__()
        self.may, self.sends = may, sends

    def __call__(self, request: HttpRequest) -> Call:
        """The call; a problem where no token is sent."""
        scheme, _, secret = request.headers.get(self.header, "").partition(" ")
        if scheme.casefold() != self.openapi_scheme or not secret.strip():
            raise ProblemError("token_missing")
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Call:
        """The call of the one who holds the token; a problem where it opens nothing, or is used too much."""
        found = token_of(token)
        now = timezone.now()
        if found is None:
            raise ProblemError("token_unknown")
        acting = acting_as(found, now)
        if found.revoked is not None:
            raise ProblemError("token_revoked")
        if found.expires < acting.today:
            raise ProblemError("token_expired", day=found.expires)
        limit = settings.API_RATE
        counted = use(found, acting, limit=limit)
        request.api_headers = {  # type: ignore[attr-defined]  # read where the answer is finished
            "RateLimit-Policy": f'"token";q={limit};w=60',
            "RateLimit": f'"token";r={counted.left};t={counted.seconds}',
        }
        if not counted.allowed:
            raise ProblemError(
                "too_many_requests", headers={"Retry-After": str(counted.seconds)}, limit=limit, seconds=counted.seconds
            )
        if not acting.may(self.may):
            raise ProblemError("not_in_scope")
        if self.sends:
            _can_be_read(request)
        return Call(acting, language_of(request), acting.today)


def _can_be_read(request: HttpRequest) -> None:
    """Refuse a body of another kind than a form with files, or larger than the largest document and its form."""
    if request.content_type != FORM:
        raise ProblemError("unsupported_media_type", headers={"Accept-Post": FORM}, wanted=FORM)
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not length.isdecimal():
        raise ProblemError("bad_request")
    if int(length) > settings.UPLOAD_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise ProblemError("too_large", most=settings.UPLOAD_LIMIT >> 20)
