"""Whose a paper is follows its draft and the matters there are, and the database leaves out what is another body's."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.store.own import workspace

from samverkan.actions.belonging import bodies_of
from samverkan.actions.documents import publish, receive, share
from samverkan.actions.marking import add_entry, mark, undo, unmark
from samverkan.actions.moving import move
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter
from samverkan.actions.reviewing import Place, record
from samverkan.store.belonging import hidden_from, index_numbers
from samverkan.store.drafted import CONFIRMED, CORRECTED
from samverkan.store.models import Document, Matter, MatterBody, NumberRead
from samverkan.store.receipts import Wanted, arrived, waiting
from samverkan.store.registering import index_registered, rebuild_registers
from samverkan.store.search import bodies_found, search
from samverkan.store.shown import documents_shown
from samverkan.store.view import View
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.store.models import Entry, Organisation

DAY = date(2024, 3, 8)
MINUTES = """PROTOKOLL
Kulturnämnden
Sammanträdesdatum 2024-03-01

§ 9 Samverkansavtal om {what}
Dnr {number}

Kulturnämndens beslut
Kulturnämnden beslutar

att godkänna samverkansavtal mellan Region Västana och Lindmora kommun om {what} för perioden 1 januari 2024–31 december 2026.
"""


def paper(number: str, what: str = "dansverkstaden", board: str = "Kulturnämnden") -> Document:
    written = MINUTES.replace("Kulturnämnden", board).format(number=number, what=what)
    read = read_paper(written.encode(), f"{what}.txt")
    document: Document = receive(office(REGION), paper=read, arrived=DAY).document
    return document


def boards() -> tuple[Organisation, View]:
    """Two boards, each with a matter; what a role for the first of them sees."""
    registrar = office(REGION)
    first, second = (register_body(registrar, name=name) for name in ("Hälsonämnden", "Kulturnämnden"))
    register_matter(registrar, registry_number="HN 2024/1", body=first)
    register_matter(registrar, registry_number="KN 2024/1", body=second)
    return registrar.organisation, View(REGION, bodies=frozenset({first.pk}))


def listed(organisation: Organisation, view: View) -> list[set[Any]]:
    """The documents that each list and search show."""
    return [
        {one.pk for one in documents_shown(organisation, view)},
        {one.pk for one in arrived(organisation, view, Wanted(), on=DAY).rows},
        {one.pk for one in waiting(organisation, view)},
        {hit.document.pk for hit in search(organisation, view, "samverkansavtal").hits},
    ]


def test_each_list_leaves_out_the_other_boards_paper() -> None:
    organisation, view = boards()
    mine, theirs, nobodys = (
        paper("HN 2024/1", "ungdomsmottagningen"),
        paper("KN 2024/1"),
        paper("XN 2024/7", "biblioteket"),
    )
    assert listed(organisation, view) == [{mine.pk, nobodys.pk}] * 4
    assert hidden_from(view, [mine.pk, theirs.pk, nobodys.pk]) == {theirs.pk}
    assert bodies_found(organisation, view) == ["Kulturnämnden"]
    assert listed(organisation, View(REGION)) == [{mine.pk, theirs.pk, nobodys.pk}] * 4


def test_what_is_shared_or_public_is_shown_and_what_is_withdrawn_is_not() -> None:
    organisation, view = boards()
    shared, public, withdrawn = (paper("KN 2024/1", what) for what in ("dansverkstaden", "sången", "musiken"))
    share(office(REGION), document=shared, ground="justering")
    publish(office(REGION), document=public)
    publish(office(REGION), document=withdrawn)
    publish(office(REGION), document=withdrawn, withdrawn=True)
    assert listed(organisation, view) == [{shared.pk, public.pk}] * 4


def test_a_matter_that_is_registered_later_counts_at_once() -> None:
    organisation, view = boards()
    document = paper("KN 2024/2")
    assert listed(organisation, view) == [{document.pk}] * 4
    register_matter(
        office(REGION), registry_number="KN 2024/2", body=Matter.objects.get(registry_number="KN 2024/1").body
    )
    assert listed(organisation, view) == [set()] * 4


def test_a_paper_that_names_matters_of_both_is_both_boards() -> None:
    organisation, view = boards()
    document = paper("KN 2024/1")
    registrar = office(REGION)
    head = {"title": "Också det", "registry_number": "HN  2024/1"}
    add_entry(registrar, draft=document.draft, head=head, text=False, words="Kulturnämndens beslut")
    assert listed(organisation, view) == [{document.pk}] * 4
    undo(registrar, draft=document.draft)
    assert listed(organisation, view) == [set()] * 4


def test_a_number_that_was_read_wrongly_is_what_a_person_says_it_is() -> None:
    organisation, view = boards()
    registrar, document = office(REGION), paper("KN 2024/7")
    draft = document.draft
    head = f"{draft.items[0]['position']}.head"

    def corrected(number: str | None) -> None:
        mark(registrar, draft=draft, fact=head, state=CORRECTED, value={"head": {"registry_number": number}})

    assert listed(organisation, view) == [{document.pk}] * 4
    corrected("KN\n2024/1")
    assert listed(organisation, view) == [set()] * 4
    for _ in rebuild_search():
        pass
    assert listed(organisation, view) == [set()] * 4
    corrected(None)
    assert listed(organisation, view) == [{document.pk}] * 4
    undo(registrar, draft=draft)
    assert listed(organisation, view) == [set()] * 4
    unmark(registrar, draft=draft, fact=head)
    assert listed(organisation, view) == [{document.pk}] * 4


def test_a_number_that_was_read_as_another_boards_hides_nothing_once_it_is_put_right() -> None:
    organisation, view = boards()
    document = paper("KN 2024/1")
    assert listed(organisation, view) == [set()] * 4
    position = document.draft.items[0]["position"]
    value = {"head": {"registry_number": "HN 2024/1"}}
    mark(office(REGION), draft=document.draft, fact=f"{position}.head", state=CORRECTED, value=value)
    assert listed(organisation, view) == [{document.pk}] * 4
    entry = recorded(document)
    document.draft.marks.all().delete()
    index_numbers([document.pk])
    assert set(NumberRead.objects.values_list("registry_number", flat=True)) == {"KN 2024/1", "HN 2024/1"}
    assert entry.head["registry_number"] == "HN 2024/1"


def test_a_number_broken_over_lines_is_the_number() -> None:
    organisation, view = boards()
    document = paper("KN 2024/1")
    draft = document.draft
    draft.items[0]["head"]["registry_number"] = "KN\n2024/1"
    draft.save()
    index_numbers([document.pk])
    assert listed(organisation, view) == [set()] * 4


def test_the_same_is_laid_up_when_it_is_made_again_and_by_the_migration() -> None:
    organisation, view = boards()
    long = [paper(number, f"{number[0]}-huset") for number in ("HN 2024/1", "KN 2024/1", "XN 2024/7")][-1].draft
    long.items[0]["head"]["registry_number"] = "X" * 81
    long.save()
    index_numbers([long.pk])
    laid = set(NumberRead.objects.values_list("document", "registry_number"))
    assert len(laid) == 2
    shown = listed(organisation, view)
    NumberRead.objects.all().delete()
    for _ in rebuild_search():
        pass
    assert set(NumberRead.objects.values_list("document", "registry_number")) == laid
    NumberRead.objects.all().delete()
    import_module("samverkan.store.migrations.0003_registry_numbers_read").fill(apps, None)
    assert set(NumberRead.objects.values_list("document", "registry_number")) == laid
    assert listed(organisation, view) == shown


def test_a_matter_without_a_body_is_the_bodys_whose_minutes_tell_of_it() -> None:
    registrar = office(REGION)
    matter = register_matter(registrar, registry_number="HSN 2019-00412")  # as before bodies were kept
    document, _ = confirm(
        registrar, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30)
    )
    health, culture = (register_body(registrar, name=one) for one in ("Hälso- och sjukvårdsnämnden", "Kulturnämnden"))
    for _ in rebuild_registers():
        pass
    assert (matter.body, MatterBody.objects.get(matter=matter).body) == (None, health)
    mine, theirs = (View(REGION, bodies=frozenset({one.pk})) for one in (health, culture))
    assert hidden_from(mine, [document.pk]) == frozenset()
    assert hidden_from(theirs, [document.pk]) == {document.pk}
    assert bodies_of(matter) == bodies_of(document) == {health.pk}


def recorded(document: Document) -> Entry:
    """The paper's entry, of a new agreement, once all that it says is confirmed."""
    registrar, draft = office(REGION), document.draft
    for item in draft.items:
        for n in range(len(item["facts"])):
            mark(registrar, draft=draft, fact=f"{item['position']}.{n}", state=CONFIRMED)
    place = Place(parties=[office(MUNICIPALITY).organisation])
    (made,) = record(registrar, draft=draft, places={item["position"]: place for item in draft.items}, why="bekräftat")
    return made


