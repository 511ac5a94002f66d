"""Two costs, and a browser of each party's: what tests of the pages of money and of settlements begin from."""

from __future__ import annotations

from django.test import Client
from tests.store.office import office

from samverkan.actions.roles import Role
from samverkan.store.models import Role as RoleRow

ROWS = "2025-01-15;1000,01;A 1;Hyra\n2025-02-15;500;A 2;Löner\n"
DAYS = {"first": "2025-01-01", "last": "2025-12-31", "kind": "final"}


def at(number: str, *roles: Role) -> Client:
    """A browser where somebody of the organisation is logged in; an economist if nothing is said."""
    acting = office(number, *roles or (Role.ECONOMIST,))
    assert acting.person is not None
    for role in acting.roles:
        RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client = Client()
    client.force_login(acting.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(client: Client, address: str) -> str:
    """The page, its blanks such as one writes."""
    return client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
