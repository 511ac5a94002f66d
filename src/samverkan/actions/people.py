"""Who may do what for an organisation: roles given and taken, people invited and their accounts closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email

from samverkan.actions.account import password_token
from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import MAY, WHOLE, Right, Role
from samverkan.store.models import Organisation, Person
from samverkan.store.models import Role as RoleRow
from samverkan.store.sessions import end_sessions
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from samverkan.store.models import Body
    from samverkan.words import Language

FOR_A_BODY: Final = frozenset(role for role in Role if not MAY[role] & WHOLE)
"""The roles that can be held for one body alone: those without a right that concerns the whole organisation."""


@action(Right.MANAGE_PEOPLE)
def invite(acting: Acting, *, email: str, name: str, role: str, body: Body | None = None) -> Person:
    """Give somebody a role, by their e-mail address; an account is made where there is none, without a password.

    An account that was closed is opened again. Whoever needs a password is sent `send_link` when this is done.
    """
    email = email.strip().casefold()
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidError("no_email", email=email[:80]) from None
    person = Person.objects.known_as(email)
    if person is None:
        name = " ".join(name.split())[:120]
        if not name:
            raise InvalidError("name_missing")
        person = Person.objects.create_user(email, name=name)
        acting.note("person_invited", person.pk)
    elif not person.is_active:
        person.is_active = True
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
        acting.note("account_opened", person.pk)
    _give(acting, person, role, body)
    return person


@action(Right.MANAGE_PEOPLE)
def give_role(acting: Acting, *, person: Person, role: str, body: Body | None = None) -> RoleRow:
    """One more role, for the organisation or one body of it."""
    return _give(acting, person, role, body)


def _give(acting: Acting, person: Person, role: str, body: Body | None) -> RoleRow:
    if role not in set(Role):
        raise InvalidError("no_such_role")
    if body is not None and body.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_body")
    if body is not None and role not in FOR_A_BODY:
        raise InvalidError("role_whole_only")
    held, new = RoleRow.objects.get_or_create(
        person=person, organisation=acting.organisation, body=body, role=Role(role).value
    )
    if not new:
        raise InvalidError("role_held")
    acting.note("role_given", person.pk, role=role, body=None if body is None else body.pk)
    return held


@action(Right.MANAGE_PEOPLE)
def take_role(acting: Acting, *, held: RoleRow) -> None:
    """A role taken away; nobody takes the administrator's from themselves, and the last one stays."""
    if held.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_organisation")
    _leaves_an_administrator(acting, held.person, RoleRow.objects.filter(pk=held.pk))
    acting.note("role_taken", held.person_id, role=held.role, body=held.body_id)
    held.delete()


@action(Right.MANAGE_PEOPLE)
def close_account(acting: Acting, *, person: Person) -> None:
    """All roles at the organisation taken, the person logged out; the account closed, unless another organisation uses it."""
    roles = RoleRow.objects.filter(person=person, organisation=acting.organisation)
    _leaves_an_administrator(acting, person, roles)
    roles.delete()
    end_sessions(person)
    if not RoleRow.objects.filter(person=person).exists():
        person.is_active = False
        person.save(update_fields=["is_active"])
    acting.note("account_closed", person.pk)


@action(Right.MANAGE_PEOPLE)
def reset_factors(acting: Acting, *, person: Person) -> None:
    """Forget the second factors of somebody who has lost theirs; the next login begins with setting one up."""
    _only_ours(acting, person)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    acting.note("factors_reset", person.pk)


@action(Right.MANAGE_PEOPLE)
def renew_link(acting: Acting, *, person: Person) -> Person:
    """Let the person choose a password anew; `send_link` when this is done."""
    _only_ours(acting, person)
    acting.note("link_renewed", person.pk)
    return person


def send_link(person: Person, organisation: Organisation, address: Callable[[str, str], str]) -> bool:
    """Send the letter with the link (`address` makes one of the person's id and a token); False where it cannot be sent."""
    values = {"organisation": organisation.name, "address": address(str(person.pk), password_token(person))}
    language: Language = "en" if person.language == "en" else "sv"
    try:
        send_mail(
            say("people", "mail.subject", {}, language),
            say("people", "mail.text", values, language),
            None,
            [person.email],
        )
    except OSError:  # smtplib's errors are such
        return False
    return True


def needs_link(person: Person) -> bool:
    """Whether somebody newly given a role has no way in yet."""
    return not person.has_usable_password() and not SocialAccount.objects.filter(user=person).exists()


def _only_ours(acting: Acting, person: Person) -> None:
    organisations = set(RoleRow.objects.filter(person=person).values_list("organisation", flat=True))
    if acting.organisation.pk not in organisations:
        raise InvalidError("not_your_organisation")
    if len(organisations) > 1:
        raise InvalidError("other_organisations_person")


def _leaves_an_administrator(acting: Acting, person: Person, taken: object) -> None:
    """Refuse to take what would leave the organisation without an administrator, or one's own."""
    administrators = RoleRow.objects.filter(
        organisation=acting.organisation, role=Role.ADMINISTRATOR.value, body=None, person__is_active=True
    )
    list(administrators.select_for_update())  # two who take each other's wait for each other
    gone = administrators.filter(pk__in=taken.values("pk"))  # type: ignore[attr-defined]  # `taken` is a query of roles
    if not gone.exists():
        return
    if acting.person is not None and person.pk == acting.person.pk:
        raise InvalidError("own_administrator")
    if not administrators.exclude(pk__in=gone.values("pk")).exists():
        raise InvalidError("last_administrator")
