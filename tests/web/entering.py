"""People as they log in for real, outside the demo: what the tests of logging in begin from."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from tests.store.office import REGION, office

from samverkan.actions.roles import Role
from samverkan.store.models import Person
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client

PASSWORD = "grodan hoppar i diket"


def person(email: str = "rut@vastana.example", *roles: Role, number: str = REGION, **fields: Any) -> Person:
    """An account with a password and roles; a registrar's if none is said."""
    office(REGION)
    made = Person.objects.create_user(email, PASSWORD, name="Rut Ek", **fields)
    for role in roles or (Role.REGISTRAR,):
        RoleRow.objects.create(person=made, organisation_id=number, role=role)
    return made


def with_app(somebody: Person, secret: str = "JBSWY3DPEHPK3PXP") -> str:
    """Give them an authenticator app; its secret."""
    TOTP.activate(somebody, secret)
    return secret


def code(secret: str, *, later: int = 0) -> str:
    """What the app shows now, or `later` steps from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def log_in(client: Client, email: str = "rut@vastana.example", password: str = PASSWORD, **more: str) -> Any:
    """Send the login form."""
    return client.post("/login", {"email": email, "password": password, **more})


def factors(somebody: Person) -> list[str]:
    """The kinds they have."""
    return sorted(Authenticator.objects.filter(user=somebody).values_list("type", flat=True))
