"""The country's rows: one cooperation in, the rows that receiving, reviewing and recording its papers would make out.

Plain values, as both engines take them, so that another process can make them and `writing` insert them by the thousand.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from samverkan.core.writing.ledger_json import fact_to_json, item_to_json
from samverkan.store import blobs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from random import Random

    from samverkan.actions.country.stories import Instrument, Paper

Row = tuple[Any, ...]
WHY: Final = "Läst och bekräftat (påhittat land)"

COLUMNS: Final[dict[str, str]] = {
    "Cooperation": "id recorded",
    "Agreement": "id cooperation_id recorded",
    "Party": "agreement_id organisation_id recorded by_id",
    "Matter": "id organisation_id body_id registry_number title opened link recorded by_id",
    "AgreementMatter": "agreement_id matter_id recorded by_id",
    "Content": "sha256 size kind recorded by_id",
    "Rendition": "content_id text pages kind recorded by_id",
    "Document": "id organisation_id content_id number arrived signed_original matter_id recorded by_id",
    "Particulars": "document_id file_name sender concerns recorded by_id",
    "Draft": "document_id state items findings made",
    "Shared": "document_id ground recorded by_id",
    "Entry": "id organisation_id agreement_id document_id position head reached why recorded by_id",
    "Fact": "organisation_id agreement_id entry_id kind happened reached why value recorded by_id",
}
"""The columns of each table's rows, the tables in the order in which they point at each other."""


class Rows:
    """Rows made. `registrars` and `bodies`: who records at each organisation, and its bodies' keys."""

    def __init__(self, random: Random, registrars: Mapping[str, str], bodies: Mapping[tuple[str, str], int]) -> None:
        self._random, self._registrars, self._bodies = random, registrars, bodies
        self._matters = self._entries = 0
        self.made: dict[str, list[Row]] = {table: [] for table in COLUMNS}

    def taken(self) -> dict[str, list[Row]]:
        """The rows so far, which are then forgotten."""
        made, self.made = self.made, {table: [] for table in COLUMNS}
        return made

    def cooperation(self, instruments: Sequence[Instrument]) -> None:
        """Make the rows of one cooperation."""
        first = min(paper.arrived for one in instruments for paper in one.papers)
        cooperation = self._id()
        self._add("Cooperation", cooperation, _moment(first))
        for one in instruments:
            self._agreement(cooperation, one)

    def _agreement(self, cooperation: str, one: Instrument) -> None:
        first = min(paper.arrived for paper in one.papers)
        agreement, at = self._id(), _moment(first)
        self._add("Agreement", agreement, cooperation, at)
        acting = {paper.place.number for paper in one.papers if paper.meeting is not None}
        matters: dict[str, tuple[int, str]] = {}
        for place, (body, number) in zip(one.parties, one.numbers, strict=True):
            by = self._registrars[place.number]
            self._add("Party", agreement, place.number, at, by)
            if place.number in acting:
                self._matters += 1
                matters[place.number] = self._matters, number
                key, title = self._bodies[place.number, body], one.papers[0].said.item.title or ""
                opened = (first - timedelta(days=60)).isoformat()
                self._add("Matter", self._matters, place.number, key, number, title, opened, "", at, by)
                self._add("AgreementMatter", agreement, self._matters, at, by)
        for n, paper in enumerate(one.papers):
            self._paper(agreement, paper, n + 1, matters.get(paper.place.number))

    def _paper(self, agreement: str, paper: Paper, n: int, matter: tuple[int, str] | None) -> None:
        organisation = paper.place.number
        by, at, arrived = self._registrars[organisation], _moment(paper.arrived), paper.arrived.isoformat()
        text = f"{paper.said.text}\n"
        data = text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        blobs.keep(data)
        kind, signed = ("agreement", 1) if paper.meeting is None else ("extract", 0)
        self._add("Content", sha256, len(data), "text", at, by)
        self._add("Rendition", sha256, text, f"[[0, {len(text)}, null]]", kind, at, by)
        document = self._id()
        number, under = ("", None) if matter is None or signed else (f"{matter[1]}-{n}", matter[0])
        self._add("Document", document, organisation, sha256, number, arrived, signed, under, at, by)
        self._add("Particulars", document, f"{kind}-{n}.txt", "", "", at, by)
        self._add("Draft", document, "recorded", "[]", "[]", at)
        if paper.ground:
            self._add("Shared", document, paper.ground, at, by)
        item = paper.said.item
        self._entries += 1
        head = _written(item_to_json(item))
        self._add("Entry", self._entries, organisation, agreement, document, 0, head, arrived, WHY, at, by)
        for fact in item.facts:
            kind, happened = type(fact).__name__, str(fact.happened or "")
            value = _written(fact_to_json(fact, item.quotes))
            self._add("Fact", organisation, agreement, self._entries, kind, happened, arrived, WHY, value, at, by)

    def _add(self, table: str, *values: Any) -> None:
        self.made[table].append(values)

    def _id(self) -> str:
        return UUID(int=self._random.getrandbits(128), version=4).hex


def _moment(day: date) -> str:
    """Nine in the morning, UTC."""
    return f"{day.isoformat()} 09:00:00"


def _written(value: Any) -> str:
    return json.dumps(value)
