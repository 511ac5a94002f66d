"""How a person wants to be reminded: the daily digest, and the secret address of their calendar."""

from __future__ import annotations

import hashlib
import secrets

from samverkan.actions.acting import Acting, action
from samverkan.actions.roles import Right
from samverkan.store.models import CalendarFeed, Person


@action(Right.SEE_JOINT)
def choose_digest(acting: Acting, *, wanted: bool) -> None:
    """A letter a day of what has changed and what is due, or none."""
    assert acting.person is not None
    Person.objects.filter(pk=acting.person.pk).update(digest=wanted)
    acting.note("digest_chosen", acting.person.pk, wanted=wanted)


@action(Right.SEE_JOINT)
def renew_calendar(acting: Acting) -> str:
    """A new secret for the person's calendar address; the one before leads nowhere from now on."""
    assert acting.person is not None
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person=acting.person, defaults={"secret": _hashed(secret), "made": acting.at}
    )  # fmt: skip
    acting.note("calendar_renewed", acting.person.pk)
    return secret


@action(Right.SEE_JOINT)
def end_calendar(acting: Acting) -> None:
    """No calendar address any more."""
    assert acting.person is not None
    CalendarFeed.objects.filter(person=acting.person).delete()
    acting.note("calendar_ended", acting.person.pk)


def calendar_of(secret: str) -> Person | None:
    """Whose calendar the address is; None where nobody has it."""
    feed = CalendarFeed.objects.filter(secret=_hashed(secret), person__is_active=True).select_related("person").first()
    return None if feed is None else feed.person


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
