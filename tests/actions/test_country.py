"""A made-up country is like a real ledger, only larger: every standing occurs, and each fact has its words."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from samverkan.actions.acting import InvalidError
from samverkan.actions.country import Size, make_country
from samverkan.actions.country.stories import DECIDED
from samverkan.actions.reading import read_paper
from samverkan.core.standing.values import STANDINGS
from samverkan.store.indexing import rebuild
from samverkan.store.models import (
    Agreement,
    AuditEntry,
    Document,
    Entry,
    Fact,
    Matter,
    Organisation,
    Party,
    Person,
    Shared,
    StandingSpan,
)
from samverkan.store.portfolio import Filter, portfolio
from samverkan.store.standings import standings
from samverkan.store.view import JOINT, View

TODAY = date(2026, 11, 22)
SMALL = Size(organisations=20, agreements=300, decisions=3000)


def made(size: Size = SMALL, seed: int = 1) -> None:
    assert list(make_country(size, seed=seed, password="demo demo demo", today=TODAY))[-1] == size.agreements


def test_a_small_country_has_every_standing() -> None:
    made()
    cooperations = set(Agreement.objects.values_list("cooperation", flat=True))
    found = [
        one.standing
        for cooperation in cooperations
        for one in standings(cooperation, View(JOINT), on=TODAY, party=None)[1].agreements
    ]
    assert set(found) == set(STANDINGS)


def test_it_is_as_large_as_asked_for() -> None:
    made()
    assert Organisation.objects.count() == 20
    assert Agreement.objects.count() == 300
    decisions = Fact.objects.filter(kind__in=[kind.__name__ for kind in DECIDED]).count()
    assert 0.95 < decisions / 3000 < 1.05
    assert AuditEntry.objects.count() == 20
    parties = Counter(Counter(Party.objects.values_list("agreement", flat=True)).values())
    assert {2, 3, 4, 5, 6} <= parties.keys()
    assert max(parties) > 6, "a region with all its municipalities"
    assert 0 < Shared.objects.count() < Document.objects.count()


def test_each_fact_is_cited_to_the_words_of_its_paper() -> None:
    made(Size(6, 20, 200))
    for fact in Fact.objects.select_related("entry__document__content__rendition"):
        assert fact.entry is not None
        text = fact.entry.document.content.rendition.text
        for cited in fact.value["citations"]:
            start, end = cited["span"]
            assert text[start:end] == cited["words"]


def test_the_reader_finds_in_the_papers_what_is_recorded_of_them() -> None:
    made(Size(6, 30, 300))
    read = right = 0
    for entry in Entry.objects.select_related("document__content__rendition"):
        if entry.head["text"] or entry.head["extends"] or entry.head.get("amends"):
            continue
        found = [fact for item in read_paper(_bytes(entry), "x.txt").items for fact in item["facts"]]
        for fact in entry.facts.filter(kind__in=["Decision", "Proposal", "AssignmentGiven"]):
            read += 1
            right += any(one["kind"] == fact.kind and _same(one["value"], fact.value) for one in found)
    assert read > 30
    assert right / read > 0.9, f"{right} of {read}"


def test_the_registrars_can_log_in_and_see_their_agreements() -> None:
    made(Size(6, 40, 400))
    list(rebuild(today=TODAY))
    registrar = Person.objects.earliest("roles__organisation")
    assert registrar.check_password("demo demo demo")
    role = registrar.roles.first()
    assert role is not None
    found = portfolio(role.organisation, View(role.organisation_id), on=TODAY, today=TODAY, wanted=Filter())
    assert found.total == role.organisation.agreements.count() > 0
    assert StandingSpan.objects.exists()


def test_new_rows_are_numbered_after_it() -> None:
    made(Size(6, 20, 200))
    organisation = Organisation.objects.earliest("number")
    matter = Matter.objects.create(organisation=organisation, registry_number="NY 2026-1")
    assert matter.pk == max(Matter.objects.values_list("pk", flat=True))


def test_it_is_never_mixed_with_what_is_recorded() -> None:
    made(Size(6, 20, 200))
    before = Fact.objects.count()
    with pytest.raises(InvalidError) as refused:
        list(make_country(SMALL, seed=2, password="demo demo demo", today=TODAY))
    assert refused.value.code == "ledger_not_empty"
    assert Fact.objects.count() == before


@pytest.mark.parametrize("size", [Size(2, 10, 10), Size(5000, 10, 10), Size(10, 0, 10), Size(10, 10, 0)])
def test_sizes_that_no_country_has_are_refused(size: Size) -> None:
    with pytest.raises(InvalidError) as refused:
        list(make_country(size, seed=1, password="demo demo demo", today=TODAY))
    assert refused.value.code == "country_size"
    assert not Organisation.objects.exists()


def _bytes(entry: Entry) -> bytes:
    text: str = entry.document.content.rendition.text
    return text.encode()


def _same(found: Any, recorded: Any) -> bool:
    return all(found.get(name) == recorded.get(name) for name in ("act", "section", "happened", "body"))
