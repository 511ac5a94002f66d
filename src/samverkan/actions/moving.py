"""An entry that was recorded with the wrong agreement is put with the right one, or with none.

Nothing is changed: a new entry takes its place from now on, and what was known before stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from samverkan.actions.acting import Acting, InvalidError, RefusedError, action
from samverkan.actions.register import open_agreement
from samverkan.actions.reviewing import Place, in_matter, refuse_others
from samverkan.actions.roles import Right
from samverkan.actions.stating import given_reason
from samverkan.store.append import Moved, NotKeptError, Recording, append_again, append_moved, take_back
from samverkan.store.indexing import index
from samverkan.store.models import Agreement, Draft, Entry, Fact
from samverkan.store.moving import REFERS, following, identities, readers_moved, said_there
from samverkan.store.registering import index_registered
from samverkan.store.wording import index_readers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from samverkan.store.moving import Follows


@action(Right.STATE)
def move(acting: Acting, *, entry: Entry, place: Place | None, why: str, shown_to: Collection[str] = ()) -> Entry:
    """Record that an entry concerns another agreement, a new one, or (`place` None) none at all, and why.

    What it says goes with it, with every correction, and so does what its own people have said of it. `shown_to`: the other
    organisations that whoever does it was told will come to see a joint paper by it; that asks for the right to share.
    InvalidError where it is another organisation's, moved already, there already, or others would see it than told.
    """
    if entry.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_fact")
    Draft.objects.select_for_update().get(document=entry.document_id)
    if Entry.objects.filter(replaces=entry).exists():
        raise InvalidError("already_moved")
    why = given_reason(why)
    if entry.agreement == (None if place is None else place.agreement) and (place is None or place.agreement):
        raise InvalidError("there_already")
    if place is not None:
        refuse_others(acting, place)
    _refuse_unasked(acting, entry, place, shown_to)
    agreement = None if place is None else place.agreement
    if place is not None and agreement is None:
        agreement = open_agreement(acting, cooperation=place.cooperation, parties=place.parties)
    recording = Recording(acting.organisation, acting.person, acting.at, entry.reached, why)
    told = following(entry)
    moved = _moved(entry, recording, agreement)
    try:
        with transaction.atomic():
            _said_again(told, moved, recording)
    except IntegrityError:  # somebody has corrected it meanwhile
        raise InvalidError("already_corrected") from None
    if agreement is not None and entry.head.get("registry_number") and not entry.head.get("text"):
        in_matter(acting, moved.entry, agreement)
    concerned = [one for one in (entry.agreement, agreement) if one is not None]
    index(concerned, today=acting.today)  # first: in it those who work on one agreement take turns
    index_registered({one.pk for one in concerned})
    index_readers([entry.document_id])
    acting.note(
        "entry_moved", moved.entry.pk, replaces=entry.pk, document=entry.document_id, moved_from=entry.agreement_id,
        moved_to=None if agreement is None else agreement.pk, said=[one.fact.pk for one in told],
        shown_to=sorted(shown_to), why=why,
    )  # fmt: skip
    return moved.entry


def _refuse_unasked(acting: Acting, entry: Entry, place: Place | None, shown_to: Collection[str]) -> None:
    """Refuse to let others see a joint paper without the right to, and anybody whom it was not told of."""
    new = readers_moved(
        entry, agreement=None if place is None or place.agreement is None else place.agreement.pk,
        parties=() if place is None or place.agreement is not None else [one.pk for one in place.parties],
    ).new  # fmt: skip
    if new and not acting.may(Right.SHARE):
        raise RefusedError("not_allowed", right=Right.SHARE.value)
    if new and not acting.may_with(Right.SHARE, entry):
        raise RefusedError("not_for_your_body")
    if new - set(shown_to):
        raise InvalidError("others_would_see")


def _moved(entry: Entry, recording: Recording, agreement: Agreement | None) -> Moved:
    try:
        with transaction.atomic():
            return append_moved(entry, recording, agreement=agreement)
    except NotKeptError:
        raise InvalidError("identity_number") from None
    except IntegrityError:
        raise InvalidError("already_moved") from None


def _said_again(told: Iterable[Follows], moved: Moved, recording: Recording) -> None:
    """What was said of the entry, said once where it now is, and no longer where nothing is left that it is true of."""
    before = identities((fact.pk, fact.replaces_id) for fact in Fact.objects.filter(pk__in=moved.facts))
    now = identities((fact.pk, fact.replaces_id) for fact in moved.facts.values())
    called = {name: now[moved.facts[key].pk] for key, name in before.items()}
    for one in told:
        said = recording._replace(reached=one.fact.reached)
        value = {**(one.fact.value or {})}
        value |= {name: called[value[name]] for name in REFERS if value.get(name) in called}
        there = said_there(one.fact, value, moved.entry.agreement)
        if not there.same:
            append_again(one.fact, said, agreement=moved.entry.agreement, value=value, replaces=there.earlier)
        if not one.stays:
            take_back(one.fact, said)
