"""The joint clause: the agreement's terms and the operative words that every party's proposal carries, word for word.

`fingerprint` is the SHA-256 of what it says, in hexadecimal: the same in every organisation and on every installation. What a
body changes of it is told by term (`differing`) and by word (`word_changes`).
"""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import ExtensionValue, Measure

TERMS: Final = ("title", "object", "parties", "period", "shares", "extension")
"""The terms of a clause, in the order they are told."""

_FIGURE: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Share(NamedTuple):
    """A party's part of the cost from a day on; None: from the beginning."""

    party: str
    percent: str | None
    measure: Measure = "percent"
    value: str | None = None
    since: PartialDate | None = None


class Period(NamedTuple):
    """When it holds, whole days, `to` in it; `to` None: until further notice."""

    from_: PartialDate | None
    to: PartialDate | None = None


class Clause(NamedTuple):
    """What the parties decide on, alike: the terms, the operative points as each party's body is to decide them, the whole text.

    `points` say the same of every party: they name no body as their subject. `text`: the agreement itself, paragraph by paragraph.
    """

    title: str
    object: str
    parties: tuple[str, ...]
    period: Period
    shares: tuple[Share, ...] = ()
    extension: ExtensionValue | None = None
    points: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class Differs(NamedTuple):
    """A term that is another in the second clause; the values are as `Clause` has them, the points joined."""

    term: str
    first: object
    second: object


class Fault(NamedTuple):
    """What is wrong with a clause: a code and the values that its sentence needs."""

    code: str
    values: Mapping[str, object]


class Change(NamedTuple):
    """A run of words: the same in both, only in the first, or only in the second."""

    kind: Literal["same", "gone", "new"]
    text: str


def share_faults(clause: Clause) -> tuple[Fault, ...]:
    """What is wrong with the shares: one of who is no party, no figure, or those in percent of a day that do not make 100."""
    found = [
        Fault("share_of_no_party", {"party": one.party}) for one in clause.shares if one.party not in clause.parties
    ]
    sums: dict[PartialDate | None, Decimal] = {}
    for one in clause.shares:
        if one.measure != "percent":
            continue
        if _FIGURE.fullmatch(one.percent or "") is None or (part := Decimal(one.percent or "")) > 100:
            found.append(Fault("share_no_figure", {"party": one.party, "figure": one.percent or ""}))
            continue
        sums[one.since] = sums.get(one.since, Decimal(0)) + part
    unread = any(one.code == "share_no_figure" for one in found)
    for since, total in sums.items():
        if total != 100 and not unread:
            found.append(Fault("shares_do_not_sum", {"sum": f"{total.normalize():f}", "since": since or ""}))
    return tuple(found)


def fingerprint(written: object) -> str:
    """SHA-256, in hexadecimal, of a clause as `core.writing.meeting_json` writes it: keys sorted, no white space, UTF-8."""
    canonical = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def differing(first: Clause, second: Clause) -> tuple[Differs, ...]:
    """The terms in which two clauses differ, then their points and text where these do."""
    return tuple(
        Differs(name, held, other)
        for name in (*TERMS, "points", "text")
        if (held := getattr(first, name)) != (other := getattr(second, name))
    )


def word_changes(first: str, second: str) -> tuple[Change, ...]:
    """Word by word what is the same, gone and new; the words of all but "new" make the first, of all but "gone" the second."""
    old, new = _WORD.findall(first), _WORD.findall(second)
    return tuple(_joined(_runs(old, new)))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Change("gone", "".join(old[a:b]))
        if c < d:
            yield Change("new", "".join(new[c:d]))


def _joined(runs: Iterator[Change]) -> Iterator[Change]:
    """A blank between two changes goes with them, so that what is changed reads as words, not as crumbs."""
    gone, new = "", ""
    for run in runs:
        if run.kind == "same" and not (run.text.isspace() and (gone or new)):
            yield from _told(gone, new)
            gone = new = ""
            yield run
            continue
        gone += run.text if run.kind != "new" else ""
        new += run.text if run.kind != "gone" else ""
    yield from _told(gone, new)


def _told(gone: str, new: str) -> Iterator[Change]:
    tail = ""
    if gone and new and gone[-1:].isspace() and new[-1:].isspace() and gone[-1] == new[-1]:
        gone, new, tail = gone[:-1], new[:-1], gone[-1]
    if gone:
        yield Change("gone", gone)
    if new:
        yield Change("new", new)
    if tail:
        yield Change("same", tail)
