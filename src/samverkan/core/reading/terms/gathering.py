"""The shares gathered from a text so far: one a party, role and first day, the first statement of it.

Figures outrank a yardstick of the same section: they say what it comes to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.findings import Finding
    from samverkan.core.reading.terms.clauses import Prose
    from samverkan.core.reading.values import Role, Share


_MOST = 200  # shares of one agreement


_Key = tuple[str, "Role", "date | None"]


class Shares:
    """The shares gathered so far: one a party, role and first day, the first statement of it."""

    __slots__ = ("_by", "_places", "findings")

    def __init__(self) -> None:
        self._by: dict[_Key, Share] = {}
        self._places: dict[_Key, tuple[Prose, int]] = {}
        self.findings: list[Finding] = []

    @property
    def all(self) -> tuple[Share, ...]:
        """The shares in the order they were found."""
        return tuple(self._by.values())

    def add(self, share: Share, place: tuple[Prose, int]) -> None:
        """Keep the share unless the party already has one in that role from that day; `place` is its text and section.

        Figures outrank a yardstick of the same section: they say what it comes to. An amount from a
        party that the yardstick is not for says nothing of how the others divide the rest.
        """
        key = (share.party.value.lower(), share.role, None if share.from_ is None else share.from_.first)
        if key[2] is None and share.role == "planned" and self.has(share.party.value, "planned"):
            return  # said again without its day
        if share.measure != "other":
            measured = [
                k
                for k, s in self._by.items()
                if s.measure == "other" and self._places[k] == place and k[1] == share.role
            ]
            if share.measure != "amount" or key in measured:
                for old in measured:
                    del self._by[old]
        kept = self._by.get(key)
        if kept is not None and kept.measure == "amount" and share.measure == "percent" and share.basis != "agreed":
            self._by[key], self._places[key] = share, place  # what a part comes to in kronor, told before the part
        if key not in self._by and len(self._by) < _MOST:
            self._by[key], self._places[key] = share, place

    def by_inhabitants(self) -> frozenset[str]:
        """The parties, in lower case, known so far to pay so much an inhabitant."""
        return frozenset(party for (party, _, _), s in self._by.items() if s.measure == "per_inhabitant")

    def has(self, party: str, role: Role = "current") -> bool:
        """Whether the party has a share in that role."""
        return any(key[:2] == (party.lower(), role) for key in self._by)
