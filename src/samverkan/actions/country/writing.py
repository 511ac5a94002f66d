"""The country written: its places and then rows by the thousand, straight into the tables of either engine."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from django.apps import apps
from django.db import connection, transaction

from samverkan.actions.country.rows import COLUMNS, Row
from samverkan.actions.roles import Role
from samverkan.store.bulk import insert_rows
from samverkan.store.models import Body, Organisation, OrganisationName, Person
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import Model

    from samverkan.actions.country.places import Place

_LONG_AGO: Final = date(1999, 1, 1)
_NUMBERED: Final = ("Matter", "Entry")


def write_places(places: Sequence[Place], password: str) -> tuple[dict[str, str], dict[tuple[str, str], int]]:
    """The organisations with their bodies, and a registrar at each; all accounts have the same password.

    Out: each organisation's registrar, and the key of each body by its organisation and name.
    """
    since = datetime(_LONG_AGO.year, 1, 1, tzinfo=UTC)
    one = Person()
    one.set_password(password)  # once: it takes a third of a second, as it should
    people = {place.number: Person(email=place.email, name=place.registrar, password=one.password) for place in places}
    made: list[Iterable[Model]] = [
        people.values(),
        [Organisation(number=place.number, kind=place.kind, recorded=since) for place in places],
        [
            OrganisationName(organisation_id=place.number, name=place.name, from_day=_LONG_AGO, recorded=since)
            for place in places
        ],
        [
            Body(organisation_id=place.number, name=name, recorded=since)
            for place in places
            for board, _ in place.bodies
            for name in (board, place.committee(board))
        ],
        [
            RoleRow(person=people[place.number], organisation_id=place.number, role=role.value)
            for place in places
            for role in (Role.REGISTRAR, Role.ADMINISTRATOR)
        ],
    ]
    with transaction.atomic():
        for rows in made:
            held = list(rows)
            type(held[0])._default_manager.bulk_create(held)
    registrars = {number: person.pk.hex for number, person in people.items()}
    return registrars, {(body.organisation_id, body.name): body.pk for body in Body.objects.all()}


def write_rows(made: Mapping[str, Sequence[Row]]) -> None:
    """All of the rows, or none."""
    with transaction.atomic():
        for table, rows in made.items():
            if rows:
                insert_rows(apps.get_model("store", table), COLUMNS[table].split(), rows)


def after(made: Mapping[str, int]) -> None:
    """Let PostgreSQL number new rows after those that came with numbers of their own."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in _NUMBERED:
            name = apps.get_model("store", table)._meta.db_table
            cursor.execute(
                "SELECT count(nextval(pg_get_serial_sequence(%s, 'id'))) FROM generate_series(1, %s)",
                [name, made[table]],
            )
