"""The page of tokens: made once, shown once, revoked; nothing filled in is lost where something is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.roles import Role
from samverkan.actions.tokens import make_token
from samverkan.store.models import ApiToken
from samverkan.store.models import Role as RoleRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    acting = office(REGION, Role.ADMINISTRATOR)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.ADMINISTRATOR)
    client.force_login(acting.person)
    return client


def form(**changed: Any) -> dict[str, Any]:
    day = office(REGION, Role.ADMINISTRATOR).today + timedelta(days=90)
    return {"label": "Diariet", "scopes": ["read"], "expires": str(day), "once": str(uuid4()), **changed}


def test_an_empty_page_says_what_will_be_here(admin: Client) -> None:
    page = admin.get("/tokens").content.decode()
    assert "Inga nycklar ännu" in page


def test_a_token_is_shown_once_and_opens_the_api(admin: Client) -> None:
    made = form()
    page = admin.post("/tokens", made).content.decode()
    secret = page.split('<code class="secret">')[1].split("<")[0]
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/agreements", headers=headers).status_code == 200
    again = admin.post("/tokens", made).content.decode()
    assert "redan gjord" in again
    assert secret not in again
    assert secret not in admin.get("/tokens").content.decode()
    assert ApiToken.objects.count() == 1
    admin.post("/tokens/revoke", {"token": str(ApiToken.objects.get().pk)})
    assert Client().get("/api/v1/agreements", headers=headers).status_code == 401
    assert "spärrad" in admin.get("/tokens").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"label": " "}, "vilket system"), ({"scopes": []}, "minst en sak"), ({"expires": "2001-01-01"}, "ligga mellan"),
        ({"expires": "snart"}, "är inget datum"), ({"once": "x"}, "Läs in sidan på nytt"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_rest_kept(admin: Client, changed: dict[str, Any], said: str) -> None:
    page = admin.post("/tokens", form(**changed)).content.decode()
    assert said in page
    assert ('value="Diariet"' in page) == ("label" not in changed)
    assert not ApiToken.objects.exists()


def test_anothers_tokens_are_neither_seen_nor_revoked(admin: Client) -> None:
    other = office(MUNICIPALITY, Role.ADMINISTRATOR)
    token = make_token(other, label="Deras system", scopes=["read"], expires=other.today, once=uuid4()).token
    assert "Deras system" not in admin.get("/tokens").content.decode()
    assert admin.post("/tokens/revoke", {"token": str(token.pk)}).status_code == 400
    assert ApiToken.objects.get().revoked is None
