"""Justering: minutes are put to the chair and the justerare, each signs, and with the last signature they become facts.

What is recorded is what a reader gets of the minutes as they were signed; minutes that read otherwise than they were meant are
refused before anybody signs. The bytes go from hand to hand: each signature stands on the one before.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.documents import share_in
from samverkan.actions.identity_free import refuse_in_minutes, refuse_in_words
from samverkan.actions.item_copies import item_of
from samverkan.actions.meetings import meeting_of
from samverkan.actions.reading import read_paper
from samverkan.actions.roles import Right
from samverkan.actions.signing import refuse_unsure, signed
from samverkan.core.deciding import Meeting as MeetingKept
from samverkan.core.deciding.laws import lacking
from samverkan.core.findings import UnwritableError
from samverkan.core.writing.meeting_json import from_json, to_json
from samverkan.core.writing.minutes import minutes
from samverkan.core.writing.minutes_words import sections_words
from samverkan.outside.readers import elsewhere
from samverkan.outside.reading import read_bytes
from samverkan.outside.typesetting import typeset
from samverkan.store import blobs
from samverkan.store.append import Recording, append_item
from samverkan.store.drafted import as_read, with_justering
from samverkan.store.indexing import index
from samverkan.store.models import (
    AgendaItem,
    Content,
    Document,
    Draft,
    Entry,
    Justering,
    JusteringSigned,
    JusteringWithdrawn,
    Meeting,
    Minutes,
    Particulars,
    Rendition,
)
from samverkan.store.registering import index_registered
from samverkan.store.wording import index_documents, index_readers
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.core.reading.values import Reading
    from samverkan.store.models import Person

_SECONDS = 300


@action(Right.KEEP_MEETING)
def put_to_justering(
    acting: Acting, *, meeting: Meeting, signers: Mapping[str, Person], sections: Sequence[str] = (), immediate: bool = False,
    despite: str = "",
) -> Justering:  # fmt: skip
    """Put minutes to those who sign them: the chair and the justerare, each with the account they sign by.

    `sections`: which; else all that are not put to justering yet. InvalidError where the meeting is not held, somebody who must
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
    refuse_otherwise_read(kept, elsewhere(partial(read_bytes, pdf, "protokoll.pdf"), _SECONDS))
    made = Justering.objects.create(
        meeting=meeting, sections=[one.section for one in wanted], immediate=immediate, content=content_kept(acting, pdf),
        signers=signing, kept=to_json(kept), by=acting.person, recorded=acting.at,
    )  # fmt: skip
    said = {"lacks": [one.code for one in found], "why": despite[:400]} if found else {}
    acting.note("justering_begun", made.pk, meeting=meeting.pk, sections=made.sections, immediate=immediate, **said)
    return made


@action(Right.SIGN)
def sign_minutes(acting: Acting, *, justering: Justering, assurance: int) -> Justering:
    """Sign minutes, as one of those appointed; with the last signature they are justerade and what they say is recorded.

    InvalidError where the person is not appointed, has signed already, or the minutes have been taken back.
    """
    refuse_unsure(assurance)
    justering = _alone_with(justering)
    _still_open(acting, justering)
    done = list(justering.signatures.order_by("pk").select_related("content"))
    mine = [one for one in justering.signers if acting.person and one["person"] == str(acting.person.pk)]
    left = [one for one in mine if one["name"] not in {made.name for made in done}]
    if not left:
        raise InvalidError("signed_already" if mine else "not_appointed")
    last = done[-1].content_id if done else justering.content_id
    pdf = blobs.fetch(last)
    for one in left:
        pdf = signed(acting, pdf, name=one["name"], office=one["seat"], reason="Justering")
        JusteringSigned.objects.create(
            justering=justering,
            name=one["name"],
            content=content_kept(acting, pdf),
            by=acting.person,
            recorded=acting.at,
        )
        acting.note("justering_signed", justering.pk, signer=one["name"], sections=justering.sections)
    if len(done) + len(left) == len(justering.signers):
        _justerade(acting, justering, pdf)
    return justering


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
    try:
        return typeset(minutes(kept), made=acting.at)
    except UnwritableError as error:
        raise InvalidError("not_typeset", why=Said("findings", error.code, error.values)) from error


