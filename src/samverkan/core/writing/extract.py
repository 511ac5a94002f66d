"""A certified extract as data: the decision of one § as JSON inside the PDF, and back (docs/extract.md).

Canonical: the same extract gives the same bytes. `text` has the words of the § as they are printed on the page, and every
span of `item` counts in it, so that what is recorded from an extract is cited like what is read from any other paper.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.findings import ShapeError
from samverkan.core.writing.item_json import (
    date_at,
    item_from_json,
    key_of,
    list_at,
    object_at,
    spans_in,
    text_at,
)
from samverkan.core.writing.reading_json import item_to_json

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.reading.values import Item

SCHEMA: Final = "samverkan-extract/1"
ATTACHMENT: Final = "beslut.json"
"""What the JSON is called inside the PDF."""

MEDIA_TYPE: Final = "application/json"
LARGEST: Final = 8 << 20
"""Bytes of JSON that are read; the longest § known is a fiftieth of it."""


class Certifier(NamedTuple):
    """Who certifies that it is a true copy (rätt utdraget intygar): the name, the office held, and the day."""

    name: str
    office: str
    day: date


class Extract(NamedTuple):
    """One § as certified; `organisation_number` ten digits, `justerad` when the § was adjusted.

    `agreement` is the agreement's urn, `clause` the fingerprint of the joint clause decided on; "" where there is none.
    `signatures`: how many it is made to carry.
    """

    organisation_number: str
    organisation: str
    body: str
    meeting_day: date
    section: str
    title: str
    text: str
    item: Item
    certified: tuple[Certifier, ...]
    registry_number: str = ""
    justerad: date | None = None
    agreement: str = ""
    clause: str = ""
    signatures: int = 1


def extract_to_json(extract: Extract) -> bytes:
    """The canonical bytes: keys in order, UTF-8, nothing that can be left out."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "organisation": {"number": extract.organisation_number, "name": extract.organisation},
            "body": extract.body,
            "meeting_date": extract.meeting_day.isoformat(),
            "section": extract.section,
            "registry_number": extract.registry_number or None,
            "title": extract.title,
            "justerad": extract.justerad and extract.justerad.isoformat(),
            "agreement": extract.agreement or None,
            "clause": extract.clause or None,
            "certified": [
                {"name": one.name, "office": one.office or None, "day": one.day.isoformat()}
                for one in extract.certified
            ],
            "signatures": extract.signatures,
            "text": extract.text,
            "item": item_to_json(extract.item),
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def extract_from_json(data: bytes) -> Extract:
    """The extract; ShapeError names the place and what is wrong there. Keys that are not known here are left alone."""
    whole = object_at(loaded(data), "")
    if whole.get("schema") != SCHEMA:
        raise ShapeError("another_schema", place="schema")
    organisation = object_at(key_of(whole, "organisation", ""), "organisation")
    extract = Extract(
        organisation_number=_number(key_of(organisation, "number", "organisation")),
        organisation=_said(organisation, "name", "organisation."),
        body=_said(whole, "body"),
        meeting_day=_day(key_of(whole, "meeting_date", ""), "meeting_date"),
        section=_said(whole, "section"),
        title=_said(whole, "title"),
        text=_said(whole, "text"),
        item=item_from_json(key_of(whole, "item", "")),
        certified=tuple(
            _certifier(one, f"certified[{at}]")
            for at, one in enumerate(_some(key_of(whole, "certified", ""), "certified"))
        ),
        registry_number=_perhaps(whole, "registry_number"),
        justerad=None if whole.get("justerad") is None else _day(whole["justerad"], "justerad"),
        agreement=_perhaps(whole, "agreement"),
        clause=_perhaps(whole, "clause"),
        signatures=_count(key_of(whole, "signatures", ""), "signatures"),
    )
    for place, span, _ in spans_in(extract.item):
        if span.end > len(extract.text):
            raise ShapeError("beyond_the_text", place=place)
    return extract


def loaded(data: bytes) -> object:
    """The JSON that stands there; ShapeError where it is none, is too large, says something twice or has a number that is none."""
    if len(data) > LARGEST:
        raise ShapeError("too_large", place="")
    try:
        return json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ShapeError("not_json", place="") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; one that says something twice says nothing."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ShapeError("said_twice", place=next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at])))
    return made


def _no_number(name: str) -> object:
    raise ValueError(name)


def _said(held: dict[str, Any], key: str, within: str = "") -> str:
    text = text_at(key_of(held, key, within.rstrip(".")), within + key)
    if not text.strip():
        raise ShapeError("empty", place=within + key)
    return text


def _perhaps(held: dict[str, Any], key: str) -> str:
    return "" if held.get(key) is None else text_at(held[key], key)


def _number(data: object) -> str:
    number = text_at(data, "organisation.number")
    if len(number) != 10 or not (number.isascii() and number.isdigit()):
        raise ShapeError("not_an_organisation_number", place="organisation.number")
    return number


def _some(data: object, place: str) -> list[Any]:
    found = list_at(data, place)
    if not found:
        raise ShapeError("empty", place=place)
    return found


def _day(data: object, place: str) -> date:
    found = date_at(data, place)
    if not found.is_day:
        raise ShapeError("not_a_date", place=place)
    return found.first


def _count(data: object, place: str) -> int:
    if type(data) is not int or not 1 <= data <= 99:
        raise ShapeError("not_a_number", place=place)
    return data


def _certifier(data: object, place: str) -> Certifier:
    held = object_at(data, place)
    office = held.get("office")
    return Certifier(
        _said(held, "name", f"{place}."),
        "" if office is None else text_at(office, f"{place}.office"),
        _day(key_of(held, "day", place), f"{place}.day"),
    )
