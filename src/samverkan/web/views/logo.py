"""The organisation's picture on its papers: what it is, and a form to set another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.logos import logo_of, remove_logo, set_logo
from samverkan.actions.roles import Right
from samverkan.outside.logos import LARGEST
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


@page("web/deciding/logo.html", may=Right.KEEP_REGISTER, methods=("GET", "POST"))
def logo(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Which picture there is; a file to have instead."""
    problem = ""
    if asked.request.method == "POST":
        try:
            said = _done(asked)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
        else:
            messages.success(asked.request, say("deciding", said, {}, asked.language))
            return HttpResponseRedirect(reverse("logo"))
    return {"there": logo_of(asked.somebody.organisation) is not None, "problem": problem, "most": LARGEST >> 10}


@page("web/deciding/logo.html", may=Right.KEEP_REGISTER)
def logo_picture(asked: Asked) -> HttpResponse:
    """The picture itself."""
    data = logo_of(asked.somebody.organisation)
    if data is None:
        raise Http404
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/svg+xml"
    return HttpResponse(data, content_type=kind, headers={"Cache-Control": "no-store"})


def _done(asked: Asked) -> str:
    if asked.request.POST.get("do") == "remove":
        remove_logo(asked.somebody)
        return "logo.done.remove"
    file = asked.request.FILES.get("file")
    if file is None:
        raise InvalidError("logo_missing")
    set_logo(asked.somebody, data=file.read(LARGEST + 1))
    return "logo.done.set"
