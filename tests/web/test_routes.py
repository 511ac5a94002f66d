"""Every address x everybody: each view declares its right, and the one table in actions/roles.py decides who gets in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.actions.deciding import NAMES, both
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import Acting
from samverkan.actions.digests import stop_token
from samverkan.actions.justering import put_to_justering
from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.costs import type_cost
from samverkan.actions.register import register_body, register_matter, register_organisation
from samverkan.actions.reminders import renew_calendar
from samverkan.actions.roles import MAY, Right, Role
from samverkan.store.models import (
    Certification,
    Content,
    Extract,
    Fact,
    Invoice,
    Minutes,
    Organisation,
    Original,
    Person,
    RegisterAssignment,
    Settlement,
)
from samverkan.store.models import Role as RoleRow
from samverkan.web.page import ACCOUNT, ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from django.http import HttpResponse

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

OUTSIDER: Final = "2120000142"
UNOWNED: Final = frozenset({"provider_id", "secret", "token", "person_id", "form"})
"""What stands in addresses and is no organisation's, or opens to whoever holds it: all else is somebody's, and 404 for others."""


class Route(NamedTuple):
    """One address: as written in `urls`, its name, its view, and what it takes."""

    address: str
    name: str
    view: Any
    takes: tuple[str, ...]


def routes(patterns: Any = None, before: str = "") -> Iterator[Route]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, address)
        else:
            assert isinstance(one, URLPattern)
            yield Route(address, one.name or "", one.callback, tuple(one.pattern.converters))


ROUTES: Final = tuple(routes())
PAGES: Final = tuple(one for one in ROUTES if not one.address.startswith("api/"))


def methods(route: Route) -> tuple[str, ...]:
    return tuple(route.view.methods)


@pytest.fixture
def there() -> dict[str, str]:
    """Real things for the addresses: by the first word of the address and the name in it, else by the name alone."""
    region = office(REGION)
    office(MUNICIPALITY)
    day = date(2019, 10, 30)
    document, agreement = confirm(
        region, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=day, justered=day
    )
    body = register_body(region, name="Nämnden", from_day=date(2001, 1, 1))
    matter = register_matter(region, registry_number="HSN 2019/7", title="Familjecentral")
    side, _ = both()
    chair = Person.objects.create_user("ordforande@region.example", name="Jonas Brandt")
    other = Person.objects.create_user("justerare@region.example", name="Anna Ekdahl")
    signers = dict(zip(NAMES, (chair, other), strict=False))
    justering = put_to_justering(side.acting, meeting=side.meeting, signers=signers)
    minutes = Minutes.objects.create(justering=justering, document=document, day=day)
    extract = Extract.objects.create(item=side.item, minutes=minutes, content=document.content)
    certification = Certification.objects.create(
        item=side.item, minutes=minutes, content=document.content, certifiers=[]
    )
    assert side.item.clause is not None
    original = Original.objects.create(
        version=side.item.clause, organisation=region.organisation, content=document.content
    )
    settlement = _settlement(agreement)
    held = RoleRow.objects.create(person=region.person, organisation=region.organisation, role=Role.REGISTRAR)
    return {
        "agreements/id": str(agreement.pk), "documents/id": str(document.pk), "review/id": str(document.pk),
        "bodies/id": str(body.pk), "matters/id": str(matter.pk), "cooperations/id": str(agreement.cooperation_id),
        "people/id": str(region.person.pk) if region.person else "", "people/role": str(held.pk),
        "agreement": str(agreement.pk), "document": str(document.pk), "body": str(body.pk), "matter": str(matter.pk),
        "provider_id": "none", "calendar/secret": renew_calendar(region),
        "reminders/token": stop_token(region.person) if region.person else "",
        "agreements/fact": str(Fact.objects.filter(agreement=agreement).order_by("pk")[0].pk),
        "documents/entry": str(document.entries.get().pk), "page": "1", "form": "csv",
        "clauses/id": str(side.item.clause.clause_id), "items/id": str(side.item.pk), "agendas/id": str(side.meeting.pk),
        "justering/id": str(justering.pk), "extracts/id": str(extract.pk), "assignments/id": str(_assignment()),
        "settlements/id": str(settlement.pk),
        "invoices/id": str(_invoice(settlement, document.content)), "certifying/id": str(certification.pk),
        "originals/id": str(original.pk),
        "oparl/number": REGION, "oparl/what": "meeting", "oparl/key": "nothing",
        **_costs(agreement), "welcome/person_id": "nobody", "welcome/token": "none", "account/id": "1",
    }  # fmt: skip


def _settlement(agreement: Agreement) -> Settlement:
    """A settlement that the region sees."""
    day = date(2020, 1, 1)
    result = {
        "agreement": "Avtalet", "intervals": [], "lines": [], "totals": [], "transfers": [], "differences": [], "findings": [],
        "balances": [], "not_covered_ore": 0, "organisations": [REGION],
    }  # fmt: skip
    return Settlement.objects.create(
        agreement=agreement,
        organisation_id=REGION,
        number=1,
        kind="final",
        first=day,
        last=day,
        result=result,
        digest="",
    )


def _invoice(settlement: Settlement, content: Content) -> UUID:
    """The address of an invoice of the region's."""
    data = {
        "kind": "invoice", "issued": "2020-01-01", "due": "2020-01-31", "seller": {"name": "Regionen"}, "buyer": {"name": "Kommunen"},
        "preceding": [], "lines": [], "buyer_reference": "", "basis": {"counterparty": "", "claim": "", "income": ""},
        "sums": {"net": 1, "vat": 0, "gross": 1, "rounding": 0, "payable": 1, "by_vat": []},
    }  # fmt: skip
    return Invoice.objects.create(
        settlement=settlement, organisation_id=REGION, buyer_id=REGION, number="1", data=data, xml=content, pdf=content
    ).pk


