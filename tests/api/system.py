"""A system at each of two organisations, with a token: what tests of the API begin from."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter
from samverkan.actions.roles import Role, Scope
from samverkan.actions.tokens import make_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.store.models import Agreement, Document

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"


class System:
    """A program that asks the API with its organisation's token."""

    def __init__(self, organisation: str, *scopes: Scope) -> None:
        admin = office(organisation, Role.ADMINISTRATOR)
        made = make_token(
            admin,
            label="Diariet",
            scopes=scopes or (Scope.READ,),
            expires=admin.today + timedelta(days=30),
            once=uuid4(),
        )
        assert made.secret is not None
        self.token, self.secret = made.token, made.secret
        self.headers = {"Authorization": f"Bearer {made.secret}"}
        self.client = Client(raise_request_exception=False)

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{address}", headers={**self.headers, **headers})

    def json(self, address: str) -> Any:
        answer = self.get(address)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, data: Any, **headers: str) -> Any:
        return self.client.post("/api/v1/documents", data=data, headers={**self.headers, **headers})


@contextmanager
def own_connection() -> Iterator[None]:
    """A WSGI application closes connections before and after a request; here they hold the test's transaction.

    Around the request alone: Django's test client lets them be closed again after each of its own.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Case(NamedTuple):
    """One agreement: the region's minutes are joint, the municipality's are not; the municipality has a draft too."""

    agreement: Agreement
    joint: Document
    kept: Document
    draft: Document


def case() -> Case:
    """The agreement of the two, and what each has of its own."""
    region, municipality = office(REGION), office(MUNICIPALITY)
    joint, agreement = confirm(region, OURS, arrived=date(2019, 10, 30), justered=date(2019, 10, 30))
    kept, _ = confirm(municipality, THEIRS, arrived=date(2019, 11, 20), agreement=agreement)
    paper = read_paper("§ 1 Ett utkast\nNämnden beslutar att avslå.\n".encode(), "utkast.txt")
    draft, _ = receive(municipality, paper=paper, arrived=date(2019, 11, 21))
    for one in (region, municipality):
        register_body(one, name="Nämnden", from_day=date(2001, 1, 1))
        register_matter(one, registry_number=f"{one.organisation.pk} 1", title="Egen titel")
    return Case(agreement, joint, kept, draft)
