"""The daily digest: each person's letter of what has changed and what is soon due, made once a day, sent at most once.

A letter is a row that a worker claims before it sends and marks when the server has taken it. Whoever dies on the way
leaves a row that is tried again, or, where the letter may have been taken, one that is not. Nothing is told twice.
"""

from __future__ import annotations

import hashlib
import json
import logging
import smtplib
import time
from datetime import date, timedelta
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan.actions.acting import acting_as
from samverkan.store.models import Digest, Person
from samverkan.store.needed import needed
from samverkan.words import say, written
from samverkan.words.digest import Item, Section, letter
from samverkan.words.needs import counted, say_near, say_need, say_whose, summary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from samverkan.words import Language

_LOG: Final = logging.getLogger("samverkan.digests")
_SALT: Final = "samverkan.stop"
_STALE: Final = timedelta(minutes=10)
_KEPT: Final = timedelta(days=60)
_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=2)
_TOLD: Final = ("sent", "nothing")


class Told(NamedTuple):
    """A thing as a letter tells it: which, how near (new, week, now, late), and what its sentence needs."""

    id: str
    stage: str
    code: str
    party: str
    day: date | None
    agreement: str
    values: dict[str, Any]


def make_digests(*, now: datetime) -> int:
    """Make the day's digest of everybody who wants one and has none yet, from the hour set; how many letters wait."""
    here = timezone.localtime(now)
    if not settings.EMAIL_HOST or here.hour < settings.DIGEST_HOUR:
        return 0
    today = here.date()
    Digest.objects.filter(day__lt=today - _KEPT).delete()
    people = Person.objects.filter(is_active=True, digest=True, roles__isnull=False).distinct()
    made = 0
    for person in people.exclude(digests__day=today).order_by("pk"):
        try:
            with transaction.atomic():
                made += _make(person, today, now)
        except IntegrityError:  # another worker has made it
            continue
    return made


def deliver(*, now: datetime) -> int:
    """Send what waits; how many letters the server has taken."""
    _tidy(now)
    begun = time.monotonic()
    sent = 0
    for pk in list(Digest.objects.filter(state="waiting", next__lte=now).order_by("pk").values_list("pk", flat=True)):
        moment = now + timedelta(seconds=int(time.monotonic() - begun))  # a round may take long
        if Digest.objects.filter(pk=pk, state="waiting").update(state="claimed", changed=moment):
            sent += _send(Digest.objects.select_related("person").get(pk=pk), moment)
    return sent


def stop_token(person: Person) -> str:
    """What the address to say no at carries: who, signed."""
    return signing.dumps(str(person.pk), salt=_SALT)


def stopping(token: str) -> Person | None:
    """Who says no; None where the token is none of ours."""
    try:
        return Person.objects.filter(pk=signing.loads(token, salt=_SALT)).first()
    except signing.BadSignature:
        return None


def _make(person: Person, today: date, now: datetime) -> bool:
    before = Digest.objects.filter(person=person, state__in=_TOLD).order_by("-day").first()
    known = {(one["id"], one["stage"]): one for one in (before.told if before else [])}
    ids = {id_ for id_, _ in known}
    things = list(_things(person, today))
    new = [one for one in things if one.id not in ids]
    soon = [one for one in things if one.id in ids and (one.id, one.stage) not in known]
    left = {one.id for one in things}
    over = [_told(one) for (id_, _), one in known.items() if id_ not in left]
    Digest.objects.filter(person=person, day__lt=today, state="waiting").update(state="replaced", changed=now)
    row = Digest(person=person, day=today, state="nothing", told=[_kept(one) for one in things], next=now, changed=now)
    if new or soon or over:
        language: Language = "en" if person.language == "en" else "sv"
        made = letter(
            summary(counted(((one.code, one.agreement, one.day) for one in things), today), today, language)
            or say("needs", "nothing", {}, language),
            [
                Section(heading, [_item(one, today, language) for one in these])
                for heading, these in (("letter.new", new), ("letter.soon", soon), ("letter.over", over))
                if these
            ],
            name=person.name, day=written(today, language), start=f"{settings.ADDRESS}/",
            stop=_stop_address(person), language=language,
        )  # fmt: skip
        row.state, row.subject, row.text, row.html = "waiting", made.subject, made.text, made.html
    row.save(force_insert=True)
    return row.state == "waiting"


