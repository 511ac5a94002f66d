"""What an operative point does in, the point out: its Swedish words, as boards write them, with its act, conditions and terms.

The same words go into every party's proposal and minutes, so what is agreed is decided likalydande; the reader takes the same
act, conditions and terms from them again. One function an act; `body` is who decides, in the nominative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.deciding.values import Condition, Fulfilled, Point
from samverkan.core.writing.minutes_words import day_words, in_sentence, length_words, names_words, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Act, ConditionKind, ExtensionValue, PeriodValue, ShareValue


class Instrument(NamedTuple):
    """An agreement as a point names it: its kind ("samverkansavtalet"), between whom, about what, on which terms."""

    parties: tuple[str, ...]
    object: str = ""
    period: PeriodValue | None = None
    extension: ExtensionValue | None = None
    shares: tuple[ShareValue, ...] = ()
    kind: str = "samverkansavtalet"


class Awaited(NamedTuple):
    """What a point waits for. `body` of `organisation` decides; neither named: all the parties. `what`: the condition in words.

    `what` is written where the kind is no decision: "att medel anslås i budgeten för 2027", "att avtalet undertecknas".
    """

    kind: ConditionKind = "matching_decision"
    body: str = ""
    organisation: str = ""
    what: str = ""


ALL_PARTIES: Final = Awaited()


def approve(body: str, instrument: Instrument, *, awaits: Sequence[Awaited] = ()) -> Point:
    """ "Socialnämnden godkänner samverkansavtalet mellan ... om ... för perioden ..., under förutsättning att ..."."""
    first, rest = _named(instrument), _after(instrument)
    return _point(f"{body} godkänner {first}", "approve", body, awaits, rest)


def extend(body: str, instrument: Instrument, until: date, *, awaits: Sequence[Awaited] = ()) -> Point:
    """ "... förlänger samverkansavtalet mellan ... till och med den 31 december 2027"; what it was before is not said again."""
    said = f"{body} förlänger {_between(instrument)} till och med den {day_words(until)}"
    return _point(said, "approve", body, awaits)


def terminate(body: str, instrument: Instrument, ends: date | None, *, awaits: Sequence[Awaited] = ()) -> Point:
    """ "... säger upp samverkansavtalet mellan ... till den 31 december 2027"."""
    to = f" till den {day_words(ends)}" if ends else ""
    return _point(f"{body} säger upp {_between(instrument)}{to}", "terminate", body, awaits)


def adopt(body: str, what: str, *, awaits: Sequence[Awaited] = ()) -> Point:
    """ "... antar reglemente för den gemensamma nämnden"."""
    return _point(f"{body} antar {what}", "adopt", body, awaits)


def assign(body: str, to: str, what: str, *, report: date | None = None, report_to: str = "") -> Point:
    """ "Socialdirektören får i uppdrag att ... och återrapportera till nämnden senast den ..."; `what` follows "att"."""
    back = ""
    if report is not None:
        whom = f" till {in_sentence(report_to)}" if report_to else ""
        back = f" och återrapportera{whom} senast den {day_words(report)}"
    return Point(f"{to} får i uppdrag att {what}{back}.", "assign", body, to)


def fulfilled(body: str, day: PartialDate | None, section: str | None, what: str = "") -> Point:
    """ "... förklarar uppdraget från 2026-02-11 § 12, att ..., fullgjort."; `what` follows "att"."""
    where = " ".join(filter(None, (f"från {day}" if day else "", f"§ {section}" if section else "")))
    named = f"uppdraget {where}".strip() + (f", att {what}," if what else "")
    given = (Fulfilled(day, section),) if day or section else ()
    return Point(f"{body} förklarar {named} fullgjort.", "fulfilled", body, fulfils=given)


def propose(body: str, to: str, inner: Point, *, via: Sequence[str] = ()) -> Point:
    """ "Socialnämnden föreslår att kommunstyrelsen föreslår att kommunfullmäktige beslutar att godkänna ...".

    `inner` is what the highest body is asked to decide, a point in that body's own words ("Kommunfullmäktige godkänner ...").
    """
    steps = "".join(f"att {in_sentence(one)} föreslår " for one in via)
    verb, _, tail = inner.text.removeprefix(f"{to} ").partition(" ")
    asked = _ASKED.get(verb) if inner.text.startswith(f"{to} ") else None
    what = f"{asked} {tail}" if asked else inner.text[:1].lower() + inner.text[1:]
    said = f"{body} föreslår {steps}att {in_sentence(to)} beslutar att {what}"
    named = in_sentence(to), tuple(map(in_sentence, via))
    return Point(said, "propose", body, *named, inner.act, inner.conditions, inner.fulfils)


_ASKED: Final = {
    "godkänner": "godkänna", "förlänger": "förlänga", "antar": "anta", "förklarar": "förklara", "avslår": "avslå",
    "noterar": "notera", "upphäver": "upphäva", "utser": "utse", "bemyndigar": "bemyndiga", "bordlägger": "bordlägga",
    "återremitterar": "återremittera",
    "säger": "säga",
}  # fmt: skip


def postpone(body: str, *, until: date | None = None) -> Point:
    """ "... bordlägger ärendet till sammanträdet den 12 maj 2027."."""
    when = f" till sammanträdet den {day_words(until)}" if until else ""
    return Point(f"{body} bordlägger ärendet{when}.", "postpone", body)


def refer_back(body: str, *, to: str = "", why: str = "") -> Point:
    """ "... återremitterar ärendet till arbetsutskottet för att ..."; `why` follows "för att"."""
    whom = f" till {in_sentence(to)}" if to else ""
    return Point(
        f"{body} återremitterar ärendet{whom}{f' för att {why}' if why else ''}.",
        "refer_back",
        body,
        in_sentence(to) or None,
    )


def reject(body: str, what: str) -> Point:
    """ "... avslår förslaget till samverkansavtal."."""
    return _point(f"{body} avslår {what}", "reject", body, ())


def withdrawn(body: str) -> Point:
    """ "Ärendet utgår."."""
    return Point("Ärendet utgår.", "withdrawn", body)


def note(body: str, what: str = "informationen") -> Point:
    """ "... noterar informationen till protokollet."."""
    return Point(f"{body} noterar {what} till protokollet.", "note", body)


def rescind(body: str, day: date, section: str, what: str = "") -> Point:
    """ "... upphäver sitt beslut 2026-02-11 § 12 om ..."; `what` follows "om"."""
    about = f" om {what}" if what else ""
    return Point(f"{body} upphäver sitt beslut {day.isoformat()} § {section}{about}.", "rescind", body)


def delegate(body: str, to: str, what: str) -> Point:
    """ "... bemyndigar ordföranden att underteckna avtalet."; `what` follows "att"."""
    return Point(f"{body} bemyndigar {to} att {what}.", "delegate", body, to)


def elect(body: str, who: Sequence[str], to_what: str) -> Point:
    """ "... utser Anna Ek och Bo Al till ledamöter i styrgruppen."; `to_what` follows "till" or begins with "att"."""
    joint = to_what if to_what.startswith("att ") else f"till {to_what}"
    return Point(f"{body} utser {names_words(who)} {joint}.", "elect", body)


def _point(said: str, act: Act, body: str, awaits: Sequence[Awaited], after: str = "") -> Point:
    """The sentence with its first condition, then the others and what more is said of the terms, a sentence each."""
    conditions = tuple(map(_condition, awaits))
    waiting = "".join(f", {one.text}" for one in conditions[:1])
    further = "".join(f" Beslutet gäller även {one.text}." for one in conditions[1:])
    return Point(f"{said}{waiting}.{further}{after}", act, body, conditions=conditions)


def _condition(awaited: Awaited) -> Condition:
    """The condition with its words, and on whom it waits as the reader names them."""
    who = names = None
    if awaited.body or awaited.organisation:
        who = " i ".join(filter(None, (in_sentence(awaited.body), awaited.organisation)))
        names = ", ".join(filter(None, (in_sentence(awaited.body), awaited.organisation)))
    if awaited.what:
        return Condition(awaited.kind, names, f"under förutsättning {awaited.what}")
    if awaited.kind == "other_decision":
        return Condition(awaited.kind, names, f"under förutsättning att {who} godkänner avtalet")
    who, names = who or "samtliga parter", names or "samtliga parter"
    return Condition(awaited.kind, names, f"under förutsättning att {who} fattar likalydande beslut")


def _named(instrument: Instrument) -> str:
    words = [_between(instrument)]
    if instrument.period and (said := period_words(instrument.period)):
        words.append(said)
    if instrument.extension is not None and not instrument.extension.allowed:
        return f"{' '.join(words)}, utan möjlighet till förlängning"
    return " ".join(words)


def _between(instrument: Instrument) -> str:
    between = f" mellan {names_words(instrument.parties)}" if instrument.parties else ""
    return f"{instrument.kind}{between}" + (f" om {instrument.object}" if instrument.object else "")


def _after(instrument: Instrument) -> str:
    """The terms that take a sentence of their own."""
    said = ""
    extension = instrument.extension
    if extension is not None and extension.allowed:
        said += f" {_extension(extension)}"
    if instrument.shares:
        said += f" {_shares(instrument.shares)}"
    return said


def _extension(extension: ExtensionValue) -> str:
    length = length_words(extension.months) if extension.months else ""
    if extension.mode == "automatic":
        each = f" med {length} i taget" if length else ""
        unless = (
            f" om ingen part säger upp det senast {length_words(extension.notice_months)} före avtalstidens slut"
            if extension.notice_months
            else " om ingen part säger upp det"
        )
        return f"Avtalet förlängs{each}{unless}."
    times = _times(extension.times)
    return "Avtalet kan förlängas" + (f" {times}" if times else "") + (f" med {length}" if length else "") + "."


def _times(times: int | None) -> str:
    if times is None:
        return ""
    return (
        "en gång"
        if times == 1
        else f"{('noll', 'en', 'två', 'tre', 'fyra', 'fem')[times] if times < 6 else times} gånger"
    )


def _shares(shares: Sequence[ShareValue]) -> str:
    return f"Av kostnaden betalar {names_words([f'{one.party} {_measured(one)}' for one in shares])}."


def _measured(share: ShareValue) -> str:
    if share.measure == "percent" and share.percent is not None:
        return f"{share.percent.replace('.', ',')} procent"
    return share.value or ""
