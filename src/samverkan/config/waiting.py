"""While the database is that of an earlier version, nothing but a plain page that says what to run.

In: the workspace as a WSGI application. Out: the same, once the database has been put in order.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.utils.html import escape

from samverkan.api.problems import ProblemError, language_of, problem
from samverkan.store.migrated import is_behind
from samverkan.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_BOTH: Final[tuple[tuple[int, Language], ...]] = ((1, "sv"), (2, "en"))
_LOG: Final = logging.getLogger("samverkan.start")


def when_migrated(workspace: WSGIApplication) -> WSGIApplication:
    """The workspace where the database is in order; asked once, and while it is not, again at each request."""
    if not _behind():
        return workspace
    _LOG.error(say("cli", "behind", {}, "en"))
    waits = True

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        nonlocal waits
        waits = waits and _behind()
        return _told(environ, start) if waits else workspace(environ, start)

    return application


def _behind() -> bool:
    """Not known of a database that does not answer: each page then says so itself."""
    try:
        return is_behind()
    except DatabaseError:
        return False
    finally:
        connection.close()


def _told(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
    headers = [("Retry-After", "60"), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    if environ.get("PATH_INFO", "").startswith("/api/"):
        request = WSGIRequest(environ)
        told = problem(request, ProblemError("updating"))
        start(
            "503 Service Unavailable",
            [("Content-Type", told["Content-Type"]), ("Content-Language", language_of(request)), *headers],
        )
        return [told.content]
    parts = "".join(
        f'<section lang="{language}"><h{n}>{escape(say("pages", "behind.title", {}, language))}</h{n}>'
        f"<p>{escape(say('pages', 'behind.what', {}, language))}</p></section>"
        for n, language in _BOTH
    )
    title = escape(say("pages", "behind.title", {}, "sv"))
    start(
        "503 Service Unavailable",
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", "default-src 'none'"), *headers],
    )
    return [
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title>{parts}</html>".encode()
    ]
