"""Organisations, their bodies through time, matters and agreements: what facts are hung on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.store.models import (
    Agreement,
    AgreementMatter,
    Body,
    BodyEnded,
    Cooperation,
    Matter,
    Organisation,
    OrganisationName,
    Party,
)
from samverkan.store.registering import index_registered_naming, say_whose_matters

if TYPE_CHECKING:
    from collections.abc import Iterable


def organisation_number(printed: str) -> str:
    """The ten digits of an organisation number however it is printed; InvalidError where its check digit is wrong."""
    try:
        number: str = orgnr.validate(printed)
    except ValidationError:
        raise InvalidError("organisation_number", number=printed) from None
    return number


@action(Right.KEEP_REGISTER)
def register_organisation(acting: Acting, *, number: str, kind: str, name: str, from_day: date) -> Organisation:
    """A legal person, by its organisation number, and what it is called from a day on; a new name for one's own.

    InvalidError where another organisation is there already: only itself says what it is called.
    """
    by = {"by": acting.person, "recorded": acting.at}
    number = organisation_number(number)
    organisation, made = Organisation.objects.get_or_create(number=number, defaults={"kind": kind, **by})
    if not made and number != acting.organisation.pk:
        raise InvalidError("not_your_name", number=number)
    OrganisationName.objects.create(organisation=organisation, name=name.strip(), from_day=from_day, **by)
    index_registered_naming(organisation, name)
    acting.note("organisation_registered", number, name=name, kind=kind)
    return organisation


@action(Right.KEEP_REGISTER)
def register_body(
    acting: Acting, *, name: str, from_day: date | None = None, after: Iterable[Body] = ()
) -> Body:  # fmt: skip
    """A body of the organisation from a day on; `after` are those it takes over from, which end the day before."""
    name = " ".join(name.split())
    if not name:
        raise InvalidError("name_missing")
    if Body.objects.filter(organisation=acting.organisation, name=name, from_day=from_day).exists():
        raise InvalidError("body_exists", name=name)
    by = {"by": acting.person, "recorded": acting.at}
    body = Body.objects.create(organisation=acting.organisation, name=name, from_day=from_day, **by)
    for one in after:
        if from_day is None:
            raise InvalidError("successor_without_day", name=name)
        _end(acting, one, from_day - timedelta(days=1), body)
    index_registered_naming(acting.organisation, name)
    acting.note("body_registered", body.pk, name=name, from_day=from_day, after=[one.pk for one in after])
    return body


@action(Right.KEEP_REGISTER)
def end_body(acting: Acting, *, body: Body, last_day: date, successor: Body | None = None) -> BodyEnded:
    """A body's last day and, where there is one, the body that takes over."""
    ended = _end(acting, body, last_day, successor)
    acting.note("body_ended", body.pk, last_day=last_day, successor=successor and successor.pk)
    return ended


def _end(acting: Acting, body: Body, last_day: date, successor: Body | None) -> BodyEnded:
    if body.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_body")
    if body.from_day is not None and last_day < body.from_day:
        raise InvalidError("ends_before_it_begins", name=body.name, day=last_day)
    return BodyEnded.objects.create(
        body=body, last_day=last_day, successor=successor, by=acting.person, recorded=acting.at
    )


LONGEST: Final = 80
"""How long a registry number may be."""


@action(Right.KEEP_REGISTER)
def register_matter(
    acting: Acting, *, registry_number: str, title: str = "", body: Body | None = None, opened: date | None = None,
    link: str = "",
) -> Matter:  # fmt: skip
    """A matter under the organisation's own registry number; the one that is there, where it is there already."""
    matter = matter_in(acting, registry_number, title=title, body=body, opened=opened, link=link)
    say_whose_matters([matter.pk])
    acting.note("matter_registered", matter.pk, registry_number=matter.registry_number)
    return matter


def matter_in(
    acting: Acting, registry_number: str, *, title: str = "", body: Body | None = None, opened: date | None = None,
    link: str = "",
) -> Matter:  # fmt: skip
    """The same, inside another action."""
    number = " ".join(registry_number.split())
    if not number:
        raise InvalidError("registry_number_missing")
    if len(number) > LONGEST:
        raise InvalidError("registry_number_long", number=f"{number[:40]}…", most=LONGEST)
    if link and not link.startswith(("https://", "http://")):
        raise InvalidError("link_not_web", link=link[:80])
    matter, _ = Matter.objects.get_or_create(
        organisation=acting.organisation, registry_number=number,
        defaults={
            "title": title[:400], "body": body, "opened": opened, "link": link, "by": acting.person,
            "recorded": acting.at,
        },
    )  # fmt: skip
    return matter


def open_agreement(acting: Acting, *, cooperation: Cooperation | None, parties: Iterable[Organisation]) -> Agreement:
    """A new agreement, of a new cooperation where none is given; inside another action."""
    by = {"by": acting.person, "recorded": acting.at}
    cooperation = cooperation or Cooperation.objects.create(**by)
    agreement = Agreement.objects.create(cooperation=cooperation, **by)
    join(acting, agreement, parties)
    acting.note("agreement_opened", agreement.pk, cooperation=cooperation.pk)
    return agreement


def join(acting: Acting, agreement: Agreement, parties: Iterable[Organisation]) -> bool:
    """Make the organisations parties to the agreement, those that are not; whether any was not. Inside another action."""
    by = {"by": acting.person, "recorded": acting.at}
    made = [
        Party.objects.get_or_create(agreement=agreement, organisation=one, defaults=by)[1]
        for one in {acting.organisation, *parties}
    ]
    return any(made)


def connect(acting: Acting, agreement: Agreement, matter: Matter) -> None:
    """Say that the matter concerns the agreement, where it is not said; inside another action."""
    AgreementMatter.objects.get_or_create(
        agreement=agreement, matter=matter, defaults={"by": acting.person, "recorded": acting.at}
    )
