"""Papers made of a meeting or an item as it is now: summons, minutes as a working copy (TF 2:10), officer's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse

from samverkan.actions.item_copies import item_of
from samverkan.actions.logos import logo_of
from samverkan.actions.meetings import meeting_of
from samverkan.actions.roles import Right
from samverkan.actions.setting_papers import refused_in_words
from samverkan.core.writing.minutes import minutes
from samverkan.core.writing.officer_report import officer_report
from samverkan.core.writing.summons import summons
from samverkan.outside.typesetting import typeset
from samverkan.outside.writing_docx import write_docx
from samverkan.web.page import page
from samverkan.web.views.agenda import item_seen, meeting_seen

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.core.writing.printed import Printed
    from samverkan.web.asked import Asked

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAPERS: Final[dict[str, tuple[Any, str]]] = {"minutes": (minutes, "arbetsexemplar"), "summons": (summons, "kallelse")}


@page("web/deciding/agenda.html", may=Right.SEE)
def meeting_pdf(asked: Asked, id: UUID, paper: str) -> HttpResponse:  # noqa: A002 - the address names it so
    """The paper as a PDF, to read and print."""
    return _pdf(asked, *_of_meeting(asked, id, paper))


@page("web/deciding/agenda.html", may=Right.SEE)
def meeting_docx(asked: Asked, id: UUID, paper: str) -> HttpResponse:  # noqa: A002
    """The paper as a Word file, for those who must edit it."""
    return _word(*_of_meeting(asked, id, paper))


@page("web/deciding/item.html", may=Right.SEE)
def report_pdf(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The officer's report on an item as a PDF."""
    return _pdf(asked, *_report(asked, id))


@page("web/deciding/item.html", may=Right.SEE)
def report_docx(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The officer's report as a Word file."""
    return _word(*_report(asked, id))


def _of_meeting(asked: Asked, id: UUID, paper: str) -> tuple[str, Printed]:  # noqa: A002
    one = meeting_seen(asked, id)
    make, name = _PAPERS[paper]
    return f"{name}-{one.day}", make(meeting_of(one))


def _report(asked: Asked, id: UUID) -> tuple[str, Printed]:  # noqa: A002
    one, acting = item_seen(asked, id), asked.somebody
    organisation, officer = (
        acting.organisation.called(acting.today),
        "" if acting.person is None else acting.person.name,
    )
    printed = officer_report(
        item_of(one), organisation=organisation, body=one.body.name, day=acting.today, officer=officer
    )
    return f"tjansteskrivelse-{acting.today}", printed


def _pdf(asked: Asked, name: str, printed: Printed) -> HttpResponse:
    with refused_in_words():
        data = typeset(printed, made=asked.somebody.at, logo=logo_of(asked.somebody.organisation))
    return _file(data, "application/pdf", f'inline; filename="{name}.pdf"')


def _word(name: str, printed: Printed) -> HttpResponse:
    with refused_in_words():
        data = write_docx(printed)
    return _file(data, _WORD, f'attachment; filename="{name}.docx"')


def _file(data: bytes, kind: str, disposition: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": disposition})
