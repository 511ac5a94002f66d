"""The authorities of examples/vastana, which do not exist: their names, what they share, and their papers asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers import EXAMPLES, Json, item, party, standing

if TYPE_CHECKING:
    from pathlib import Path

VASTANA = EXAMPLES / "vastana"
REGION, TOWN = "Region Västana", "Lindmora kommun"
HEALTH, SOCIAL = "Hälso- och sjukvårdsnämnden", "Socialnämnden"
SEVENTY_THIRTY = {REGION.casefold(): "70", TOWN.casefold(): "30"}
HALVES = {REGION.casefold(): "50", TOWN.casefold(): "50"}

MINUTES = {  # and the § of each that is about the agreement
    "2019-10-23-halso-och-sjukvardsnamnden-112": "112",
    "2019-11-13-socialnamnden-97": "97",
    "2022-05-18-socialnamnden-61": "61",
    "2022-05-31-halso-och-sjukvardsnamnden-74": "74",
    "2023-05-16-halso-och-sjukvardsnamnden-88": "88",
    "2024-05-22-socialnamndens-arbetsutskott-58": "58",
    "2024-06-12-socialnamnden-71": "71",
    "2024-06-18-halso-och-sjukvardsnamnden-93": "93",
}
REPORT = "2024-06-03-tjansteutlatande-halso-och-sjukvardsnamnden"
OLD_TEXT, NEW_TEXT = "2019-12-05-samverkansavtal-2020-2022", "2024-09-10-samverkansavtal-2025-2027"


def path(name: str) -> Path:
    """The paper of that name."""
    return VASTANA / f"{name}.txt"


def said_in(name: str) -> Json:
    """The item about the agreement in the paper of that name."""
    return item(path(name), MINUTES.get(name))


def chain(on: str, known: str | None = None) -> tuple[Json, Json]:
    """The first agreement and the one that followed it: nothing else may have been found."""
    found = standing(VASTANA, on=on, known=known)
    assert len(found) == 2
    first, second = sorted(found, key=lambda one: "HSN 2019-00412" not in party(one, REGION)["registry_numbers"])
    for one, begins in ((first, "2020-01-01"), (second, "2025-01-01")):
        assert min((row["from"] for row in one["terms"]), default=None) == (begins if _had_terms(one) else None)
    return first, second


def _had_terms(one: Json) -> bool:
    """Whether some paper had stated terms by the day: before the first board met, none had."""
    return {party["status"] for party in one["parties"]} != {"none"}
