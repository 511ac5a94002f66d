"""What is published as OParl 1.1: values in, the objects of the standard out (System, Body, Organization, Meeting, AgendaItem, ...).

In OParl a Body is an organisation, an Organization is one of its bodies. No person is told of: those lists are empty.
`address` makes a path of ours an address; an object that is gone tells only that it is (`deleted`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    Address = Callable[[str], str]

SCHEMA: Final = "https://schema.oparl.org/1.1/"
ROOT: Final = "/oparl/v1.1"
LISTS: Final = {
    "organization": "organization", "person": "person", "meeting": "meeting", "paper": "paper",
    "agendaItem": "agenda-item", "consultation": "consultation", "file": "file", "legislativeTermList": "legislative-term",
    "locationList": "location", "membership": "membership",
}  # fmt: skip
"""The lists of a Body, and what each is called in an address."""


class Stamps(NamedTuple):
    """When an object came to be, when it was last changed, whether it is gone."""

    created: datetime
    modified: datetime
    deleted: bool = False


class Body(NamedTuple):
    """An organisation with something published."""

    id: str
    stamps: Stamps
    name: str


class Organization(NamedTuple):
    """A body that meets."""

    id: str
    stamps: Stamps
    body: str
    name: str


class Paper(NamedTuple):
    """A published document and its file."""

    id: str
    stamps: Stamps
    body: str
    name: str
    reference: str
    date: date | None
    kind: str
    media: str
    file_name: str
    size: int
    consultations: Sequence[Consultation] = ()


class AgendaItem(NamedTuple):
    """An item of a meeting: `meeting` and `number` as the minutes have them."""

    id: str
    stamps: Stamps
    body: str
    meeting: str
    number: str
    name: str
    consultation: str


class Meeting(NamedTuple):
    """A body's meeting on a day, with its items in order and the papers that are its minutes."""

    id: str
    stamps: Stamps
    body: str
    organization: str
    name: str
    day: date
    start: datetime
    items: Sequence[AgendaItem]
    minutes: Sequence[Paper]


class Consultation(NamedTuple):
    """That a paper was handled under an item; `decided`: that it was decided there, not only prepared."""

    id: str
    stamps: Stamps
    body: str
    paper: str
    item: str
    meeting: str
    organization: str
    decided: bool
    role: str


Thing = Body | Organization | Paper | AgendaItem | Meeting | Consultation


def system(stamps: Stamps, address: Address, *, name: str, licence: str, email: str, contact: str) -> dict[str, Any]:
    """The System: where everything begins."""
    return {
        **_head("System", "", stamps, address), "oparlVersion": SCHEMA, "body": address(f"{ROOT}/body"), "name": name,
        "web": address("/public"), **_said(license=licence, contactEmail=email, contactName=contact),
    }  # fmt: skip


def body(one: Body, address: Address, *, licence: str) -> dict[str, Any]:
    """A Body with the addresses of its lists."""
    here = f"{ROOT}/body/{one.id}"
    lists = {name: address(f"{here}/{part}") for name, part in LISTS.items()}
    return {
        **_head("Body", f"body/{one.id}", one.stamps, address), "system": address(ROOT), "name": one.name, **lists,
        "legislativeTerm": [], **_said(license=licence),
    }  # fmt: skip


def organization(one: Organization, address: Address) -> dict[str, Any]:
    """An Organization."""
    here = f"organization/{one.id}"
    said = _head("Organization", here, one.stamps, address)
    if one.stamps.deleted:
        return said
    return {
        **said, "body": address(f"{ROOT}/body/{one.body}"),
        "name": one.name, "membership": [], "organizationType": "Gremium",
        "meeting": address(f"{ROOT}/{here}/meeting"), "consultation": address(f"{ROOT}/{here}/consultation"),
    }  # fmt: skip


