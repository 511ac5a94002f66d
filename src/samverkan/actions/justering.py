"""Justering: minutes are put to the chair and the justerare, each signs, and with the last signature they become facts.

What is recorded is what a reader gets of the minutes as they were signed; minutes that read otherwise than they were meant are
refused before anybody signs. The bytes go from hand to hand: each signature stands on the one before.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_minutes, refuse_in_words
from samverkan.actions.item_copies import item_of
from samverkan.actions.logos import logo_of
from samverkan.actions.meetings import meeting_of
from samverkan.actions.recording_minutes import content_kept, joint_as_a_whole, justerade, part_of
from samverkan.actions.roles import Right
from samverkan.actions.setting_papers import refused_in_words
from samverkan.actions.signing import ToSign, refuse_unsure, sign_in_turn
from samverkan.core.deciding.laws import lacking
from samverkan.core.writing.meeting_json import to_json
from samverkan.core.writing.minutes import minutes
from samverkan.core.writing.recording import record
from samverkan.outside.readers import elsewhere
from samverkan.outside.reading import read_bytes
from samverkan.outside.typesetting import typeset
from samverkan.store.models import (
    Justering,
    JusteringSigned,
    JusteringWithdrawn,
    Meeting,
    Minutes,
)
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.actions.signing import SignedFile
    from samverkan.core.deciding import Meeting as MeetingKept
    from samverkan.core.reading.values import Reading
    from samverkan.store.models import Person

_SECONDS = 300


@action(Right.KEEP_MEETING)
def put_to_justering(
    acting: Acting, *, meeting: Meeting, signers: Mapping[str, Person], sections: Sequence[str] = (), immediate: bool = False,
    despite: str = "", whole: bool | None = None,
) -> Justering:  # fmt: skip
    """Put minutes to those who sign them: the chair and the justerare, each with the account they sign by.

    `sections`: which; else all that are not put to justering yet. `whole`: the other parties of the agreements see these minutes as they
    are; unless it is said, they do where every § is of an agreement, and else see only the sections of theirs.

    InvalidError where the meeting is not held, somebody who must
    sign has no account, the law finds something lacking and nobody says why they are put `despite` that, or the minutes read
    otherwise than they were meant: then the words or what they do must be mended.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state != "held":
        raise InvalidError("meeting_not_held")
    kept = meeting_of(meeting)
    taken = {one for justering in meeting.justeringar.filter(withdrawn=None) for one in justering.sections}
    wanted = [one for one in kept.items if one.section not in taken and (not sections or one.section in sections)]
    if not wanted:
        raise InvalidError("nothing_to_justera")
    kept = kept._replace(items=tuple(one._replace(immediate=immediate) for one in wanted))
    refuse_in_minutes(kept)
    refuse_in_words(despite)
    signing = _signers(kept, signers)
    found, despite = lacking(kept), " ".join(despite.split())
    if found and not despite:
        raise InvalidError("law_lacks", count=len(found))
    pdf = printed_minutes(acting, kept)
    sections = [one.section for one in wanted]
    concerned = [row for row in meeting.items.select_related("agreement") if item_of(row).section in sections]
    joint = [item_of(row).section for row in concerned if row.agreement is not None]
    _refuse_otherwise_read(kept, pdf, joint)
    whole = joint_as_a_whole(concerned) if whole is None else whole
    for section in () if whole else joint:  # what becomes a paper by itself is what is recorded
        alone = kept._replace(items=tuple(one for one in kept.items if one.section == section))
        _refuse_otherwise_read(alone, part_of(acting, kept, section, justerad=acting.today), [section])
    made = Justering.objects.create(
        meeting=meeting, sections=sections, immediate=immediate, content=content_kept(acting, pdf),
        signers=signing, kept=to_json(kept),
        whole=whole, by=acting.person, recorded=acting.at,
    )  # fmt: skip
    said = {"lacks": [one.code for one in found], "why": despite[:400]} if found else {}
    acting.note("justering_begun", made.pk, meeting=meeting.pk, sections=made.sections, immediate=immediate, **said)
    return made


def sign_minutes(acting: Acting, *, justering: Justering, assurance: int) -> Justering:
    """Sign minutes, as one of those appointed; with the last signature they are justerade and what they say is recorded.

    InvalidError where the person is not appointed, has signed already, or the minutes have been taken back.
    """
    refuse_unsure(assurance)
    return sign_in_turn(
        acting, Right.SIGN, justering,
        asked=lambda: _to_sign(acting, justering),
        keep=lambda signature: _keep_signature(acting, justering=justering, signature=signature),
    )  # fmt: skip


