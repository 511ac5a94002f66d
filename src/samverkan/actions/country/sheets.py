"""What the papers say: a party's decision, proposal or change, or the agreement itself, in; the text and its facts out.

Every fact is cited to the words of the text that say it, as a reading of the text would be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.facts import (
    THE_TEXT,
    AssignmentFulfilled,
    AssignmentGiven,
    Condition,
    Decision,
    ExtensionValue,
    Fact,
    Justering,
    PeriodValue,
    Proposal,
    ShareValue,
    Signature,
    Term,
    Termination,
)
from samverkan.core.sources import Citation, Span
from samverkan.core.standing.items import OWN, RecordedItem
from samverkan.words import written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from samverkan.core.facts import Act, Basis, ConditionKind, TermName, TermValue

TASKS: Final = (
    "redovisa hur samverkan har fungerat senast den 31 mars",
    "ta fram en plan för bemanningen",
    "följa upp kostnaderna varje kvartal",
    "utse företrädare i styrgruppen",
)


class Deal(NamedTuple):
    """What the parties agree: what it is about and what it is called, who they are, for how long, on what terms."""

    object: str
    title: str
    parties: tuple[str, ...]
    period: PeriodValue
    shares: tuple[ShareValue, ...]
    extension: ExtensionValue | None


class Meeting(NamedTuple):
    """Where and when something is decided, and under which numbers."""

    organisation: str
    body: str
    board: str
    day: date
    section: str
    number: str
    leaf: int


class Said(NamedTuple):
    """A paper: its text and the one item in it."""

    text: str
    item: RecordedItem


class _Sheet:
    """A text as it is written, and the facts cited to it."""

    def __init__(self, meeting: Meeting | None) -> None:
        self.meeting = meeting
        self.facts: list[Fact] = []
        self.quotes: dict[Citation, str] = {}
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def put(self, *words: str) -> None:
        for one in words:
            self._parts.append(one)
            self._length += len(one)

    def say(self, words: str) -> Citation:
        """Write the words and cite them."""
        span = Span(self._length, self._length + len(words))
        self.put(words)
        at = self.meeting
        citation = Citation("", None, None, None, span)
        if at is not None:
            citation = Citation("", str(at.leaf), at.section, str(at.day), span)
        self.quotes[citation] = words
        return citation

    def common(self, *citations: Citation) -> dict[str, Any]:
        """What every fact of a meeting's paper holds."""
        at = self.meeting
        assert at is not None
        return {
            "id": "", "party": OWN, "body": at.body, "happened": PartialDate.of(at.day), "known": at.day,
            "citations": citations,
        }  # fmt: skip

    def term(self, name: TermName, value: TermValue, basis: Basis, words: str, *, proposed: bool = False) -> None:
        """Write the words of a term."""
        self.facts.append(
            Term(**self.common(self.say(words)), term=name, value=value, basis=basis, words=words, proposed=proposed)
        )

    def head(self, title: str, *, proposed: bool = False) -> Citation:
        at = self.meeting
        assert at is not None
        self.put(at.organisation.upper(), f"                    PROTOKOLLSUTDRAG          {at.leaf}\n", at.body)
        self.put(f"          Sammanträdesdatum {at.day}\n\n§ {at.section} ")
        cited = self.say(title)
        self.facts.append(
            Term(**self.common(cited), term="title", value=title, basis="told", words=title, proposed=proposed)
        )
        self.put(f"\nDnr {at.number}\n\n{at.body} beslutar\n\n")
        return cited

    def foot(self, deal: Deal) -> None:
        at = self.meeting
        assert at is not None
        others = [name for name in deal.parties if name != at.organisation][:3]
        self.put("\n\nBeslutet skickas till\n", *(f"{name}\n" for name in others), "Akten\n")

    def item(self, deal: Deal, title: str, citation: Citation, *, extends: bool = False, amends: bool = False) -> Said:
        at = self.meeting
        periods = (deal.period,)
        made = RecordedItem(
            id="", text=at is None, organisation=at and at.organisation, body=at and at.body, board=at and at.board,
            registry_number=at and at.number, section=at and at.section, day=at and PartialDate.of(at.day),
            title=title, object=deal.object, parties=deal.parties, periods=periods, extends=extends,
            facts=tuple(self.facts), citation=citation, quotes=self.quotes, amends=amends, known=at and at.day,
        )  # fmt: skip
        return Said(self.text, made)


