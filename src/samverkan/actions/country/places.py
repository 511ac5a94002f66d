"""Who there is in the country: regions with their municipalities, each with its number, bodies and a registrar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from stdnum import luhn

if TYPE_CHECKING:
    from random import Random

REGION: Final = "region"
MUNICIPALITY: Final = "municipality"

_FIRST: Final = (
    "Al Alm Ask Asp Berg Björk Bok Brunn Dal Ek Elm Fager Finn Frö Furu Grön Hag Hall Hassel Hed Hjort Holm Hög Kil Kvarn "
    "Lager Lek Lind Ljus Lund Löv Mal Mark Mo Norr Nyr Odens Ol Ro Rönn Sand Skog Sol Sten Ström Sund Säv Söder Tall Tor "
    "Ul Ved Vik Väster Å Ål Ås Äl Älv Ö Örn Öster"
).split()
_LAST: Final = "berga bo by fors hult köping landa mora näs stad torp vall ås ö".split()
_SHIRES: Final = (
    "Norrmark Västermark Östermark Södermark Dalmark Sjömark Bergslagen Skogslagen Älvdalen Åmarken Ölanden Kustmark "
    "Fjällmark Slättmark Insjömark Havsmark Gränsmark Mittmark Storskogen Lillmark"
).split()
_REGION_BODIES: Final = (
    ("Hälso- och sjukvårdsnämnden", "HSN"),
    ("Regionala utvecklingsnämnden", "RUN"),
    ("Regionstyrelsen", "RS"),
)
_MUNICIPAL_BODIES: Final = (
    ("Socialnämnden", "SN"),
    ("Barn- och utbildningsnämnden", "BUN"),
    ("Kommunstyrelsen", "KS"),
)
_SURNAMES: Final = "Alm Berg Dahl Ek Falk Gran Holm Kvist Lind Malm Nord Palm Rask Sjö Strand Wall Åberg Öst".split()
_NAMES: Final = (
    "Agnes Bo Cecilia David Ellen Finn Greta Hugo Ida Jonas Karin Leo Maria Nils Olle Rut Sara Tor Åsa".split()
)
_SERIES: Final = {REGION: "232198", MUNICIPALITY: "212098"}
"""Numbers that no organisation has, with the beginnings that regions and municipalities have."""


@dataclass(slots=True)
class Place:
    """An organisation. `bodies`: name and the letters of its registry numbers; `matters`: how many it has opened."""

    number: str
    kind: str
    name: str
    bodies: tuple[tuple[str, str], ...]
    registrar: str
    email: str
    matters: int = 0
    sections: dict[str, int] = field(default_factory=dict)

    def body_for(self, service: int) -> tuple[str, str]:
        """The body that answers for a service."""
        return self.bodies[service % len(self.bodies)]

    def committee(self, body: str) -> str:
        """What prepares the body's matters."""
        return f"{body}s arbetsutskott"

    def new_matter(self, letters: str, year: int) -> str:
        """The next registry number of a body."""
        self.matters += 1
        return f"{letters} {year}-{self.matters:05d}"


@dataclass(slots=True)
class Shire:
    """A region and the municipalities in it."""

    region: Place
    municipalities: list[Place]


def shires(random: Random, organisations: int) -> list[Shire]:
    """The country's organisations: about one in fifteen is a region, each with from two to many municipalities."""
    regions = min(len(_SHIRES), max(1, round(organisations / 15.5)))
    names = [f"{first}{last} kommun" for first in _FIRST for last in _LAST]
    random.shuffle(names)
    found = [
        Shire(_place(random, REGION, n, f"Region {name}", _REGION_BODIES), [])
        for n, name in enumerate(_SHIRES[:regions])
    ]
    for n in range(organisations - regions):
        place = _place(random, MUNICIPALITY, n, names[n], _MUNICIPAL_BODIES)
        shire = found[n % regions] if n < 2 * regions else random.choices(found, range(1, regions + 1))[0]
        shire.municipalities.append(place)
    return found


def _place(random: Random, kind: str, n: int, name: str, bodies: tuple[tuple[str, str], ...]) -> Place:
    first = f"{_SERIES[kind]}{n:03d}"
    number = first + luhn.calc_check_digit(first)
    registrar = f"{random.choice(_NAMES)} {random.choice(_SURNAMES)}"
    return Place(number, kind, name, bodies, registrar, f"registrator@{number}.example")


MOST: Final = len(_FIRST) * len(_LAST)
"""How many organisations can be named and numbered."""
