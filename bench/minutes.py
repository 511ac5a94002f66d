"""What the paper costs: minutes of 60 items written, typeset as PDF/A-3a and PDF/UA-1, and read back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

from bench.timing import medians
from samverkan.core.dates import PartialDate
from samverkan.core.deciding.values import Attendee, Item, Meeting, Paper, Receiver, Reservation, Vote
from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue
from samverkan.core.law import Body
from samverkan.core.writing import phrasing
from samverkan.core.writing.minutes import minutes
from samverkan.outside.reading import read_bytes
from samverkan.outside.typesetting import typeset

_ITEMS = 60
_RUNS = 7
_BODY, _REGION, _TOWN = "Hälso- och sjukvårdsnämnden", "Region Västana", "Lindmora kommun"
_DAY = date(2026, 11, 18)
_MADE = datetime(2026, 11, 25, tzinfo=UTC)
_HEARD = "Parterna har berett avtalet tillsammans under året och är överens om innehållet. " * 12


def meeting(items: int, *, run: int = 0) -> Meeting:
    """A meeting of fifteen with so many agreements, each about a page; `run` makes it like no other."""
    there = tuple(Attendee(f"Ledamot Nummer{n}", "member" if n else "chair", "S") for n in range(15))
    terms = phrasing.Instrument(
        (_REGION, _TOWN), "hemsjukvård", PeriodValue(PartialDate(2027), PartialDate(2027)),
        ExtensionValue(False, "excluded"), (ShareValue(_REGION, "percent", "50"), ShareValue(_TOWN, "percent", "50")),
    )  # fmt: skip
    points = (
        phrasing.approve(_BODY, terms, awaits=[phrasing.Awaited(organisation=_TOWN)]),
        phrasing.assign(_BODY, "Regiondirektören", "följa upp avtalet", report=date(2028, 3, 31), report_to=_BODY),
    )
    stands = tuple((one.name, "yes" if n else "no") for n, one in enumerate(there))
    each = Item(
        "Samverkansavtal om hemsjukvård", heard=(_HEARD, _HEARD), papers=(Paper("Tjänsteutlåtande", _DAY),),
        proposed=tuple(point.text for point in points), procedure=("Ordföranden ställer bifall mot avslag.",),
        votes=(Vote("bifall", "avslag", stands),), points=points, reservations=(Reservation((there[0].name,)),),  # type: ignore[arg-type]  # the stands are drawn
        receivers=(Receiver("Akten"),),
    )  # fmt: skip
    return Meeting(
        _REGION, _BODY, Body.BOARD, _DAY + timedelta(days=run), 15, attendance=there, chair=there[0].name,
        justerare=(there[1].name,),
        items=tuple(each._replace(section=str(n + 1), registry_number=f"HSN {run}-{n:05d}") for n in range(items)),
    )  # fmt: skip


def run() -> list[tuple[str, str]]:
    """Seconds, of papers that differ each time: typst remembers what it has set before."""
    papers = [minutes(meeting(_ITEMS, run=n)) for n in range(_RUNS + 1)]
    waiting = iter(papers)
    write, print_ = medians(_RUNS, lambda: minutes(meeting(_ITEMS)), lambda: typeset(next(waiting), made=_MADE))
    pdf = typeset(papers[0], made=_MADE)
    (read,) = medians(_RUNS, partial(read_bytes, pdf, "protokoll.pdf"))
    pages = len(read_bytes(pdf, "protokoll.pdf").document.pages)
    return [
        (f"minutes of {_ITEMS} items typeset ({pages} pages)", f"{print_:.2f} s"),
        (f"minutes of {_ITEMS} items written as blocks", f"{write * 1000:.0f} ms"),
        (f"minutes of {_ITEMS} items read from the PDF", f"{read:.2f} s"),
    ]
