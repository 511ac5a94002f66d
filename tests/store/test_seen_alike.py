"""Who sees what is answered alike by all that answer it: the rows at hand, SQL, the registers, search, a document's page."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.store import following, registers, shown
from samverkan.store.load import rows_of
from samverkan.store.load import shown as shown_of
from samverkan.store.models import (
    Agreement,
    Content,
    Cooperation,
    Document,
    Draft,
    Entry,
    Fact,
    Organisation,
    OrganisationName,
    Party,
    Rendition,
    Shared,
)
from samverkan.store.receipts import receipt
from samverkan.store.registering import rebuild_registers
from samverkan.store.search import search
from samverkan.store.view import JOINT, View
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBERS = ("2321990018", "2120990011", "2120000142")
LATE = date(2030, 1, 1)
DAYS = st.integers(1, 7)
FACTS = st.sampled_from(
    [
        ("Decision", {"act": "approve"}),
        ("Proposal", {}),
        ("AssignmentGiven", {"day": "2025-01-01", "section": "1", "text": "utreda"}),
        ("AssignmentGiven", {"day": "2025-01-01", "section": "2", "text": "återkomma"}),
        ("AssignmentFulfilled", {"day": "2025-01-01", "section": "1", "happened": "2025-06-01"}),
        ("AssignmentFulfilled", {"day": "2025-01-01", "section": "2", "happened": "2025-06-01"}),
    ]
)


class Told(NamedTuple):
    """A fact and what became of it: so many days later another value, or None, in its place."""

    fact: tuple[str, Any]
    corrections: list[tuple[int, bool]]


class Written(NamedTuple):
    """An entry: so many days after its document, of an agreement; so many days later put with another one."""

    after: int
    agreement: int
    facts: list[Told]
    moved: tuple[int, int | None] | None


class Paper(NamedTuple):
    """A document: whose, the day it arrived, so many days later recorded, and joint so many days after that."""

    owner: int
    arrived: int
    after: int
    shared: int | None
    entries: list[Written]


class Ledger(NamedTuple):
    """Who is party to which agreement since which day, the papers, and what people say is fulfilled."""

    parties: dict[tuple[int, int], int]
    papers: list[Paper]
    said: list[tuple[int, int, int, Told]]


AGREEMENT = st.integers(0, 2)
ORGANISATION = st.integers(0, 2)
TOLD = st.builds(Told, FACTS, st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=2))
MOVED = st.none() | st.tuples(st.integers(0, 2), st.none() | AGREEMENT)
WRITTEN = st.builds(Written, st.integers(0, 2), AGREEMENT, st.lists(TOLD, max_size=2), MOVED)
PAPER = st.builds(
    Paper, ORGANISATION, DAYS, st.integers(0, 2), st.none() | st.integers(0, 4), st.lists(WRITTEN, max_size=2)
)
SAID = st.tuples(ORGANISATION, AGREEMENT, DAYS, TOLD)
LEDGER = st.builds(
    Ledger, st.dictionaries(st.tuples(AGREEMENT, ORGANISATION), DAYS, max_size=7), st.lists(PAPER, min_size=1, max_size=3),
    st.lists(SAID, max_size=1),
)  # fmt: skip
VIEW = st.tuples(ORGANISATION, st.booleans(), st.none() | DAYS, st.none() | DAYS)


def at(day: int) -> datetime:
    return datetime(2026, 1, day, 9, tzinfo=UTC)


def that(day: int) -> date:
    return date(2026, 1, day)


def wrote(ledger: Ledger) -> None:
    """The rows of the ledger."""
    organisations = []
    for n, number in enumerate(NUMBERS):
        kind = "region" if n == 0 else "municipality"
        organisations.append(Organisation.objects.create(number=number, kind=kind, recorded=at(1)))
        OrganisationName.objects.create(
            organisation=organisations[-1], name=f"Ort {n}", from_day=that(1), recorded=at(1)
        )
    first, second = (Cooperation.objects.create(recorded=at(1)) for _ in range(2))
    agreements = [Agreement.objects.create(cooperation=one, recorded=at(1)) for one in (first, first, second)]
    for (agreement, organisation), day in ledger.parties.items():
        Party.objects.create(
            agreement=agreements[agreement], organisation=organisations[organisation], recorded=at(day)
        )
    for n, paper in enumerate(ledger.papers):
        recorded = paper.arrived + paper.after
        owner = organisations[paper.owner]
        content = Content.objects.create(sha256=f"{n:064d}", size=1, kind="text", recorded=at(recorded))
        Rendition.objects.create(content=content, text="Avtal", pages=[], kind="minutes", recorded=at(recorded))
        document = Document.objects.create(
            organisation=owner, content=content, arrived=that(paper.arrived), recorded=at(recorded)
        )
        Draft.objects.create(document=document, state="recorded", items=[], findings=[])
        for entry in paper.entries:
            _enter(entry, document, recorded, agreements)
        if paper.shared is not None:
            Shared.objects.create(document=document, ground="justering", recorded=at(recorded + paper.shared))
    for organisation, agreement, day, told in ledger.said:
        if told.fact[0] == "AssignmentFulfilled":
            _tell(told, organisations[organisation], agreements[agreement], None, day, that(day))


def _enter(written: Written, document: Document, recorded: int, agreements: list[Agreement]) -> None:
    day = recorded + written.after
    agreement = agreements[written.agreement]
    values: Any = {
        "organisation": document.organisation, "document": document, "position": 0, "head": {"body": "Nämnden"},
        "reached": document.arrived, "why": "-",
    }  # fmt: skip
    entry = Entry.objects.create(agreement=agreement, recorded=at(day), **values)
    for told in written.facts:
        _tell(told, document.organisation, agreement, entry, day, document.arrived)
    if written.moved is not None:
        later, to = written.moved
        last = max([day, *(_day_of(fact.recorded) for fact in Fact.objects.filter(entry=entry))]) + later
        moved_to = None if to is None else agreements[to]
        moved = Entry.objects.create(agreement=moved_to, recorded=at(last), replaces=entry, **values)
        again: dict[int, Fact] = {}
        for fact in Fact.objects.filter(entry=entry).order_by("pk"):
            again[fact.pk] = Fact.objects.create(
                organisation=fact.organisation, agreement=moved_to, entry=moved, kind=fact.kind, reached=fact.reached,
                why="-", value=fact.value, recorded=at(last), replaces=again.get(fact.replaces_id or 0),
            )  # fmt: skip


def _tell(
    told: Told, organisation: Organisation, agreement: Agreement, entry: Entry | None, day: int, reached: date
) -> None:
    kind, value = told.fact
    values: Any = {"organisation": organisation, "agreement": agreement, "entry": entry, "kind": kind, "why": "-"}
    fact = Fact.objects.create(reached=reached, value=value, recorded=at(day), **values)
    for later, stands in told.corrections:
        day += later
        new = {**value, "corrected": True} if stands else None
        fact = Fact.objects.create(reached=that(day), value=new, recorded=at(day), replaces=fact, **values)


def _day_of(moment: datetime) -> int:
    return moment.day


class Rule:
    """Who sees what, said plainly for one view."""

    def __init__(self, organisation: Organisation, view: View) -> None:
        self.organisation, self.view = organisation, view
        self.shared = dict(Shared.objects.values_list("document", "recorded"))
        self.joined = dict(Party.objects.filter(organisation=organisation).values_list("agreement", "recorded"))

    def since(self, row: Entry | Fact, agreement: Any, document: Any) -> list[datetime] | None:
        """What must have been before it is seen, beside that it had reached its own organisation; None: it is not seen."""
        if row.organisation_id == self.view.scope:
            return []
        if document not in self.shared or agreement not in self.joined:
            return None
        return [row.recorded, self.shared[document], self.joined[agreement]]

    def sees(self, row: Entry | Fact, agreement: Any, document: Any) -> bool:
        others = self.since(row, agreement, document)
        if others is None:
            return False
        known, papers = self.view.known, self.view.papers
        days = [one.date() for one in (row.recorded, *others)]
        by_then = known is None or max(days) <= known
        return by_then and (papers is None or max([row.reached, *days[1:]]) <= papers)

    def entries(self) -> set[int]:
        every = list(Entry.objects.all())
        later = {one.replaces_id: one for one in every}
        return {
            one.pk
            for one in every
            if one.agreement_id is not None
            and self.sees(one, one.agreement_id, one.document_id)
            and not (one.pk in later and self.sees(later[one.pk], one.agreement_id, one.document_id))
        }

    def facts(self) -> list[Fact]:
        entries = self.entries()
        seen = [
            one
            for one in Fact.objects.select_related("entry").order_by("pk")
            if self.sees(one, one.agreement_id, one.entry and one.entry.document_id)
            and (one.entry_id is None or one.entry_id in entries)
        ]
        replaced = {one.replaces_id for one in seen}
        return [one for one in seen if one.pk not in replaced and one.value is not None]

    def documents(self) -> set[Any]:
        seen = set(Entry.objects.filter(pk__in=self.entries()).values_list("document", flat=True))
        if self.view.scope == self.organisation.pk:
            for one in Document.objects.filter(organisation=self.organisation):
                known, papers = self.view.known, self.view.papers
                if (known is None or one.recorded.date() <= known) and (papers is None or one.arrived <= papers):
                    seen.add(one.pk)
        return seen


def _assigned(facts: Iterable[Fact]) -> Counter[tuple[str, bool]]:
    """The § of each assignment of the facts, and whether it is fulfilled."""
    given_, done = defaultdict(set), defaultdict[Any, list[Fact]](list)
    for one in facts:
        if one.kind == "AssignmentGiven":
            given_[one.agreement_id].add(one.value["section"])
        elif one.kind == "AssignmentFulfilled":
            done[one.agreement_id, one.value["section"]].append(one)
    found = Counter((section, bool(done[of, section])) for of, sections in given_.items() for section in sections)
    for (of, section), these in done.items():
        if section not in given_[of]:
            found.update((section, True) for one in these if one.entry_id is not None)
    return found


def _acts(facts: Iterable[Fact]) -> dict[int | None, set[str]]:
    codes = {"Decision": "approve", "Proposal": "propose", "AssignmentFulfilled": "fulfilled"}
    found: dict[int | None, set[str]] = defaultdict(set)
    for one in facts:
        if one.kind in codes:
            found[one.entry_id].add(codes[one.kind])
    return found


def check(organisation: Organisation, view: View) -> None:
    rule = Rule(organisation, view)
    entries, facts, documents = rule.entries(), rule.facts(), rule.documents()
    loaded = shown_of(rows_of(Agreement.objects.values_list("pk", flat=True)), view, organisation.pk)
    assert {one.id for one in loaded.entries} == entries
    assert {one.id for one in loaded.facts if one.value is not None} == {one.pk for one in facts}
    assert set(shown.entries_shown(organisation, view).values_list("pk", flat=True)) == entries
    assert set(shown.facts_shown(organisation, view).values_list("pk", flat=True)) == {one.pk for one in facts}
    rows = list(registers.entries_seen(organisation, view, LATE))
    assert sorted(one.entry_id for one in rows) == sorted(entries)
    does = _acts(facts)
    assert {one.entry_id: {code for code, _ in one.acts} for one in rows} == {one: does[one] for one in entries}
    assigned = following.assignments(organisation, view, LATE)
    assert Counter((one.section, one.done) for one in assigned) == _assigned(facts)
    assert set(shown.documents_shown(organisation, view).values_list("pk", flat=True)) == documents
    found = search(organisation, view, "avtal")
    assert sorted(one.document.pk for one in found.hits) == sorted(documents)
    assert found.total == len(documents)
    for one in Document.objects.values_list("pk", flat=True):
        assert (receipt(organisation, view, one, on=LATE) is not None) == (one in documents)


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(LEDGER, st.lists(VIEW, min_size=1, max_size=6))
def test_whatever_the_ledger_holds_all_that_answer_show_the_same(
    ledger: Ledger, views: list[tuple[int, bool, int | None, int | None]]
) -> None:
    with transaction.atomic():
        wrote(ledger)
        for work in (rebuild_registers(), rebuild_search()):
            for _ in work:
                pass
        for whose, joint, known, papers in views:
            organisation = Organisation.objects.get(pk=NUMBERS[whose])
            scope = JOINT if joint else organisation.pk
            days = [None if day is None else that(day) + timedelta(days=1) for day in (known, papers)]
            check(organisation, View(scope, days[0], days[1]))
        transaction.set_rollback(True)
