"""The end of a review: which agreement each entry concerns, who will see it, and what recording would change.

In: a draft and what has been chosen so far. Out: the form with its proposals, and the sentences. Nothing is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samverkan.actions.reviewing import Place
from samverkan.store.drafted import as_read, marks_of, reviewed, with_justering
from samverkan.store.models import Organisation, Party
from samverkan.store.placing import (
    Parties,
    Proposed,
    everyone_named,
    organisation_called,
    parties_named,
    proposals_of,
    together,
)
from samverkan.store.standings import Effect, effects
from samverkan.store.view import View
from samverkan.web.choosing import NEW, NONE, Option, PartyOption, called, reasons
from samverkan.web.ending_paper import PaperOption, paper_ended
from samverkan.web.reviewing import version_of
from samverkan.words import say
from samverkan.words.sentence import first_sentence
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from django.http import QueryDict

    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Draft
    from samverkan.web.asked import Asked
    from samverkan.words import Language

_STRONG: Final = re.compile("\x02(.*?)\x03")


class New(NamedTuple):
    """A new agreement that an entry opens: what the entry is called, its place, and the entry as read."""

    title: str
    place: Place
    read: RecordedItem


class Entry(NamedTuple):
    """One entry's choices. `facts`: how many of its facts would be recorded; `joining`: who may become party by a tick."""

    position: int
    title: str
    facts: int
    options: Sequence[Option]
    asks_parties: bool
    shown: str
    joining: Sequence[PartyOption]
    parties: Sequence[PartyOption]
    unknown: str
    add: str
    error: str
    find: str


class Ending(NamedTuple):
    """The end of the page. `ready`: whether it can be recorded as it stands; `places` is then what to record with."""

    entries: Sequence[Entry]
    papers: Sequence[PaperOption]
    may_share: bool
    justered: str
    justered_words: str
    justered_error: str
    sentence: str
    changes: Sequence[SafeString]
    after: Sequence[str]
    seen_by: str
    left: str
    facts: int
    version: str
    ready: bool
    places: Mapping[int, Place | None]
    ground: str | None
    justered_day: date | None


def ending(asked: Asked, draft: Draft, given: QueryDict) -> Ending:
    """The end as it stands with these choices."""
    return _Ending(asked, draft, given).made()


