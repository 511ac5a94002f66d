"""What a person does with their own account, in no organisation's name; and the link by which one chooses a password."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction

from samverkan.actions.acting import InvalidError
from samverkan.store.models import Person
from samverkan.store.sessions import end_sessions
from samverkan.words import LANGUAGES


def change_account(person: Person, *, name: str, language: str, digest: bool) -> None:
    """The person's name, language and whether the daily letter comes; InvalidError for a name that is none."""
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise InvalidError("name_missing")
    person.name, person.digest = name, digest
    person.language = language if language in LANGUAGES else "sv"
    person.save(update_fields=["name", "language", "digest"])


def change_password(person: Person, *, new: str, same: str) -> None:
    """A new password, written twice; InvalidError where the two differ or it is too weak."""
    if new != same:
        raise InvalidError("passwords_differ")
    try:
        validate_password(new, person)
    except ValidationError as error:
        codes = {one.code for one in error.error_list}
        raise InvalidError("password_short" if "password_too_short" in codes else "password_common") from None
    person.set_password(new)
    person.save(update_fields=["password"])


@transaction.atomic
def choose_password(person: Person, *, new: str, same: str) -> None:
    """The same by an invitation's link, which is used up by it; whoever was logged in as them is logged out."""
    change_password(person, new=new, same=same)
    end_sessions(person)


def password_token(person: Person) -> str:
    """What stands in an invitation's link: signed, good for PASSWORD_RESET_TIMEOUT and until the password is chosen."""
    return default_token_generator.make_token(person)


def chosen_by(person_id: str, token: str) -> Person | None:
    """Whose link it is; None where it is wrong, too old or used."""
    try:
        person = Person.objects.filter(pk=UUID(person_id), is_active=True).first()
    except ValueError:
        return None
    return person if person is not None and default_token_generator.check_token(person, token) else None
