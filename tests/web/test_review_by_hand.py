"""A paper in which nothing was found: its entries and facts are added by hand, on the review page, and recorded."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, office

from samverkan.actions.acting import InvalidError
from samverkan.actions.documents import receive
from samverkan.actions.marking import add_entry, mark, undo
from samverkan.actions.reading import read_paper
from samverkan.store.drafted import CONFIRMED
from samverkan.store.models import Agreement, AuditContent, Entry, Fact, Mark
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.store.models import Draft

pytestmark = pytest.mark.django_db

LETTER = """Anteckningar

Nämnden sade ja till att driva Ungdomsmottagningen Linden ihop med Lindmora kommun under 2025 och 2026.
Det antecknades under paragraf sju den första mars.
"""
SAID = "Nämnden sade ja till att driva Ungdomsmottagningen Linden ihop med Lindmora kommun"
HEAD = {
    "section": "7", "day": "2024-03-01", "body": "Hälso- och sjukvårdsnämnden", "organisation": "Region Västana",
    "registry_number": "HSN 2024-7", "title": "Ungdomsmottagningen Linden", "words": SAID, "at": "",
}  # fmt: skip


@pytest.fixture
def draft(client: Client) -> Draft:
    office(MUNICIPALITY)
    acting = office(REGION)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    made = receive(acting, paper=read_paper(LETTER.encode(), "brev.txt"), arrived=date(2024, 3, 8)).document.draft
    assert made.items == []
    return made


def at(draft: Draft, rest: str = "") -> str:
    return f"/documents/{draft.pk}/review{rest}"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_entry_and_its_decision_are_added_by_hand_and_recorded(client: Client, draft: Draft) -> None:
    page = shown(client, at(draft, "?on=2024-04-01"))
    assert "Inget i handlingen rör ett samverkansavtal" in page
    assert f'href="{at(draft, "/entry")}?on=2024-04-01"' in page
    assert 'name="section"' in shown(client, at(draft, "/entry"))

    added = client.post(at(draft, "/entry?on=2024-04-01"), HEAD)
    assert added["Location"] == at(draft, "?on=2024-04-01#fact-0.head")
    page = shown(client, at(draft))
    assert "§ 7 – Ungdomsmottagningen Linden" in page
    assert "Inga uppgifter ännu" in page

    client.post(
        at(draft, "/add?kind=Decision&entry=0"), {"act": "approve", "body": HEAD["body"], "section": "7", "words": SAID}
    )
    assert Mark.objects.filter(draft=draft, fact="0.+1", state="added").exists()
    page = shown(client, at(draft))
    assert "Inga uppgifter ännu" not in page
    version = re.findall(r'name="version" value="([^"]*)"', page)[-1]
    sent = {
        "version": version, "place-0": "new", "paper": "own", "parties-shown-0": "yes", "party-0": MUNICIPALITY,
    }  # fmt: skip
    answer = client.post(at(draft, "/record"), sent)
    assert answer["Location"].startswith("/agreements/"), answer
    entry = Entry.objects.get()
    assert entry.head["registry_number"] == "HSN 2024-7"
    assert entry.head["citation"]["words"] == SAID
    assert [one.kind for one in Fact.objects.all()] == ["Decision"]
    assert Agreement.objects.count() == 1
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(at(draft, "/entry"), HEAD)["Location"] == at(draft)  # recorded: nothing more is added


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "error-words"),
        ({"words": "det här står inte där"}, "error-words"),
        ({"day": "i mars"}, "aria-invalid"),
    ],
)
def test_what_cannot_be_used_is_said_and_kept(client: Client, draft: Draft, wrong: dict[str, str], said: str) -> None:
    page = client.post(at(draft, "/entry"), HEAD | wrong)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert 'value="HSN 2024-7"' in page.content.decode()
    draft.refresh_from_db()
    assert draft.items == []


def test_adding_a_fact_where_there_is_no_entry_begins_with_the_entry(client: Client, draft: Draft) -> None:
    answer = client.get(at(draft, "/add?words=Nämnden&at=14"))
    assert answer["Location"].startswith(at(draft, "/entry"))
    assert "Nämnden</textarea>" in client.get(answer["Location"]).content.decode()


def test_a_missed_entry_is_added_beside_those_that_were_found() -> None:
    acting = office(REGION)
    path = EXAMPLES / "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
    draft = receive(acting, paper=read_paper(path.read_bytes(), "p.txt"), arrived=date(2024, 3, 8)).document.draft
    before = len(draft.items)
    words = draft.document.content.rendition.text[:40]
    said: dict[str, Any] = {"section": "99"}
    assert add_entry(acting, draft=draft, head=said, text=True, words=words) == before
    draft.refresh_from_db()
    assert draft.items[-1]["head"]["text"] is True
    assert [item["position"] for item in draft.items] == list(range(before + 1))
    assert AuditContent.objects.filter(verb="entry_added").count() == 1


def test_undo_takes_back_the_entry_that_was_added_last_and_nothing_before_it() -> None:
    acting = office(REGION)
    path = EXAMPLES / "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
    draft = receive(acting, paper=read_paper(path.read_bytes(), "p.txt"), arrived=date(2024, 3, 8)).document.draft
    draft.refresh_from_db()
    before = draft.items
    mark(acting, draft=draft, fact="0.0", state=CONFIRMED)
    words = draft.document.content.rendition.text[:40]
    position = add_entry(acting, draft=draft, head={"section": "99"}, text=False, words=words)
    undo(acting, draft=draft)
    draft.refresh_from_db()
    assert draft.items == before
    assert [one.fact for one in draft.marks.all()] == ["0.0"]
    again = add_entry(acting, draft=draft, head={"section": "99"}, text=False, words=words)
    Mark.objects.create(draft=draft, fact=f"{again}.+1", state="added", value={})
    undo(acting, draft=draft)
    draft.refresh_from_db()
    assert len(draft.items) == len(before) + 1, "another has added a fact to it"
    assert again == position
    undo(acting, draft=draft)
    assert [one.fact for one in draft.marks.all()] == [f"{again}.head", f"{again}.+1"]


def test_a_head_that_is_none_is_refused() -> None:
    acting = office(REGION)
    draft = receive(acting, paper=read_paper(LETTER.encode(), "brev.txt"), arrived=date(2024, 3, 8)).document.draft
    for head in ({"colour": "red"}, {}, {"day": "2024-13-40"}):
        with pytest.raises(InvalidError, match="fact_not_understood"):
            add_entry(acting, draft=draft, head=head, text=False, words="Nämnden")


def test_nobody_adds_to_another_organisations_paper(client: Client, draft: Draft) -> None:
    other = office(MUNICIPALITY)
    RoleRow.objects.create(person=other.person, organisation=other.organisation, role="registrar")
    client.force_login(other.person)  # type: ignore[arg-type]
    assert client.get(at(draft, "/entry")).status_code == 404
    assert client.post(at(draft, "/entry"), HEAD).status_code == 404
