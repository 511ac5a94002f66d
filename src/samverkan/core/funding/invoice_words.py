"""What an invoice's lines say of a party's part: a share as the settlement's JSON has it in, Swedish words out.

A line never claims a share that its amount does not follow: what is a fixed amount, what a cap has changed and what others have
paid first is said as such.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from samverkan.core.money import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIXED: Final = frozenset({"amount", "per_inhabitant"})
"""Measures of so much a year, whatever it costs."""

_ROUNDED: Final = 1
"""Öre that a part may be off the exact one."""


def share_words(shares: Iterable[Mapping[str, Any]], party: str) -> str:
    """What says how much a party pays, as the line has it: "Andel 50 procent", "Fast belopp 120 000 kronor om året"."""
    return " och ".join(map(_share, _of(shares, party))) or "Det som återstår"


def part_words(interval: Mapping[str, Any], party: str, *, part: int, base: int, planned: bool) -> str:
    """What a party's part of an interval is: `part` öre of a cost of `base`, both without what is to the good of one party alone."""
    mine = _of(interval["shares"], party)
    measures = {one["measure"] for one in mine}
    said = [_FIXED_AS[one] for one in _FIXED_AS if one in measures]
    if mine and measures <= FIXED:
        return " och ".join(said)
    before = {one["party"] for one in interval["shares"] if one["measure"] in FIXED} - {party}
    paid = sum(one["ore"] for one in interval["parts"] if one["party"] in before)
    words = " och ".join([*said, "Andel"]).capitalize()
    words += f" av {'budgeten' if planned else 'kostnaden'} {in_words(base - paid)} kronor"
    if before:
        words += f", sedan andras fasta belopp på {in_words(paid)} kronor är dragna"
    exact = _exact(mine, base - paid)
    if exact is None or abs(part - exact) <= _ROUNDED:
        return words
    return f"{words}, {'upp till tak enligt avtalet' if part < exact else 'med det som ligger över andras tak'}"


def own_rows(interval: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The rows of an interval that are to the good or the cost of one party alone, whatever the shares are, by party.

    A row of the settlement does not say so: it is one where all of it is one party's though it bears only a part of the others.
    """
    alone: dict[str, list[Mapping[str, Any]]] = {}
    shared = []
    for row in rows:
        bearers = [one for one in row["parts"] if one["ore"]]
        if len(bearers) == 1 and bearers[0]["ore"] == row["ore"]:
            alone.setdefault(bearers[0]["party"], []).append(row)
        else:
            shared.append(row)
    if not shared and len(alone) < 2:  # one bears it all
        return {}
    whole = sum(row["ore"] for row in shared)
    found = {}
    for party, of in alone.items():
        if whole:
            usual = Fraction(sum(_part(row, party) for row in shared), whole)
        else:
            exact = _exact(_of(interval["shares"], party), 1)
            usual = Fraction(1) if exact is None else exact
        # what running remainders may move is an öre before the line and one after it
        own = [row for row in of if abs(row["ore"] - row["ore"] * usual) > 2 * _ROUNDED]
        if own:
            found[party] = own
    return found


def with_names(text: str, seller: str, buyer: str) -> str:
    """A line's text as a page has it, that both read: whose accounts by name, not "er" and "vår" as from the seller to the buyer."""
    for said, named in _SAID_TO.items():
        text = text.replace(
            said, named.format(seller=seller, sellers=_owner(seller), buyer=buyer, buyers=_owner(buyer))
        )
    return text


def _owner(name: str) -> str:
    return name if name[-1:].casefold() in ("s", "x", "z") else f"{name}s"


_SAID_TO: Final = {
    " i er egen bokföring": " i {buyers} egen bokföring", " i er bokföring": " i {buyers} bokföring",
    " i vår bokföring": " i {sellers} bokföring", " enligt budget hos er": " enligt budget hos {buyer}",
    " som bara gäller er": " som bara gäller {buyer}", " som bara gäller oss": " som bara gäller {seller}",
    "Fakturerat av er ": "Fakturerat av {buyer} ",
}  # fmt: skip
"""What the lines of an invoice say of the two, and the same by name."""

_FIXED_AS: Final = {"amount": "Fast belopp", "per_inhabitant": "Belopp per invånare"}


def _share(said: Mapping[str, Any]) -> str:
    match said["measure"]:
        case "percent" if said["percent"] is not None:
            return f"Andel {str(said['percent']).replace('.', ',')} procent"
        case "amount":
            return f"Fast belopp {_kronor(said['value'])} kronor om året"
        case "per_inhabitant":
            return f"Belopp {_kronor(said['value'])} kronor per invånare och år"
        case "other":
            return f"Andel efter {said['value']}" if said["value"] else "Andel"
        case _:
            return f"Andel {said['value'] or said['percent'] or ''}".strip()


def _kronor(written: object) -> str:
    """An amount as it is printed; öre only where there are any."""
    plain = "".join(str(written or "").split()).replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return str(written)
    if not value.is_finite():
        return str(written)
    return in_words(int(value * 100)).removesuffix(",00") if value * 100 == int(value * 100) else str(written)


def _exact(shares: Sequence[Mapping[str, Any]], ore: int) -> Fraction | None:
    """What shares of percent and fraction come to; None where there is none, or some goes by something else."""
    if not shares:
        return None
    parts = Fraction(0)
    for one in shares:
        said = one["percent"] if one["percent"] is not None else one["value"]
        if one["measure"] not in ("percent", "fraction"):
            return None
        try:
            part = Fraction(str(said).replace(" ", "").replace(",", "."))
        except (ValueError, ZeroDivisionError):
            return None
        parts += part / 100 if one["percent"] is not None else part
    return parts * ore


def _of(shares: Iterable[Mapping[str, Any]], party: str) -> list[Mapping[str, Any]]:
    return [one for one in shares if one["party"] == party]


def _part(row: Mapping[str, Any], party: str) -> int:
    return next((int(one["ore"]) for one in row["parts"] if one["party"] == party), 0)
