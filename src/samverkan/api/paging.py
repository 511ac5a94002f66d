"""Lists in pages: rows in an order that stays, `limit` and `page` in; one page, how many there are and links out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from samverkan.api.problems import ProblemError
from samverkan.api.routing import answered
from samverkan.store.portfolio import AT_MOST
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse

    from samverkan.api.asking import Call

T = TypeVar("T")
M = TypeVar("M", bound=Model)
LIMIT: Final = 20
MOST: Final = 100
_WHOLE: Final = re.compile(r"-?[0-9]{1,9}")


def _whole(written: Any) -> Any:
    """A whole number as it is usually written; 2.0 and +2 are none."""
    if isinstance(written, str) and not _WHOLE.fullmatch(written):
        raise ValueError("a whole number")
    return written


Whole = Annotated[int, BeforeValidator(_whole)]


NO_NUL: Final = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
"""A few words to look for."""


def _evenly(written: str) -> str:
    return " ".join(written.split())


Even = Annotated[Text, AfterValidator(_evenly)]
"""A number as printed: spaces more or less are the same."""


class Paging(Schema):
    """Which page of a list."""

    limit: Whole = Field(LIMIT, ge=1, le=MOST)
    page: Whole = Field(1, ge=1, le=1_000_000)


class Links(Schema):
    """Where the other pages are."""

    self: str
    first: str
    prev: str | None
    next: str | None
    last: str


class Listed(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    page: int
    limit: int
    total: int
    pages: int
    links: Links


def narrowed(rows: QuerySet[M], wanted: Schema, **columns: str) -> QuerySet[M]:
    """The rows that have what is wanted: the parameter's name and the column that holds it; what is not said leaves all."""
    said = {column: getattr(wanted, name) for name, column in columns.items()}
    return rows.filter(**{column: value for column, value in said.items() if value is not None})


def one_of(rows: QuerySet[M], *names: Any) -> M:
    """The row that has that name; what is not there, or not shown, is 404."""
    found = rows.filter(pk__in=names).first()
    if found is None:
        raise Http404
    return found


def listed(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], wanted: Paging, shape: Callable[[Any], Any],
    *, total: int | None = None,
) -> HttpResponse:  # fmt: skip
    """The page as an answer; with `total`, `rows` are that page's already."""
    if total is None:
        total = rows.count() if isinstance(rows, QuerySet) else len(rows)
        start = (wanted.page - 1) * wanted.limit
        rows = rows[start : start + wanted.limit] if start < total else []
    pages = max(1, -(-total // wanted.limit))
    links = {
        "self": _address(request, wanted.page),
        "first": _address(request, 1),
        "prev": _address(request, min(wanted.page - 1, pages)) if wanted.page > 1 else None,
        "next": _address(request, wanted.page + 1) if wanted.page < pages else None,
        "last": _address(request, pages),
    }
    relations = ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items() if address is not None)
    said = {
        "items": [shape(row) for row in rows],
        "page": wanted.page, "limit": wanted.limit, "total": total, "pages": pages, "links": links,
    }  # fmt: skip
    return answered(said, headers={"Link": relations})


def too_many(call: Call, *names: str) -> ProblemError:
    """The problem of asking for what would have every agreement derived for an earlier day: these parameters are why."""
    return ProblemError(
        "invalid_parameters",
        invalid=[{"property": one, "reason": say("api", f"reason.many.{one}", {"most": AT_MOST}, call.language)} for one in names],
    )  # fmt: skip


def page_example(address: str, *items: Any) -> dict[str, Any]:
    """An example of a list's first and only page."""
    here = f"/api/v1/{address}?page=1"
    links = {"self": here, "first": here, "prev": None, "next": None, "last": here}
    return {"items": list(items), "page": 1, "limit": LIMIT, "total": len(items), "pages": 1, "links": links}


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