@action(Right.SIGN)
def _keep_signature(acting: Acting, *, justering: Justering, signature: SignedFile) -> Justering:
    """Keep a signature; with the last the minutes are justerade."""
    justering = _alone_with(justering)
    signature.refuse_other(_to_sign(acting, justering))
    name = signature.asked.name
    JusteringSigned.objects.create(
        justering=justering,
        name=name,
        content=content_kept(acting, signature.pdf),
        by=acting.person,
        recorded=acting.at,
    )
    acting.note("justering_signed", justering.pk, signer=name, sections=justering.sections)
    if justering.signatures.count() == len(justering.signers):
        justerade(acting, justering, signature.pdf)
    return justering


def _to_sign(acting: Acting, justering: Justering) -> ToSign:
    """What the person is to sign: the minutes with the signatures so far."""
    _still_open(acting, justering)
    done = list(justering.signatures.order_by("pk"))
    mine = [one for one in justering.signers if acting.person and one["person"] == str(acting.person.pk)]
    left = [one for one in mine if one["name"] not in {made.name for made in done}]
    if not left:
        raise InvalidError("signed_already" if mine else "not_appointed")
    last = done[-1].content_id if done else justering.content_id
    return ToSign(last, left[0]["name"], left[0]["seat"], "Justering")


@action(Right.KEEP_MEETING)
def withdraw_justering(acting: Acting, *, justering: Justering, why: str) -> JusteringWithdrawn:
    """Take minutes back that not all have signed, so that they can be mended and put anew."""
    justering = _alone_with(justering)
    _still_open(acting, justering)
    why = " ".join(why.split())
    if not why:
        raise InvalidError("why_missing")
    made = JusteringWithdrawn.objects.create(justering=justering, why=why[:400], by=acting.person, recorded=acting.at)
    acting.note("justering_withdrawn", justering.pk, sections=justering.sections, why=why)
    return made


def printed_minutes(acting: Acting, kept: MeetingKept) -> bytes:
    """The minutes as a PDF. InvalidError `not_typeset` where they cannot be set, with the reason."""
    with refused_in_words():
        return typeset(minutes(kept), made=acting.at, logo=logo_of(acting.organisation))


def refuse_otherwise_read(kept: MeetingKept, reading: Reading) -> None:
    """Refuse minutes of which a reader gets another decision than was meant: InvalidError `reads_otherwise` with the §."""
    found = {one.section.value: one for one in reading.items if one.section is not None}
    for item in kept.items:
        read = found.get(item.section)
        does = [] if read is None else [(one.act, [c.kind for c in one.conditions]) for one in read.decisions]
        meant = [(one.act, [c.kind for c in one.conditions]) for one in item.points]
        if does != meant:
            raise InvalidError(
                "reads_otherwise",
                section=item.section,
                meant=[_act(act) for act, _ in meant],
                read=[_act(act) for act, _ in does],
            )


def _refuse_otherwise_read(kept: MeetingKept, pdf: bytes, joint: Sequence[str]) -> None:
    """Refuse the paper where a reader gets other decisions, or does not see that these sections are of an agreement."""
    reading = elsewhere(partial(read_bytes, pdf, "protokoll.pdf"), _SECONDS)
    refuse_otherwise_read(kept, reading)
    seen = {one.section for one in record(reading)}
    for section in joint:
        if section not in seen:
            raise InvalidError("section_names_no_agreement", section=section)


def _act(act: str) -> Said:
    return Said("registers", f"act.{act}")


def _signers(kept: MeetingKept, accounts: Mapping[str, Person]) -> list[dict[str, Any]]:
    wanted = [(kept.chair, "ordförande"), *((name, "justerare") for name in kept.justerare)]
    if not kept.chair or not kept.justerare:
        raise InvalidError("signers_missing")
    for name, _ in wanted:
        if name not in accounts:
            raise InvalidError("signer_without_account", name=name)
        if len(name) > 120:
            raise InvalidError("name_long", name=f"{name[:40]}…", most=120)
    if len({name for name, _ in wanted}) < len(wanted) or len({accounts[name].pk for name, _ in wanted}) < len(wanted):
        raise InvalidError("signers_alike")
    return [{"name": name, "seat": seat, "person": str(accounts[name].pk)} for name, seat in wanted]


def _alone_with(justering: Justering) -> Justering:
    """The justering as it is now, while nobody else is at its meeting: two who sign at once sign one after the other."""
    Meeting.objects.select_for_update().get(pk=justering.meeting_id)
    return Justering.objects.get(pk=justering.pk)


def _still_open(acting: Acting, justering: Justering) -> None:
    if justering.meeting.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_body")
    if Minutes.objects.filter(justering=justering).exists():
        raise InvalidError("minutes_justerade")
    if JusteringWithdrawn.objects.filter(justering=justering).exists():
        raise InvalidError("justering_withdrawn")
