"""The logs checked: each organisation's chains in, whether every seal, row and content is what was sealed out.

Content that was erased with its reason recorded is counted as erased; content that is gone without is a broken link.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.store.digests import content_digest, link_of, seal_digest
from samverkan.store.models import AuditContent, ReadContent, Seal, Sealed
from samverkan.store.sealing import LOGS, unsealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from samverkan.store.models import AuditEntry, Organisation, ReadEntry

ERASED: Final = "log_content_erased"
"""The verb of the audit row that says which content was erased, and why."""

_BATCH: Final = 5000
_ROWS: Final = "rows"


class Broken(NamedTuple):
    """The first link that does not hold: what is wrong (a code), in which log, at which seal and row, and when it was.

    Codes: seal_missing, seal_changed, order_changed, row_missing, row_changed, content_changed, content_missing,
    organisation_changed.
    """

    log: str
    code: str
    seal: int
    row: int | None
    at: datetime | None


class Checked(NamedTuple):
    """What a check of one organisation's logs found. `heads`: each log's last seal, to be kept somewhere else."""

    rows: int
    seals: int
    erased: int
    unsealed: int
    broken: Broken | None
    heads: dict[str, str]


def check_logs(organisation: Organisation, *, told: Callable[[int], object] | None = None) -> Checked:
    """Check every seal and digest of the organisation's logs; `told` hears how many rows are done."""
    counted = _Counted()
    broken: Broken | None = None
    waiting = 0
    erased = _erased(organisation)
    for log in LOGS:
        waiting += unsealed(log).filter(organisation=organisation).count()
        if broken is None:
            broken = _Chain(log, organisation, erased, counted, told).broken()
    return Checked(counted.rows, counted.seals, counted.erased, waiting, broken, counted.heads)


class _Counted:
    def __init__(self) -> None:
        self.rows = self.seals = self.erased = 0
        self.heads: dict[str, str] = {}


class _Chain:
    def __init__(
        self, log: str, organisation: Organisation, erased: set[tuple[str, int]], counted: _Counted,
        told: Callable[[int], object] | None,
    ) -> None:  # fmt: skip
        self.log, self.organisation, self.erased, self.counted, self.told = log, organisation, erased, counted, told

    def broken(self) -> Broken | None:
        """The first link that does not hold; None where all do."""
        before, number = "", 0
        for seals in self._seals():
            rows = self._rows([one.pk for one in seals])
            for one in seals:
                number += 1
                if one.number != number:
                    return self._found("seal_missing", number, None, one.at)
                wrong = self._wrong(one, before, rows.get(one.pk, []))
                if wrong is not None:
                    return wrong
                before = one.digest
                self.counted.seals += 1
                self.counted.heads[self.log] = one.digest
        return None

    def _seals(self) -> Iterator[list[Seal]]:
        """The seals in order, some at a time: as many as hold a batch of rows."""
        batch: list[Seal] = []
        held = 0
        for one in Seal.objects.filter(organisation=self.organisation, log=self.log).order_by("number").iterator():
            batch.append(one)
            held += max(1, one.count)
            if held >= _BATCH:
                yield batch
                batch, held = [], 0
        if batch:
            yield batch

    def _rows(self, seals: list[int]) -> dict[int, list[_Link]]:
        sealed = list(Sealed.objects.filter(seal__in=seals).order_by("seal", "position"))
        entries = _by_number(self.log, [one.row for one in sealed])
        return {
            key: [_Link(one, entries.get(one.row)) for one in group]
            for key, group in groupby(sealed, key=lambda one: one.seal_id)
        }

    def _wrong(self, seal: Seal, before: str, links: list[_Link]) -> Broken | None:
        link = before
        for position, (sealed, entry) in enumerate(links):
            if sealed.position != position:
                return self._found("row_missing", seal.number, None, seal.at)
            if entry is None:
                return self._found("row_missing", seal.number, sealed.row, seal.at)
            if entry.organisation_id != self.organisation.pk:
                return self._found("organisation_changed", seal.number, entry.pk, entry.at)
            link = link_of(link, self.log, self.organisation.pk, entry.pk, entry.at, entry.digest)
            if link != sealed.link:
                return self._found("row_changed", seal.number, entry.pk, entry.at)
            wrong = self._content(seal, entry)
            if wrong is not None:
                return wrong
            self.counted.rows += 1
        if self.told is not None:
            self.told(len(links))
        if len(links) != seal.count:
            return self._found("row_missing", seal.number, None, seal.at)
        digest = seal_digest(before, link, self.log, self.organisation.pk, seal.number, seal.at, seal.count)
        return None if digest == seal.digest else self._found("seal_changed", seal.number, None, seal.at)

    def _content(self, seal: Seal, entry: AuditEntry | ReadEntry) -> Broken | None:
        content: Any = getattr(entry, "content", None)
        if content is None:
            if (self.log, entry.pk) not in self.erased:
                return self._found("content_missing", seal.number, entry.pk, entry.at)
            self.counted.erased += 1
            return None
        if content_digest(getattr(content, "verb", "read"), content.target, content.content) != entry.digest:
            return self._found("content_changed", seal.number, entry.pk, entry.at)
        return None

    def _found(self, code: str, seal: int, row: int | None, at: datetime | None) -> Broken:
        return Broken(self.log, code, seal, row, at)


class _Link(NamedTuple):
    sealed: Sealed
    entry: AuditEntry | ReadEntry | None


def _by_number(log: str, rows: list[int]) -> dict[int, AuditEntry | ReadEntry]:
    found: dict[int, AuditEntry | ReadEntry] = {}
    for start in range(0, len(rows), 500):
        asked = LOGS[log]._default_manager.filter(pk__in=rows[start : start + 500]).select_related("content")
        found |= {one.pk: one for one in asked}
    return found


def _erased(organisation: Organisation) -> set[tuple[str, int]]:
    """Which rows' content an audit row says was erased: one that is itself what its digest says."""
    found = set()
    said = AuditContent.objects.filter(entry__organisation=organisation, verb=ERASED).select_related("entry")
    for one in said:
        if content_digest(one.verb, one.target, one.content) == one.entry.digest:
            found |= {(one.target, int(row)) for row in one.content["values"][_ROWS]}
    return found


def contents_of(log: str) -> type[AuditContent | ReadContent]:
    """The table that holds what the log's rows are digests of."""
    return AuditContent if log == "audit" else ReadContent
