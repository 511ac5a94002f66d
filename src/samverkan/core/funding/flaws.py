"""What is wrong with a file of costs, as values: a code of the catalogue `costs`, the line, and whether it stops the booking."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.findings import SamverkanError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Final = 50
"""How many flaws of one code are told one by one; the rest are counted."""

_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class NoCostsError(SamverkanError):
    """Nothing of the file may be used: a code of the catalogue `costs` and its values; `row` among them where there is one."""


class Flaw(NamedTuple):
    """One thing wrong with a file of costs: its code (docs/costs.md), the line of the file from 1, and values that JSON can hold.

    `stops`: nothing of the file is booked until a person has settled it; else it is only to be known.
    """

    code: str
    row: int | None = None
    values: Mapping[str, object] = _NOTHING
    stops: bool = False


class Flaws:
    """Flaws as they are found, in flat memory: the first `MOST` of each code, and how many more there were."""

    def __init__(self) -> None:
        self._kept: list[Flaw] = []
        self._count: dict[str, int] = {}

    def tell(self, code: str, row: int | None = None, **values: object) -> None:
        """Keep, or count, one that is only to be known."""
        self._keep(Flaw(code, row, values))

    def stop(self, code: str, row: int | None = None, **values: object) -> None:
        """Keep, or count, one that a person is to settle."""
        self._keep(Flaw(code, row, values, stops=True))

    def _keep(self, flaw: Flaw) -> None:
        count = self._count[flaw.code] = self._count.get(flaw.code, 0) + 1
        if count <= MOST:
            self._kept.append(flaw)

    def list(self) -> list[Flaw]:
        """All that were kept, in the order found, and for each code with more of them a last `more`, of the last row told."""
        last = {one.code: one for one in self._kept}
        more = [
            Flaw("more", last[code].row, {"count": count - MOST, "what": code}, last[code].stops)
            for code, count in self._count.items()
            if count > MOST
        ]
        return [*self._kept, *more]
