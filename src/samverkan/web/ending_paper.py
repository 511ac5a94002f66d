"""The end of a review: what sort of paper it is, the day it was justerad, and who will see what is recorded of it.

In: a draft, what has been chosen so far and the entries as reviewed. Out: the choices, with what is wrong with them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.roles import Right
from samverkan.core.writing.justered import justered_on
from samverkan.store.models import Party, Rendition
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from django.http import QueryDict

    from samverkan.actions.reviewing import Place
    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Draft, Organisation
    from samverkan.web.asked import Asked

PAPERS: Final = ("minutes", "extract", "signed", "own")
_GROUNDS: Final = {"extract": "received_extract", "signed": "signed"}


class PaperOption(NamedTuple):
    """What sort of paper it is."""

    value: str
    label: str
    chosen: bool


class PaperEnded(NamedTuple):
    """The sort chosen, or the likely one. `justered`: the day as written; `words`: those of the paper that say it."""

    kind: str
    options: Sequence[PaperOption]
    may_share: bool
    justered: str
    words: str
    day: date | None
    error: str

    @property
    def ground(self) -> str | None:
        """Why it becomes joint, where that is not the justering."""
        return _GROUNDS.get(self.kind)

    def seen_by(self, asked: Asked, places: Iterable[Place | None]) -> str:
        """Who will see what is recorded, in a sentence."""
        own, others = asked.somebody.organisation, _others(asked, places)
        if self.kind == "own" or not others:
            code = "end.seen_by_us" if self.kind == "own" else "end.seen_by_nobody"
            return say("review", code, {"own": own.name}, asked.language)
        return say("review", "end.seen_by", {"others": others}, asked.language)


def paper_ended(
    asked: Asked, draft: Draft, given: QueryDict, items: Iterable[tuple[RecordedItem, int]]
) -> PaperEnded:  # fmt: skip
    """The paper as it stands with these choices."""
    may_share = asked.somebody.may_with(Right.SHARE, draft)
    rendition = Rendition.objects.filter(content=draft.document.content_id).first()
    text, sort = ("", "") if rendition is None else (rendition.text, rendition.kind)
    said = justered_on(text) if sort in ("minutes", "extract") else None
    kinds = PAPERS if may_share else ("own",)
    kind = given.get("paper", "")
    if kind not in kinds:
        kind = _likely(draft, sort, justered=said is not None) if may_share else "own"
    written = given.get("justered", "" if said is None else str(said.value)).strip()
    day, error = _justered(asked, written, items) if kind == "minutes" else (None, "")
    return PaperEnded(
        kind, [PaperOption(one, say("review", f"paper.{one}", {}, asked.language), one == kind) for one in kinds],
        may_share, written, "" if said is None else " ".join(text[said.span.start : said.span.end].split()), day, error,
    )  # fmt: skip


def _likely(draft: Draft, sort: str, *, justered: bool) -> str:
    if sort == "agreement" and draft.document.signed_original:
        return "signed"
    return "minutes" if sort == "minutes" and justered else "own"


def _justered(asked: Asked, written: str, items: Iterable[tuple[RecordedItem, int]]) -> tuple[date | None, str]:
    """The day, or what is wrong with it."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None, say("review", "wrong.no_day" if written else "end.no_justering", {}, asked.language)
    if day > asked.today:
        return None, say("actions", "justered_later", {"day": day}, asked.language)
    meetings = [item.day for item, _ in items if item.day is not None]
    if any(day < meeting.first for meeting in meetings):
        values = {"first": min(meetings), "last": day}
        return None, say("review", "wrong.before_the_meeting", values, asked.language)
    return day, ""


def _others(asked: Asked, places: Iterable[Place | None]) -> list[str]:
    """The organisations beside the own one that are, or become, party to what is recorded."""
    chosen = [place for place in places if place is not None]
    rows = Party.objects.filter(agreement__in=[one.agreement for one in chosen if one.agreement is not None])
    there: dict[UUID, list[Organisation]] = defaultdict(list)
    for row in rows.select_related("organisation").prefetch_related("organisation__names").order_by("pk"):
        there[row.agreement_id].append(row.organisation)
    found: dict[str, str] = {}
    for place in chosen:
        theirs = [] if place.agreement is None else there[place.agreement.pk]
        found |= {one.pk: one.name for one in (*theirs, *place.parties) if one != asked.somebody.organisation}
    return list(found.values())
