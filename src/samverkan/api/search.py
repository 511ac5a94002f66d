"""Search: the places in documents where it is said, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from samverkan.actions.roles import Right
from samverkan.api.asking import Day, Known, Request
from samverkan.api.paging import NO_NUL, Listed, Paging, listed, page_example
from samverkan.api.routing import get
from samverkan.api.shapes import Cite, address_of
from samverkan.store import search as searching

if TYPE_CHECKING:
    from samverkan.store.search import Hit

router = Router(tags=["search"])


class HitOut(Schema):
    """A place where it is said; `quote` null: the words stand in the document, but not near each other."""

    document: UUID
    title: str | None
    body: str | None
    kind: str
    date: Day
    quote: str | None
    citation: Cite


class Wanted(Paging, Known):
    """What to look for."""

    q: Annotated[str, StringConstraints(max_length=400, pattern=NO_NUL)] = ""


_EXAMPLE: Final[dict[str, Any]] = {
    "document": "0b6c2f4e-5d1a-4c3b-9f7e-2a1d8c6b5e40", "title": "Samverkansavtal om spädbarnsverksamhet",
    "body": "Hälso- och sjukvårdsnämnden", "kind": "minutes", "date": "2021-10-01",
    "quote": "Nämnden godkänner samverkansavtalet om spädbarnsverksamhet i Alingsås.",
    "citation": {
        "source": "/api/v1/documents/0b6c2f4e-5d1a-4c3b-9f7e-2a1d8c6b5e40", "page": "26 (64)", "section": None,
        "date": "2021-10-01", "span": [1204, 1262],
    },
}  # fmt: skip


@get(router, "", may=Right.SEE_JOINT, answer=Listed[HitOut], example=page_example("search", _EXAMPLE))
def search(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The documents that say it; nothing where nothing is sought."""
    call = request.auth
    found = searching.search(
        call.acting.organisation, call.view(wanted), wanted.q, page=wanted.page, size=wanted.limit
    )  # fmt: skip
    hits = found.hits if found.page == wanted.page else ()
    return listed(request, hits, wanted, _shape, total=found.total)


def _shape(hit: Hit) -> dict[str, Any]:
    quote = hit.quote
    return {
        "document": hit.document.pk,
        "title": hit.title or None,
        "body": hit.body or None,
        "kind": hit.kind,
        "date": hit.day,
        "quote": None if quote is None else " ".join("".join(piece.text for piece in quote.pieces).split()),
        "citation": {
            "source": address_of(hit.document.pk),
            "page": hit.page,
            "section": None,
            "date": str(hit.day),
            "span": None if quote is None else [quote.start, quote.end],
        },
    }