def test_whose_a_matter_is_does_not_hang_on_what_was_laid_up_last() -> None:
    registrar = office(REGION)
    first, second = (register_body(registrar, name=name) for name in ("Hälsonämnden", "Kulturnämnden"))
    matter = register_matter(registrar, registry_number="KN 2024/1")
    documents = [paper("KN 2024/1", what, one.name) for what, one in (("sången", first), ("musiken", second))]
    documents[0].draft.items[0]["head"]["registry_number"] = "KN  2024/1"
    documents[0].draft.save()
    entries = [recorded(one) for one in documents]

    def body() -> object:
        return MatterBody.objects.filter(matter=matter).values_list("body", flat=True).first()

    assert entries[0].agreement_id != entries[1].agreement_id
    assert body() == first.pk
    for entry in (*entries, entries[0]):
        assert entry.agreement_id is not None
        index_registered([entry.agreement_id])
        assert body() == first.pk
    for entry, left in zip(entries, (second.pk, None), strict=True):
        move(registrar, entry=entry, place=None, why="Hör inte hit")
        assert body() == left
        list(rebuild_registers())
        assert body() == left


def test_a_matter_registered_later_without_a_body_is_at_once_the_bodys_whose_minutes_tell_of_it() -> None:
    theirs = office(MUNICIPALITY)
    board = register_body(theirs, name="Kulturnämnden i Lindmora")
    document = paper("KN 2024/1", board="Kulturnämnden i Lindmora")
    share(office(REGION), document=document, ground="justering")
    recorded(document)  # in the region's file: it registers no matter of the municipality's
    matter = register_matter(theirs, registry_number="KN 2024/1")
    assert matter.body is None
    assert MatterBody.objects.get(matter=matter).body == board


