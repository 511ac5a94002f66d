"""Minutes and agreement of two bodies that do not exist, in their own layouts: what they decide in, papers and answers out."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document
from samverkan.core.writing.answering import standing_of_readings

if TYPE_CHECKING:
    from samverkan.core.standing import Standing
    from samverkan.core.standing.values import Standings

REGION, TOWN = "Region Sundland", "Nordvik kommun"
YEARS = "1 januari 2024–31 december 2025"
SHARES = "Region Sundland svarar för 60 procent och Nordvik kommun för 40 procent av kostnaderna."
IF_TOWN = ", under förutsättning att socialnämnden i Nordvik kommun fattar likalydande beslut"
IF_REGION = ", under förutsättning att hälso- och sjukvårdsnämnden i Region Sundland fattar likalydande beslut"
FROM_REGION = "Samverkansavtal med Nordvik kommun om ungdomsmottagningen i Nordvik"
FROM_TOWN = "Samverkansavtal med Region Sundland om ungdomsmottagningen i Nordvik"


def region(
    decided: str,
    *,
    day: str = "2023-10-17",
    section: int = 81,
    title: str = FROM_REGION,
    number: str = "HSN 2023-00310",
    front: str = "",
) -> str:
    """Minutes of the region's board: att-clauses under the board's decision."""
    return f"""REGION SUNDLAND                            PROTOKOLL                                 2 (9)
Hälso- och sjukvårdsnämnden               Sammanträdesdatum {day}
{front}

§ {section} {title}
Dnr {number}

Hälso- och sjukvårdsnämndens beslut
Hälso- och sjukvårdsnämnden beslutar

{decided}

Sammanfattning av ärendet
Parterna vill fortsätta driva ungdomsmottagningen i Nordvik tillsammans.

Beslutet skickas till
Socialnämnden i Nordvik kommun
"""


def town(
    decided: str,
    *,
    day: str = "2023-11-08",
    section: int = 44,
    title: str = FROM_TOWN,
    number: str = "SN 2023/088",
    body: str = "Socialnämnden",
    heading: str = "Socialnämndens beslut",
    front: str = "",
) -> str:
    """Minutes of the municipality's board, or of its committee: sentences under a heading."""
    return f"""NORDVIK KOMMUN                 SAMMANTRÄDESPROTOKOLL                        Blad 4
{body}                   {day}
{front}

§ {section}                                                         Dnr {number}

{title}

Ärendebeskrivning
Region Sundland och kommunen har tagit fram ett avtal om ungdomsmottagningen i Nordvik.

{heading}
{decided}

Beslutet ska skickas till
Region Sundland, hälso- och sjukvårdsnämnden
"""


def region_approves(*, years: str = YEARS, condition: str = IF_TOWN, shares: str = SHARES) -> str:
    """What the region's board decides: yes, on its terms."""
    return (
        "att godkänna samverkansavtal mellan Region Sundland och Nordvik kommun om ungdomsmottagningen i Nordvik för\n"
        f"perioden {years}{condition}. {shares}"
    )


def town_approves(*, years: str = YEARS, condition: str = IF_REGION, shares: str = SHARES) -> str:
    """What the municipality's board decides, or is proposed to."""
    return f"{FROM_TOWN} för perioden {years} godkänns{condition}. {shares}"


def committee(**how: str) -> str:
    """The committee's proposal to the municipality's board."""
    return town(
        town_approves(**how), day="2023-10-25", section=30, body="Socialnämndens arbetsutskott",
        heading="Arbetsutskottets förslag till socialnämnden",
    )  # fmt: skip


def agreement(
    *,
    shares: tuple[int, int] = (60, 40),
    extension: str = "Avtalet kan förlängas med två (2) år om båda parter beslutar det.",
) -> str:
    """The agreement's own text, signed by both."""
    return f"""SAMVERKANSAVTAL
mellan Region Sundland och Nordvik kommun
om ungdomsmottagningen i Nordvik 2024–2025

§ 1 Parter
Region Sundland, genom hälso- och sjukvårdsnämnden, och Nordvik kommun, genom socialnämnden.

§ 2 Avtalstid
Detta avtal gäller från och med den 1 januari 2024 till och med den 31 december 2025. {extension}

§ 3 Kostnader
Region Sundland svarar för {shares[0]} procent och Nordvik kommun för {shares[1]} procent av kostnaderna.

§ 4 Uppsägning
Avtalet kan sägas upp av part med sex (6) månaders uppsägningstid.

För Region Sundland                        För Nordvik kommun

Sundhamn 2023-11-20                        Nordvik 2023-11-23

Eva Ek                                     Bo Al
ordförande i hälso- och sjukvårdsnämnden   ordförande i socialnämnden
"""


def answers(*papers: str, on: str = "2024-03-01", known: str | None = None) -> Standings:
    """What the papers amount to on the day."""
    readings = [
        read_text(Document(f"paper {n}.txt", sha256(text.encode()).hexdigest(), text))
        for n, text in enumerate(papers, 1)
    ]
    return standing_of_readings(readings, on=date.fromisoformat(on), known=date.fromisoformat(known) if known else None)


def answer(*papers: str, on: str = "2024-03-01", known: str | None = None) -> Standing:
    """The one agreement that the papers are of."""
    (found,) = answers(*papers, on=on, known=known).agreements
    return found


def statuses(found: Standing) -> dict[str, str]:
    """Each party's status."""
    return {party.name: party.status for party in found.parties}
