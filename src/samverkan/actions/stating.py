"""What a person says that no paper does, and what was recorded wrongly: facts said, corrected, taken back.

Nothing is changed: each is a new row with its reason, and an answer asked for as it was known before stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.core.facts import CLOSED, THE_TEXT
from samverkan.core.writing.ledger_json import KINDS, fact_from_json
from samverkan.core.writing.sense import wrongs
from samverkan.store.append import NotKeptError, Recording, append_fact
from samverkan.store.append import take_back as append_nothing
from samverkan.store.indexing import index
from samverkan.store.models import Agreement, Draft, Entry, Fact, Party
from samverkan.store.registering import index_registered
from samverkan.store.standings import answered
from samverkan.store.view import View

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.facts import Fact as FactValue
    from samverkan.core.sources import Citation

Json = Any

STATED: Final[tuple[str, ...]] = (
    "Confirmation", "ConditionShown", "Justering", "NoticePosted", "Signature", "AssignmentFulfilled", "AssignmentReported",
    "AssignmentDue", "Termination", "Appeal", "CourtOutcome",
)  # fmt: skip
"""The kinds of facts that a person can say without a paper: what happens beside the decisions, which papers alone show."""

CONFIRMED: Final = ("object", "parties", "period", "extension", "shares", "termination", "goes_on")
"""The terms that a person can confirm."""

_NEEDS_DAY: Final = frozenset(
    {"Justering", "NoticePosted", "Termination", "Appeal", "CourtOutcome", "AssignmentReported", "AssignmentDue"}
)


@action(Right.STATE)
def state(
    acting: Acting, *, agreement: Agreement, kind: str, value: Json, why: str, reached: date | None = None
) -> Fact:  # fmt: skip
    """Record a fact that the person says: `value` as the ledger's JSON has it, `why` in their own words.

    `reached`: the day it came to the organisation, today where it is not told. InvalidError where the kind is none that
    can be said, the fact cannot be understood, lies in days to come, is said already, or the reason is missing.
    """
    _member(acting, agreement)
    if kind not in STATED:
        raise InvalidError("fact_not_stated", kind=kind)
    why = given_reason(why)
    fact, quotes = _understood(kind, value)
    _sensible(acting, agreement, fact)
    _refuse_nonsense(fact)
    reached = reached or acting.today
    if reached > acting.today:
        raise InvalidError("arrived_later", day=reached)
    latest = Fact.objects.filter(
        agreement=agreement, organisation=acting.organisation, entry=None, kind=kind, replaced_by=None
    )
    if any(one.value == value for one in latest):
        raise InvalidError("already_said")
    recording = Recording(acting.organisation, acting.person, acting.at, reached, why)
    row = _kept(fact, recording, quotes, agreement=agreement)
    index([agreement], today=acting.today)
    index_registered([agreement.pk])
    acting.note("fact_stated", row.pk, kind=kind, agreement=agreement.pk, why=why)
    return row


@action(Right.STATE)
def correct(acting: Acting, *, fact: Fact, value: Json, why: str) -> Fact:
    """Record that a fact was recorded wrongly, and what stands in its place; one that was taken back stands again.

    InvalidError where it is another organisation's, is corrected already, or nothing is different.
    """
    agreement = _last_of_ours(acting, fact)
    why = given_reason(why)
    new, quotes = _understood(fact.kind, value)
    if fact.value is not None and new == _understood(fact.kind, fact.value)[0]:
        raise InvalidError("nothing_corrected")
    if new.happened is not None and new.happened.first > acting.today and fact.kind in STATED:
        raise InvalidError("happens_later", day=new.happened)
    _refuse_nonsense(new)
    recording = Recording(acting.organisation, acting.person, acting.at, acting.today, why)
    row = _kept(new, recording, quotes, agreement=agreement, replaces=fact)
    index([agreement], today=acting.today)
    index_registered([agreement.pk])
    acting.note("fact_corrected", row.pk, replaces=fact.pk, agreement=agreement.pk, why=why)
    return row


@action(Right.STATE)
def take_back(acting: Acting, *, fact: Fact, why: str) -> Fact:
    """Record that a fact was recorded wrongly and that nothing stands in its place."""
    agreement = _last_of_ours(acting, fact)
    why = given_reason(why)
    if fact.value is None:
        raise InvalidError("already_corrected")
    recording = Recording(acting.organisation, acting.person, acting.at, acting.today, why)
    try:
        row = append_nothing(fact, recording)
    except NotKeptError:
        raise InvalidError("identity_number") from None
    except IntegrityError:
        raise InvalidError("already_corrected") from None
    index([agreement], today=acting.today)
    index_registered([agreement.pk])
    acting.note("fact_taken_back", row.pk, replaces=fact.pk, agreement=agreement.pk, why=why)
    return row


def _member(acting: Acting, agreement: Agreement) -> None:
    if not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists():
        raise InvalidError("not_your_agreement")


def _last_of_ours(acting: Acting, fact: Fact) -> Agreement:
    """The agreement of a fact in the organisation's own file that nothing has replaced."""
    if fact.organisation_id != acting.organisation.pk or fact.agreement is None:
        raise InvalidError("not_your_fact")
    if fact.entry is not None:
        Draft.objects.select_for_update().get(document=fact.entry.document_id)  # nobody moves it meanwhile
        if Entry.objects.filter(replaces=fact.entry).exists():
            raise InvalidError("already_moved")
    if Fact.objects.filter(replaces=fact).exists():
        raise InvalidError("already_corrected")
    return fact.agreement


