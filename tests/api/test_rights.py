"""Every operation x every token and every person: what the one table in actions/roles.py opens, and nothing else.

That each address and method is one of these operations, tests/api/test_openapi_document.py sees to.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain, combinations
from typing import Any, Final, NamedTuple

import pytest
from django.test import Client
from tests.api.system import System, case
from tests.api.test_openapi_document import operations
from tests.store.office import REGION, office

from samverkan.actions.acting import Acting
from samverkan.actions.register import register_organisation
from samverkan.actions.roles import OPENS, Right, Role, Scope
from samverkan.actions.tokens import make_token, revoke_token
from samverkan.api.routing import ANYBODY, DECLARED
from samverkan.store.models import ApiToken, Organisation, Person
from samverkan.store.models import Role as RoleRow

OUTSIDER: Final = "2120000142"
TOKENS: Final = list(chain.from_iterable(combinations(Scope, n) for n in range(1, len(Scope) + 1)))
"""Every choice of scopes that a token can be made for."""


class Asked(NamedTuple):
    """An operation at an address where something is, and the right that it asks for."""

    name: str
    method: str
    address: str
    may: Right | None

    def answer(self, headers: dict[str, str], client: Client | None = None) -> Any:
        return getattr(client or Client(), self.method)(f"/api/v1{self.address}", headers=headers)


@pytest.fixture
def asked() -> list[Asked]:
    """Every operation."""
    case()
    system = System(REGION)
    found = []
    for path, method, operation in operations():
        name = operation["operationId"]
        assert name in DECLARED, (
            f"{path}: make the operation with `get` or `post` of api/routing.py, which ask for its right"
        )
        address = path
        for parameter in re.findall(r"{(\w+)}", path):
            address = address.replace(f"{{{parameter}}}", system.json(path.split("/")[1])["items"][0][parameter])
        found.append(Asked(name, method, address, DECLARED[name].may))
    return found


def test_every_operation_asks_for_a_right_that_some_scope_opens_but_for_what_the_api_is(asked: list[Asked]) -> None:
    assert [one.name for one in asked if one.may is ANYBODY] == ["api_info"]
    opened = frozenset().union(*OPENS.values())
    assert [one.name for one in asked if one.may is not ANYBODY and one.may not in opened] == []


@pytest.mark.parametrize("scopes", TOKENS, ids="+".join)
def test_the_table_decides_for_every_token(scopes: tuple[Scope, ...], asked: list[Asked]) -> None:
    headers = System(REGION, *scopes).headers
    rights = frozenset().union(*(OPENS[scope] for scope in scopes))
    wrong = []
    for one in asked:
        answer = one.answer(headers)
        if one.may is ANYBODY or one.may in rights:
            right = answer.status_code == (200 if one.method == "get" else 400)  # 400: nothing was sent along
        else:
            right = answer.status_code == 403 and answer.json()["code"] == "not_in_scope"
        if not right:
            wrong.append((one.name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("state", ["none", "unknown", "expired", "revoked"])
def test_without_a_token_that_counts_nothing_opens(state: str, asked: list[Asked]) -> None:
    system = System(REGION, *Scope)
    headers = {"none": {}, "unknown": {"Authorization": "Bearer samverkan_x"}}.get(state, system.headers)
    if state == "expired":
        ApiToken.objects.filter(pk=system.token.pk).update(expires=office(REGION).today - timedelta(days=1))
    if state == "revoked":
        revoke_token(office(REGION, Role.ADMINISTRATOR), token=system.token)
    wanted = {one.name: 200 if one.may is ANYBODY else 401 for one in asked}
    assert {one.name: one.answer(headers).status_code for one in asked} == wanted


@pytest.mark.parametrize("role", list(Role))
def test_nobody_who_is_logged_in_gets_in_by_that_whatever_their_role(role: Role, asked: list[Asked]) -> None:
    person = Person.objects.create_user(f"{role}@{REGION}.se", name="Någon annan")
    RoleRow.objects.create(person=person, organisation_id=REGION, role=role)
    client = Client()
    client.force_login(person)
    wanted = {one.name: 200 if one.may is ANYBODY else 401 for one in asked}
    assert {one.name: one.answer({}, client).status_code for one in asked} == wanted


def test_what_is_anothers_is_as_if_it_were_not_there(asked: list[Asked]) -> None:
    """A token for everything, at an organisation that is party to nothing."""
    itself = Acting(None, Organisation(number=OUTSIDER, kind="other"), frozenset({Role.REGISTRAR, Role.ADMINISTRATOR}))
    outsider = register_organisation(itself, number=OUTSIDER, kind="other", name="Utby", from_day=date(2000, 1, 1))
    acting = Acting(None, outsider, frozenset({Role.ADMINISTRATOR}))
    made = make_token(acting, label="Utby", scopes=list(Scope), expires=acting.today, once=ApiToken().pk)
    headers = {"Authorization": f"Bearer {made.secret}"}
    wrong = []
    for one in asked:
        if one.method != "get" or one.may is ANYBODY:
            continue
        answer = one.answer(headers)
        if one.address.count("/") > 1:
            right = answer.status_code == 404
        else:
            shown = [row.get("number") for row in answer.json()["items"]]
            right = shown == ([OUTSIDER] if one.name == "organisations" else [])
        if not right:
            wrong.append((one.name, answer.status_code, answer.content[:200]))
    assert wrong == []