class _Ending:
    def __init__(self, asked: Asked, draft: Draft, given: QueryDict) -> None:
        self.asked, self.draft, self.given = asked, draft, given
        self.language: Language = asked.language
        self.own = asked.somebody.organisation
        self.view = View(self.own.pk)
        self.marks = marks_of(draft)
        self.items = reviewed(draft, self.marks)
        self.read = {one["position"]: as_read(draft, one, self.marks) for one in draft.items}
        self.places: dict[int, Place | None] = {}
        self.new: dict[int, New] = {}
        self.unready = False
        self.everyone = everyone_named()
        self.sought = {position: given.get(f"find-{position}", "").strip() for _, position in self.items}
        asked_for = [(self.read[position], text) for position, text in self.sought.items()]
        proposed = proposals_of(asked_for, self.own, self.view, today=asked.today)
        self.proposed = dict(zip(self.sought, proposed, strict=True))
        self.parties = self._parties_there()
        numbers = {one for _, position in self.items for one in given.getlist(f"party-{position}")}
        self.ticked = Organisation.objects.in_bulk(numbers) if numbers else {}

    def say(self, code: str, **values: object) -> str:
        return say("review", code, values, self.language)

    def made(self) -> Ending:
        entries = [self._entry(item, position) for item, position in self.items]
        paper = paper_ended(self.asked, self.draft, self.given, self.items)
        recorded = [(item, position) for item, position in self.items if self.places.get(position) and item.facts]
        facts = sum(len(item.facts) for item, _ in recorded)
        found = self._effects(recorded, paper.day)
        answers = [self._change(one) for one in found]
        left = self._left()
        return Ending(
            entries=entries, papers=paper.options, may_share=paper.may_share, justered=paper.justered,
            justered_words=paper.words, justered_error=paper.error,
            sentence=self.say("end.records" if facts else "end.records_nothing", count=facts, entries=len(recorded)), changes=answers,
            after=[first_sentence(one.after, self.asked.on, len(one.after.open), Values(self.language)) for one in found],
            seen_by=paper.seen_by(self.asked, self.places.values()), left=self.say("end.left", count=left) if left else "", facts=facts,
            version=version_of(self.marks), ready=not self.unready and not paper.error and bool(facts or not left), places=self.places,
            ground=paper.ground, justered_day=paper.day,
        )  # fmt: skip

    def _left(self) -> int:
        """How many found facts nobody has said anything of."""
        found = sum(len(item["facts"]) for item in self.draft.items)
        return found - sum(1 for name in self.marks if name.split(".")[1].isdecimal())

    def _parties_there(self) -> list[Party]:
        """The parties of every agreement and cooperation that can be chosen, asked of the database once."""
        chosen = (_uuid(self.given.get(f"place-{position}", "").partition(":")[2]) for position in self.sought)
        keys = {*chosen, *(one.agreement.pk for these in self.proposed.values() for one in these)} - {None}
        of = {one.agreement.cooperation_id for these in self.proposed.values() for one in these}
        rows = Party.objects.filter(Q(agreement__in=keys) | Q(agreement__cooperation__in=keys | of))
        return list(rows.select_related("agreement__cooperation").order_by("pk"))

    # -- which agreement ------------------------------------------------------------------------------------------

    def _entry(self, item: RecordedItem, position: int) -> Entry:
        find = self.sought[position]
        read = self.read[position]
        proposed = self.proposed[position]
        named = parties_named(item, self.everyone)
        given = self.given.get(f"place-{position}", "")
        chosen = given if given and self._is_open(given) else self._likeliest(proposed, read)
        options = list(self._options(proposed, chosen))
        error = ""
        there = chosen.startswith("a:")
        parties = self._joining(position, named, chosen) if there else self._parties(position, named)
        added = self.given.get(f"party-add-{position}", "").strip()
        if added and not there:
            more = organisation_called(added)
            if more is None:
                error = self.say("end.no_such_party", name=added)
                self.unready = True
            else:
                parties[more.pk] = more
        place = self._place(chosen, list(parties.values()))
        section = f"§ {item.section}" if item.section else ""
        title = " – ".join(part for part in (section, item.title or "") if part)
        if place is not None and place.agreement is None and place.same_as is None:
            self.new[position] = New(title, place, read)
        if item.facts and not chosen:
            self.unready = True
        asks_parties = place is not None and place.agreement is None and place.same_as is None
        if item.facts and asks_parties and len({self.own.pk, *parties}) < 2:
            error = error or self.say("end.no_other_party")
            self.unready = True
        self.places[position] = place
        read_too = parties_named(read, self.everyone).known if asks_parties else ()
        listed = {one.pk: one for one in (self.own, *named.known, *read_too, *parties.values())}
        return Entry(
            position=position, title=title, facts=len(item.facts), options=options, asks_parties=asks_parties,
            shown=",".join(["yes", *(one.pk for one in named.known)]), joining=self._joins(named, chosen, parties),
            parties=[PartyOption(one.pk, one.name, one.pk in parties or one == self.own) for one in listed.values()],
            unknown=self.say("end.unknown_parties", names=list(named.unknown)) if named.unknown else "",
            add="" if not error else added, error=error, find=find,
        )  # fmt: skip

    def _is_open(self, chosen: str) -> bool:
        """Whether it can still be chosen: an entry before it whose new agreement it was may have been placed elsewhere."""
        kind, _, key = chosen.partition(":")
        return kind != "e" or key in map(str, self.new)

    def _likeliest(self, proposed: Sequence[Proposed], read: RecordedItem) -> str:
        """What is chosen from the start: the one agreement it comes together with; a new one where there is none like it."""
        same = [one for one in proposed if one.same]
        if len(same) == 1 or (same and same[0].number and not same[1].number):
            return f"a:{same[0].agreement.pk}"
        if proposed:
            return ""
        new = {
            position: together([one.read], read)[0]
            for position, one in self.new.items()
            if read.facts and one.read.facts
        }
        sure = [position for position, same_ in new.items() if same_]
        if sure:
            return f"e:{sure[0]}"
        return "" if None in new.values() else NEW

    def _options(self, proposed: Sequence[Proposed], chosen: str) -> Iterator[Option]:
        for one in proposed:
            value = f"a:{one.agreement.pk}"
            yield Option(value, called(one, self.language), reasons(one, self.language), value == chosen)
        seen: set[UUID] = set()
        for one in proposed:
            if one.agreement.cooperation_id not in seen:
                seen.add(one.agreement.cooperation_id)
                value = f"c:{one.agreement.cooperation_id}"
                yield Option(
                    value, self.say("end.new_in", title=one.title or self.say("untitled")), [], value == chosen
                )
        for position, new in self.new.items():
            value = f"e:{position}"
            yield Option(value, self.say("end.same_new", title=new.title or self.say("untitled")), [], value == chosen)
        yield Option(NEW, self.say("end.new"), [], chosen == NEW)
        yield Option(NONE, self.say("end.none"), [], chosen == NONE)

    def _parties(self, position: int, named: Parties) -> dict[str, Organisation]:
        """Who is party to a new agreement: those ticked, and on a page to come those confirmed since it was shown."""
        shown = self.given.get(f"parties-shown-{position}", "").split(",")
        if f"place-{position}" not in self.given or shown == [""]:
            return {one.pk: one for one in named.known}
        numbers = self.given.getlist(f"party-{position}")
        ticked = {one: self.ticked[one] for one in numbers if one in self.ticked}
        sent = self.asked.request.method == "POST"
        return ticked | {one.pk: one for one in named.known if not sent and one.pk not in shown}

    def _joining(self, position: int, named: Parties, chosen: str) -> dict[str, Organisation]:
        """Those named who are ticked to become party to an agreement that there is."""
        ticked = self.given.getlist(f"joins-{position}")
        return {one.pk: one for one in self._outside(named, chosen) if one.pk in ticked}

    def _joins(self, named: Parties, chosen: str, ticked: Mapping[str, Organisation]) -> list[PartyOption]:
        if not chosen.startswith("a:"):
            return []
        return [PartyOption(one.pk, one.name, one.pk in ticked) for one in self._outside(named, chosen)]

    def _outside(self, named: Parties, chosen: str) -> list[Organisation]:
        """The organisations named that are not party to the agreement."""
        key = _uuid(chosen.partition(":")[2])
        parties = [one.organisation_id for one in self.parties if one.agreement_id == key]
        return [one for one in named.known if one.pk not in {self.own.pk, *parties}]

    def _place(self, chosen: str, parties: Sequence[Organisation]) -> Place | None:
        kind, _, key = chosen.partition(":")
        if chosen == NEW:
            return Place(None, None, parties)
        if kind == "e":
            first = self.new[int(key)].place
            together_ = {one.pk: one for one in (*first.parties, *parties)}
            return Place(None, first.cooperation, list(together_.values()), int(key))
        if kind not in ("a", "c"):
            return None
        mine = [one.agreement for one in self.parties if one.organisation_id == self.own.pk]
        if kind == "a":
            agreement = next((one for one in mine if one.pk == _uuid(key)), None)
            return None if agreement is None else Place(agreement, None, parties)
        within = next((one for one in mine if one.cooperation_id == _uuid(key)), None)
        return None if within is None else Place(None, within.cooperation, parties)

    # -- what it changes ------------------------------------------------------------------------------------------

    def _effects(self, recorded: Sequence[tuple[RecordedItem, int]], day: date | None) -> list[Effect]:
        added = []
        opened: dict[int, tuple[UUID, UUID]] = {}
        for item, position in recorded:
            place = self.places[position]
            assert place is not None
            if place.agreement is not None:
                keys = (place.agreement.cooperation_id, place.agreement.pk)
            else:
                first = position if place.same_as is None else place.same_as
                of = uuid4() if place.cooperation is None else place.cooperation.pk
                keys = opened.setdefault(first, (of, uuid4()))
            added.append((*keys, item if day is None else with_justering(item, day)))
        return effects(added, self.view, on=self.asked.on)

    def _change(self, one: Effect) -> SafeString:
        title = one.after.title or one.after.object or self.say("untitled")
        after = self._word(one.after.standing)
        if one.before is None:
            told = self.say("end.opens", title=title, after=after)
        elif one.before.standing == one.after.standing:
            told = self.say("end.stays", title=title, after=after)
        else:
            told = self.say("end.changes", title=title, before=self._word(one.before.standing), after=after)
        return mark_safe(_STRONG.sub(r"<em>\1</em>", escape(told)))  # noqa: S308 - escaped but for our own signs

    def _word(self, standing: str) -> str:
        return f"\x02{say('pages', f'standing.{standing}', {}, self.language).lower()}\x03"


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
