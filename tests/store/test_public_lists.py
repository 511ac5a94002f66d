"""The public lists: in the order of the Swedish alphabet, and found whether letters are large or small."""

from __future__ import annotations

from datetime import date

from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import publish
from samverkan.store import published
from samverkan.store.models import Agreement, Cooperation, Entry, StandingSpan
from samverkan.store.swedish_order import swedish
from samverkan.store.view import PUBLIC

DAY = date(2024, 1, 1)


def test_agreements_stand_in_the_order_of_the_alphabet() -> None:
    at = office(REGION).at
    for title in ("Öppenvård", "Ängens skola", "Zonavtal", "Åre vård", "allmänt avtal"):
        agreement = Agreement.objects.create(cooperation=Cooperation.objects.create(recorded=at), recorded=at)
        StandingSpan.objects.create(
            agreement=agreement, scope=PUBLIC, first=DAY, last=DAY, standing="in_force", title=title, parties="",
            waiting=0, searched=title.casefold(), title_key=swedish(title),
        )  # fmt: skip
    found = [one.title for one in published.agreements(DAY).rows]
    assert found == ["allmänt avtal", "Zonavtal", "Åre vård", "Ängens skola", "Öppenvård"]


def test_a_published_document_is_found_by_its_title_in_large_and_small_letters() -> None:
    office(MUNICIPALITY)
    acting = office(REGION)
    document, _ = confirm(
        acting, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30),
        justered=date(2019, 10, 30),
    )  # fmt: skip
    publish(acting, document=document)
    title = Entry.objects.filter(document=document).values_list("head__title", flat=True).first()
    words = title.split("”")[0].split()
    strange = next(word for word in words if not word.isascii())
    for text in (strange.upper(), strange.lower(), strange.upper().swapcase()):
        assert published.documents(text=text).total == 1, text
    assert published.documents(text="ö.*").total == 0
