"""The joint clause: parties draft it version by version, say what they think of it, and lock the one that all will decide on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_identity_numbers, refuse_in_words
from samverkan.actions.register import open_agreement
from samverkan.actions.roles import Right
from samverkan.core.deciding import clause as values
from samverkan.core.deciding.clause import fingerprint
from samverkan.core.findings import ShapeError
from samverkan.core.writing.meeting_json import from_json, to_json
from samverkan.store.models import Agreement, Clause, ClauseComment, ClauseLock, ClauseVersion, Organisation, Party
from samverkan.store.taking_turns import take_turns

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = Any
MOST_COMMENT: Final = 2000


@action(Right.PREPARE)
def draft_clause(
    acting: Acting, *, content: values.Clause, parties: Sequence[Organisation] = (), agreement: Agreement | None = None,
    why: str = "",
) -> ClauseVersion:  # fmt: skip
    """Begin a joint clause: of an agreement that there is, or of a new one between the organisation and `parties`.

    InvalidError where it has no title, names fewer than two parties, or its shares do not sum.
    """
    _sensible(content)
    if agreement is None:
        if not [one for one in parties if one != acting.organisation]:
            raise InvalidError("clause_alone")
        agreement = open_agreement(acting, cooperation=None, parties=parties)
    else:
        _party(acting, agreement)
    by = {"by": acting.person, "recorded": acting.at}
    clause = Clause.objects.create(agreement=agreement, **by)
    return _version(acting, clause, 1, content, why)


@action(Right.PREPARE)
def revise_clause(
    acting: Acting, *, clause: Clause, content: values.Clause, after: int, why: str = ""
) -> ClauseVersion:  # fmt: skip
    """A new version of a clause, after the one numbered `after`; earlier ones stay as they are.

    InvalidError `clause_newer` where somebody has put a later one since, `clause_same` where nothing is changed.
    """
    _party(acting, clause.agreement)
    _sensible(content)
    take_turns([clause.agreement_id])
    last = clause.versions.order_by("-number").first()
    assert last is not None
    if last.number != after:
        raise InvalidError("clause_newer", number=last.number, by=last.organisation.called(acting.today))
    if last.fingerprint == fingerprint(to_json(content)):
        raise InvalidError("clause_same")
    return _version(acting, clause, last.number + 1, content, why)


@action(Right.PREPARE)
def comment_on_clause(acting: Acting, *, version: ClauseVersion, text: str, term: str = "") -> ClauseComment:
    """Say something of a version, or of one term of it; all parties read it."""
    _party(acting, version.clause.agreement)
    text = text.strip()
    if not text:
        raise InvalidError("comment_missing")
    if len(text) > MOST_COMMENT:
        raise InvalidError("comment_long", most=MOST_COMMENT)
    refuse_in_words(text)
    if term not in ("", *values.TERMS, "points", "text"):
        raise InvalidError("comment_of_nothing", term=term)
    made = ClauseComment.objects.create(
        version=version, organisation=acting.organisation, term=term, text=text, by=acting.person, recorded=acting.at
    )
    acting.note("clause_commented", version.clause_id, number=version.number)
    return made


@action(Right.PREPARE)
def lock_clause(acting: Acting, *, version: ClauseVersion) -> ClauseLock:
    """Hold a version as final: when every party has, its words are what all decide on.

    InvalidError where a later version has been put, or the organisation has locked it already.
    """
    _party(acting, version.clause.agreement)
    take_turns([version.clause.agreement_id])
    last = version.clause.versions.order_by("-number").first()
    assert last is not None
    if last.pk != version.pk:
        raise InvalidError("clause_newer", number=last.number, by=last.organisation.called(acting.today))
    if version.locks.filter(organisation=acting.organisation).exists():
        raise InvalidError("clause_locked_already")
    made = ClauseLock.objects.create(
        version=version, organisation=acting.organisation, by=acting.person, recorded=acting.at
    )
    acting.note("clause_locked", version.clause_id, number=version.number, fingerprint=version.fingerprint)
    return made


def content_of(version: ClauseVersion) -> values.Clause:
    """What a version says."""
    return from_json(values.Clause, version.content)


def is_locked(version: ClauseVersion) -> bool:
    """Whether every party of its agreement has locked it."""
    parties = set(Party.objects.filter(agreement=version.clause.agreement_id).values_list("organisation", flat=True))
    return parties <= set(version.locks.values_list("organisation", flat=True))


def understood_clause(written: Json) -> values.Clause:
    """A clause from JSON; InvalidError naming the place that is of another shape."""
    try:
        return from_json(values.Clause, written)
    except ShapeError as error:
        raise InvalidError("clause_shape", at=error.values["place"]) from None


def _version(acting: Acting, clause: Clause, number: int, content: values.Clause, why: str) -> ClauseVersion:
    refuse_in_words(why)
    written = to_json(content)
    made = ClauseVersion.objects.create(
        clause=clause, number=number, organisation=acting.organisation, content=written,
        fingerprint=fingerprint(written), why=why.strip()[:400], by=acting.person, recorded=acting.at,
    )  # fmt: skip
    acting.note("clause_drafted", clause.pk, number=number, agreement=clause.agreement_id)
    return made


def _party(acting: Acting, agreement: Agreement) -> None:
    if not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists():
        raise InvalidError("not_your_agreement")


def _sensible(content: values.Clause) -> None:
    refuse_identity_numbers(content)
    if not content.title.strip():
        raise InvalidError("clause_title_missing")
    if len(set(content.parties)) < 2:
        raise InvalidError("clause_parties_few")
    if not content.points:
        raise InvalidError("clause_points_missing")
    begins, ends = content.period
    if begins is not None and ends is not None and ends.last < begins.first:
        raise InvalidError("clause_period_backwards", first=begins, last=ends)
    for fault in values.share_faults(content):
        raise InvalidError(fault.code, **fault.values)
