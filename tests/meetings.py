"""Meetings made up at random; `tests.meetings_said` has what is put into one and what is read of its minutes.

Places, people and firms are made up. Texts that people write hold odd characters; what they write is about nothing that
the reader looks for, so that everything it finds was put in.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.values import (
    Attendee,
    Item,
    Jav,
    Meeting,
    Motion,
    Notice,
    Paper,
    Point,
    Receiver,
    Reservation,
    Vote,
)
from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue
from samverkan.core.law import Body
from samverkan.core.law.jav import Tie
from samverkan.core.writing import phrasing
from samverkan.core.writing.phrasing import Awaited, Instrument

PLACES = ["Lindmora", "Ekbo", "Västervik", "Norra Berga", "Älvö", "Hagby", "Östra Ås", "Lilla Berga"]
FEDERATIONS = ["Samordningsförbundet Älvö", "Kommunalförbundet Ekbo", "Göteborgs Stad", "Lunda stad"]
REGIONS = ["Region Västana", "Region Solvik", "Region Västra Götaland"]
BOARDS = [
    "Socialnämnden", "Hälso- och sjukvårdsnämnden", "Barn- och utbildningsnämnden", "Vård- och omsorgsnämnden",
    "Västra hälso- och sjukvårdsnämnden", "Miljö-, bygg- och räddningsnämnden", "Tekniska nämnden",
    "Individ- och familjenämnden", "Kultur- och fritidsnämnden", "Gemensamma nämnden för hemsjukvård",
    "Överförmyndarnämnden", "Norra hälso- och sjukvårdsnämnden", "Valnämnden", "Folkhälsorådet",
]  # fmt: skip
COMMITTEES = ["Socialnämndens arbetsutskott", "Kommunstyrelsens arbetsutskott", "Personalutskottet", "Individutskottet"]
FIRST = ["Anna", "Bo", "Åsa", "Per-Olof", "Göran", "Zoé", "Eva-Lena", "Maja", "Örjan", "Ulla", "Émile", "Karl Johan"]
LAST = [
    "Ek",
    "Öberg",
    "Lindqvist-Ås",
    "af Klercker",
    "von Sydow",
    "Åkesson",
    "Berg",
    "Holm",
    "Sjögren",
    "van der Meer",
    "O'Brien",
    "Al-Hassan",
    "de la Gardie",
]
GROUPS = ["S", "M", "C", "V", "KD", "L", "MP", "SD", "VbP"]
OFFICERS = [
    "Socialdirektören",
    "Hälso- och sjukvårdsdirektören",
    "Kommundirektören",
    "Regiondirektören",
    "Förvaltningschefen",
]
SERVICES = [
    "spädbarnsverksamhet",
    "familjecentralen Lärkan",
    "ungdomsmottagning",
    "gemensam språktolkning",
    "hemsjukvård",
]
TASKS = [
    "förhandla om ett nytt avtal", "följa upp avtalet", "ta fram en plan för lokalerna", "redovisa kostnaderna",
    "utreda frågan om öppettider",
]  # fmt: skip
WORDS = (
    "barn familj lokal dag öppet hus personal arbete ort väg skola plan bok bild möte frukost cykel "
    "vardag träd sjö höst vinter stig bro tåg buss park tavla snö regn"
).split()
ODD = [
    "#tavla", "*stjärna*", "_streck_", "$100", "a@b", "<tagg>", "\\", "50%", "”citat”", "\"rakt\"", "’s", "a–b", "—", "…",
    "a~b", "x^2", "[x]", "{y}", "`kod`", "R&D", "1/2", "3 § 1 st.", "(se 4.2)", "C#", "//", "/*", "=lika", "+1", "é", "½", "€5",
]  # fmt: skip


class Meant(NamedTuple):
    """What a point says of an agreement beside its act: what the item's terms are to be."""

    point: Point
    instrument: Instrument | None = None


people = st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))
days = st.dates(date(2018, 1, 8), date(2035, 12, 20))
tokens = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(ODD))


@st.composite
def sentences(draw: st.DrawFn, most: int = 24) -> str:
    """A sentence about nothing, some of its words odd."""
    words = [draw(st.sampled_from(WORDS)).capitalize(), *draw(st.lists(tokens, min_size=1, max_size=most))]
    return " ".join(words) + " idag."


