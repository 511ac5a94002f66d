"""The form that puts an entry with another agreement: the entry and what was chosen in, what it changes and who sees it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from samverkan.actions.reviewing import Place
from samverkan.actions.roles import Right
from samverkan.store.models import Agreement, Entry, Fact, Organisation, Shared
from samverkan.store.moving import following, item_of, readers_moved
from samverkan.store.placing import organisation_called, parties_named, proposals
from samverkan.store.published import publications
from samverkan.store.registers import titles
from samverkan.store.standings import effects
from samverkan.store.view import View
from samverkan.web.choosing import NEW, NONE, Option, PartyOption, called, reasons, titled
from samverkan.words import say
from samverkan.words.sentence import first_sentence
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.http import QueryDict

    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.moving import Readers
    from samverkan.store.placing import Parties, Proposed
    from samverkan.store.receipts import Receipt
    from samverkan.store.standings import Effect
    from samverkan.web.asked import Asked


class Moving(NamedTuple):
    """The form. `told`: what is told of the choice, as it is sent along; `ready`: whether it can be done as chosen."""

    title: str
    facts: int
    now: str
    what: str
    options: Sequence[Option]
    find: str
    asks_parties: bool
    parties: Sequence[PartyOption]
    unknown: str
    add: str
    error: str
    changes: Sequence[str]
    seen_by: Sequence[str]
    hindered: str
    told: str
    ready: bool
    place: Place | None
    shown_to: frozenset[str]


def moving(asked: Asked, entry: Entry, given: QueryDict) -> Moving:
    """The form as it stands with these choices."""
    return _Moving(asked, entry, given).made()


def entry_title(head: dict[str, object], asked: Asked) -> str:
    """An entry in a few words: its § and title, or that it is the agreement's text."""
    if head.get("text"):
        return say("review", "entry.text", {}, asked.language)
    section = f"§ {head['section']}" if head.get("section") else say("review", "entry.no_section", {}, asked.language)
    return f"{section} – {head['title']}" if head.get("title") else section


class Placed(NamedTuple):
    """An entry of a document: which agreement it stands with, in words."""

    entry: int
    said: str


def entries_placed(asked: Asked, found: Receipt) -> list[Placed]:
    """The entries of a document of their own, for whoever may move them."""
    if not found.own or asked.known is not None or asked.papers is not None:
        return []
    if not asked.somebody.may_with(Right.STATE, found.document):
        return []
    rows = Entry.objects.filter(document=found.document, replaced_by=None).order_by("position", "pk")
    names = {one.id: one.title for one in found.agreements}
    placed = []
    for row in rows:
        values = {"title": entry_title(row.head, asked)}
        code = "of_none"
        if row.agreement_id is not None:
            code = "of_agreement"
            values["agreement"] = names.get(row.agreement_id) or say("review", "untitled", {}, asked.language)
        placed.append(Placed(row.pk, say("moving", code, values, asked.language)))
    return placed