def test_whose_matters_are_is_made_the_same_again_without_what_nothing_tells() -> None:
    registrar = office(REGION)
    body = register_body(registrar, name="Kulturnämnden")
    matter = register_matter(registrar, registry_number="KN 2024/1")
    MatterBody.objects.create(matter=matter, body=body)
    list(rebuild_registers())
    assert not MatterBody.objects.exists()


_TWO = """
from tests.store import test_belonging as of
from samverkan.actions.register import register_body, register_matter
registrar = of.office(of.REGION)
register_body(registrar, name="Hälsonämnden"), register_body(registrar, name="Kulturnämnden")
register_matter(registrar, registry_number="KN 2024/1")
for what, board in (("sången", "Hälsonämnden"), ("musiken", "Kulturnämnden")):
    print(of.recorded(of.paper("KN 2024/1", what, board)).agreement_id)
"""
_LAY_UP = """
import sys, time
from samverkan.store.registering import index_registered
end = time.monotonic() + 3
while time.monotonic() < end:
    index_registered([{agreement!r}])
"""


def test_two_who_lay_up_agreements_of_one_matter_at_once_take_turns(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        agreements = own.python(_TWO).split()
        for one in [own.start_python(_LAY_UP.format(agreement=key)) for key in agreements]:
            _, err = one.communicate(timeout=120)
            assert one.returncode == 0, err
        own.python(
            "from samverkan.store.models import MatterBody; assert MatterBody.objects.get().body.name == 'Hälsonämnden'"
        )