odd = st.lists(tokens, min_size=2, max_size=6).map(lambda words: f"{words[0]} {' '.join(words)} vardag")
long_odd = st.lists(tokens, min_size=20, max_size=60).map(lambda words: f"plan för {' '.join(words)} vardag")
paragraphs = st.lists(sentences(), min_size=1, max_size=6).map(" ".join)
subjects = st.sampled_from(
    ["Information om", "Rapport om", "Lägesbild av", "Svar på motion om", "Uppföljning 2026 av", "Val av"]
)
plain_titles = st.one_of(
    st.builds("{} {} {}".format, subjects, tokens, st.sampled_from(WORDS)),
    st.builds("{} {}".format, subjects, st.lists(st.sampled_from(WORDS), min_size=3, max_size=30).map(" ".join)),
    st.sampled_from(
        [
            "Delårsrapport per den 31 augusti 2026",
            "Budget 2027 (med plan 2028–2029)",
            "Dagordning",
            "Övriga frågor",
            "Föreläggande enligt 26 kap. 9 § miljöbalken",
            "Detaljplan för Ängen 4:12, antagande",
            "Remiss: en god vård (SOU 2026:3)",
        ]
    ),
)
municipalities = st.sampled_from(PLACES).map("{} kommun".format)
registry_numbers = st.one_of(
    st.none(),
    st.builds(
        "{} {}-{:05d}".format, st.sampled_from(["HSN", "SN", "KS"]), st.integers(2018, 2035), st.integers(1, 99999)
    ),
    st.builds(
        "{} {}/{:03d}".format, st.sampled_from(["HSN", "SN", "KS"]), st.integers(2018, 2035), st.integers(1, 999)
    ),
    st.builds("{}.{:03d} SN".format, st.integers(2018, 2035), st.integers(1, 999)),
    st.builds("{}VFN{}".format, st.integers(2018, 2035), st.integers(100, 999)),
    st.sampled_from(["KS/2024:339", "SLK-2025-00875", "KSN-2024-1724", "LS 2026-1303", "0126/26", "2024/241"]),
)


@st.composite
def instruments(draw: st.DrawFn, own: str) -> Instrument:
    """An agreement of `own` with one or two others, on terms that add up."""
    others = draw(st.lists(municipalities.filter(lambda name: name != own), min_size=1, max_size=2, unique=True))
    parties = (own, *others)
    first = draw(st.integers(2019, 2035))
    period = draw(
        st.sampled_from(
            [
                PeriodValue(PartialDate(first), PartialDate(first)),
                PeriodValue(PartialDate(first, 1, 1), PartialDate(first + 2, 12, 31)),
                PeriodValue(PartialDate(first, 3, 1), PartialDate(first + 1, 8, 31)),
                PeriodValue(PartialDate(first, 7, 1), None, open_ended=True),
            ]
        )
    )
    extension = draw(
        st.sampled_from(
            [
                None,
                ExtensionValue(False, "excluded"),
                ExtensionValue(True, "option", 24, 1),
                ExtensionValue(True, "option", 12, 2),
                ExtensionValue(True, "automatic", 12, None, 6),
            ]
        )
    )
    percents = draw(
        st.sampled_from([("50", "50"), ("70", "30"), ("33.5", "66.5")] if len(parties) == 2 else [("40", "40", "20")])
    )
    shares = draw(
        st.sampled_from([(), tuple(ShareValue(p, "percent", n) for p, n in zip(parties, percents, strict=True))])
    )
    return Instrument(parties, draw(st.sampled_from(SERVICES)), period, extension, shares)


@st.composite
def awaited(draw: st.DrawFn, instrument: Instrument) -> tuple[Awaited, ...]:
    """What an approval waits for: the others, all of them, an own higher body, money."""
    other = draw(st.sampled_from(instrument.parties[1:]))
    return draw(
        st.sampled_from(
            [
                (),
                (Awaited(organisation=other),),
                (Awaited(body="Socialnämnden", organisation=other),),
                (phrasing.ALL_PARTIES,),
                (Awaited("other_decision", body="Kommunfullmäktige"),),
                (Awaited(organisation=other), Awaited("budget", what="att medel anslås i budgeten")),
            ]
        )
    )


