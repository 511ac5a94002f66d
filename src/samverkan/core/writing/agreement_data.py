"""The agreement as data: what its page was made from, as JSON inside the PDF, and back (docs/deciding.md).

Canonical: the same agreement gives the same bytes. The clause's fingerprint follows from it, and the page can be made anew
from it: whether page and data agree is told by `agreement_says`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.deciding.clause import Clause, fingerprint
from samverkan.core.writing.agreement import KIND, Signing, agreement
from samverkan.core.writing.extract_page import same_signs, without_white_space
from samverkan.core.writing.item_json import ShapeError, key_of, list_at, object_at, text_at
from samverkan.core.writing.meeting_json import ShapeError as OtherShapeError
from samverkan.core.writing.meeting_json import from_json, to_json
from samverkan.core.writing.printed import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.writing.printed import Printed

SCHEMA: Final = "samverkan-agreement/1"
ATTACHMENT: Final = "avtal.json"
"""What the JSON is called inside the PDF."""


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
    """The agreement; ShapeError names the place and what is wrong there."""
    try:
        held = json.loads(written)
    except (ValueError, RecursionError):
        raise ShapeError("not_json", place="") from None
    whole = object_at(held, "")
    if whole.get("schema") != SCHEMA:
        raise ShapeError("another_schema", place="schema")
    try:
        clause = from_json(Clause, key_of(whole, "clause", ""), "clause")
        day = date.fromisoformat(text_at(key_of(whole, "day", ""), "day"))
    except OtherShapeError as error:
        raise ShapeError("not_of_the_shape", place=str(error.values["at"])) from None
    except ValueError:
        raise ShapeError("not_a_date", place="day") from None
    numbers = tuple(
        (_text(one, "name", f"parties[{at}]"), _text(one, "number", f"parties[{at}]"))
        for at, one in enumerate(list_at(key_of(whole, "parties", ""), "parties"))
    )
    signing = tuple(
        _signing(one, f"signing[{at}]") for at, one in enumerate(list_at(whole.get("signing", []), "signing"))
    )
    return AgreementData(clause, day, numbers, signing, text_at(whole.get("agreement") or "", "agreement"))


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