def given_reason(why: str) -> str:
    """The reason as it is kept; InvalidError where there is none, or it is too long."""
    why = " ".join(why.split())
    if not why:
        raise InvalidError("reason_missing")
    if len(why) > 400:
        raise InvalidError("reason_long", most=400)
    return why


def _understood(kind: str, value: Json) -> tuple[FactValue, dict[Citation, str]]:
    """The fact, and the words that its citations still quote."""
    quotes: dict[Citation, str] = {}
    try:
        if kind not in KINDS:
            raise InvalidError("fact_not_understood", reason=kind)
        return fact_from_json(kind, value, id="-", source="-", quotes=quotes), quotes
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidError("fact_not_understood", reason=str(error)) from error


def _refuse_nonsense(fact: FactValue) -> None:
    """Refuse what no paper can mean, as in review: an end before the start, shares that do not make a whole."""
    try:
        found = wrongs(fact)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidError("fact_not_understood", reason=str(error)) from error
    if found:
        raise InvalidError("fact_no_sense", wrong=found[0].code, **dict(found[0].values))


def _sensible(acting: Acting, agreement: Agreement, fact: FactValue) -> None:
    """Refuse a day to come, a party that is none, and a decision or term that the agreement does not have."""
    kind = type(fact).__name__
    of = getattr(fact, "of", None)
    if fact.happened is None and (kind in _NEEDS_DAY or of == CLOSED):
        raise InvalidError("day_missing")
    if fact.happened is not None and fact.happened.first > acting.today:
        raise InvalidError("happens_later", day=fact.happened)
    found = answered(agreement.cooperation_id, View(acting.organisation.pk), on=acting.today, party=acting.organisation)
    facts = found.facts.get(agreement.pk, ())
    if of is not None:
        if of != CLOSED and of not in CONFIRMED and of not in {one.id for one in facts}:
            raise InvalidError("fact_not_understood", reason=of)
        return
    names = {THE_TEXT}
    if agreement.pk in found.order:
        names = {one.name for one in found.standings.agreements[found.order.index(agreement.pk)].parties}
    if fact.party not in names:
        raise InvalidError("no_such_party", party=fact.party)
    decision = getattr(fact, "decision", None)
    if decision is not None:
        own = next((one for one in facts if one.id == decision and one.party == fact.party), None)
        number = getattr(fact, "condition", None)
        if own is None or (number is not None and not 0 <= number < len(getattr(own, "conditions", ()))):
            raise InvalidError("fact_not_understood", reason=f"{decision}:{number}")


def _kept(
    fact: FactValue, recording: Recording, quotes: dict[Citation, str], *, agreement: Agreement,
    replaces: Fact | None = None,
) -> Fact:  # fmt: skip
    try:
        return append_fact(
            fact, recording, agreement=agreement, entry=None if replaces is None else replaces.entry, replaces=replaces,
            quotes=quotes,
        )  # fmt: skip
    except NotKeptError:
        raise InvalidError("identity_number") from None
    except IntegrityError:
        raise InvalidError("already_corrected") from None
