"""What is open data: published documents and what their own recorded entries say, as OParl's objects.

Public columns alone: `Particulars`, drafts, matters, registers and logs are never asked for. All of it is read at once and
kept in the process until something is published or recorded.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils import timezone

from samverkan.core.standing.names import body_key
from samverkan.core.writing.oparl import AgendaItem, Body, Consultation, Meeting, Organization, Paper, Stamps
from samverkan.store.heading import body_name, day_of
from samverkan.store.keeping import kept_until_written
from samverkan.store.models import Body as BodyRow
from samverkan.store.models import Document, Entry, Fact, Organisation, OrganisationName, Party, Published, Rendition
from samverkan.store.records import MEDIA
from samverkan.store.whose import Owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

_MINUTES: Final = ("minutes", "extract")
_DECIDES: Final = frozenset({"Decision", "Extension", "Amendment", "Termination"})


class OpenData(NamedTuple):
    """Every object there is, by its id, in an order that stays. `changed`: when something was last."""

    bodies: Mapping[str, Body]
    organizations: Mapping[str, Organization]
    meetings: Mapping[str, Meeting]
    items: Mapping[str, AgendaItem]
    papers: Mapping[str, Paper]
    consultations: Mapping[str, Consultation]
    stamps: Stamps


class _Held(NamedTuple):
    """An entry of a published document: whose body met on which day."""

    entry: Entry
    owner: str
    body: str
    day: date


@kept_until_written(Published, Entry, Fact, Party, OrganisationName, BodyRow, size=4)
def open_data(role_decided: str, role_prepared: str) -> OpenData:
    """All that is open; the roles are the words for deciding and preparing."""
    return _Reading(role_decided, role_prepared).all()


class _Reading:
    def __init__(self, role_decided: str, role_prepared: str) -> None:
        self.roles = {True: role_decided, False: role_prepared}
        self.stamps = self._stamps()
        ever = Published.objects.values("document")
        rows = Document.objects.filter(pk__in=ever).select_related("organisation", "content")
        self.documents = {one.pk: one for one in rows.prefetch_related("organisation__names").order_by("pk")}
        self.kinds = dict(
            Rendition.objects.filter(content__documents__in=ever).values_list("content_id", "kind").distinct()
        )
        rows_ = Entry.objects.filter(document__in=ever, replaced_by=None).order_by("pk")
        self.entries = sorted(rows_, key=lambda one: self.stamps[one.document_id].deleted)  # what is there speaks first
        decides = Fact.objects.filter(
            entry__document__in=ever, kind__in=_DECIDES, replaced_by=None, value__isnull=False
        )
        self.decided = set(decides.values_list("entry_id", flat=True))

    def _stamps(self) -> dict[UUID, Stamps]:
        """Since when each document is or was published, and whether it still is."""
        found: dict[UUID, Stamps] = {}
        rows = Published.objects.order_by("pk").values_list("document_id", "recorded", "withdrawn")
        for document, recorded, withdrawn in rows:
            at = timezone.localtime(recorded)
            before = found.get(document)
            if before is not None or not withdrawn:
                found[document] = Stamps(before.created if before else at, at, withdrawn)
        return found

    @cached_property
    def roots(self) -> dict[int, str]:
        """The first of the entries that each stands in the place of: what an item is known by does not change."""
        before: dict[int, int | None] = dict(Entry.objects.exclude(replaces=None).values_list("pk", "replaces"))
        found = {}
        for one in self.entries:
            root = one.pk
            while (earlier := before.get(root)) is not None:
                root = earlier
            found[one.pk] = str(root)
        return found

    @cached_property
    def held(self) -> list[_Held]:
        """The entries that are of a meeting."""
        agreements = {one.agreement_id for one in self.entries}
        parties: dict[UUID, dict[str, datetime]] = defaultdict(dict)
        for agreement, organisation, recorded in Party.objects.filter(agreement__in=agreements).values_list(
            "agreement", "organisation", "recorded"
        ):
            parties[agreement][organisation] = recorded
        owners = Owners({one.organisation_id for one in self.entries}, parties)
        found = []
        for one in self.entries:
            day, name = day_of(one.head.get("day")), body_name(one.head)
            if day is not None and name and not one.head.get("text"):
                found.append(_Held(one, owners.of(one)[-1][1], name, day))
        return found

    def all(self) -> OpenData:
        items, consultations = self._items()
        papers = self._papers(consultations)
        meetings = self._meetings(items, papers)
        met: dict[str, list[Stamps]] = defaultdict(list)
        for meeting in meetings.values():
            met[meeting.organization].append(meeting.stamps)
        organizations: dict[str, Organization] = {}
        for one in self.held:
            key = _organization(one)
            organizations.setdefault(key, Organization(key, _together(met[key]), one.owner, one.body))
        bodies = self._bodies([*papers.values(), *organizations.values()])
        stamps = [one.stamps for one in papers.values()]
        whole = _together(stamps) if stamps else Stamps(_START, _START)
        return OpenData(
            bodies, _sorted(organizations), _sorted(meetings), _sorted(items), _sorted(papers), _sorted(consultations), whole
        )  # fmt: skip

    def _items(self) -> tuple[dict[str, AgendaItem], dict[str, Consultation]]:
        items: dict[str, AgendaItem] = {}
        consultations: dict[str, Consultation] = {}
        for one in self.held:
            head = one.entry.head
            section, number = str(head.get("section") or ""), str(head.get("registry_number") or "")
            key = _digest(_meeting(one), section, number) if section else f"e{self.roots[one.entry.pk]}"
            stamps = self._of_entry(one.entry)
            handled = f"e{self.roots[one.entry.pk]}"
            if key not in items:
                title = str(head.get("title") or head.get("object") or "")
                items[key] = AgendaItem(key, stamps, one.owner, _meeting(one), section, title, handled)
            else:
                items[key] = items[key]._replace(stamps=_together([items[key].stamps, stamps]))
            decided = one.entry.pk in self.decided
            consultations[handled] = Consultation(
                handled, stamps, one.owner, str(one.entry.document_id), key, _meeting(one), _organization(one), decided,
                self.roles[decided],
            )  # fmt: skip
        return items, consultations

    def _papers(self, consultations: Mapping[str, Consultation]) -> dict[str, Paper]:
        handled: dict[str, list[Consultation]] = defaultdict(list)
        for one in consultations.values():
            handled[one.paper].append(one)
        heads: dict[UUID, Any] = {}
        for entry in self.entries:
            heads.setdefault(entry.document_id, entry.head)
        found = {}
        for key, document in self.documents.items():
            head, stamps = heads.get(key, {}), self.stamps[key]
            media, ending = MEDIA.get(document.content.kind, ("application/octet-stream", "bin"))
            found[str(key)] = Paper(
                str(key), stamps, document.organisation_id, str(head.get("title") or head.get("object") or ""),
                str(head.get("registry_number") or ""), day_of(head.get("day")),
                self.kinds.get(document.content_id, ""), media, f"{key}.{ending}", document.content.size,
                handled[str(key)],
            )  # fmt: skip
        return found

    def _meetings(self, items: Mapping[str, AgendaItem], papers: Mapping[str, Paper]) -> dict[str, Meeting]:
        inside: dict[str, list[AgendaItem]] = defaultdict(list)
        for item in items.values():
            inside[item.meeting].append(item)
        minutes: dict[str, dict[str, Paper]] = defaultdict(dict)
        first: dict[str, _Held] = {}
        for one in self.held:
            key, paper = _meeting(one), papers[str(one.entry.document_id)]
            first.setdefault(key, one)
            if paper.kind in _MINUTES and not paper.stamps.deleted:
                minutes[key][paper.id] = paper
        found = {}
        for key, one in first.items():
            there = [item for item in inside[key] if not item.stamps.deleted] or inside[key]
            these = sorted(there, key=lambda item: (_number(item.number), item.number, item.id))
            found[key] = Meeting(
                key, _together([item.stamps for item in inside[key]]), one.owner, _organization(one), f"{one.body} {one.day}",
                one.day, timezone.make_aware(datetime.combine(one.day, time())), these, list(minutes[key].values()),
            )  # fmt: skip
        return found

    def _bodies(self, things: Iterable[Paper | Organization]) -> dict[str, Body]:
        stamps: dict[str, list[Stamps]] = defaultdict(list)
        for one in things:
            if not one.stamps.deleted:
                stamps[one.body].append(one.stamps)
        names = {one.pk: one.name for one in Organisation.objects.filter(pk__in=list(stamps)).prefetch_related("names")}
        return {number: Body(number, _together(stamps[number]), names[number]) for number in sorted(names)}

    def _of_entry(self, entry: Entry) -> Stamps:
        """An entry is open once it is recorded and its document is published."""
        stamps, recorded = self.stamps[entry.document_id], timezone.localtime(entry.recorded)
        return Stamps(max(stamps.created, recorded), max(stamps.modified, recorded), stamps.deleted)


_START: Final = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
"""Since when there is a System that nothing has been published in."""


def _organization(one: _Held) -> str:
    return _digest(one.owner, body_key(one.body))


def _meeting(one: _Held) -> str:
    return _digest(one.owner, body_key(one.body), one.day.isoformat())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _number(section: str) -> int:
    digits = "".join(sign for sign in section if sign.isascii() and sign.isdigit())
    return int(digits or 0)


def _together(stamps: Sequence[Stamps]) -> Stamps:
    gone = all(one.deleted for one in stamps)
    return Stamps(min(one.created for one in stamps), max(one.modified for one in stamps), gone)


def _sorted(things: Mapping[str, Any]) -> dict[str, Any]:
    """By when they came to be, and then by what they are known by: a page more is a page at the end."""
    return dict(sorted(things.items(), key=lambda pair: (pair[1].stamps.created, pair[0])))
