"""A request whose body is larger than its page can use is refused before it is read: 413, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.urls import reverse

from samverkan.web.asked import asked_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

LARGEST: Final = {"verify": 60 << 20}
"""The largest file, in bytes, of the pages that anybody may send one to."""

_AROUND: Final = 64 << 10
"""What a form may hold beside its file."""


def too_large(request: HttpRequest) -> bool:
    """Whether what is sent is larger than the page takes, by what the request says of itself."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    limits = [most for name, most in LARGEST.items() if request.path_info == reverse(name)]
    return any(not length.isdecimal() or int(length) > most + _AROUND for most in limits)


def refuse_large(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware: after those that know who asks, before anything reads the body."""

    def refusing(request: HttpRequest) -> HttpResponse:
        if not too_large(request):
            return answer(request)
        shown = {"asked": asked_by(request), "found": None, "too_large": LARGEST["verify"] >> 20}
        return render(request, "web/deciding/verify.html", shown, status=413)

    return refusing