def approval(
    deal: Deal, meeting: Meeting, *, act: Act = "approve", condition: ConditionKind | None = None,
    tasks: Sequence[str] = (), fulfils: date | None = None,
) -> Said:  # fmt: skip
    """The party's own decision: to approve, on a condition where there is one, or to refuse; and what else it decides."""
    sheet = _Sheet(meeting)
    title = f"Samverkansavtal om {deal.object}"
    cited = sheet.head(title)
    verb = "godkänna" if act == "approve" else "avslå förslaget till"
    words = f"att {verb} samverkansavtal om {deal.object} för perioden {_period(deal.period)}"
    sheet.put("att ")
    conditions: tuple[Condition, ...] = ()
    told = f"{words.removeprefix('att ')}{f', {_CONDITIONS[condition]}' if condition else ''}"
    said = sheet.say(told)
    if condition:
        on = "*" if condition == "matching_decision" else None
        conditions = (Condition(condition, on, _CONDITIONS[condition], None, (said,)),)
    common = sheet.common(said)
    sheet.facts.append(
        Decision(**common, act=act, section=meeting.section, conditions=conditions, registry_number=meeting.number)
    )
    for task in tasks:
        _assign(sheet, meeting, task)
    if fulfils is not None:
        sheet.put(",\n\n")
        said = sheet.say("att förklara uppdraget om redovisning fullgjort")
        sheet.facts.append(AssignmentFulfilled(**sheet.common(said), day=PartialDate.of(fulfils)))
    sheet.put(".\n\nSammanfattning av ärendet\n")
    _terms(sheet, deal, "decided" if act == "approve" else "told")
    sheet.foot(deal)
    return sheet.item(deal, title, cited)


def proposal(deal: Deal, meeting: Meeting, to: str) -> Said:
    """What a committee asks its board to approve."""
    sheet = _Sheet(meeting)
    title = f"Samverkansavtal om {deal.object}"
    cited = sheet.head(title, proposed=True)
    sheet.put("att föreslå ", to[:1].lower(), to[1:], " ")
    said = sheet.say(f"att godkänna samverkansavtal om {deal.object} för perioden {_period(deal.period)}")
    sheet.facts.append(
        Proposal(**sheet.common(said), section=meeting.section, to=to, inner="approve", registry_number=meeting.number)
    )
    sheet.put(".\n\nSammanfattning av ärendet\n")
    _terms(sheet, deal, "told", proposed=True)
    sheet.foot(deal)
    return sheet.item(deal, title, cited)


def extension(deal: Deal, meeting: Meeting, more: PeriodValue, *, tasks: Sequence[str] = ()) -> Said:
    """The party's decision to let the agreement go on for some time more."""
    sheet = _Sheet(meeting)
    title = f"Förlängning av samverkansavtal om {deal.object}"
    cited = sheet.head(title)
    sheet.put("att ")
    said = sheet.say(f"förlänga samverkansavtalet om {deal.object}")
    decided = Decision(
        **sheet.common(said), act="approve", section=meeting.section, registry_number=meeting.number
    )  # fmt: skip
    sheet.facts.append(decided)
    sheet.put(" att gälla ")
    sheet.term("period", more, "decided", _period(more))
    for task in tasks:
        _assign(sheet, meeting, task)
    sheet.put(".\n\nSammanfattning av ärendet\n")
    _named(sheet, deal)
    sheet.foot(deal)
    return sheet.item(deal._replace(period=more), title, cited, extends=True)


def amendment(deal: Deal, meeting: Meeting, from_: date, shares: tuple[ShareValue, ...]) -> Said:
    """The party's decision to divide the cost otherwise from a day on."""
    sheet = _Sheet(meeting)
    title = f"Ändring av samverkansavtal om {deal.object}"
    cited = sheet.head(title)
    sheet.put("att ")
    said = sheet.say(f"godkänna ändring av samverkansavtalet om {deal.object}")
    sheet.facts.append(
        Decision(**sheet.common(said), act="approve", section=meeting.section, registry_number=meeting.number)
    )
    sheet.put(" så att kostnaden ")
    since = PeriodValue(PartialDate.of(from_), None)
    sheet.term("period", since, "decided", f"från och med den {written(from_, 'sv')}")
    sheet.put(" fördelas ")
    sheet.term("shares", shares, "decided", _shares(shares))
    sheet.put(".\n\nSammanfattning av ärendet\n")
    _named(sheet, deal)
    sheet.foot(deal)
    return sheet.item(deal._replace(period=since), title, cited, amends=True)


def notice(deal: Deal, meeting: Meeting, last: date) -> Said:
    """The party's decision to leave the agreement."""
    sheet = _Sheet(meeting)
    title = f"Uppsägning av samverkansavtal om {deal.object}"
    cited = sheet.head(title)
    sheet.put("att ")
    said = sheet.say(f"säga upp samverkansavtalet om {deal.object} till den {written(last, 'sv')}")
    sheet.facts.append(Termination(**sheet.common(said), ends=PartialDate.of(last), section=meeting.section))
    sheet.put(".\n\nSammanfattning av ärendet\n")
    _named(sheet, deal)
    sheet.foot(deal)
    return sheet.item(deal, title, cited)


