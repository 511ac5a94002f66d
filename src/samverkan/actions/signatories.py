"""Who may sign agreements for the organisation: appointed by a decision or a delegation, from a day on, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.roles import Right
from samverkan.actions.stating import given_reason
from samverkan.store.models import Organisation, Party, Role, Signatory, SignatoryEnded

if TYPE_CHECKING:
    from datetime import date

    from samverkan.store.models import Agreement, Person

MOST: Final = 120


@action(Right.KEEP_REGISTER)
def appoint_signatory(
    acting: Acting, *, name: str, office: str, ground: str, from_day: date, to_day: date | None = None,
    agreement: Agreement | None = None, person: Person | None = None,
) -> Signatory:  # fmt: skip
    """Say that somebody may sign for the organisation: any agreement, or one; by which § or delegation (`ground`).

    `person`: the account by which they sign here; it has the name that the signature will say. InvalidError where name, office
    or ground is missing, the days are turned round, the agreement is another's, or the account has no role at the organisation
    or is somebody else's.
    """
    name, office = " ".join(name.split()), " ".join(office.split())
    if not name or not office or max(len(name), len(office)) > MOST:
        raise InvalidError("signatory_unnamed", most=MOST)
    refuse_in_words(f"{name} {office} {ground}")
    if to_day is not None and to_day < from_day:
        raise InvalidError("days_backwards", first=from_day, last=to_day)
    if (
        agreement is not None
        and not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists()
    ):
        raise InvalidError("not_your_agreement")
    if person is not None and not Role.objects.filter(person=person, organisation=acting.organisation).exists():
        raise InvalidError("not_your_person")
    if person is not None and not _same(name, person):
        raise InvalidError("signatory_otherwise_named", name=name, account=person.name)
    made = Signatory.objects.create(
        organisation=acting.organisation, agreement=agreement, person=person, name=name, office=office,
        ground=given_reason(ground), from_day=from_day, to_day=to_day, by=acting.person, recorded=acting.at,
    )  # fmt: skip
    acting.note("signatory_appointed", made.pk, name=name, office=office, from_day=from_day, to_day=to_day)
    return made


@action(Right.KEEP_REGISTER)
def end_signatory(acting: Acting, *, signatory: Signatory, last_day: date, why: str) -> SignatoryEnded:
    """Say that somebody may sign no longer than to a day; what they have signed stands."""
    if signatory.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_signatory")
    if SignatoryEnded.objects.filter(signatory=signatory).exists():
        raise InvalidError("signatory_ended_already")
    if last_day < signatory.from_day or (signatory.to_day is not None and last_day > signatory.to_day):
        raise InvalidError("days_backwards", first=signatory.from_day, last=last_day)
    refuse_in_words(why)
    made = SignatoryEnded.objects.create(
        signatory=signatory, last_day=last_day, why=given_reason(why), by=acting.person, recorded=acting.at
    )
    acting.note("signatory_ended", signatory.pk, last_day=last_day, why=made.why)
    return made


def still_named(signatory: Signatory) -> None:
    """Refuse to sign in another's name: the account that signs is called what the appointment says."""
    person = signatory.person
    if person is not None and not _same(signatory.name, person):
        raise InvalidError("signatory_otherwise_named", name=signatory.name, account=person.name)


def last_day_of(signatory: Signatory) -> date | None:
    """The last day that they may sign; None: until further notice."""
    ended = SignatoryEnded.objects.filter(signatory=signatory).first()
    return signatory.to_day if ended is None else ended.last_day


def may_sign(signatory: Signatory, agreement: Agreement, day: date) -> bool:
    """Whether they may sign the agreement on the day."""
    last = last_day_of(signatory)
    within = signatory.from_day <= day and (last is None or day <= last)
    return within and signatory.agreement_id in (None, agreement.pk)


def signatories_for(organisation: Organisation, agreement: Agreement, day: date) -> list[Signatory]:
    """Those who may sign the agreement for the organisation on the day."""
    rows = Signatory.objects.filter(Q(agreement=None) | Q(agreement=agreement), organisation=organisation)
    return [one for one in rows.select_related("person").order_by("name", "recorded") if may_sign(one, agreement, day)]


def _same(name: str, person: Person) -> bool:
    return name == " ".join(person.name.split())