def _things(person: Person, today: date) -> Iterable[Told]:
    """What needs somebody at each organisation where the person holds a role, once each."""
    seen = set()
    for acting in acting_as(person, timezone.now()).values():
        for due in needed(acting.organisation, acting.view(), on=today, today=today):
            key = json.dumps(
                [str(due.agreement_id), due.code, due.party, str(due.day), due.values], sort_keys=True, default=str
            )
            id_ = hashlib.sha256(key.encode()).hexdigest()[:20]
            if id_ not in seen:
                seen.add(id_)
                stage = _stage(due.day, today)
                yield Told(id_, stage, due.code, due.party, due.day, str(due.agreement_id), due.values)


def _stage(day: date | None, today: date) -> str:
    if day is None or day > today + timedelta(days=7):
        return "new"
    return "late" if day < today else "now" if day <= today + timedelta(days=1) else "week"


def _item(one: Told, today: date, language: Language) -> Item:
    by = "" if one.day is None else say_near(one.day, today, language)
    title = one.values.get("title") or say("needs", "untitled", {}, language)
    whose = say_whose(one.party, one.values, language)
    return Item(
        say_need(one.code, one.values, language), by, title, whose, f"{settings.ADDRESS}/agreements/{one.agreement}"
    )


def _kept(one: Told) -> dict[str, Any]:
    return {**one._asdict(), "day": None if one.day is None else one.day.isoformat()}


def _told(kept: dict[str, Any]) -> Told:
    return Told(**{**kept, "day": None if kept["day"] is None else date.fromisoformat(kept["day"])})


def _tidy(now: datetime) -> None:
    """What a worker that died left: tried again where no letter was handed over, else left as it is."""
    stale = Digest.objects.filter(changed__lt=now - _STALE)
    stale.filter(state="claimed").update(state="waiting", changed=now)
    for unsure in stale.filter(state="sending"):
        if Digest.objects.filter(pk=unsure.pk, state="sending").update(state="unsure", changed=now):
            _LOG.warning("digest %s may or may not have been sent; it is not sent again", unsure.pk)


def _send(row: Digest, now: datetime) -> bool:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _again(row, now, error)
        return False
    if not Digest.objects.filter(pk=row.pk, state="claimed").update(state="sending", changed=now):
        connection.close()  # another worker has taken it for left, and sends it
        return False
    try:
        _message(row, connection).send()
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
    ) as error:  # the server said no: it has nothing
        _again(row, now, error)
        return False
    except (OSError, smtplib.SMTPException) as error:
        Digest.objects.filter(pk=row.pk).update(state="unsure", changed=now)
        _LOG.warning("digest %s may or may not have been sent (%s); it is not sent again", row.pk, type(error).__name__)
        return False
    finally:
        connection.close()
    Digest.objects.filter(pk=row.pk).update(state="sent", changed=now, text="", html="")
    return True


def _again(row: Digest, now: datetime, error: Exception) -> None:
    """Keep the letter and try later, each time twice as long."""
    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(row.attempts, 10))
    Digest.objects.filter(pk=row.pk).update(
        state="waiting", attempts=row.attempts + 1, next=now + wait, changed=now
    )  # fmt: skip
    _LOG.warning("digest %s was not taken (%s); tried again in %s", row.pk, type(error).__name__, wait)


def _message(row: Digest, connection: Any) -> EmailMultiAlternatives:
    stop = _stop_address(row.person)
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message = EmailMultiAlternatives(
        row.subject, row.text, settings.DEFAULT_FROM_EMAIL, [formataddr((row.person.name, row.person.email))],
        connection=connection,
        headers={
            "Message-ID": f"<digest.{row.pk}.{row.day}@{sender.rpartition('@')[2]}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )  # fmt: skip
    message.attach_alternative(row.html, "text/html")
    return message


def _stop_address(person: Person) -> str:
    return f"{settings.ADDRESS}/reminders/stop/{stop_token(person)}"