def _costs(agreement: Agreement) -> dict[str, str]:
    """A voucher of the region's, and a file that waits."""
    economist = office(REGION, Role.ECONOMIST)
    typed = type_cost(economist, agreement=agreement, day=date(2020, 2, 1), ore=100, text="Hyra")
    table = BytesIO(b"datum;belopp\n2020-02-02;7\n")
    draft = look_at_costs(economist, agreement=agreement, name="a.csv", stream=table)
    return {"vouchers/id": str(typed.booked.get().pk), "costs/id": str(draft.pk)}


def _assignment() -> int:
    """The address of an assignment that the region sees."""
    then = datetime(2020, 1, 1, tzinfo=UTC)
    row = RegisterAssignment.objects.create(
        organisation=REGION, since=then, reached=then.date(), body="Nämnden", section="7", to="direktören", text="Följ upp.",
        told=False, orphan=False, done_section="", root=7,
    )  # fmt: skip
    return row.root


def address_of(route: Route, there: Mapping[str, str]) -> str:
    """The route's address to somewhere real; a new kind of address needs its line in `there`."""
    address = "/" + route.address
    for name in route.takes:
        first = route.address.split("/")[0]
        value = there.get(f"{first}/{name}", there.get(name))
        assert value is not None, f"{route.address}: say in `there` what a real {name!r} is"
        begin = address.index("<")
        address = address[:begin] + value + address[address.index(">", begin) + 1 :]
    return address


def person_as(*roles: Role, number: str = REGION) -> Person:
    person = Person.objects.create_user(f"{'-'.join(roles) or 'none'}@{number}.se", name="Någon annan")
    for role in roles:
        RoleRow.objects.create(person=person, organisation_id=number, role=role)
    return person


def asks(person: Person | None, method: str, address: str) -> HttpResponse:
    """What they are answered; whatever it did is undone. An error in a view comes out of the client as itself."""
    client = Client()
    with transaction.atomic():
        if person is not None:
            client.force_login(person)
        answer: HttpResponse = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    return answer


