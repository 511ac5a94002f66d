"""Varied minutes of bodies that do not exist, in four layouts, for measuring: the same ones at every run.

In go a layout and how much is wanted; out come pages of lines, as a PDF or as text. All wording is our own.
"""

from __future__ import annotations

import sys
import textwrap
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES_A_PAGE = 46
_WIDTH = 92
_MONTHS = "januari februari mars april maj juni augusti september oktober november december".split()


class Place(NamedTuple):
    """A municipality or region, its board and what its numbers look like."""

    organisation: str
    body: str
    short: str
    other: str
    other_body: str


PLACES = (
    Place("Ekbo kommun", "Socialnämnden", "SN", "Region Sjöland", "hälso- och sjukvårdsnämnden"),
    Place("Region Sjöland", "Hälso- och sjukvårdsnämnden", "HSN", "Ekbo kommun", "socialnämnden"),
    Place("Granvikens kommun", "Kommunstyrelsen", "KS", "Limby stad", "kommunstyrelsen"),
    Place("Limby stad", "Barn- och utbildningsnämnden", "BUN", "Granvikens kommun", "utbildningsnämnden"),
)
SERVICES = (
    "familjecentralen Linden", "den gemensamma hjälpmedelscentralen", "ungdomsmottagningen i Norra hamnen",
    "kustens räddningstjänst", "tolkförmedlingen", "den gemensamma överförmyndarorganisationen", "mobila hemsjukvårdsteamet",
    "spädbarnsmottagningen Vågen", "stadsbiblioteken vid sjön", "anhörigstödet i skärgården",
)  # fmt: skip
UNITS = "ekonomienheten förvaltningschefen nämndsekreteraren kommundirektören stödavdelningen regiondirektören".split()
TOWNS = "Ekbo Limby Granviken Sundhamn Norrvik".split()
BACKGROUND = (
    "Verksamheten har bedrivits gemensamt sedan {year} och vänder sig till barnfamiljer som bor i {town}.",
    "Under året har efterfrågan ökat med {n} procent jämfört med föregående år, vilket framför allt märks under hösten.",
    "Förvaltningen bedömer att nuvarande arbetssätt fungerar väl men att lokalerna behöver ses över före {month} {year}.",
    "I {month} {year} beslutade nämnden att förlänga gällande avtal till den 31 december {next}.",
    "Kostnaderna uppgick till {n} 000 000 kronor, varav {organisation} svarade för {share} procent och {other} för {rest} procent.",
    "En arbetsgrupp med tjänstepersoner från båda parter har tagit fram ett förslag som har remitterats till berörda enheter.",
    "Inga synpunkter har kommit in från brukarråden, som träffades den {day} {month} {year}.",
    "Den som vill delta ska först ha haft ett samtal med en handläggare på mottagningen i {town}.",
    "Barnets bästa har beaktats genom att personalen har tillfrågats om hur barn påverkas av förändringen.",
    "Ärendet har tidigare behandlats av arbetsutskottet den {day} {month} {year}, § {n}.",
    "Målet är att fler ska få hjälp i rätt tid och att de två huvudmännen delar ansvaret på ett tydligt sätt.",
    "Det saknas i dag en gemensam rutin för uppföljning, och statistiken går därför inte att jämföra mellan åren.",
)  # fmt: skip
TITLES = (
    "Avtal med {other} om {service}", "Samverkansavtal om {service} {next}", "Månadsrapport {month} {year}", "Val av justerare",
    "Svar på motion om öppettider vid {service}", "Taxor och avgifter {next}", "Redovisning av delegationsbeslut",
    "Förlängning av avtal om {service}", "Remissvar om bemanning inom {service}", "Intern kontrollplan {next}",
)  # fmt: skip
DECISIONS = (
    "godkänner avtal med {other} om {service} för perioden 1 januari {next} – 31 december {after}, under förutsättning att "
    "{other_body} i {other} fattar likalydande beslut",
    "lägger informationen till handlingarna", "fastställer {title_} enligt förvaltningens förslag daterat {year}-03-{day:02}",
    "förklarar uppdraget {year}-02-{day:02} § {n} fullgjort", "ger {unit} i uppdrag att återkomma med en redovisning i {month}",
    "avslår motionen", "utser Vera Lind (S) att jämte ordföranden justera dagens protokoll", "återremitterar ärendet till {unit}",
    "förlänger avtalet om {service} till och med den 31 december {next} med oförändrad fördelning, {share} procent för "
    "{organisation} och {rest} procent för {other}", "bemyndigar ordföranden att underteckna avtalet",
)  # fmt: skip
PAPERS = ("Tjänsteskrivelse {year}-03-{day:02}", "Förslag till avtal om {service}", "Protokollsutdrag {short} § {n}")


class _Words:
    """What one meeting's sentences are filled with."""

    def __init__(self, random: Random, place: Place) -> None:
        self.random, self.place = random, place
        self.year = random.randint(2014, 2025)

    def say(self, pattern: str) -> str:
        random = self.random
        share = random.choice((50, 60, 70, 75))
        values = self.place._asdict() | {
            "year": self.year, "next": self.year + 1, "after": self.year + random.randint(1, 4), "share": share,
            "rest": 100 - share, "n": random.randint(2, 240), "day": random.randint(1, 28), "month": random.choice(_MONTHS),
            "town": random.choice(TOWNS), "service": random.choice(SERVICES), "unit": random.choice(UNITS),
            "title_": random.choice(("planen", "taxan", "dagordningen")),
        }  # fmt: skip
        return pattern.format(**values)

    def some(self, patterns: tuple[str, ...], least: int, most: int) -> list[str]:
        return [self.say(one) for one in self.random.sample(patterns, self.random.randint(least, most))]