def as_put(justering: Justering) -> MeetingKept:
    """The meeting with the sections of the justering as it stood when its minutes were made, whatever is kept of it since."""
    if justering.kept is not None:
        return from_json(MeetingKept, justering.kept)
    kept = meeting_of(justering.meeting)
    mine = (one._replace(immediate=justering.immediate) for one in kept.items if one.section in justering.sections)
    return kept._replace(items=tuple(mine))


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


def content_kept(acting: Acting, pdf: bytes) -> Content:
    """A PDF that the program made, kept by its hash."""
    by = {"by": acting.person, "recorded": acting.at}
    made, _ = Content.objects.get_or_create(sha256=blobs.keep(pdf), defaults={"size": len(pdf), "kind": "pdf", **by})
    return made


def _justerade(acting: Acting, justering: Justering, pdf: bytes) -> None:
    """All have signed: the minutes are a document of the organisation's, joint, and what they say is recorded."""
    meeting = justering.meeting
    day = acting.today
    name = f"protokoll-{meeting.day}-{'-'.join(justering.sections[:1])}.pdf"
    document, draft = taken_in(acting, pdf, name, f"Protokoll {meeting.day} {sections_words(justering.sections)}"[:80])
    placed = {item_of(one).section: one for one in meeting.items.filter(justering=None)}
    read = {one["head"].get("section") for one in draft.items}
    for section in justering.sections:
        if section in placed and placed[section].agreement is not None and section not in read:
            raise InvalidError("minutes_unread", section=section)
    recording = Recording(acting.organisation, acting.person, acting.at, day, f"Justerat {day}")
    entries: list[Entry] = []
    for written in draft.items:
        item = with_justering(as_read(draft, written, {}), day)
        put = placed.get(item.section or "")
        if put is None or put.agreement is None:
            continue
        entries.append(append_item(item, document, written["position"], recording, agreement=put.agreement))
    AgendaItem.objects.filter(meeting=meeting, pk__in=[
        one.pk for section, one in placed.items() if section in justering.sections
    ]).update(justering=justering)  # fmt: skip
    Minutes.objects.create(justering=justering, document=document, day=day, by=acting.person, recorded=acting.at)
    share_in(acting, document, "justering")
    indexed(acting, document, entries)
    acting.note("minutes_justerade", document.pk, meeting=meeting.pk, sections=justering.sections)


def taken_in(
    acting: Acting, pdf: bytes, name: str, number: str, *, signed_original: bool = False
) -> tuple[Document, Draft]:
    """A paper that the program made as a document of the organisation's, what it says beside; inside another action."""
    paper = read_paper(pdf, name)
    by = {"by": acting.person, "recorded": acting.at}
    content = content_kept(acting, pdf)
    document = Document.objects.create(
        organisation=acting.organisation, content=content, number=number, arrived=acting.today,
        signed_original=signed_original, **by,
    )  # fmt: skip
    Rendition.objects.get_or_create(
        content=content, defaults={"text": paper.text, "pages": paper.pages, "kind": paper.kind, **by}
    )
    Particulars.objects.create(document=document, file_name=name, **by)
    draft = Draft.objects.create(document=document, state="recorded", items=paper.items, findings=paper.findings)
    return document, draft


def indexed(acting: Acting, document: Document, entries: Sequence[Entry]) -> None:
    """Every index knows of a document that was recorded as it came; inside another action."""
    concerned = {one.agreement for one in entries if one.agreement is not None}
    index_documents([document])
    index(concerned, today=acting.today)
    index_registered({one.pk for one in concerned})
    index_readers([document.pk])
