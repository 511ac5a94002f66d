"""People, for administrators: who has which role, inviting, giving and taking, closing accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from samverkan.actions.acting import InvalidError
from samverkan.actions.people import (
    FOR_A_BODY,
    close_account,
    give_role,
    invite,
    needs_link,
    renew_link,
    reset_factors,
    send_link,
    take_role,
)
from samverkan.actions.roles import MAY, Right, Role
from samverkan.store.models import Body, Person
from samverkan.store.models import Role as RoleRow
from samverkan.store.swedish_order import swedish
from samverkan.web.listing import as_csv, text_asked, wants_csv
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked

_COLUMNS: Final = (("people", "name"), ("pages", "email"), ("people", "people.roles"), ("people", "people.last_login"))
_DONE: Final = frozenset({"invited", "not_mailed", "done", "mailed", "mail_failed"})


class Held(NamedTuple):
    """A person and the roles they hold at the organisation."""

    person: Person
    roles: list[RoleRow]


@page("web/people/people.html", may=Right.MANAGE_PEOPLE, methods=("GET", "POST"))
def people(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Who has a role; sent here: one more is invited."""
    organisation = asked.somebody.organisation
    shown = {"organisation": organisation.name, **_choices(asked), "done": _done(asked), "sent": {}}
    if asked.request.method == "POST":
        sent = asked.request.POST
        try:
            person = invite(
                asked.somebody, email=sent.get("email", ""), name=sent.get("name", ""), role=sent.get("role", ""),
                body=_body(asked, sent.get("body", "")),
            )  # fmt: skip
        except InvalidError as error:
            every = _people(asked)
            return {
                **shown,
                "people": every,
                "count": len(every),
                "code": error.code,
                "values": error.values,
                "sent": sent,
            }
        mailed = not needs_link(person) or send_link(person, organisation, _link(asked))
        return HttpResponseRedirect(f"{reverse('people')}?done={'invited' if mailed else 'not_mailed'}")
    every = _people(asked)
    text, sort = text_asked(asked), asked.request.GET.get("sort", "name")
    left = _sorted(
        [one for one in every if text.casefold() in f"{one.person.name} {one.person.email}".casefold()], sort
    )
    if wants_csv(asked, Right.MANAGE_PEOPLE):
        columns = [say(domain, code, {}, asked.language) for domain, code in _COLUMNS]
        return as_csv(asked, "people", columns, [_cells(one, asked) for one in left])
    return {**shown, "people": left, "count": len(every), "text": text, "sort": sort}


@page("web/people/person.html", may=Right.MANAGE_PEOPLE)
def person(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """One person and their roles at the organisation."""
    one = _person(asked, id)
    roles = _roles(asked).filter(person=one)
    name = asked.somebody.organisation.name
    return {"person": one, "roles": roles, "organisation": name, **_choices(asked), "done": _done(asked)}


@page("web/people/person.html", may=Right.MANAGE_PEOPLE, methods=("POST",))
def give(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """One more role."""
    one, sent = _person(asked, id), asked.request.POST
    give_role(asked.somebody, person=one, role=sent.get("role", ""), body=_body(asked, sent.get("body", "")))
    return _back(one, "done")


@page("web/people/person.html", may=Right.MANAGE_PEOPLE, methods=("POST",))
def take(asked: Asked, id: UUID, role: int) -> HttpResponse:  # noqa: A002
    """A role away."""
    one = _person(asked, id)
    held = _roles(asked).filter(person=one, pk=role).first()
    if held is None:
        raise Http404
    take_role(asked.somebody, held=held)
    return _back(one, "done")


@page("web/people/person.html", may=Right.MANAGE_PEOPLE, methods=("POST",))
def close(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The account closed."""
    close_account(asked.somebody, person=_person(asked, id))
    return HttpResponseRedirect(f"{reverse('people')}?done=done")


@page("web/people/person.html", may=Right.MANAGE_PEOPLE, methods=("POST",))
def link(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """A new link to choose a password by."""
    one = renew_link(asked.somebody, person=_person(asked, id))
    return _back(one, "mailed" if send_link(one, asked.somebody.organisation, _link(asked)) else "mail_failed")


@page("web/people/person.html", may=Right.MANAGE_PEOPLE, methods=("POST",))
def forget_factors(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The second factors of somebody who has lost them forgotten."""
    one = _person(asked, id)
    reset_factors(asked.somebody, person=one)
    return _back(one, "done")


def _person(asked: Asked, id: UUID) -> Person:  # noqa: A002
    """Somebody with a role at the organisation; nobody else is here."""
    found = Person.objects.filter(pk=id, roles__organisation=asked.somebody.organisation).first()
    if found is None:
        raise Http404
    return found


def _people(asked: Asked) -> list[Held]:
    found: dict[Any, Held] = {}
    for held in _roles(asked).select_related("person").order_by("person__name", "person__email", "pk"):
        found.setdefault(held.person_id, Held(held.person, [])).roles.append(held)
    return list(found.values())


def _sorted(people: list[Held], sort: str) -> list[Held]:
    keys: dict[str, Any] = {
        "name": lambda one: swedish(one.person.name), "email": lambda one: one.person.email,
        "last_login": lambda one: str(one.person.last_login or ""),
    }  # fmt: skip
    return sorted(people, key=keys.get(sort.removeprefix("-"), keys["name"]), reverse=sort.startswith("-"))


def _cells(one: Held, asked: Asked) -> list[object]:
    roles = [
        say("people", f"role.{held.role}", {}, asked.language) + (f": {held.body.name}" if held.body else "")
        for held in one.roles
    ]
    last = "" if one.person.last_login is None else f"{timezone.localtime(one.person.last_login):%Y-%m-%d}"
    return [one.person.name, one.person.email, ", ".join(roles), last]


def _roles(asked: Asked) -> Any:
    return RoleRow.objects.filter(organisation=asked.somebody.organisation).select_related("body")


def _choices(asked: Asked) -> dict[str, Any]:
    """The roles and bodies to choose between, and what each role may do."""
    table = [
        {"role": role.value, "rights": [say("people", f"right.{right.value}", {}, asked.language) for right in Right if right in MAY[role]],
         "for_a_body": role in FOR_A_BODY}
        for role in Role
    ]  # fmt: skip
    bodies = Body.objects.filter(organisation=asked.somebody.organisation, endings=None).order_by("name", "pk")
    return {"table": table, "bodies": bodies}


def _body(asked: Asked, written: str) -> Body | None:
    if not written:
        return None
    number = int(written) if written.isdecimal() and len(written) < 19 else 0
    found = Body.objects.filter(organisation=asked.somebody.organisation, pk=number).first()
    if found is None:
        raise InvalidError("not_your_body")
    return found


def _link(asked: Asked) -> Any:
    def address(person_id: str, token: str) -> str:
        return asked.request.build_absolute_uri(reverse("welcome", kwargs={"person_id": person_id, "token": token}))

    return address


def _back(one: Person, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('person', kwargs={'id': one.pk})}?done={done}")


def _done(asked: Asked) -> str:
    code = asked.request.GET.get("done", "")
    return code if code in _DONE else ""
