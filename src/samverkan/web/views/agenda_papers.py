"""The papers of a meeting that are made of it as it is now: the summons, and the minutes as a working copy (TF 2:10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse

from samverkan.actions.acting import InvalidError
from samverkan.actions.logos import logo_of
from samverkan.actions.meetings import meeting_of
from samverkan.actions.roles import Right
from samverkan.core.findings import UnwritableError
from samverkan.core.writing.minutes import minutes
from samverkan.core.writing.summons import summons
from samverkan.outside.typesetting import typeset
from samverkan.outside.writing_docx import write_docx
from samverkan.web.page import page
from samverkan.web.views.agenda import meeting_seen
from samverkan.words import Said

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.core.writing.printed import Printed
    from samverkan.web.asked import Asked

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAPERS: Final[dict[str, tuple[Any, str]]] = {"minutes": (minutes, "arbetsexemplar"), "summons": (summons, "kallelse")}


@page("web/deciding/agenda.html", may=Right.SEE)
def meeting_pdf(asked: Asked, id: UUID, paper: str) -> HttpResponse:  # noqa: A002 - the address names it so
    """The paper as a PDF, to read and print."""
    name, printed = _printed(asked, id, paper)
    try:
        data = typeset(printed, made=asked.somebody.at, logo=logo_of(asked.somebody.organisation))
    except UnwritableError as error:
        raise InvalidError("not_typeset", why=Said("findings", error.code, error.values)) from error
    return _file(data, "application/pdf", f'inline; filename="{name}.pdf"')


@page("web/deciding/agenda.html", may=Right.SEE)
def meeting_docx(asked: Asked, id: UUID, paper: str) -> HttpResponse:  # noqa: A002
    """The paper as a Word file, for those who must edit it."""
    name, printed = _printed(asked, id, paper)
    try:
        data = write_docx(printed)
    except UnwritableError as error:
        raise InvalidError("not_typeset", why=Said("findings", error.code, error.values)) from error
    return _file(data, _WORD, f'attachment; filename="{name}.docx"')


def _printed(asked: Asked, id: UUID, paper: str) -> tuple[str, Printed]:  # noqa: A002
    one = meeting_seen(asked, id)
    make, name = _PAPERS[paper]
    return f"{name}-{one.day}", make(meeting_of(one))


def _file(data: bytes, kind: str, disposition: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": disposition})
