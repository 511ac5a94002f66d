"""Extracts, and agreements that others are to sign, go out: to whom, by which way, what became of each.

Sent once; tried again while the way is closed.

Before a message leaves its row says `trying`; what then becomes of it is told after. A `trying` that nothing follows is a program
that died between the two: it is told as `unknown`, and a person says whether to send anew. Every message has a name of its own
(Message-ID) wherever it goes, so that a receiver sees that two are one.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.item_copies import item_of
from samverkan.actions.roles import Right
from samverkan.outside.outbox import put_in_folder, put_sdk_message
from samverkan.outside.posting import Letter, PostRefusedError, PostUnsureError, post
from samverkan.store import blobs
from samverkan.store.models import (
    AgendaItem,
    Content,
    Dispatch,
    DispatchStep,
    Document,
    Extract,
    Original,
    OriginalSigned,
    OriginalWithdrawn,
    Party,
)
from samverkan.store.taking_turns import take_turn_if_free, take_turns
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

CHANNELS: Final = ("mail", "folder", "sdk")
_ENDED: Final = ("sent", "received", "unknown", "withdrawn")
"""The steps after which nothing more is tried."""

_STALE: Final = timedelta(minutes=10)
"""A `trying` older than this is a program that died."""

_LONGEST_WAIT: Final = timedelta(hours=6)
_FIRST_WAIT: Final = timedelta(minutes=1)
_LOG = logging.getLogger(__name__)


class Recipient(NamedTuple):
    """Who an extract goes to: by mail to an address, to a folder, or as an SDK message to an address of theirs."""

    name: str
    channel: str
    address: str = ""


@action(Right.CERTIFY)
def dispatch(acting: Acting, *, extract: Extract, recipients: Sequence[Recipient]) -> list[Dispatch]:
    """Put an extract to be sent to each, once: one that it is on its way to already is left out.

    InvalidError, and nothing is put, where an address is none, or the installation has no such way.
    """
    if extract.item.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_item")
    for one in recipients:
        _refuse_odd(one)
    _alone_with(extract)
    there = {_where(one) for one in extract.dispatches.all()}
    wanted = {_where(one): one for one in reversed(recipients)}
    made = [_new(acting, extract, one) for where, one in reversed(wanted.items()) if where not in there]
    _note(acting, extract, made)
    return made


@action(Right.PREPARE)
def send_original(acting: Acting, *, original: Original, recipients: Sequence[Recipient]) -> list[Dispatch]:
    """Put an agreement, with the signatures so far, to be sent to each, once: what was refused is sent anew.

    InvalidError as for an extract, or where nobody has signed or it has been taken back.
    """
    agreement = original.version.clause.agreement_id
    if not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists():
        raise InvalidError("not_your_agreement")
    for one in recipients:
        _refuse_odd(one)
    take_turns([agreement])
    last = original.signatures.order_by("position").last()
    if last is None:
        raise InvalidError("nothing_signed")
    if _outdated(last) == "withdrawn":
        raise InvalidError("original_withdrawn")
    there = {_where(one): one for one in last.dispatches.filter(sender=acting.organisation, sent_anew=None)}
    wanted = {_where(one): one for one in reversed(recipients)}
    made = []
    for where, one in reversed(wanted.items()):
        before = there.get(where)
        if before is None or state_of(before) == "refused":
            made.append(_new(acting, last, one, again=before))
    acting.note("original_to_send", original.pk, count=len(made), channel=sorted({one.channel for one in made}))
    return made


@action(Right.CERTIFY)
def send_anew(acting: Acting, *, dispatch: Dispatch) -> Dispatch:
    """Send an extract again that was sent, refused, or may not have left.

    InvalidError where it still waits, or was sent anew already.
    """
    if dispatch.extract is None or _sender(dispatch) != acting.organisation.pk:
        raise InvalidError("not_your_item")
    _alone_with(dispatch.extract)
    made = _anew(acting, dispatch)
    _note(acting, dispatch.extract, [made])
    return made


@action(Right.PREPARE)
def send_original_anew(acting: Acting, *, dispatch: Dispatch) -> Dispatch:
    """The same for an agreement. InvalidError, too, where it has been taken back or somebody has signed since."""
    signed = dispatch.signed
    if signed is None or _sender(dispatch) != acting.organisation.pk:
        raise InvalidError("not_your_agreement")
    take_turns([signed.original.version.clause.agreement_id])
    if outdated := _outdated(signed):
        raise InvalidError(f"original_{outdated}")
    made = _anew(acting, dispatch)
    acting.note("original_to_send", signed.original_id, count=1, channel=[made.channel])
    return made


def state_of(dispatch: Dispatch) -> str:
    """waiting, trying, sent, received, unknown, or refused (the address is wrong: a person must look).

    Of an agreement also withdrawn or signed_since: it was not sent, since it was taken back or somebody signed meanwhile.
    """
    steps = [(one.step, one.code) for one in dispatch.steps.order_by("pk")]
    names = {step for step, _ in steps}
    for step in ("received", "sent", "unknown"):
        if step in names:
            return step
    if "withdrawn" in names:
        return steps[-1][1]
    if not steps:
        return "waiting"
    last, code = steps[-1]
    return "refused" if last == "failed" and code == "refused" else "waiting" if last == "failed" else last


def send_due(now: datetime) -> tuple[int, int]:
    """Send what waits, each by itself; how many were sent and how many were not. Several processes may call it at once."""
    sent = failed = 0
    for pk in list(_open().values_list("pk", flat=True)):
        if not _claimed(pk, now):
            continue
        one = Dispatch.objects.select_related("extract").get(pk=pk)
        code = _tried(one)
        with transaction.atomic():
            DispatchStep.objects.create(
                dispatch=one, step="sent" if not code else "unknown" if code == "unsure" else "failed", code=code
            )
        sent, failed = (sent + 1, failed) if not code else (sent, failed + 1)
    return sent, failed


def came_back(document: Document, content: Content) -> None:
    """Say that an extract sent to another organisation of the same installation has been received; inside another action."""
    names = {one.name.casefold() for one in document.organisation.names.all()}
    left = Dispatch.objects.filter(extract__content=content, steps__step__in=("sent", "unknown")).distinct()
    here = [DispatchStep(dispatch=one, step="received") for one in left if one.name.casefold() in names]
    DispatchStep.objects.bulk_create(here, ignore_conflicts=True)


def _open() -> QuerySet[Dispatch]:
    return Dispatch.objects.exclude(steps__step__in=_ENDED).order_by("recorded")


def _claimed(pk: UUID, now: datetime) -> bool:
    """Whether this process is to send it now: its row says `trying`, which others see at once."""
    with transaction.atomic():
        one = Dispatch.objects.select_related("extract", "signed__original__version__clause").get(pk=pk)
        if one.signed is not None:
            if not take_turn_if_free(one.signed.original.version.clause.agreement_id):
                return False  # somebody is at the agreement: the next round asks again
        elif one.extract is not None:
            item = AgendaItem.objects.select_for_update(skip_locked=True).filter(pk=one.extract.item_id)
            if not item.exists():
                return False  # another process is at what is sent of that item
        steps = list(one.steps.order_by("pk"))
        if any(step.step in _ENDED for step in steps):
            return False
        if steps and steps[-1].step == "trying":
            if now - steps[-1].recorded > _STALE:
                DispatchStep.objects.create(dispatch=one, step="unknown", code="died", recorded=now)
                _LOG.warning("dispatch %s may or may not have left; it is not sent again by itself", one.pk)
            return False
        if steps and steps[-1].code == "refused":
            return False
        if one.signed is not None and (outdated := _outdated(one.signed)):
            DispatchStep.objects.create(
                dispatch=one, step="withdrawn", code=outdated, recorded=max(now, timezone.now())
            )
            return False
        failures = sum(step.step == "failed" for step in steps)
        if failures and now < steps[-1].recorded + min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(failures - 1, 12)):
            return False
        DispatchStep.objects.create(dispatch=one, step="trying", recorded=max(now, timezone.now()))
        return True


class _Parcel(NamedTuple):
    """What leaves: the letter's words, the file's name and which it is, and whose it is."""

    subject: str
    text: str
    name: str
    content: str
    sender: str


def _parcel(one: Dispatch) -> _Parcel:
    where = {"address": f"{settings.ADDRESS}/verify"}
    if one.signed is not None:
        title = {"title": one.signed.original.version.content["title"], **where}
        said = [say("original", code, title, "sv") for code in ("letter.subject", "letter.text")]
        return _Parcel(said[0], said[1], "avtal.pdf", one.signed.content_id, _sender(one))
    assert one.extract is not None
    item, body = item_of(one.extract.item), one.extract.item.body.name
    subject = say("deciding", "letter.subject", {"section": item.section, "body": body}, "sv")
    text = say("deciding", "letter.text", {"section": item.section, "title": item.title, **where}, "sv")
    return _Parcel(subject, text, f"protokollsutdrag-{item.section}.pdf", one.extract.content_id, _sender(one))


def _sender(one: Dispatch) -> str:
    """The number of the organisation that sends it."""
    return str(one.sender_id if one.extract is None else one.extract.item.organisation_id)


def _tried(one: Dispatch) -> str:
    """ "" where it left; else why not: `closed` is tried again, `refused` is not, of `unsure` nobody knows."""
    subject, text, name, content, sender = _parcel(one)
    try:
        pdf = blobs.fetch(content)
        if one.channel == "mail":
            post(Letter(one.message, one.name, one.address, subject, text, name, pdf))
        elif one.channel == "folder":
            put_in_folder(settings.OUTBOX, one.message, name, pdf)
        else:
            put_sdk_message(settings.OUTBOX, one.message, sender, one.address, subject, name, pdf)
    except PostRefusedError:
        return "refused"
    except PostUnsureError:
        return "unsure"
    except (OSError, smtplib.SMTPException) as error:
        _LOG.warning("dispatch %s did not leave (%s); it is tried again", one.pk, type(error).__name__)
        return "closed"
    return ""


def _outdated(signed: OriginalSigned) -> str:
    """Why the agreement with this signature last is not to be sent any more; "" where it is. Its turn is taken."""
    if OriginalWithdrawn.objects.filter(original=signed.original_id).exists():
        return "withdrawn"
    later = OriginalSigned.objects.filter(original=signed.original_id, position__gt=signed.position)
    return "signed_since" if later.exists() else ""


def _anew(acting: Acting, dispatch: Dispatch) -> Dispatch:
    """The same to the same receiver once more; what is sent is locked."""
    if state_of(dispatch) in ("waiting", "trying"):
        raise InvalidError("dispatch_waits")
    if Dispatch.objects.filter(again=dispatch).exists():
        raise InvalidError("sent_anew_already")
    what = dispatch.extract or dispatch.signed
    assert what is not None
    return _new(acting, what, Recipient(dispatch.name, dispatch.channel, dispatch.address), again=dispatch)


def _alone_with(extract: Extract) -> None:
    """Nobody else puts anything of the item to be sent meanwhile: two clicks are one after the other."""
    AgendaItem.objects.select_for_update().get(pk=extract.item_id)


def _where(one: Recipient | Dispatch) -> tuple[str, str]:
    """Where it goes: the same way and address is the same receiver, however the name is written."""
    return one.channel, " ".join((one.address.strip() or one.name).split()).casefold()


def _note(acting: Acting, extract: Extract, made: Sequence[Dispatch]) -> None:
    """How many and by which ways; who they are stands with the extract alone, since they may be people."""
    acting.note("extract_to_send", extract.pk, count=len(made), channel=sorted({one.channel for one in made}))


def _new(
    acting: Acting, what: Extract | OriginalSigned, to: Recipient, again: Dispatch | None = None
) -> Dispatch:  # fmt: skip
    of: dict[str, Any] = {"extract": what}
    if isinstance(what, OriginalSigned):
        of = {"signed": what, "sender": acting.organisation}
    made = Dispatch(
        **of, channel=to.channel, name=to.name.strip()[:200], address=to.address.strip(), again=again,
        by=acting.person, recorded=acting.at,
    )  # fmt: skip
    made.message = f"<{'utdrag' if made.extract is not None else 'avtal'}.{made.pk}@{settings.MAIL_DOMAIN}>"
    made.save(force_insert=True)
    return made


def _refuse_odd(one: Recipient) -> None:
    if one.channel not in CHANNELS:
        raise InvalidError("unknown_channel", channel=one.channel)
    if not one.name.strip():
        raise InvalidError("recipient_missing")
    if len(one.address) > 254 or not one.address.isascii() or (one.channel == "sdk" and not one.address.strip()):
        raise InvalidError("no_address", name=one.name, address=one.address[:80])
    if one.channel == "mail":
        try:
            validate_email(one.address.strip())
        except ValidationError:
            raise InvalidError("no_address", name=one.name, address=one.address) from None
    elif settings.OUTBOX is None:
        raise InvalidError("no_outbox", channel=one.channel)
