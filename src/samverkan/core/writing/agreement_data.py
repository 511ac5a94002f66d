"""The agreement as data: what its page was made from, as JSON inside the PDF, and back (docs/deciding.md).

Canonical: the same agreement gives the same bytes. The clause's fingerprint follows from it, and the page can be made anew
from it: whether page and data agree is told by `agreement_says`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.deciding.clause import Clause, fingerprint
from samverkan.core.findings import ShapeError
from samverkan.core.writing.agreement import KIND, Signing, agreement
from samverkan.core.writing.extract import loaded
from samverkan.core.writing.extract_page import same_signs, without_white_space
from samverkan.core.writing.item_json import date_at, key_of, list_at, object_at, text_at
from samverkan.core.writing.meeting_json import from_json, to_json
from samverkan.core.writing.printed import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from samverkan.core.writing.printed import Printed

SCHEMA: Final = "samverkan-agreement/1"
ATTACHMENT: Final = "avtal.json"
"""What the JSON is called inside the PDF."""

_NUMBER: Final = re.compile(r"[0-9]{10}")
_COUNT: Final = re.compile(r"\([0-9]{1,2} av ([0-9]{1,2})\)$")
_MOST_MONTHS: Final = 9999


class AgreementData(NamedTuple):
    """An agreement as it is to be signed. `numbers`: each party with its number of organisation, ten digits.

    `day`: when it was made; `signing`: who signs for each party, as far as it was known then; `urn`: the agreement's name.
    """

    clause: Clause
    day: date
    numbers: tuple[tuple[str, str], ...] = ()
    signing: tuple[Signing, ...] = ()
    urn: str = ""

    @property
    def fingerprint(self) -> str:
        """The clause's fingerprint."""
        return fingerprint(to_json(self.clause))

    def party_of(self, number: str) -> str | None:
        """What the agreement calls the party with the number; None where it is none of them."""
        return next((name for name, one in self.numbers if one == number), None)

    def wanted_of(self, number: str, says: Iterable[str]) -> int:
        """How many sign for the party with the number: whom the agreement names, or as its signatures say ("1 av 2")."""
        party = self.party_of(number)
        named = [len(one.people) for one in self.signing if one.party == party]
        said = [int(found[1]) for one in says if (found := _COUNT.search(one))]
        return max([1, *named, *said])


def agreement_printed(data: AgreementData) -> Printed:
    """The paper."""
    return agreement(
        data.clause, fingerprint=data.fingerprint, day=data.day, numbers=dict(data.numbers), signing=data.signing, urn=data.urn
    )  # fmt: skip


def agreement_to_json(data: AgreementData) -> bytes:
    """The canonical bytes: keys in order, UTF-8, no white space."""
    written = {
        "schema": SCHEMA,
        "agreement": data.urn or None,
        "day": data.day.isoformat(),
        "clause": to_json(data.clause),
        "parties": [{"name": name, "number": number} for name, number in data.numbers],
        "signing": [
            {"party": one.party, "people": [{"name": name, "office": office} for name, office in one.people]}
            for one in data.signing
        ],
    }
    return json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def agreement_from_json(written: bytes) -> AgreementData:
    """The agreement; ShapeError names the place and what is wrong there. Keys beside these are left alone, but in the clause."""
    whole = object_at(loaded(written), "")
    if whole.get("schema") != SCHEMA:
        raise ShapeError("another_schema", place="schema")
    clause = _clause(key_of(whole, "clause", ""))
    day = date_at(key_of(whole, "day", ""), "day")
    if not day.is_day:
        raise ShapeError("not_a_date", place="day")
    numbers = tuple(
        _numbered(one, f"parties[{at}]") for at, one in enumerate(list_at(key_of(whole, "parties", ""), "parties"))
    )
    signing = tuple(
        _signing(one, f"signing[{at}]") for at, one in enumerate(list_at(whole.get("signing", []), "signing"))
    )
    _each_once("parties", [name for name, _ in numbers], clause.parties)
    _each_once("parties", [number for _, number in numbers])
    _each_once("signing", [one.party for one in signing], clause.parties)
    urn = whole.get("agreement")
    return AgreementData(clause, day.first, numbers, signing, "" if urn is None else text_at(urn, "agreement"))


def _clause(held: object) -> Clause:
    _letters(held)
    clause = from_json(Clause, held, "clause")
    if not clause.parties:
        raise ShapeError("empty", place="clause.parties")
    _each_once("clause.parties", clause.parties)
    for name, figure in clause.extension._asdict().items() if clause.extension else ():
        if type(figure) is int and not 0 <= figure <= _MOST_MONTHS:
            raise ShapeError("not_a_number", place=f"clause.extension.{name}")
    return clause


def _letters(held: object) -> None:
    """Refuse half a letter, however deep it stands."""
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            text_at(one, "clause")
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one


def _each_once(place: str, said: Sequence[str], allowed: Sequence[str] | None = None) -> None:
    for at, one in enumerate(said):
        if one in said[:at]:
            raise ShapeError("said_twice", place=f"{place}[{at}]")
        if allowed is not None and one not in allowed:
            raise ShapeError("not_a_code", place=f"{place}[{at}]")


def _numbered(held: object, place: str) -> tuple[str, str]:
    number = _text(held, "number", place)
    if not _NUMBER.fullmatch(number):
        raise ShapeError("not_an_organisation_number", place=f"{place}.number")
    return _text(held, "name", place), number


def agreement_says(data: AgreementData, pages: Sequence[str]) -> bool:
    """Whether the words on the pages are the agreement's, all of them and no others, white space aside."""
    printed = agreement_printed(data)
    found = ""
    for at, page in enumerate(pages, 1):
        head = f"{printed.organisation} {KIND} {printed.body} {data.day.isoformat()} Sida {at} ({len(pages)})"
        words, head = without_white_space(page), without_white_space(head)
        if not words.startswith(head):
            return False
        found += words[len(head) :]
    return same_signs(found, without_white_space(words_of(printed)))


def _signing(held: Any, place: str) -> Signing:
    people = list_at(key_of(object_at(held, place), "people", place), f"{place}.people")
    return Signing(
        _text(held, "party", place),
        tuple(
            (_text(one, "name", f"{place}.people[{at}]"), _text(one, "office", f"{place}.people[{at}]"))
            for at, one in enumerate(people)
        ),
    )


def _text(held: Any, key: str, place: str) -> str:
    return text_at(key_of(object_at(held, place), key, place), f"{place}.{key}")
