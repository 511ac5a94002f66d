"""Minutes that all have signed: they become a document of the organisation's, and what they say of its agreements is recorded.

The other parties see the whole minutes where that was chosen; else each § of an agreement with them, as a paper of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError
from samverkan.actions.documents import share_in
from samverkan.actions.item_copies import item_of
from samverkan.actions.logos import logo_of
from samverkan.actions.meetings import meeting_of
from samverkan.actions.reading import read_paper
from samverkan.actions.setting_papers import refused_in_words
from samverkan.core.deciding import Meeting as MeetingKept
from samverkan.core.writing.meeting_json import from_json
from samverkan.core.writing.minutes import section_of_minutes
from samverkan.core.writing.minutes_words import sections_words
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
    Minutes,
    MinutesPart,
    Particulars,
    Rendition,
)
from samverkan.store.registering import index_registered
from samverkan.store.wording import index_documents, index_readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from samverkan.store.models import Agreement, Justering, Matter


def as_put(justering: Justering) -> MeetingKept:
    """The meeting with the sections of the justering as it stood when its minutes were made, whatever is kept of it since."""
    if justering.kept is not None:
        return from_json(MeetingKept, justering.kept)
    kept = meeting_of(justering.meeting)
    mine = (one._replace(immediate=justering.immediate) for one in kept.items if one.section in justering.sections)
    return kept._replace(items=tuple(mine))


def joint_as_a_whole(items: Iterable[AgendaItem]) -> bool:
    """Whether every section is of an agreement, all between the same parties: then each of them may see the whole minutes."""
    parties = {
        None if one.agreement is None else frozenset(one.agreement.parties.values_list("organisation", flat=True))
        for one in items
    }
    return len(parties) == 1 and None not in parties


def part_of(acting: Acting, meeting: MeetingKept, section: str, *, justerad: date) -> bytes:
    """One § of minutes as a paper by itself. InvalidError `not_typeset` where it cannot be set."""
    kept = next(one for one in meeting.items if one.section == section)
    printed = section_of_minutes(meeting, kept, justerad=justerad)
    with refused_in_words():
        return typeset(printed, made=acting.at, logo=logo_of(acting.organisation))


def content_kept(acting: Acting, pdf: bytes) -> Content:
    """The bytes of a paper that the program made or somebody signed, kept; inside another action."""
    by = {"by": acting.person, "recorded": acting.at}
    made, _ = Content.objects.get_or_create(sha256=blobs.keep(pdf), defaults={"size": len(pdf), "kind": "pdf", **by})
    return made


def justerade(acting: Acting, justering: Justering, pdf: bytes) -> None:
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
    whole = justering.whole is not False
    papers: list[tuple[Document, list[Entry]]] = [(document, [])]
    done = Minutes.objects.create(justering=justering, document=document, day=day, by=acting.person, recorded=acting.at)
    for written in draft.items:
        item = with_justering(as_read(draft, written, {}), day)
        put = placed.get(item.section or "")
        if put is None or put.agreement is None:
            continue
        if whole:
            papers[0][1].append(append_item(item, document, written["position"], recording, agreement=put.agreement))
        else:
            papers.append(_by_itself(acting, done, put, put.agreement, recording))
    AgendaItem.objects.filter(meeting=meeting, pk__in=[
        one.pk for section, one in placed.items() if section in justering.sections
    ]).update(justering=justering)  # fmt: skip
    for paper, entries in papers:
        if whole or paper != document:
            share_in(acting, paper, "justering")
        indexed(acting, paper, entries)
    acting.note("minutes_justerade", document.pk, meeting=meeting.pk, sections=justering.sections)


def _by_itself(
    acting: Acting, done: Minutes, put: AgendaItem, agreement: Agreement, recording: Recording
) -> tuple[Document, list[Entry]]:
    """A § of minutes that the other parties do not see whole: a paper of its own, and what it says.

    The rest of the minutes is the organisation's own (another § may be of somebody whom the service helps); what was decided of the
    agreement is seen by its parties at once, whether anybody has certified an extract yet or not.
    """
    meeting = as_put(done.justering)
    section = item_of(put).section
    pdf = part_of(acting, meeting, section, justerad=done.day)
    name = f"protokoll-{meeting.day}-{section}-utskrift.pdf"
    document, draft = taken_in(acting, pdf, name, f"Protokoll {meeting.day} § {section}"[:80], matter=put.matter)
    found = [one for one in draft.items if one["head"].get("section") == section]
    if len(found) != 1:
        raise InvalidError("minutes_unread", section=section)
    item = with_justering(as_read(draft, found[0], {}), done.day)
    MinutesPart.objects.create(minutes=done, item=put, document=document, by=acting.person, recorded=acting.at)
    return document, [append_item(item, document, found[0]["position"], recording, agreement=agreement)]


def taken_in(
    acting: Acting, pdf: bytes, name: str, number: str, *, matter: Matter | None = None, signed_original: bool = False
) -> tuple[Document, Draft]:
    """A paper that the program made as a document of the organisation's, what it says beside; inside another action."""
    paper = read_paper(pdf, name)
    by = {"by": acting.person, "recorded": acting.at}
    content = content_kept(acting, pdf)
    document = Document.objects.create(
        organisation=acting.organisation, content=content, number=number, arrived=acting.today, matter=matter,
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
