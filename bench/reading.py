"""How reading time grows with length: hostile texts at n, 2n and 4n characters, each in every place of a paper.

A linear reader takes four times as long for four times the text. What takes much longer is told with its text and place.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn

from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LENGTH = 16_000  # n, in characters: long enough that the growth shows over the fixed cost
LIMIT = 20  # seconds for one reading, after which it counts as endless
SHORT = 4_000  # n where every benchmark is run; `python -m bench.reading` takes LENGTH and prints every text
STEEP = 8.0  # from n to 4n: twice what a linear reader takes; shorter times waver

HEADINGS = (
    "Beslut Förslag till beslut Sammanfattning av ärendet Ärendebeskrivning Ärendet Bakgrund Beslutsunderlag "
    "Yrkanden Propositionsordning Omröstning Reservation Justering Skickas till Expedieras till Anslag/bevis "
)
BODIES = "Socialnämnden Kommunstyrelsens arbetsutskott Hälso- och sjukvårdsnämnden Kommunfullmäktige i Ekbo "

# Each row: what a page may repeat without end, by extraction, by a broken font or by ill will.
REPEATED: tuple[tuple[str, str], ...] = (
    ("spaces", " "),
    ("spaces and a letter at times", " " * 200 + "a"),
    ("spaces and a full stop at times", "." + " " * 500),
    ("hard spaces and tabs", "\xa0\t"),
    ("line breaks", "\n"),
    ("line breaks as on Windows", "\r\n"),
    ("line breaks with spaces between", " \n"),
    ("short lines", "a\n"),
    ("form feeds", "\f"),
    ("bold markers", "**"),
    ("bold words", "**Beslut**"),
    ("att", "att "),
    ("att with commas", ", att "),
    ("samt att by line", "samt att\n"),
    ("att-clauses with verbs", "att godkänna avtalet, "),
    ("att-clauses with verbs, no comma", "att godkänna avtalet "),
    ("signs", "§ "),
    ("signs with one number", "§ 1 "),
    ("signs by line", "§ 1\n"),
    ("double signs", "§§"),
    ("law", "1 kap. 2 § kommunallagen "),
    ("opening brackets", "("),
    ("nested brackets", "(a [b "),
    ("commas", ","),
    ("commas and words", "a, "),
    ("full stops", "."),
    ("full stops and spaces", ". "),
    ("dot leaders", "§ 1 Titel ........ 5\n"),
    ("digits", "1"),
    ("numbers", "12 "),
    ("numbers with dots", "1. "),
    ("numbers by line", "1.\n"),
    ("ascending points", "1. godkänner avtalet 2. noterar "),
    ("slashes between digits", "1/2"),
    ("hyphens", "-"),
    ("hyphens at line ends", "ord-\n"),
    ("hyphenated words", "a-b-"),
    ("years", "2021 "),
    ("spans of years", "2021-2022 "),
    ("dates", "2021-06-23 "),
    ("dates and signs", "2021-06-23 § 144, "),
    ("dates in words", "den 23 juni 2021 "),
    ("months", "juni "),
    ("under förutsättning att", "under förutsättning att "),
    ("under förutsättning att:", "under förutsättning att: a) "),
    ("i uppdrag", "i uppdrag "),
    ("ger i uppdrag", "ger nämnden i uppdrag att "),
    ("ger", "ger "),
    ("lägger", "lägger "),
    ("säger", "säger "),
    ("uppdraget", "uppdraget "),
    ("fullgjort", "uppdraget fullgjort "),
    ("ej fullgjort", "förklaras ej fullgjort "),
    ("föreslår", "föreslår "),
    ("föreslår att nämnden", "föreslår att nämnden "),
    ("föreslår nämnden föreslå", "nämnden föreslår styrelsen föreslå "),
    ("beslutar", "nämnden beslutar att "),
    ("beslutar:", "Nämnden beslutar: "),
    ("capital letters", "A"),
    ("a title's brackets", "( "),
    ("a title's dashes", "- "),
    ("letters in brackets", "(KS ) "),
    ("labels of a letter's head", "Datum Sida "),
    ("sentences that shall", " Nämnden ska godkänna avtalet."),
    ("conditions on all", " Beslutet gäller under förutsättning att region Vik beslutar."),
    ("samt att without verbs", " samt att aa bb cc"),
    ("assignments by bullet", "- Nämnden uppdrar åt direktören att se över 50 procent.\n"),
    ("titles that go on", "Avtal för\n"),
    ("pages in one line", " 2 117 Val av"),
    ("single capitals", "A B C "),
    ("small letters", "a"),
    ("names of people", "Anna Berg "),
    ("one long capitalised word", "Aaaaaaaaaa"),
    ("words ending in s", "ords "),
    ("names ending in s", "Ekbos "),
    ("bodies", "Socialnämnden "),
    ("bodies of every shape", BODIES),
    ("bodies in the genitive", "nämndens styrelsens "),
    ("half a body's name", "hälso- och "),
    ("quarter", "Norra "),
    ("organisations", "Ekbo kommun "),
    ("regions", "Region Västra "),
    ("municipal federation", "Kommunalförbundet "),
    ("abbreviations of bodies", "KS § "),
    ("preparatory chain", "Ks 184 Au 192 "),
    ("diary label", "Dnr "),
    ("diary labels and colons", "Dnr: Dnr: "),
    ("diary numbers", "KS 2021/123 "),
    ("half a diary number", "KS 2021/"),
    ("every heading", HEADINGS),
    ("every heading by line", HEADINGS.replace(" ", "\n")),
    ("heading of another's decision", "Nämndens beslut "),
    ("page numbers", "26 (64)\n"),
    ("page numbers glued", "3 3(7) "),
    ("page header", "Protokoll från nämnden, 2021-10-01\n"),
    ("signature line", "Justerandes sign "),
    ("signature line of one word", "justerare: "),
    ("notice", "anslaget sätts upp "),
    ("e-mail", "a@b."),
    ("e-mail half", "a.b+c-"),
    ("address list", "namn@ekbo.se "),
    ("semicolons", "Akten; "),
    ("bullets", "• "),
    ("bullets by line", "• \n"),
    ("letters of points", "a) "),
    ("percent", "50 procent "),
    ("percent signs", "50 % "),
    ("shares", "nämnden 50 procent och Ekbo kommun 50 procent "),
    ("vardera", "vardera "),
    ("kronor", "10 000 kr "),
    ("thousands", "1 000 "),
    ("periods", "från och med den 1 januari 2022 till och med den 31 december 2022 "),
    ("from and to", "fr.o.m. t.o.m. "),
    ("extension", "förlängs med ett år i taget "),
    ("extension of the agreement", "avtalet förlängs om det inte sägs upp "),
    ("notice months", "tolv månader före avtalstidens utgång "),
    ("between parties", "mellan Ekbo kommun och "),
    ("between", "mellan "),
    ("and", " och "),
    ("below called", "nedan kallad "),
    ("quotes", '"”'),
    ("steering group", "styrgruppen består av "),
    ("target group", "Verksamheten riktar sig till "),
    ("signatures", "________ "),
    ("underscores", "_"),
    ("agreement", "avtal "),
    ("agreement on cooperation", "Avtal om samverkan mellan "),
    ("clauses", "§ 1 Avtalstid\n"),
    ("soft hyphens", "a\xad"),
    ("zero-width spaces", "\u200b"),
    ("combining accents", "a\u030a"),
    ("astral signs", "😀"),
    ("NUL", "\x00"),
    ("pipes", "| "),
    ("colons", ": "),
    ("sentences", "Nämnden beslutar att godkänna avtalet. "),
    ("told sentences", "I juni 2020 beslutade nämnden att förlänga avtalet och samtidigt "),
    ("one sentence without end", "och nämnden har samma dag "),
    ("attribution", "Enligt kommunstyrelsens förslag: "),
    ("Beslutet gäller", "Beslutet gäller under förutsättning att "),
)

# Where in a paper the text stands; {} is its place.
FRAMES: tuple[tuple[str, str], ...] = (
    ("alone", "{}"),
    (
        "decision",
        "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden 2024-03-12\n\n§ 12 Dnr SN 2024/0031\nAvtal om råd\n\n"
        "Beslut\nSocialnämnden beslutar att {}\n\nSkickas till\nAkten",
    ),
    (
        "point",
        "Socialnämnden\nSammanträdesdatum 2024-03-12\n§ 12 Avtal om råd\nBeslut\n1. Nämnden förklarar uppdraget {}",
    ),
    ("background", "Socialnämnden\nSammanträdesdatum 2024-03-12\n§ 12 Avtal om råd\nSammanfattning\nAvtalet {}\nBeslut\nJa."),
    ("title", "Socialnämnden\nSammanträdesdatum 2024-03-12\n§ 12 Avtal om {}\nBeslut\nNämnden godkänner avtalet."),
    ("dispatch", "Socialnämnden\nSammanträdesdatum 2024-03-12\n§ 12 Avtal\nBeslut\nJa.\nBeslutsunderlag\n{}\nSkickas till\n{}"),
    (
        "agreement",
        "SAMVERKANSAVTAL\nom råd mellan Ekbo kommun och Region Sjöland\n1 Parter\nEkbo kommun och Region Sjöland\n"
        "2 Syfte\nSyftet är {}\n3 Avtalstid\nAvtalet gäller {}\n4 Kostnader\nKostnaderna fördelas {}\nUppsägning\n{}\n",
    ),
    ("summary", "Pressmeddelande\nBeslut i korthet\nSocialnämnden 12 mars 2024\n\nNytt avtal\n{}\nBeslut: enligt förslag\n"),
    ("proposal", "TJÄNSTESKRIVELSE\nDatum 2024-03-01\nNytt avtal\n\nFörslag till beslut\nSocialnämnden föreslås besluta {}"),
    ("front", "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\n{}\nUtses att justera {}\n§ 12 Avtal\nBeslut\nNämnden godkänner avtalet."),
)  # fmt: skip


class _TooLongError(Exception):
    """One reading has passed the limit."""


@contextmanager
def _limited() -> Iterator[None]:
    """Stop what runs longer than the limit; a pattern that runs wild hears the signal too."""

    def stop(*_: object) -> NoReturn:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def text_of(frame: str, unit: str, length: int) -> str:
    """The frame with the unit repeated at its places to about `length` characters in all."""
    times = max(1, length // (len(unit) * frame.count("{}")))
    return frame.replace("{}", unit * times)


def seconds(text: str, read: Callable[[Document], object] = read_text) -> float:
    """The shorter of two readings; infinity past the limit."""
    document = Document("x.txt", "", text)
    best = float("inf")
    try:
        for _ in range(2):
            with _limited():
                start = perf_counter()
                read(document)
                best = min(best, perf_counter() - start)
            if best > 1:
                break
    except _TooLongError:
        return float("inf")
    return best


def grown(unit: str, frame: str, length: int = LENGTH) -> tuple[float, float, float]:
    """Seconds at n, 2n and 4n."""
    one = seconds(text_of(frame, unit, length))
    two = seconds(text_of(frame, unit, 2 * length)) if one < LIMIT else one
    return one, two, seconds(text_of(frame, unit, 4 * length)) if two < LIMIT else two


def steep(times: tuple[float, float, float]) -> bool:
    """Whether it grows faster than the text; below 20 ms at 4n nothing can be told."""
    one, _, four = times
    return four > 0.02 and (four == float("inf") or four / one > STEEP)


def growth(length: int = LENGTH) -> list[tuple[str, str]]:
    """The ratio of every hostile text in its worst place; then the lines that grow faster than the text."""
    rows: list[tuple[str, str]] = []
    faster: list[tuple[str, str]] = []
    for name, unit in REPEATED:
        worst: tuple[float, str, tuple[float, float, float]] = (0.0, "", (1.0, 1.0, 1.0))
        for place, frame in FRAMES:
            times = grown(unit, frame, length)
            worst = max(worst, (times[2], place, times))
            if steep(times):
                again = grown(unit, frame, length)  # a busy machine makes one reading slow, seldom two
                if steep(again):
                    faster.append((f"STEEP  {name}, {place}", _printed(again)))
        rows.append((f"growth: {name}, {worst[1]}", _printed(worst[2])))
    return rows + faster


def _printed(times: tuple[float, float, float]) -> str:
    one, two, four = times
    if four == float("inf"):
        return f"more than {LIMIT} s"
    return f"{two / one:.1f}, {four / one:.1f} times at 2n, 4n ({four * 1000:.0f} ms)"


def megabyte() -> list[tuple[str, str]]:
    """A million characters on one line, of the prose that papers hold."""
    prose = (
        "Socialnämnden beslutade den 12 mars 2024, § 12, att godkänna avtalet under förutsättning att Ekbo kommun "
        "fattar likalydande beslut. "
    )
    small, large = (seconds(prose * (length // len(prose))) for length in (250_000, 1_000_000))
    return [("growth: a million characters on one line", f"{large / small:.1f} times at 4n ({large:.1f} s)")]


def run() -> list[tuple[str, str]]:
    """The steep ones, the slowest, and how many were tried."""
    rows = growth(SHORT)
    faster = [row for row in rows if row[0].startswith("STEEP")]
    tried = len(REPEATED) * len(FRAMES)
    return [
        ("growth: hostile texts tried, in all places", str(tried)),
        ("growth: faster than the text", str(len(faster))),
        *faster,
        *megabyte(),
    ]


if __name__ == "__main__":
    for name, figure in [*growth(), *megabyte()]:
        print(f"{name}: {figure}", flush=True)