def agreement_text(deal: Deal, signed: Sequence[tuple[str, str, date]]) -> Said:
    """The agreement's own text with its signatures: party, who, when."""
    sheet = _Sheet(None)
    cited = sheet.say(deal.title)
    known = max(day for _, _, day in signed)
    held: dict[str, Any] = {"id": "", "party": THE_TEXT, "known": known}

    def term(name: TermName, value: TermValue, words: str) -> None:
        said = (sheet.say(words),)
        sheet.facts.append(Term(**held, citations=said, term=name, value=value, basis="agreed", words=words))

    sheet.facts.append(
        Term(**held, citations=(cited,), term="title", value=deal.title, basis="agreed", words=deal.title)
    )
    sheet.put("\n\n1 Parter\n")
    term("parties", deal.parties, ", ".join(deal.parties))
    sheet.put("\n\n2 Syfte\nParterna driver tillsammans ")
    term("object", deal.object, deal.object)
    sheet.put(".\n\n3 Kostnader\nKostnaden fördelas ")
    term("shares", deal.shares, _shares(deal.shares))
    sheet.put(".\n\n4 Avtalstid\nAvtalet gäller ")
    term("period", deal.period, _period(deal.period))
    sheet.put(". ")
    if deal.extension is not None:
        term("extension", deal.extension, _extension(deal.extension))
    sheet.put("\n\n5 Uppsägning\nUppsägningstiden är ")
    term("termination", 6, "sex månader")
    sheet.put(".\n\n")
    for party, who, day in signed:
        sheet.put(f"{day}  {who}\n")
        said = sheet.say(party)
        sheet.put("\n\n")
        sheet.facts.append(
            Signature(
                id="", party=party, happened=PartialDate.of(day), known=known, citations=(said,), signatory=who
            )
        )  # fmt: skip
    made = sheet.item(deal, deal.title, cited)
    return made._replace(item=made.item._replace(known=known))


def justered(said: Said, meeting: Meeting, day: date) -> Said:
    """The paper of minutes that were signed as right on a day."""
    item = said.item
    fact = Justering(
        id="", party=OWN, body=meeting.body, happened=PartialDate.of(day), meeting=item.day,
        sections=(meeting.section,), citations=(item.citation,),
    )  # fmt: skip
    return said._replace(item=item._replace(facts=(*item.facts, fact)))


def _assign(sheet: _Sheet, meeting: Meeting, task: str) -> None:
    sheet.put(",\n\natt ")
    words = f"uppdra åt förvaltningen att {task}"
    said = sheet.say(words)
    sheet.facts.append(
        AssignmentGiven(
            **sheet.common(said), day=PartialDate.of(meeting.day), section=meeting.section, by=meeting.body,
            to="förvaltningen", text=words,
        )
    )  # fmt: skip


def _terms(sheet: _Sheet, deal: Deal, basis: Basis, *, proposed: bool = False) -> None:
    _named(sheet, deal, proposed=proposed)
    sheet.put(" Avtalet gäller ")
    sheet.term("period", deal.period, basis, _period(deal.period), proposed=proposed)
    sheet.put(". Kostnaden fördelas ")
    sheet.term("shares", deal.shares, basis, _shares(deal.shares), proposed=proposed)
    sheet.put(".")
    if deal.extension is not None:
        sheet.put(" ")
        sheet.term("extension", deal.extension, "told", _extension(deal.extension), proposed=proposed)


def _named(sheet: _Sheet, deal: Deal, *, proposed: bool = False) -> None:
    sheet.term(
        "parties", deal.parties, "told", f"{', '.join(deal.parties[:-1])} och {deal.parties[-1]}", proposed=proposed
    )
    sheet.put(" driver tillsammans ")
    sheet.term("object", deal.object, "told", deal.object, proposed=proposed)
    sheet.put(".")


def _period(period: PeriodValue) -> str:
    first = "" if period.from_ is None else f"från och med den {written(period.from_, 'sv')}"
    last = " tills vidare" if period.to is None else f" till och med den {written(period.to, 'sv')}"
    return first + last


def _shares(shares: Sequence[ShareValue]) -> str:
    return "med " + ", ".join(f"{one.percent} procent på {one.party}" for one in shares)


def _extension(value: ExtensionValue) -> str:
    if not value.allowed:
        return "Avtalet kan inte förlängas."
    return f"Avtalet kan förlängas med {value.months} månader om alla parter beslutar det."


_CONDITIONS: Final[dict[str, str]] = {
    "matching_decision": "under förutsättning att övriga parter fattar likalydande beslut",
    "budget": "under förutsättning att medel avsätts i budget",
}
