"""Who becomes party to an agreement when a paper is recorded: whom a person has confirmed or ticked, never whom it was read to name."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.marking import confirm_all, mark
from samverkan.actions.reading import read_paper
from samverkan.store.drafted import CONFIRMED
from samverkan.store.models import Agreement, Cooperation, Entry, Party
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.store.models import Draft

pytestmark = pytest.mark.django_db

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"
NAMED = f'id="joins-0-{MUNICIPALITY}"'


@pytest.fixture
def draft(client: Client) -> Draft:
    """The municipality's minutes as the region has them, all that they say confirmed; its registrar logged in."""
    office(MUNICIPALITY)
    made = waiting(client)
    confirm_all(office(REGION), draft=made, facts=[f"0.{n}" for n in range(len(made.items[0]["facts"]))])
    return made


def waiting(client: Client) -> Draft:
    acting = office(REGION)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    paper = read_paper((EXAMPLES / THEIRS).read_bytes(), "97.txt")
    return receive(acting, paper=paper, arrived=date(2019, 11, 20)).document.draft


def alone() -> Agreement:
    """An agreement of the region's to which the municipality is no party."""
    agreement = Agreement.objects.create(cooperation=Cooperation.objects.create())
    Party.objects.create(agreement=agreement, organisation=office(REGION).organisation)
    confirm(office(REGION), OURS, arrived=date(2019, 10, 30), agreement=agreement)
    return agreement


def parties(agreement: Agreement) -> set[str]:
    return set(agreement.parties.values_list("organisation", flat=True))


def shown(client: Client, draft: Draft, **chosen: str) -> str:
    return client.get(f"/documents/{draft.pk}/review", {"part": "end", **chosen}).content.decode()


def record(client: Client, draft: Draft, **chosen: str) -> None:
    version = shown(client, draft).split('name="version" value="')[-1].split('"')[0]
    sent = {"version": version, "paper": "own", **chosen}
    answer = client.post(f"/documents/{draft.pk}/review/record", sent)
    assert answer.status_code == 302, answer.content.decode()


def test_nobody_becomes_party_to_an_agreement_that_there_is_by_being_named(client: Client, draft: Draft) -> None:
    agreement = alone()
    page = shown(client, draft, **{"place-0": f"a:{agreement.pk}"})
    assert NAMED in page
    assert not re.search(rf"{NAMED}[^>]*checked", page)
    record(client, draft, **{"place-0": f"a:{agreement.pk}"})
    assert Entry.objects.filter(agreement=agreement).count() == 2
    assert parties(agreement) == {REGION}


def test_who_is_ticked_becomes_party_and_the_page_says_so_before(client: Client, draft: Draft) -> None:
    agreement = alone()
    chosen = {"place-0": f"a:{agreement.pk}", "joins-0": MUNICIPALITY}
    assert re.search(rf"{NAMED}[^>]*checked", shown(client, draft, **chosen))
    assert "Lindmora kommun får se uppgifterna" in shown(client, draft, **chosen, paper="extract")
    record(client, draft, **chosen)
    assert parties(agreement) == {REGION, MUNICIPALITY}
    assert NAMED not in shown(client, waiting_again(), **{"place-0": f"a:{agreement.pk}"})


def waiting_again() -> Draft:
    data = (EXAMPLES / THEIRS).read_bytes() + b"\n"
    made = receive(office(REGION), paper=read_paper(data, "97.txt"), arrived=date(2019, 11, 20)).document.draft
    confirm_all(office(REGION), draft=made, facts=[f"0.{n}" for n in range(len(made.items[0]["facts"]))])
    return made


def test_nobody_else_is_made_party_than_the_paper_names(client: Client, draft: Draft) -> None:
    agreement = alone()
    record(client, draft, **{"place-0": f"a:{agreement.pk}", "joins-0": "5560360793"})
    assert parties(agreement) == {REGION}


def test_a_new_agreement_is_proposed_with_those_confirmed_and_a_name_confirmed_later_comes_to_it(
    client: Client,
) -> None:
    office(MUNICIPALITY)
    draft = waiting(client)
    named = next(n for n, one in enumerate(draft.items[0]["facts"]) if one["value"].get("term") == "parties")
    for item in draft.items:  # the minutes as a paper that does not say whose they are
        item["head"] |= {"organisation": None, "body": None, "board": None}
    draft.save()
    other = next(n for n in range(len(draft.items[0]["facts"])) if n != named)
    mark(office(REGION), draft=draft, fact=f"0.{other}", state=CONFIRMED)
    ticked = rf'id="party-0-{MUNICIPALITY}"[^>]*checked'
    page = shown(client, draft, **{"place-0": "new"})
    assert f'id="party-0-{MUNICIPALITY}"' in page  # read, and to be ticked
    assert not re.search(ticked, page)
    before = re.findall(r'name="parties-shown-0" value="([^"]*)"', page)[-1]
    mark(office(REGION), draft=draft, fact=f"0.{named}", state=CONFIRMED)
    page = shown(client, draft, **{"place-0": "new", "parties-shown-0": before})
    assert re.search(ticked, page)
    after = re.findall(r'name="parties-shown-0" value="([^"]*)"', page)[-1]
    assert not re.search(ticked, shown(client, draft, **{"place-0": "new", "parties-shown-0": after}))  # unticked since