class _Moving:
    def __init__(self, asked: Asked, entry: Entry, given: QueryDict) -> None:
        self.asked, self.entry, self.given, self.language = asked, entry, given, asked.language
        self.own = asked.somebody.organisation
        self.view = View(self.own.pk)
        self.item = item_of(entry)
        self.error = ""

    def say(self, code: str, **values: object) -> str:
        return say("moving", code, values, self.language)

    def made(self) -> Moving:
        find = self.given.get("find", "").strip()
        found = proposals(self.item, self.own, self.view, today=self.asked.today, text=find)
        found = [one for one in found if one.agreement.pk != self.entry.agreement_id]
        options = list(self._options(found))
        chosen = next((one.value for one in options if one.chosen), "")
        named = parties_named(self.item)
        parties = self._parties(named) if _opens(chosen) else {}
        add = self._added(parties) if _opens(chosen) else ""
        if _opens(chosen) and len({self.own.pk, *parties}) < 2:
            self.error = self.error or say("review", "end.no_other_party", {}, self.language)
        place = self._place(chosen, list(parties.values()))
        readers = self._readers(place)
        hindered = self._hindered(readers)
        listed = {one.pk: one for one in (self.own, *named.known, *parties.values())} if _opens(chosen) else {}
        unknown = say("review", "end.unknown_parties", {"names": list(named.unknown)}, self.language)
        return Moving(
            title=entry_title(self.entry.head, self.asked), facts=len(self.item.facts), now=self._now(),
            what=self._what(), options=options, find=find, asks_parties=_opens(chosen),
            parties=[PartyOption(one.pk, one.name, one.pk in parties or one == self.own) for one in listed.values()],
            unknown=unknown if _opens(chosen) and named.unknown else "", add=add, error=self.error,
            changes=list(self._changes(place)) if chosen else [],
            seen_by=list(self._seen_by(readers, place)) if chosen else [], hindered=hindered,
            told="|".join([chosen, ",".join(sorted(parties)), ",".join(sorted(readers.new))]) if chosen else "",
            ready=bool(chosen) and not self.error and not hindered, place=place, shown_to=readers.new,
        )  # fmt: skip

    def _now(self) -> str:
        """Which agreement it stands with."""
        if self.entry.agreement_id is None:
            return self.say("now.none")
        return self.say("now", title=self._title())

    def _what(self) -> str:
        """That all of it goes: a §, or what a paper without them says."""
        head = self.entry.head
        return self.say("what" if head.get("section") and not head.get("text") else "what.text")

    def _title(self) -> str:
        ids = [] if self.entry.agreement_id is None else [self.entry.agreement_id]
        found = next((title for _, title, _ in titles(ids, self.view, self.asked.today)), "")
        return found or say("review", "untitled", {}, self.language)

    # -- which agreement ------------------------------------------------------------------------------------------

    def _options(self, found: Sequence[Proposed]) -> Iterator[Option]:
        sure = [one for one in found if one.same]
        likely = f"a:{sure[0].agreement.pk}" if len(sure) == 1 else ""
        chosen = self.given.get("place", likely)
        for one in found:
            value = f"a:{one.agreement.pk}"
            yield Option(value, called(one, self.language), reasons(one, self.language), value == chosen)
        own = self.entry.agreement
        cooperations = {} if own is None else {own.cooperation_id: self._title()}
        for one in found:
            cooperations.setdefault(one.agreement.cooperation_id, titled(one, self.language))
        for cooperation, title in cooperations.items():
            value = f"c:{cooperation}"
            label = say("review", "end.new_in", {"title": title}, self.language)
            yield Option(value, label, [], value == chosen)
        yield Option(NEW, say("review", "end.new", {}, self.language), [], chosen == NEW)
        if own is not None:
            yield Option(NONE, self.say("none"), [], chosen == NONE)

    def _parties(self, named: Parties) -> dict[str, Organisation]:
        """Who is party to a new agreement: those named at first, then those ticked of what was shown."""
        if "parties-shown" not in self.given:
            return {one.pk: one for one in named.known if one != self.own}
        numbers = [one for one in self.given.getlist("party") if one != self.own.pk]
        return {one.pk: one for one in Organisation.objects.filter(pk__in=numbers).order_by("pk")}

    def _added(self, parties: dict[str, Organisation]) -> str:
        """Somebody written in beside those listed joins them; what was written, where nobody is called so."""
        added = self.given.get("party-add", "").strip()
        more = organisation_called(added) if added else None
        if added and more is None:
            self.error = say("review", "end.no_such_party", {"name": added}, self.language)
            return added
        if more is not None and more != self.own:
            parties[more.pk] = more
        return ""

    def _place(self, chosen: str, parties: Sequence[Organisation]) -> Place | None:
        kind, _, key = chosen.partition(":")
        if chosen == NEW:
            return Place(None, None, parties)
        if kind not in ("a", "c"):
            return None
        mine = Agreement.objects.filter(parties__organisation=self.own).select_related("cooperation")
        if kind == "a":
            return Place(mine.get(pk=UUID(key)))
        agreement = mine.filter(cooperation=UUID(key))[0]
        return Place(None, agreement.cooperation, parties)

    # -- what it changes ------------------------------------------------------------------------------------------

    def _changes(self, place: Place | None) -> Iterator[str]:
        own = self.entry.agreement
        away = [] if own is None else [(own.cooperation_id, own.pk, self.item)]
        found = effects(list(self._added_to(place, self.item)), self.view, on=self.asked.on, without=away)
        for one in found:
            yield self._change(one)
            yield first_sentence(one.after, self.asked.on, len(one.after.open), Values(self.language))
        if own is not None and own.pk not in {one.agreement for one in found}:
            yield self.say("left_empty", title=self._title())
        said = following(self.entry)
        if said:
            yield self.say("follows", count=len(said))
        corrected = Fact.objects.filter(entry=self.entry).exclude(replaces=None).count()
        if corrected:
            yield self.say("corrections", count=corrected)

    def _added_to(self, place: Place | None, item: RecordedItem) -> Iterator[tuple[UUID, UUID, RecordedItem]]:
        if place is not None and place.agreement is not None:
            yield place.agreement.cooperation_id, place.agreement.pk, item
        elif place is not None:
            yield uuid4() if place.cooperation is None else place.cooperation.pk, uuid4(), item

    def _change(self, one: Effect) -> str:
        title = one.after.title or one.after.object or say("review", "untitled", {}, self.language)
        values = {"title": title, "after": self._word(one.after.standing)}
        if one.before is None:
            return say("review", "end.opens", values, self.language)
        if one.before.standing == one.after.standing:
            return say("review", "end.stays", values, self.language)
        values["before"] = self._word(one.before.standing)
        return say("review", "end.changes", values, self.language)

    def _word(self, standing: str) -> str:
        return say("pages", f"standing.{standing}", {}, self.language).lower()

    # -- who sees it ----------------------------------------------------------------------------------------------

    def _readers(self, place: Place | None) -> Readers:
        agreement = None if place is None or place.agreement is None else place.agreement.pk
        return readers_moved(
            self.entry, agreement=agreement, parties=[] if place is None else [one.pk for one in place.parties]
        )

    def _seen_by(self, readers: Readers, place: Place | None) -> Iterator[str]:
        document = self.entry.document_id
        published = publications().filter(document=document).exists()
        if published:
            yield self.say("seen.published")
        if not Shared.objects.filter(document=document).exists():
            if not published:
                yield self.say("seen.own")
            return
        if readers.new:
            yield self.say("seen.new", others=_names(readers.new))
        if readers.lost:
            yield self.say("seen.lost", others=_names(readers.lost))
        if place is not None and not readers.new and not readers.lost:
            yield self.say("seen.same")
        if self.entry.agreement_id is not None:
            yield self.say("follows.others")

    def _hindered(self, readers: Readers) -> str:
        """Why it cannot be done by whoever asks: others would see a paper that they may not share."""
        if readers.new and not self.asked.somebody.may_with(Right.SHARE, self.entry):
            return self.say("may_not_share", others=_names(readers.new))
        return ""


def _opens(chosen: str) -> bool:
    """Whether a new agreement is opened by it, whose parties are asked for."""
    return chosen == NEW or chosen.startswith("c:")


def _names(numbers: Iterable[str]) -> list[str]:
    rows = Organisation.objects.filter(pk__in=list(numbers)).prefetch_related("names")
    return sorted(one.name for one in rows)