def sent_to_login(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/login?next=")


def test_every_view_declares_its_right_and_its_methods() -> None:
    undeclared = [
        one.address
        for one in PAGES
        if not hasattr(one.view, "may")
        or not (one.view.may in (ANYBODY, ACCOUNT) or isinstance(one.view.may, Right))
        or not set(getattr(one.view, "methods", ["?"])) <= {"GET", "POST"}
    ]
    assert undeclared == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [one.name for one in PAGES]
    assert "" not in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("role", list(Role))
def test_the_table_decides_for_every_role(role: Role, there: dict[str, str]) -> None:
    person = person_as(role)
    wrong = []
    for route in PAGES:
        for method in methods(route):
            answer = asks(person, method, address_of(route, there))
            may = route.view.may in (ANYBODY, ACCOUNT) or route.view.may in MAY[role]
            if may and not (let_in(answer, role) and not sent_to_login(answer)):
                wrong.append((method, route.address, answer.status_code, "should be let in"))
            if not may and answer.status_code != 403:
                wrong.append((method, route.address, answer.status_code, "should be refused"))
    assert wrong == []


def let_in(answer: HttpResponse, role: Role) -> bool:
    """Not refused; or refused by an action behind the page, for a right that the role does not have."""
    if answer.status_code != 403:
        return answer.status_code < 500
    context = getattr(answer, "context", None) or {}
    if context.get("code") != "not_allowed":
        return False
    return Right(context["values"]["right"]) not in MAY[role]


def test_nobody_is_sent_to_log_in() -> None:
    wrong = []
    for route in PAGES:
        for method in methods(route):
            answer = asks(None, method, somewhere(route))
            if sent_to_login(answer) != (route.view.may is not None) or answer.status_code >= 500:
                wrong.append((method, route.address, answer.status_code))
    assert wrong == []


def somewhere(route: Route) -> str:
    """An address of the route where nothing is."""
    address = re.sub(r"<int:\w+>", "1", route.address)
    address = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", address)
    return "/" + re.sub(r"<(\w+:)?\w+>", "nothing", address)


@pytest.mark.parametrize("active", [True, False], ids=["without a role", "deactivated"])
def test_an_account_alone_opens_nothing(active: bool, there: dict[str, str]) -> None:
    person = person_as() if active else person_as(*Role)
    person.is_active = active
    person.save()
    wrong = []
    for route in PAGES:
        if route.view.may is ANYBODY:
            continue
        for method in methods(route):
            answer = asks(person, method, address_of(route, there))
            if active and route.view.may == ACCOUNT:
                right = answer.status_code < 500 and answer.status_code != 403 and not sent_to_login(answer)
            else:
                right = answer.status_code == 403 if active else sent_to_login(answer)
            if not right:
                wrong.append((method, route.address, answer.status_code))
    assert wrong == []


def test_what_is_anothers_is_as_if_it_were_not_there(there: dict[str, str]) -> None:
    """Somebody with every role, at an organisation that is party to nothing."""
    itself = Acting(None, Organisation(number=OUTSIDER, kind="municipality"), frozenset({Role.REGISTRAR}))
    register_organisation(itself, number=OUTSIDER, kind="municipality", name="Utby", from_day=date(2000, 1, 1))
    person = person_as(*Role, number=OUTSIDER)
    wrong = []
    for route in PAGES:
        if not set(route.takes) - UNOWNED:
            continue
        for method in methods(route):
            answer = asks(person, method, address_of(route, there))
            if answer.status_code != 404:
                wrong.append((method, route.address, answer.status_code))
    assert wrong == []


def test_a_method_that_a_page_does_not_take_is_refused(there: dict[str, str]) -> None:
    person = person_as(*Role)
    wrong = []
    for route in PAGES:
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(methods(route)):
            status = asks(person, method, address_of(route, there)).status_code
            if status != 405:
                wrong.append((method, route.address, status))
    assert wrong == []
