"""Two entries of one paper about one agreement that is not on file: one agreement is opened, unless the person says otherwise."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.documents import receive
from samverkan.actions.marking import confirm_all, mark
from samverkan.actions.reading import read_paper
from samverkan.actions.reviewing import Place
from samverkan.actions.reviewing import record as record_all
from samverkan.actions.roles import Role
from samverkan.store.drafted import REJECTED
from samverkan.store.models import Agreement, Entry
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.store.models import Draft

pytestmark = pytest.mark.django_db

BOTH = """PROTOKOLL
Hälso- och sjukvårdsnämnden
Sammanträdesdatum 2024-03-01

§ 5 Samverkansavtal med Lindmora kommun om Ungdomsmottagningen Linden
Dnr HSN 2024-7

Hälso- och sjukvårdsnämndens beslut
Hälso- och sjukvårdsnämnden beslutar

att godkänna samverkansavtal mellan Region Västana och Lindmora kommun om Ungdomsmottagningen Linden för perioden
1 januari 2025–31 december 2026.

§ 6 Undertecknande av samverkansavtal med Lindmora kommun om Ungdomsmottagningen Linden
Dnr HSN 2024-7

Hälso- och sjukvårdsnämndens beslut
Hälso- och sjukvårdsnämnden beslutar

att godkänna att samverkansavtalet mellan Region Västana och Lindmora kommun om Ungdomsmottagningen Linden för perioden
1 januari 2025–31 december 2026 finansieras med 50 procent vardera.
"""


@pytest.fixture
def draft(client: Client) -> Draft:
    """The paper, everything that it says confirmed, its registrar logged in."""
    office(MUNICIPALITY)
    acting = office(REGION)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    made = receive(acting, paper=read_paper(BOTH.encode(), "protokoll.txt"), arrived=date(2024, 3, 8)).document.draft
    assert [item["head"]["section"] for item in made.items] == ["5", "6"]
    confirm_all(
        acting, draft=made, facts=[f"{one['position']}.{n}" for one in made.items for n in range(len(one["facts"]))]
    )
    return made


def shown(client: Client, draft: Draft, **chosen: str) -> str:
    return client.get(f"/documents/{draft.pk}/review", chosen).content.decode()


def test_who_is_meant_is_asked_of_the_register_once_however_many_entries_there_are(
    client: Client, draft: Draft
) -> None:  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        shown(client, draft)
    names = [one for one in asked if '"store_body"."name"' in one["sql"]]
    assert len(names) == 1, "beside how many there are"


def test_the_review_asks_as_often_for_many_entries_as_for_few(client: Client, draft: Draft) -> None:
    """Also where each has an agreement on file that it may concern, and a choice made."""
    place = Place(None, None, [office(MUNICIPALITY).organisation])
    record_all(office(REGION), draft=draft, places={0: place, 1: place._replace(same_as=0)}, why="bekräftat")
    entry = BOTH[BOTH.index("§ 5") : BOTH.index("§ 6")]
    counts = []
    for count in (2, 7):
        entries = [entry.replace("§ 5", f"§ {n}").replace("2024-7", f"2024-{n}") for n in range(20, 20 + count)]
        read = read_paper((BOTH[: BOTH.index("§ 5")] + "".join(entries)).encode(), f"{count}.txt")
        made = receive(office(REGION), paper=read, arrived=date(2024, 3, 8)).document.draft
        assert len(made.items) == count
        shown(client, made)
        agreement = Agreement.objects.get()
        chosen = {f"place-{n}": f"a:{agreement.pk}" if n % 2 else f"c:{agreement.cooperation_id}" for n in range(count)}
        with CaptureQueriesContext(connection) as asked:
            assert f"a:{agreement.pk}" in shown(client, made, **chosen)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_page_that_asks_for_news_asks_for_nothing_else(client: Client, draft: Draft) -> None:
    page = shown(client, draft)
    version = re.search(r'id="seen-version"[^>]*value="(\w+)"', page)
    assert version is not None
    htmx = {"HX-Request": "true"}
    address = f"/documents/{draft.pk}/review?part=news&version="
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address + version[1], headers=htmx).status_code == 204
    assert not any('"items"' in one["sql"] or "store_rendition" in one["sql"] for one in asked)
    other = office(REGION, Role.OFFICER)
    mark(other, draft=draft, fact="0.0", state=REJECTED)
    assert "Någon" in client.get(address + version[1], headers=htmx).content.decode()


def chosen_in(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)" checked', page)
    assert found is not None
    return found[1]


def record(client: Client, draft: Draft, **chosen: str) -> str:
    page = shown(client, draft)
    version = page.split('name="version" value="')[-1].split('"')[0]
    sent = (
        {name: chosen_in(page, name) for name in ("place-0", "place-1")} | {"version": version, "paper": "own"} | chosen
    )
    answer = client.post(f"/documents/{draft.pk}/review/record", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_the_second_entry_goes_with_the_first_from_the_start(client: Client, draft: Draft) -> None:
    page = shown(client, draft)
    assert (chosen_in(page, "place-0"), chosen_in(page, "place-1")) == ("new", "e:0")
    assert "Samma nya avtal som § 5" in page
    assert page.count("Ett nytt avtal läggs upp") == 1
    record(client, draft)
    assert Agreement.objects.count() == 1
    assert {one.agreement for one in Entry.objects.all()} == {Agreement.objects.get()}
    assert Agreement.objects.get().parties.count() == 2


def test_a_person_may_say_that_they_are_two(client: Client, draft: Draft) -> None:
    record(client, draft, **{"place-1": "new", "parties-shown-1": "yes", "party-1": MUNICIPALITY})
    assert Agreement.objects.count() == 2


def test_where_the_first_is_left_out_the_second_opens_its_own(client: Client, draft: Draft) -> None:
    page = shown(client, draft, **{"place-0": "none", "place-1": "e:0"})
    assert "Samma nya avtal" not in page
    record(client, draft, **{"place-0": "none", "place-1": "e:0"})
    assert Agreement.objects.count() == 1
    assert [one.position for one in Entry.objects.all()] == [1]


def test_where_the_first_has_nothing_to_record_the_second_opens_it(client: Client, draft: Draft) -> None:
    for n in range(len(draft.items[0]["facts"])):
        mark(office(REGION), draft=draft, fact=f"0.{n}", state=REJECTED)
    record(client, draft, **{"place-1": "e:0"})
    assert Agreement.objects.count() == 1
    assert [one.position for one in Entry.objects.all()] == [1]


@pytest.mark.parametrize("wrong", ["e:7", "e:1", "e:", "e:x", "e:0:0"])
def test_an_entry_that_is_none_is_not_chosen(client: Client, draft: Draft, wrong: str) -> None:
    assert chosen_in(shown(client, draft, **{"place-1": wrong}), "place-1") == "e:0"
