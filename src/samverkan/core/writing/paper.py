"""One item of one paper on its way to facts: whose it is, when it was known, and the words each fact is cited to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.core.facts import THE_TEXT, Condition
from samverkan.core.sources import Citation
from samverkan.core.standing.items import OWN
from samverkan.core.writing.clauses import asks_signing

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.reading.values import Condition as ReadCondition
    from samverkan.core.reading.values import Item, Reading
    from samverkan.core.sources import Span

DISPOSING: Final = frozenset({"approve", "adopt", "reject", "postpone", "refer_back", "withdrawn", "rescind"})
_LONGEST_QUOTE = 1200


class Paper:
    """An item and its paper. `text`: the agreement's own text, known from its last dated signature."""

    def __init__(self, reading: Reading, item: Item, number: int) -> None:
        self.reading, self.read = reading, item
        self.text = reading.kind == "agreement"
        self.name = f"{reading.document.source}#{number}"
        meeting = item.meeting_date or reading.meeting_date
        self.day: PartialDate | None = None if meeting is None or self.text else meeting.value
        self.known: date | None = _last_signed(item) if self.text else None if self.day is None else self.day.last
        body = item.body or reading.body
        self.body = None if body is None or self.text else body.value
        self.section = None if item.section is None else item.section.value
        self.number = None if item.registry_number is None else item.registry_number.value
        self.party = THE_TEXT if self.text else OWN
        self.proposed = _only_proposed(reading, item)
        self.quotes: dict[Citation, str] = {}
        self._count = 0

    def cite(self, span: Span) -> Citation:
        """A citation of the span, its words kept for printing."""
        document = self.reading.document
        page = document.page_at(span.start)
        day = None if self.day is None else str(self.day)
        citation = Citation(document.source, page.label if page else None, self.section, day, span)
        self.quotes[citation] = document.text[span.start : min(span.end, span.start + _LONGEST_QUOTE)]
        return citation

    def common(self, kind: str, *spans: Span) -> dict[str, Any]:
        """What every fact of the item holds: its identity, whose it is, its days, its words."""
        self._count += 1
        return {
            "id": f"{self.name}:{kind}:{self._count:03d}",
            "party": self.party,
            "body": self.body,
            "happened": self.day,
            "known": self.known,
            "citations": tuple(dict.fromkeys(self.cite(span) for span in spans)),
        }

    def condition(self, one: ReadCondition) -> Condition:
        """A condition as read; one that asks for signatures is met by them."""
        on = None if one.on is None else one.on.value
        cited = (self.cite(one.text.span),)
        if asks_signing(one.text.value):
            return Condition("other", None, one.text.value, None, cited, signing=True)
        return Condition(one.kind, on, one.text.value, None, cited)


def _last_signed(item: Item) -> date | None:
    """The day of the last dated signature of an agreement's text; None where it bears none."""
    signatures = item.terms.signatures if item.terms is not None else ()
    return max((one.date.last for one in signatures if one.date is not None), default=None)


def _only_proposed(reading: Reading, item: Item) -> bool:
    """Whether the paper only proposes: a staff proposal, a summons, an item that nobody says was decided."""
    if reading.kind == "agreement":
        return False
    if item.status == "proposed" or reading.kind in {"proposal", "summons"}:
        return True
    if item.status is None and reading.kind not in {"minutes", "extract", "summary"}:
        return True
    disposing = [one for one in item.decisions if one.act in DISPOSING or one.act == "propose"]
    return bool(disposing) and all(one.act == "propose" for one in disposing)