def meeting(layout: int, seed: int = 1) -> Iterator[str]:
    """The lines of a meeting without end, in the layout of one body (0 to 3), without what stands at each page's head."""
    words = _Words(Random(seed), PLACES[layout])
    yield from _front(words, layout)
    for section in count(1):
        yield ""
        yield from _item(words, layout, section)


def pages(number: int, layout: int, seed: int = 1) -> Iterator[list[str]]:
    """So many pages of a meeting, each with its head."""
    lines = meeting(layout, seed)
    for page in range(1, number + 1):
        yield [*_head(PLACES[layout], layout, page, number), *islice(lines, LINES_A_PAGE - 4)]


def _head(place: Place, layout: int, page: int, of: int) -> list[str]:
    day = "2024-06-12"
    if layout == 0:
        return [
            f"{place.organisation.upper():32}SAMMANTRÄDESPROTOKOLL          Blad {page}",
            f"{place.body:32}{day}",
            "",
        ]
    if layout == 1:
        return [f"{place.organisation:32}PROTOKOLL          {page} ({of})", f"{place.body}, sammanträde {day}", ""]
    if layout == 2:
        return [
            f"{place.organisation.upper()} PROTOKOLL Sida {page} av {of}",
            f"Sammanträdesdatum {day}",
            place.body,
            "",
        ]
    return [f"{page}({of})", f"{place.organisation}, {place.body.lower()}", day, ""]


def _front(words: _Words, layout: int) -> Iterator[str]:
    names = "Vera Lind (S) Omar Dahl (M) Kerstin Ask (C) Bo Ek (V) Lina Sund (L) Nils Torp (KD) Eva Rask (MP)".split(
        ") "
    )
    yield f"Plats och tid       Stora salen, klockan {words.random.randint(8, 15)}.00–16.30"
    yield "Beslutande          " + "), ".join(names[:4]) + ")"
    yield "Övriga närvarande   " + "), ".join(names[4:])
    yield "Utses att justera   Omar Dahl"
    if layout in (0, 2):
        yield from (
            "Underskrifter",
            "Sekreterare ..............",
            "Ordförande ..............",
            "Justerare ..............",
        )
        yield f"Anslaget sätts upp {words.year}-04-02 och tas ned {words.year}-04-24"


def _item(words: _Words, layout: int, section: int) -> list[str]:
    random, place = words.random, words.place
    title = words.say(random.choice(TITLES))
    number = f"{place.short} {words.year}{'-' if layout == 1 else '/'}{random.randint(1, 900):05}"
    background = [_wrapped(" ".join(words.some(BACKGROUND, 2, 5))) for _ in range(random.randint(1, 3))]
    decided = words.some(DECISIONS, 1, 3)
    if layout == 0:
        head = [f"{place.short} § {section}          Dnr {number}", title, "", "Ärendebeskrivning"]
        tail = ["Beslut", f"{place.body} beslutar", *(f"att {one}" + "," * (one != decided[-1]) for one in decided)]
    elif layout == 1:
        head = [f"§ {section} {title}", f"Diarienummer {number}", "", f"{place.body}s beslut"]
        head += [f"{at}. {place.body} {one}." for at, one in enumerate(decided, 1)] + ["", "Sammanfattning av ärendet"]
        tail = []
    elif layout == 2:
        head = [f"§ {section}", title, f"{number}", "", "Sammanfattning"]
        tail = [f"{place.body}s beslut", *(f"{place.body} {one}." for one in decided)]
    else:
        head = [
            f"{section} § {title} ({number})",
            "",
            "Beslut",
            *(f"• {place.body} {one}." for one in decided),
            "",
            "Ärendet",
        ]
        tail = []
    lines = [*head, *(line for block in background for line in (*block, "")), *tail, ""]
    lines += ["Beslutsunderlag", *words.some(PAPERS, 1, 3), ""] if random.random() < 0.8 else []
    lines += ["Skickas till", f"{place.other_body.capitalize()} i {place.other}", random.choice(UNITS).capitalize(), ""]
    return [part for line in lines for part in (_wrapped(line) if len(line) > _WIDTH else [line])]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH)


def text(characters: int, layout: int, seed: int = 1) -> str:
    """So many characters of a meeting."""
    whole = "\n".join(line for page in pages(characters // 1500 + 2, layout, seed) for line in page)
    assert len(whole) >= characters
    return whole[:characters]


def pdf(number: int, layout: int, seed: int = 1) -> bytes:
    """A PDF of so many pages, set by typst."""
    import typst

    body = "\n#pagebreak()\n".join(f"#raw({_quoted(page)}, block: true)" for page in pages(number, layout, seed))
    source = f"""
#set page(paper: "a4", margin: 1.5cm)
#set text(lang: "sv")
#show raw: set text(font: "Libertinus Serif", size: 10pt)
{body}
"""
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def _quoted(lines: list[str]) -> str:
    text = "\n".join(lines).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


if (
    __name__ == "__main__"
):  # as a process of its own: typst leaves threads behind, beside which no process can be copied
    Path(sys.argv[3]).write_bytes(pdf(int(sys.argv[1]), int(sys.argv[2])))
