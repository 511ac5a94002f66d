"""What was sent, a NUL in it read as a blank: a request to a page in, the answer out.

Nobody writes one, and no text column of PostgreSQL holds it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.http import QueryDict, UnreadablePostError

from samverkan.web.large import too_large

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.request import _ImmutableQueryDict


def without_nul(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware; the API says itself what it does not take."""

    def cleaned(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/") and not too_large(request):
            request.GET = _blank(request.GET)
            with suppress(UnreadablePostError):  # the sender is gone; a page that needs what was sent says so
                request.POST = _blank(request.POST)
        return answer(request)

    return cleaned


def _blank(sent: _ImmutableQueryDict) -> _ImmutableQueryDict:
    """The same where there is none."""
    if not any("\0" in text for name, values in sent.lists() for text in (name, *values)):
        return sent
    return QueryDict(sent.urlencode().replace("%00", "+"), encoding=sent.encoding)
