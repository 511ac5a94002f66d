"""Which agreement an entry concerns: proposed with grounds, from one's own file alone; and what recording it would change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body
from samverkan.store.drafted import as_read
from samverkan.store.models import Agreement, AuditEntry, Entry
from samverkan.store.placing import organisation_called, parties_named, proposals
from samverkan.store.standings import effects
from samverkan.store.view import View

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting
    from samverkan.core.standing.items import RecordedItem

FIRST = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
ANSWER = "vastana/2019-11-13-socialnamnden-97.txt"
EXTENDED = "vastana/2022-05-31-halso-och-sjukvardsnamnden-74.txt"
NEXT = "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt"
OTHER = "alingsas/2021-10-01-vastra-halso-och-sjukvardsnamnden-196.txt"
DAY = date(2019, 10, 30)


def read(acting: Acting, file: str) -> RecordedItem:
    path = EXAMPLES / file
    draft = receive(acting, paper=read_paper(path.read_bytes(), path.name), arrived=DAY).document.draft
    return as_read(draft, draft.items[0], {})


def proposed(acting: Acting, item: RecordedItem, text: str = "") -> list[tuple[object, bool | None, set[str]]]:
    found = proposals(item, acting.organisation, View(acting.organisation.pk), today=acting.today, text=text)
    return [(one.agreement, one.same, {rule for rule, _ in one.grounds}) for one in found]


def test_the_other_partys_decision_is_proposed_with_the_agreement_and_the_reasons() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    _, agreement = confirm(region, FIRST, arrived=DAY, justered=DAY)
    ((found, same, grounds),) = proposed(municipality, read(municipality, ANSWER))
    assert (found, same) == (agreement, True)
    assert {"same_subject", "same_period"} <= grounds


def test_what_the_other_has_not_shared_gives_no_reason() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    confirm(region, FIRST, arrived=DAY)
    assert proposed(municipality, read(municipality, ANSWER)) == []


def test_a_later_agreement_of_the_cooperation_is_not_the_same() -> None:
    region = office(REGION)
    office(MUNICIPALITY)
    confirm(region, FIRST, arrived=DAY, justered=DAY)
    assert all(not same for _, same, _ in proposed(region, read(region, NEXT)))


def test_an_own_registry_number_proposes_even_what_looks_like_another() -> None:
    region = office(REGION)
    office(MUNICIPALITY)
    _, agreement = confirm(region, FIRST, arrived=DAY, justered=DAY)
    number = Entry.objects.get().head["registry_number"]
    strange = read(region, OTHER)._replace(registry_number=number)
    found = proposals(strange, region.organisation, View(REGION), today=region.today)
    assert [(one.agreement, one.number) for one in found] == [(agreement, number)]


def test_another_agreement_is_found_by_words() -> None:
    region = office(REGION)
    office(MUNICIPALITY)
    _, agreement = confirm(region, FIRST, arrived=DAY, justered=DAY)
    strange = read(region, OTHER)
    assert proposed(region, strange) == []
    assert [one for one, _, _ in proposed(region, strange, "lärkan")] == [agreement]


def test_parties_are_found_by_their_names_and_their_bodies() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    register_body(municipality, name="Socialnämnden")
    item = read(region, FIRST)
    assert {one.pk for one in parties_named(item).known} == {REGION, MUNICIPALITY}
    named = parties_named(item._replace(parties=("Socialnämnden", "Ekby kommun")))
    assert ({one.pk for one in named.known}, named.unknown) == ({REGION, MUNICIPALITY}, ("Ekby kommun",))
    for name in ("Lindmora kommun", "lindmora kommun", MUNICIPALITY, "212099-0011"):
        assert organisation_called(name) == municipality.organisation
    assert organisation_called("Ingenstans") is None


def test_what_recording_changes_is_told_and_nothing_is_written() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    _, agreement = confirm(region, FIRST, arrived=DAY, justered=DAY)
    item = read(municipality, ANSWER)
    before = (Entry.objects.count(), Agreement.objects.count(), AuditEntry.objects.count())
    view = View(MUNICIPALITY)
    (found,) = effects([(agreement.cooperation_id, agreement.pk, item)], view, on=date(2020, 3, 1))
    assert found.before is not None
    assert (found.before.standing, found.after.standing) == ("awaiting", "in_force")
    (new,) = effects([(uuid4(), uuid4(), item)], view, on=date(2020, 3, 1))
    assert (new.before, new.after.standing) == (None, "awaiting")
    (later,) = effects([(agreement.cooperation_id, uuid4(), item)], view, on=date(2020, 3, 1))
    assert (later.before, later.after.standing) == (None, "awaiting")
    assert before == (Entry.objects.count(), Agreement.objects.count(), AuditEntry.objects.count())