@st.composite
def agreed(draw: st.DrawFn, own: str, body: str) -> list[Meant]:
    """The points of an item on an agreement: what is done with it first, then what follows from it."""
    instrument = draw(instruments(own))
    higher = "Regionfullmäktige" if own.startswith("Region") else "Kommunfullmäktige"
    board = "Regionstyrelsen" if own.startswith("Region") else "Kommunstyrelsen"
    waits = draw(awaited(instrument))
    kinds = ["approve", "approve", "postpone", "refer_back", "reject", "withdrawn", "terminate"]
    if body != higher:
        kinds += ["propose", *(["propose_via"] if body != board else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "approve":
        first = Meant(phrasing.approve(body, instrument, awaits=waits), instrument)
    elif kind in ("propose", "propose_via"):
        via = (board,) if kind == "propose_via" else ()
        first = Meant(
            phrasing.propose(body, higher, phrasing.approve(higher, instrument, awaits=waits), via=via), instrument
        )
    else:
        first = Meant(
            {
                "postpone": phrasing.postpone(body, until=draw(st.none() | days)),
                "refer_back": phrasing.refer_back(body, why=draw(st.sampled_from(["", "kostnaden ska belysas"]))),
                "reject": phrasing.reject(body, "förslaget till samverkansavtal"),
                "withdrawn": phrasing.withdrawn(body),
                "terminate": phrasing.terminate(body, instrument, draw(st.none() | days)),
            }[kind]
        )
    more = draw(st.lists(followed(body), max_size=3)) if kind in ("approve", "propose") else []
    return [first, *more]


@st.composite
def followed(draw: st.DrawFn, body: str) -> Meant:
    """An assignment given or declared fulfilled."""
    task = draw(st.sampled_from(TASKS))
    if draw(st.booleans()):
        officer = draw(st.sampled_from(OFFICERS))
        report = draw(st.none() | days)
        return Meant(phrasing.assign(body, officer, task, report=report, report_to=body if report else ""))
    day, section = draw(days), str(draw(st.integers(1, 300)))
    return Meant(phrasing.fulfilled(body, PartialDate.of(day), section, draw(st.sampled_from(["", task]))))


@st.composite
def others(draw: st.DrawFn, body: str) -> list[Meant]:
    """The points of an item on something else."""
    first = draw(
        st.sampled_from(
            [
                phrasing.note(body),
                phrasing.note(body, "redovisningen"),
                phrasing.adopt(body, "riktlinjer för lokaler"),
                phrasing.adopt(body, f"plan för {draw(odd)}"),
                Point(f"{body} antar {draw(long_odd)}.", "adopt", body),
                phrasing.elect(body, draw(st.lists(people, min_size=1, max_size=2)), "ledamöter i styrgruppen"),
                phrasing.rescind(body, draw(days), "12", "lokaler"),
                phrasing.delegate(body, "ordföranden", "besvara remissen"),
                Point("Informationen läggs till handlingarna.", "note", body),
                Point("Dagordningen godkänns.", "approve", body),
            ]
        )
    )
    return [Meant(first), *draw(st.lists(followed(body), max_size=2))]


receivers = st.builds(
    Receiver,
    st.sampled_from(
        [
            "Akten",
            "Socialnämnden i Lindmora kommun",
            "Region Västana, hälso- och sjukvårdsnämnden",
            "Ekonomiavdelningen",
            "Revisorerna",
        ]
    ),
    st.none() | st.sampled_from(["registrator@lindmora.example", "anna.ek-lund@vastana.example", "a_b+c@ekbo.example"]),
)
papers = st.builds(
    Paper,
    st.one_of(
        st.sampled_from(
            [
                "Tjänsteutlåtande",
                "Förslag till samverkansavtal",
                "Yttrande från barn- och ungdomsrådet",
                "Protokollsutdrag, Ekbo kommun",
            ]
        ),
        st.lists(st.sampled_from(WORDS), min_size=12, max_size=24).map(lambda words: " ".join(words).capitalize()),
    ),
    st.none() | days,
)


@st.composite
def items(
    draw: st.DrawFn, own: str, body: str, attendance: tuple[Attendee, ...], section: int
) -> tuple[Item, list[Meant]]:
    """One § and what its points mean."""
    serving = [one.name for one in attendance if one.serves and one.seat != "officer"]
    names = st.lists(st.sampled_from(serving), min_size=1, max_size=2, unique=True).map(tuple)
    about = draw(st.booleans())
    meant = draw(agreed(own, body) if about else others(body))
    instrument = next((one.instrument for one in meant if one.instrument), None)
    service = instrument.object if instrument else draw(st.sampled_from(SERVICES))
    title = f"Samverkansavtal om {service}" if about else draw(plain_titles)
    stands = st.sampled_from(["yes", "no", "abstains"])
    open_vote = st.tuples(*(st.tuples(st.just(name), stands) for name in serving))
    casting = st.none() | st.booleans()
    said = ("bifall till förslaget", "avslag på det")
    vote = st.one_of(
        st.builds(lambda stands, cast: Vote(*said, stands, casting=cast), open_vote, casting),
        st.builds(lambda ayes, noes: Vote(*said, ayes=ayes, noes=noes), st.integers(0, 9), st.integers(0, 9)),
    )
    motion = st.builds(Motion, names, st.just("bifall till förslaget."), st.booleans())
    few = draw(st.booleans())  # half of them plain, as most items are
    return (
        Item(
            title=title,
            section=str(section),
            registry_number=draw(registry_numbers) or "",
            heard=tuple(draw(st.lists(paragraphs, max_size=3))),
            papers=tuple(draw(st.lists(papers, max_size=4, unique_by=lambda one: one.title))),
            proposed=() if few else tuple(point.text for point, *_ in meant),
            motions=() if few else tuple(draw(st.lists(motion, max_size=2))),
            procedure=() if few else tuple(draw(st.lists(st.just("Ordföranden ställer förslagen mot varandra."), max_size=1))),
            votes=() if few else tuple(draw(st.lists(vote, max_size=1))),
            points=tuple(one.point for one in meant),
            reservations=() if few else tuple(draw(st.lists(st.builds(Reservation, names, sentences(), st.booleans()), max_size=2))),
            notes=() if few else tuple(draw(st.lists(sentences(), max_size=1))),
            jav=() if few else tuple(draw(st.lists(st.builds(Jav, st.sampled_from(serving), st.sampled_from(Tie)), max_size=1))),
            away=() if few else draw(st.just(()) | names),
            receivers=tuple(draw(st.lists(receivers, max_size=3, unique_by=lambda one: one.name))),
            immediate=draw(st.booleans()),
            late=draw(st.booleans()),
        ),
        meant,
    )  # fmt: skip


class Made(NamedTuple):
    """A meeting, its notice, and what its points mean, item by item."""

    meeting: Meeting
    notice: Notice | None
    meant: tuple[list[Meant], ...]


@st.composite
def meetings(draw: st.DrawFn, most: int = 3) -> Made:
    """A meeting of some body of a region or a municipality."""
    own = draw(st.one_of(st.sampled_from(REGIONS), municipalities, st.sampled_from(FEDERATIONS)))
    higher = "Regionfullmäktige" if own.startswith("Region") else "Kommunfullmäktige"
    board = "Regionstyrelsen" if own.startswith("Region") else "Kommunstyrelsen"
    body = draw(st.sampled_from([higher, board, *BOARDS, *COMMITTEES]))
    names = draw(st.lists(people, min_size=4, max_size=9, unique=True))
    seats = ["chair", "vice_chair", *["member"] * (len(names) - 3), "substitute"]
    attendance = tuple(
        Attendee(
            name,
            seat,  # type: ignore[arg-type]
            draw(st.sampled_from(GROUPS)),
            instead_of=draw(people) if seat == "substitute" else "",
            remote=draw(st.booleans()) if seat == "member" else False,
        )
        for name, seat in zip(names, seats, strict=True)
    )
    officers = draw(st.lists(people.map(lambda name: Attendee(name, "officer", office="socialchef")), max_size=1))
    day = draw(days)
    posted = draw(st.none() | st.just(day + timedelta(days=8)))
    first = draw(st.integers(1, 250))
    made = [draw(items(own, body, attendance, first + n)) for n in range(draw(st.integers(1, most)))]
    meeting = Meeting(
        organisation=own,
        body=body,
        kind=Body.FULLMAKTIGE if body == higher else Body.BOARD,
        day=day,
        members=len(names),
        place=draw(st.sampled_from(["Kommunhuset, Björksalen", "Regionens hus, sal 3", "Stadshotellet"])),
        began="13.00",
        ended="15.30",
        attendance=(*attendance, *officers),
        secretary=draw(people),
        chair=names[0],
        justerare=tuple(names[1 : 1 + draw(st.integers(1, 2))]),
        justering=draw(st.sampled_from(["", f"Kommunhuset, {(day + timedelta(days=7)).isoformat()}", "Digitalt"])),
        items=tuple(item for item, _ in made),
    )
    notice = Notice(posted, posted + timedelta(days=22), kept_at="Kansliet") if posted else None
    return Made(meeting, notice, tuple(meant for _, meant in made))
