"""Shapes that several resources answer with: places in documents, partial dates, conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from ninja import Schema
from pydantic import StringConstraints

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

PartialDay = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, month or year, as precise as the papers tell."""

NUMBER: Final = r"^[0-9]{10}$"
Number = Annotated[str, StringConstraints(pattern=NUMBER)]
"""An organisation number."""

DOCUMENT: Final = "/api/v1/documents/"


class Cite(Schema):
    """Where it is said: the address of the document, the page, § and day, and the characters of its text.

    What a person says has a name (`urn:uuid:`) for an address, and the day it was recorded.
    """

    source: str
    page: str | None
    section: str | None
    date: PartialDay | None
    span: tuple[int, int] | None


class Condition(Schema):
    """What must also be true for a decision to bind."""

    kind: str
    on: str | None
    text: str


def address_of(document: UUID | str) -> str:
    """The address of a document."""
    return f"{DOCUMENT}{document}"


def cite(citation: Mapping[str, Any], document: UUID | str) -> dict[str, Any]:
    """A citation as the ledger holds it, as the API answers it."""
    return {
        "source": address_of(document),
        "page": citation.get("page"),
        "section": citation.get("section"),
        "date": citation.get("date"),
        "span": citation.get("span"),
    }


CITE_EXAMPLE: Final[dict[str, Any]] = {
    "source": f"{DOCUMENT}0b6c2f4e-5d1a-4c3b-9f7e-2a1d8c6b5e40", "page": "26 (64)", "section": "196",
    "date": "2021-10-01", "span": [1204, 1262],
}  # fmt: skip
