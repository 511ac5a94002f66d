"""Who clicks: eight registrars of a made-up country, each with a token for the API; as JSON for `bench.clicking`.

The first is of the organisation with the most agreements; the others are spread evenly down to those with few. Run in the
environment of the ledger: `python -m bench.people`; with a number and an e-mail address, it makes that organisation and its
registrar instead.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.config.settings")
django.setup()

from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from samverkan.actions.acting import Acting  # noqa: E402
from samverkan.actions.roles import Role, Scope  # noqa: E402
from samverkan.actions.tokens import make_token  # noqa: E402
from samverkan.store.models import Organisation, Party, Person  # noqa: E402
from samverkan.store.models import Role as RoleRow  # noqa: E402

_PEOPLE = 8


def people() -> list[tuple[str, str]]:
    """Each one's account and token."""
    now = timezone.now()
    counted = Party.objects.values_list("organisation").annotate(count=Count("pk")).order_by("-count", "organisation")
    numbers = [number for number, _ in counted]
    found = []
    for number in numbers[:: max(1, len(numbers) // _PEOPLE)][:_PEOPLE]:
        person = Person.objects.filter(roles__organisation=number).order_by("pk")[0]
        acting = Acting(person, Organisation.objects.get(pk=number), frozenset({Role.ADMINISTRATOR}), now)
        made = make_token(
            acting, label="bench", scopes=[scope.value for scope in Scope],
            expires=timezone.localdate(now) + timedelta(days=1), once=uuid4(),
        )  # fmt: skip
        found.append((person.email, made.secret or ""))
    return found


def registrar(number: str, email: str) -> None:
    """An organisation with a registrar, in an empty ledger."""
    organisation = Organisation.objects.create(number=number, kind="region", recorded=timezone.now())
    person = Person.objects.create(email=email, name="Registrator")
    RoleRow.objects.create(person=person, organisation=organisation, role=Role.REGISTRAR.value)


if __name__ == "__main__":
    if sys.argv[1:]:
        registrar(*sys.argv[1:])
    else:
        print(json.dumps(people()))
