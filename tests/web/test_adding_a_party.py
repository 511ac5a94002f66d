"""A party that no paper names is added to an agreement: shown before what it will see, with the reason, and found by it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, REGION, office
from tests.web.test_agreement import agreement, logged_in, text  # noqa: F401 - a fixture

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.parties import add_party, joint_of
from samverkan.actions.register import register_body, register_organisation
from samverkan.actions.roles import Role
from samverkan.store.models import AuditContent, Organisation, Party, StandingSpan
from samverkan.store.models import Role as RoleRow
from samverkan.store.search import search
from samverkan.store.view import View

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db
THIRD = "2120000142"


@pytest.fixture
def utby() -> Organisation:
    itself = Acting(None, Organisation(number=THIRD, kind="municipality"), frozenset({Role.REGISTRAR}))
    return register_organisation(
        itself, number=THIRD, kind="municipality", name="Utby kommun", from_day=date(2000, 1, 1)
    )


def sent(client: Client, agreement: Agreement, **given: str) -> Any:  # noqa: F811
    return client.post(f"/agreements/{agreement.pk}/parties", given)


def page_of(answer: Any) -> HtmlElement:
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def alert(page: HtmlElement) -> str:
    return text(page.xpath("//*[@role='alert']")[0])


def test_it_is_added_after_it_has_been_shown_what_it_will_see(
    client: Client, agreement: Agreement, utby: Organisation  # noqa: F811
) -> None:  # fmt: skip
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    page = page_of(registrar.get(f"/agreements/{agreement.pk}"))
    assert f"/agreements/{agreement.pk}/parties" in page.xpath("//a/@href")
    page = page_of(registrar.get(f"/agreements/{agreement.pk}/parties"))
    assert "3 gemensamma handlingar" in text(page)
    assert "§ 112" in text(page)
    assert "det går inte att ta tillbaka" in text(page)
    page = page_of(sent(registrar, agreement, organisation="Utby kommun", why="Nytt avtal"))
    assert "Ingen är tillagd ännu" in alert(page)
    assert "Utby kommun (2120000142) blir part" in text(page)
    told = page.xpath("//input[@name='told']/@value")[0]
    answer = sent(registrar, agreement, organisation="212000-0142", told=told, why="Enligt tilläggsavtal på papper")
    assert answer["Location"] == f"/agreements/{agreement.pk}"
    assert Party.objects.filter(agreement=agreement, organisation=utby).count() == 1
    row = AuditContent.objects.get(verb="party_added")
    assert (row.target, row.content["values"]) == (
        agreement.urn, {"party": THIRD, "why": "Enligt tilläggsavtal på papper"}
    )  # fmt: skip
    assert StandingSpan.objects.filter(agreement=agreement, scope=THIRD).exists()
    assert search(utby, View(THIRD), "familjecentralen").hits
    assert "Utby kommun" in text(
        page_of(registrar.get(f"/agreements/{agreement.pk}")).get_element_by_id("seers").getparent()
    )
    assert "redan part" in alert(page_of(sent(registrar, agreement, organisation="Utby kommun", show="yes")))


def test_what_cannot_be_used_is_said_and_nobody_is_added(
    client: Client, agreement: Agreement, utby: Organisation  # noqa: F811
) -> None:  # fmt: skip
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    for organisation, said in (
        ("Ankeborg", "heter Ankeborg"),
        ("", "vilken organisation"),
        ("Lindmora kommun", "redan part"),
    ):
        assert said in alert(page_of(sent(registrar, agreement, organisation=organisation, show="yes")))
    told = page_of(sent(registrar, agreement, organisation="Utby kommun", show="yes")).xpath(
        "//input[@name='told']/@value"
    )[0]
    assert "skäl" in alert(page_of(sent(registrar, agreement, organisation="Utby kommun", told=told, why=" "))).lower()
    joint = [one.pk for one in joint_of(agreement)]
    with pytest.raises(InvalidError) as refused:
        add_party(office(REGION), agreement=agreement, organisation=utby, why="x", shown=joint[1:])
    assert refused.value.code == "others_would_see"
    assert not Party.objects.filter(organisation=utby).exists()
    with pytest.raises(InvalidError) as refused:
        add_party(
            Acting(None, utby, frozenset({Role.REGISTRAR})),
            agreement=agreement,
            organisation=utby,
            why="x",
            shown=joint,
        )
    assert refused.value.code == "not_your_agreement"


@pytest.fixture
def other_body() -> int:
    """A body of the region's beside the one whose minutes are joint, both there before these came in."""
    register_body(office(REGION), name="Hälso- och sjukvårdsnämnden")
    return register_body(office(REGION), name="Trafiknämnden").pk


def test_only_who_may_share_all_of_it_may(
    client: Client, other_body: int, agreement: Agreement, utby: Organisation  # noqa: F811
) -> None:  # fmt: skip
    officer = logged_in(client, REGION, Role.OFFICER)
    assert officer.get(f"/agreements/{agreement.pk}/parties").status_code == 403
    assert f"/agreements/{agreement.pk}/parties" not in officer.get(f"/agreements/{agreement.pk}").content.decode()
    ours = office(REGION)
    limited = Acting(ours.person, ours.organisation, frozenset(), for_bodies={other_body: frozenset({Role.REGISTRAR})})
    with pytest.raises(RefusedError) as refused:
        add_party(
            limited, agreement=agreement, organisation=utby, why="x", shown=[one.pk for one in joint_of(agreement)]
        )
    assert refused.value.code == "not_for_your_body"
    assert not Party.objects.filter(organisation=utby).exists()


def test_others_agreements_are_not_there(client: Client, agreement: Agreement, utby: Organisation) -> None:  # noqa: F811
    person = office(MUNICIPALITY).person
    assert person is not None
    RoleRow.objects.create(person=person, organisation=utby, role=Role.REGISTRAR)
    client.force_login(person)
    assert client.get(f"/agreements/{agreement.pk}/parties").status_code == 404
