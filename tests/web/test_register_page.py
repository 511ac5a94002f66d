"""The register of documents: whole for those who see the file; its public columns for anybody, and nothing protected asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import RefusedError
from samverkan.actions.documents import publish, receive
from samverkan.actions.keeping_records import disclose, open_register
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body
from samverkan.actions.roles import Role
from samverkan.store.models import AuditContent, Disclosed, OpenedRegister
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
PROTECTED = (
    "store_particulars", "store_draft", "store_mark", "store_search", "store_registerentry", "store_matter", "store_audit",
    "store_read",
)  # fmt: skip


@pytest.fixture
def made() -> Any:
    acting = office(REGION)
    paper = read_paper(b"En handling.", "hemligt-namn.txt")
    document, _ = receive(
        acting, paper=paper, arrived=DAY, number="HSN 2024-7", sender="Anna Hemlig", concerns="Anmälan om Hemlig"
    )
    return document


def logged_in(client: Client, number: str = REGION, role: Role = Role.REGISTRAR) -> Acting:
    acting = office(number, role)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)
    return acting


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_whoever_sees_the_file_sees_both_sets_of_columns(client: Client, made: Any) -> None:
    logged_in(client)
    page = shown(client, "/register")
    for words in ("2024-03-01", "HSN 2024-7", "Anna Hemlig", "Anmälan om Hemlig", "Bara dag och beteckning."):
        assert words in page
    disclose(office(REGION), document=made, sender="", concerns="Anmälan")
    page = shown(client, "/register")
    assert "Avsändaren utelämnas." in page
    assert "1 handling är registrerad" in page


def test_the_public_register_shows_day_and_designation_and_what_has_been_weighed(client: Client, made: Any) -> None:
    assert "Ingen har gjort det ännu" in shown(client, "/public/register")
    open_register(office(REGION))
    page = shown(client, "/public/register")
    assert "HSN 2024-7" in page
    assert "2024-03-01" in page
    assert "emlig" not in page
    disclose(office(REGION), document=made, sender="En medborgare", concerns="Anmälan")
    page = shown(client, "/public/register")
    assert "En medborgare" in page
    assert "emlig" not in page
    disclose(office(REGION), document=made, sender="", concerns="Anmälan")
    assert "En medborgare" not in shown(client, "/public/register")


def test_the_public_register_never_asks_for_what_is_protected(client: Client, made: Any) -> None:
    open_register(office(REGION))
    disclose(office(REGION), document=made, sender="En medborgare", concerns="Anmälan")
    with CaptureQueriesContext(connection) as captured:
        for address in ("", "?text=anmälan", f"?organisation={REGION}&year=2024", "?text=hemlig", "?page=2"):
            shown(client, f"/public/register{address}")
    statements = [one["sql"] for one in captured.captured_queries]
    assert any("store_disclosed" in one for one in statements)
    assert [one for one in statements for table in PROTECTED if table in one] == []


def test_what_is_kept_apart_cannot_be_searched_out(client: Client, made: Any) -> None:
    open_register(office(REGION))
    for words in ("hemlig", "hemligt-namn", "Anna"):
        assert "HSN 2024-7" not in shown(client, f"/public/register?text={words}")
    assert "HSN 2024-7" in shown(client, "/public/register?text=hsn")
    assert "HSN 2024-7" in shown(client, "/public/register?year=2024")
    assert "HSN 2024-7" not in shown(client, "/public/register?year=2023")


def test_only_an_opened_register_is_shown_and_it_can_be_closed(client: Client, made: Any) -> None:
    other = office(MUNICIPALITY)
    receive(other, paper=read_paper(b"En annan handling.", "b.txt"), arrived=DAY, number="SN 9")
    open_register(office(REGION))
    page = shown(client, "/public/register")
    assert "HSN 2024-7" in page
    assert "SN 9" not in page
    open_register(office(REGION))
    assert OpenedRegister.objects.count() == 1, "done once"
    open_register(office(REGION), closed=True)
    assert "HSN 2024-7" not in shown(client, "/public/register")


def test_a_published_document_is_led_to_and_no_other(client: Client, made: Any) -> None:
    open_register(office(REGION))
    assert f"/public/documents/{made.pk}" not in shown(client, "/public/register")
    publish(office(REGION), document=made)
    assert f"/public/documents/{made.pk}" in shown(client, "/public/register")


def test_the_row_is_weighed_on_its_own_page(client: Client, made: Any) -> None:
    logged_in(client)
    page = shown(client, f"/documents/{made.pk}/register")
    assert "Anna Hemlig" in page
    assert 'name="sender" maxlength="200" value=""' in page, "what is kept apart is not proposed as public"
    answer = client.post(f"/documents/{made.pk}/register", {"sender": " En  medborgare ", "concerns": ""}, follow=True)
    assert "Den offentliga raden är sparad." in answer.content.decode()
    assert Disclosed.objects.get().sender == "En medborgare"
    said = AuditContent.objects.get(verb="register_disclosed").content["values"]
    assert said == {"columns": ["sender"]}, "what was written is no business of the log"
    long = client.post(f"/documents/{made.pk}/register", {"sender": "x" * 201, "concerns": "kvar"})
    assert "högst 200 tecken" in long.content.decode()
    assert 'value="kvar"' in long.content.decode(), "what was written is not lost"


def test_only_ones_own_row_by_whoever_may_publish(client: Client, made: Any) -> None:
    logged_in(client, MUNICIPALITY)
    assert client.get(f"/documents/{made.pk}/register").status_code == 404
    logged_in(Client(), REGION)
    client.logout()
    logged_in(client, REGION, Role.OFFICER)
    assert client.get(f"/documents/{made.pk}/register").status_code == 403
    assert client.post("/register/open").status_code == 403
    assert "Pröva" not in shown(client, "/register")


def test_a_role_for_one_body_does_not_open_the_whole_register(made: Any) -> None:
    region = office(REGION)
    body = register_body(region, name="Nämnden", from_day=date(2001, 1, 1))
    bound = type(region)(
        region.person, region.organisation, frozenset(), for_bodies={body.pk: frozenset({Role.REGISTRAR})}
    )
    with pytest.raises(RefusedError):
        open_register(bound)


def test_it_can_be_taken_out_as_a_file(client: Client, made: Any) -> None:
    logged_in(client)
    disclose(office(REGION), document=made, sender="", concerns="Anmälan")
    answer = client.get("/register?format=csv")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == (
        "Inkom eller upprättades;Beteckning;Avsändare eller mottagare;Vad handlingen rör;"
        "Offentligt: avsändare eller mottagare;Offentligt: vad handlingen rör"
    )
    assert rows[1] == "2024-03-01;HSN 2024-7;Anna Hemlig;Anmälan om Hemlig;;Anmälan"


def test_the_register_is_opened_and_closed_with_a_button(client: Client, made: Any) -> None:
    logged_in(client)
    assert "visas inte utan inloggning" in shown(client, "/register")
    told = client.post("/register/open", follow=True).content.decode()
    assert "visas nu för var och en" in told
    assert "Sluta visa registret" in told
    assert "visas inte längre" in client.post("/register/open", {"closed": "1"}, follow=True).content.decode()