def meeting(one: Meeting, address: Address) -> dict[str, Any]:
    """A Meeting with its items."""
    said = _head("Meeting", f"meeting/{one.id}", one.stamps, address)
    if one.stamps.deleted:
        return said
    said |= {
        "name": one.name,
        "start": one.start.isoformat(), "organization": [address(f"{ROOT}/organization/{one.organization}")],
        "agendaItem": [agenda_item(item, address) for item in one.items],
    }  # fmt: skip
    if one.minutes:
        said["resultsProtocol"] = file(one.minutes[0], address)
        if one.minutes[1:]:
            said["auxiliaryFile"] = [file(paper, address) for paper in one.minutes[1:]]
    return said


def agenda_item(one: AgendaItem, address: Address) -> dict[str, Any]:
    """An AgendaItem."""
    said = _head("AgendaItem", f"agenda-item/{one.id}", one.stamps, address)
    if one.stamps.deleted:
        return said
    return {
        **said, "meeting": address(f"{ROOT}/meeting/{one.meeting}"), **_said(number=one.number, name=one.name),
        "consultation": address(f"{ROOT}/consultation/{one.consultation}"),
    }  # fmt: skip


def paper(one: Paper, address: Address) -> dict[str, Any]:
    """A Paper with its file and where it was handled."""
    said = _head("Paper", f"paper/{one.id}", one.stamps, address)
    if one.stamps.deleted:
        return said
    return {
        **said, "body": address(f"{ROOT}/body/{one.body}"),
        **_said(name=one.name, reference=one.reference, date=one.date and one.date.isoformat(), paperType=one.kind),
        "mainFile": file(one, address), "consultation": [consultation(held, address) for held in one.consultations],
        "web": address(f"/public/documents/{one.id}"),
    }  # fmt: skip


def consultation(one: Consultation, address: Address) -> dict[str, Any]:
    """A Consultation."""
    said = _head("Consultation", f"consultation/{one.id}", one.stamps, address)
    if one.stamps.deleted:
        return said
    return {
        **said, "paper": address(f"{ROOT}/paper/{one.paper}"), "agendaItem": address(f"{ROOT}/agenda-item/{one.item}"),
        "meeting": address(f"{ROOT}/meeting/{one.meeting}"),
        "organization": [address(f"{ROOT}/organization/{one.organization}")], "authoritative": one.decided,
        **_said(role=one.role),
    }  # fmt: skip


def file(one: Paper, address: Address) -> dict[str, Any]:
    """The File of a paper."""
    said = _head("File", f"file/{one.id}", one.stamps, address)
    if one.stamps.deleted:
        return said
    return {
        **said, **_said(name=one.name), "fileName": one.file_name, "mimeType": one.media, "size": one.size,
        "accessUrl": address(f"/public/documents/{one.id}"), "downloadUrl": address(f"/public/documents/{one.id}/original"),
    }  # fmt: skip


def page_of(
    objects: Sequence[Mapping[str, Any]], *, total: int, size: int, page: int, link: Callable[[int], str]
) -> dict[str, Any]:
    """One page of a list: its objects, how many there are, and where the other pages lie."""
    pages = max(1, -(-total // size))
    links = {"first": link(1), "self": link(page), "last": link(pages)}
    if page > 1:
        links["prev"] = link(page - 1)
    if page < pages:
        links["next"] = link(page + 1)
    counts = {"totalElements": total, "elementsPerPage": size, "currentPage": page, "totalPages": pages}
    return {"data": list(objects), "pagination": counts, "links": links}


def error(message: str, debug: str) -> dict[str, Any]:
    """What is told of a request that could not be answered."""
    return {"type": f"{SCHEMA}Error", "message": message, "debug": debug}


def _head(kind: str, path: str, stamps: Stamps, address: Address) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": address(f"{ROOT}/{path}" if path else ROOT), "type": f"{SCHEMA}{kind}",
        "created": stamps.created.isoformat(), "modified": stamps.modified.isoformat(),
    }  # fmt: skip
    return {**said, "deleted": True} if stamps.deleted else said


def _said(**values: Any) -> dict[str, Any]:
    """The values that there are: what is not known is left out, never empty."""
    return {name: value for name, value in values.items() if value}
