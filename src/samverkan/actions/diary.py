"""The list of matters of the organisation's own diary system: columns chosen, rows understood, all imported or none.

In: a table and which of its headings holds what. Out: matters, or each row that cannot be used, with its line and why.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.outside.tables import TableError, read_table
from samverkan.store.diary import diary_system
from samverkan.store.models import Body, DiaryList, DiarySystem, Matter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.outside.tables import Line, Table

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "registry_number": (
        "diarienummer", "diarienr", "dnr", "ärendenummer", "ärendenr", "ärende-id", "beteckning", "diariebeteckning",
    ),
    "title": ("ärendemening", "rubrik", "ärenderubrik", "ärendetitel", "titel", "ärende", "benämning", "beskrivning"),
    "body": ("nämnd", "organ", "instans", "beslutsinstans", "nämnd/styrelse", "diarium", "myndighet", "enhet"),
    "opened": (
        "öppnat", "öppnad", "öppnades", "upprättat", "upprättad", "registrerat", "registrerad", "registreringsdatum",
        "skapat", "skapad", "startdatum", "ärendedatum", "diariedatum", "inkom", "datum",
    ),
    "link": ("länk", "webbadress", "adress", "url", "länk till ärendet"),
}  # fmt: skip
"""What a matter has, and what lists call it: the first that a list has is proposed."""

_DAY: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ]\d{1,2}:\d{2}.*)?")
_ADDRESS: Final = URLValidator(schemes=["http", "https"])
_LENGTHS: Final = {"registry_number": 80, "title": 400, "link": 400}


class Row(NamedTuple):
    """A matter as a row tells it, and whether it is registered already."""

    line: int
    registry_number: str
    title: str
    body: Body | None
    opened: date | None
    link: str
    known: bool


class Fault(NamedTuple):
    """Why a row cannot be used."""

    line: int
    code: str
    values: Mapping[str, object]


class Understood(NamedTuple):
    """The rows that can be used, in order, and those that cannot."""

    rows: list[Row]
    faults: list[Fault]

    @property
    def new(self) -> list[Row]:
        """Those that are not registered."""
        return [row for row in self.rows if not row.known]


def guessed(headings: Sequence[str], saved: Mapping[str, str]) -> dict[str, str]:
    """Which heading holds what: as last time, else by what such lists call it."""
    by_name = {_folded(one): one for one in reversed(headings) if one}
    found: dict[str, str] = {}
    for column, names in COLUMNS.items():
        if column in saved and (not saved[column] or saved[column] in headings):
            found[column] = saved[column]
        else:
            found[column] = next((by_name[name] for name in names if name in by_name), "")
    return found


def understood(acting: Acting, table: Table, columns: Mapping[str, str]) -> Understood:
    """What each row says. InvalidError `column_missing` where a heading is not there, or none holds the number."""
    for heading in columns.values():
        if heading and heading not in table.headings:
            raise InvalidError("column_missing", column=heading)
    if not columns.get("registry_number"):
        raise InvalidError("number_column_missing")
    places = {column: table.headings.index(heading) for column, heading in columns.items() if heading}
    bodies: dict[str, list[Body]] = {}
    for body in Body.objects.filter(organisation=acting.organisation).order_by("from_day"):
        bodies.setdefault(_folded(body.name), []).append(body)
    known = set(Matter.objects.filter(organisation=acting.organisation).values_list("registry_number", flat=True))
    found = Understood([], [])
    first: dict[str, Row] = {}
    for line in table.rows:
        row = _row(line, places, len(table.headings), bodies, known)
        if isinstance(row, Fault):
            found.faults.append(row)
        elif (before := first.get(row.registry_number)) is None:
            first[row.registry_number] = row
            found.rows.append(row)
        elif before._replace(line=row.line) != row:
            values = {"number": row.registry_number, "first": before.line}
            found.faults.append(Fault(line.number, "number_twice", values))
    return found


def list_sent(acting: Acting) -> DiaryList | None:
    """The list that the person has sent and not yet imported."""
    return DiaryList.objects.filter(organisation=acting.organisation, person=acting.person).first()


@action(Right.KEEP_REGISTER)
def send_list(acting: Acting, *, data: bytes, file_name: str) -> DiaryList:
    """Keep a list while its columns are chosen; InvalidError where it is no table."""
    _table(data)
    assert acting.person is not None
    sent, _ = DiaryList.objects.update_or_create(
        organisation=acting.organisation, person=acting.person,
        defaults={"file_name": file_name[-255:], "data": data, "sent": acting.at},
    )  # fmt: skip
    acting.note("diary_list_sent", acting.organisation.pk, file=file_name)
    return sent


@action(Right.KEEP_REGISTER)
def forget_list(acting: Acting) -> None:
    """Drop the list that was sent, where there is one."""
    DiaryList.objects.filter(organisation=acting.organisation, person=acting.person).delete()
    acting.note("diary_list_dropped", acting.organisation.pk)


@action(Right.KEEP_REGISTER)
def import_list(acting: Acting) -> int:
    """Register every matter of the list sent that is not registered, and drop the list; how many.

    InvalidError, and none of them registered, where some row cannot be used.
    """
    sent = list_sent(acting)
    if sent is None:
        raise InvalidError("no_list")
    table = _table(bytes(sent.data))
    columns = guessed(table.headings, diary_system(acting.organisation).columns)
    found = understood(acting, table, columns)
    if found.faults:
        raise InvalidError("rows_unusable", count=len(found.faults), line=found.faults[0].line)
    Matter.objects.bulk_create(
        [
            Matter(
                organisation=acting.organisation, registry_number=row.registry_number, title=row.title, body=row.body,
                opened=row.opened, link=row.link, by=acting.person, recorded=acting.at,
            )
            for row in found.new
        ],
        batch_size=1000,
    )  # fmt: skip
    _save(acting, columns=dict(columns))
    sent.delete()
    acting.note("matters_imported", acting.organisation.pk, count=len(found.new), file=sent.file_name)
    return len(found.new)


@action(Right.KEEP_REGISTER)
def choose_columns(acting: Acting, *, columns: Mapping[str, str]) -> None:
    """Remember which heading of the list sent holds what, for the next one too."""
    sent = list_sent(acting)
    if sent is None:
        raise InvalidError("no_list")
    understood(acting, _table(bytes(sent.data)), columns)  # refuses headings that are not there
    _save(acting, columns={name: columns.get(name, "") for name in COLUMNS})
    acting.note("diary_columns_chosen", acting.organisation.pk, columns=dict(columns))


@action(Right.KEEP_REGISTER)
def set_diary_address(acting: Acting, *, address: str) -> None:
    """Say where a matter is found in the diary system: an address with {number} where its registry number goes."""
    address = address.strip()
    if address and (address.count("{number}") != 1 or len(address) > 400 or not _is_address(address)):
        raise InvalidError("diary_address", address=address)
    _save(acting, address=address)
    acting.note("diary_address_set", acting.organisation.pk, address=address)


def _table(data: bytes) -> Table:
    try:
        return read_table(data)
    except TableError as error:
        raise InvalidError(error.code, **error.values) from None


def _save(acting: Acting, **values: object) -> None:
    DiarySystem.objects.update_or_create(organisation=acting.organisation, defaults=values)


def _row(
    line: Line, places: Mapping[str, int], width: int, bodies: Mapping[str, list[Body]], known: set[str]
) -> Row | Fault:  # fmt: skip
    if len(line.cells) < width or any(cell.strip() for cell in line.cells[width:]):
        return Fault(line.number, "wrong_width", {"count": len(line.cells), "headings": width})
    told = {column: " ".join(line.cells[at].split()) for column, at in places.items()}
    for column, most in _LENGTHS.items():
        if len(told.get(column, "")) > most:
            return Fault(line.number, f"{column}_long", {"most": most})
    number = told["registry_number"]
    if not number:
        return Fault(line.number, "number_missing", {})
    opened: date | None = None
    if told.get("opened"):
        opened = _day(told["opened"])
        if opened is None:
            return Fault(line.number, "no_day", {"day": told["opened"][:40]})
    link = told.get("link", "")
    if link and not _is_address(link):
        return Fault(line.number, "no_address", {"link": link[:80]})
    body: Body | None = None
    if told.get("body"):
        named = bodies.get(_folded(told["body"]))
        if not named:
            return Fault(line.number, "no_body", {"body": told["body"][:200]})
        body = _in_time(named, opened)
    return Row(line.number, number, told.get("title", ""), body, opened, link, number in known)


def _in_time(bodies: list[Body], opened: date | None) -> Body:
    """Of bodies with one name, the last that there was on the day."""
    before = [one for one in bodies if opened is None or one.from_day is None or one.from_day <= opened]
    return (before or bodies)[-1]


def _day(written: str) -> date | None:
    match = _DAY.fullmatch(written)
    if match is None:
        return _said_day(written)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _said_day(written: str) -> date | None:
    """1 mars 2024, as some systems write it."""
    match = re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", written)
    if match is None or match[2].casefold() not in _MONTHS:
        return None
    try:
        return date(int(match[3]), _MONTHS.index(match[2].casefold()) + 1, int(match[1]))
    except ValueError:
        return None


_MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip


def _is_address(written: str) -> bool:
    try:
        _ADDRESS(written.replace("{number}", "1"))
    except ValidationError:
        return False
    return True


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".:")
