"""A signed extract in, whether it is whole, who certified it and the decision it carries out: offline, the clock the caller's.

Every PDF is taken to be hostile: it is read in copies of this process that may take only so much memory and time
(`outside.guard`), and whatever is wrong with it is a finding.
"""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.findings import Finding, ShapeError, UnreadableError
from samverkan.outside.files import MEGABYTE
from samverkan.outside.guard import guarded
from samverkan.outside.signatures import REMARKS, Marks, Signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from samverkan.core.writing.agreement_data import AgreementData
    from samverkan.core.writing.extract import Extract
    from samverkan.outside.trust import Trust

_SECONDS: Final = 60
_MOST_DECODED: Final = 32 * MEGABYTE
"""What one stream may unpack to, of those that are read: not those of pages, nor of other files in the PDF."""

_COVERED: Final = re.compile(rb"/ByteRange\s{0,9}\[\s{0,9}0\s{1,9}\d{1,10}\s{1,9}(\d{1,10})\s{1,9}(\d{1,10})\s{0,9}\]")
_SAID: Final = frozenset({"bytes_changed"})
"""Reasons that are findings on the whole file already."""

_REMARKS: Final = REMARKS | {"trust_unreadable"}
"""Findings that do not keep an extract from being accepted."""

HALF_SIGNED: Final = frozenset({"party_not_signed", "party_signed_in_part"})
"""Findings of an agreement that is on its way: whole as far as it goes."""


class Verified(NamedTuple):
    """What is known of an extract, or of a signed agreement, which carries `agreement` instead.

    `page_matches_data`: the words of the page are those of the data, and every quote stands.
    """

    file: str
    whole: bool | None = None
    signatures: tuple[Signed, ...] = ()
    extract: Extract | None = None
    page_matches_data: bool | None = None
    findings: tuple[Finding, ...] = ()
    agreement: AgreementData | None = None

    @property
    def accepted(self) -> bool:
        """Whether it is whole, signed by those it says, every signature valid and trusted, and page and data agree."""
        return (
            self.whole is True
            and bool(self.signatures)
            and all(one.valid is True and one.trusted for one in self.signatures)
            and self.page_matches_data is True
            and all(found.code in _REMARKS for found in self.findings)
        )


def verify_file(path: str, *, trust: Trust, at: datetime) -> Verified:
    """The extract at the path ("-" is standard input), as seen at a time."""
    from samverkan.outside.files import fetch

    try:
        kind, data = fetch(path)
    except UnreadableError as error:
        return Verified(path, findings=(Finding(error.code, {"source": path, **error.values}),))
    if kind != "pdf":
        return Verified(path, findings=(Finding("not_a_pdf", {"source": path}),))
    return verify_bytes(data, path, trust=trust, at=at)


def verify_bytes(data: bytes, source: str, *, trust: Trust, at: datetime) -> Verified:
    """The same for bytes already at hand; `source` is what to call them. `at` has a time zone."""
    if at.tzinfo is None:
        raise ValueError("the time that an extract is asked about has a time zone")
    try:
        (marks, carried, agreed, beside), (pages, unseen) = _inspected(data, trust, at)
    except UnreadableError as error:
        return _unread(data, source, error)
    agreement, findings = _agreed(agreed) if agreed and not carried else (None, [])
    extract, findings = (None, findings) if agreed and not carried else _carried(carried)
    findings = [*_of_marks(marks), *findings]
    matches = None
    if extract is not None:
        differing = list(_differences(extract, pages, [*beside, *unseen]))
        findings += [*differing, *_of_days(extract, at), *_of_signers(marks.signed, extract, trust)]
        matches = not differing
    else:
        if agreement is not None:
            found = [*_page_differs(agreement, pages), *(Finding(code) for code in dict.fromkeys([*beside, *unseen]))]
            findings, matches = [*findings, *found, *_of_parties(marks.signed, agreement)], not found
        findings += _of_signers(marks.signed, None, trust)
    named = tuple(Finding(one.code, {"source": source, **one.values}) for one in findings)
    return Verified(source, marks.whole, marks.signed, extract, matches, named, agreement)


def verify_elsewhere(data: bytes, source: str, *, trust: Trust, at: datetime) -> Verified:
    """As `verify_bytes`, from a process with threads (a server's), beside which pdfium is not safe."""
    from samverkan.outside.readers import elsewhere

    try:
        return elsewhere(partial(verify_bytes, data, source, trust=trust, at=at), _SECONDS)
    except UnreadableError as error:
        return Verified(source, findings=(Finding(error.code, {**error.values, "source": source}),))


def verified_to_json(verified: Verified, say: Callable[[Finding], str]) -> dict[str, object]:
    """What `verify --json` prints (docs/extract.md); `say` gives a finding's sentence."""
    import json

    from samverkan.core.writing.agreement_data import agreement_to_json
    from samverkan.core.writing.extract import extract_to_json

    extract, agreement = verified.extract, verified.agreement
    return {
        "file": verified.file,
        "whole": verified.whole,
        "signatures": [{**one._asdict(), "reasons": list(one.reasons)} for one in verified.signatures],
        "extract": None if extract is None else json.loads(extract_to_json(extract)),
        "agreement": None if agreement is None else json.loads(agreement_to_json(agreement)),
        "page_matches_data": verified.page_matches_data,
        "accepted": verified.accepted,
        "findings": [
            {"code": one.code, "message": say(one), "values": dict(one.values), "span": None}
            for one in verified.findings
        ],
    }


def _inspected(data: bytes, trust: Trust, at: datetime) -> tuple[Any, Any]:
    """What pyHanko and pdfium find, each in a copy of its own."""
    import pypdfium2.raw  # noqa: F401 - here, so that the copies that read need not load them
    from pyhanko.sign import validation  # noqa: F401

    from samverkan.outside.pdf import refuse_hostile

    refuse_hostile(data)
    signed, shown = guarded([partial(_signed, data, trust, at), partial(_shown, data)], seconds=_SECONDS)
    whole, signatures, wrong, first = signed[0]
    pages, unseen = shown
    if first and first != len(data) and not wrong:
        (under,) = guarded([partial(_shown, data[:first])], seconds=_SECONDS)
        if under[0] != pages:  # a reader of pages sees what the reader of signatures does not
            whole, wrong = False, ["changed_after_signing"]
    marks = Marks(whole, tuple(Signed(*one)._replace(reasons=tuple(one[8])) for one in signatures), tuple(wrong), first)
    return (marks, *signed[1:]), (pages, unseen)


def _unread(data: bytes, source: str, error: UnreadableError) -> Verified:
    """What is known of one that cannot be read: that it has been signed, and something follows, is seen without reading it."""
    ends = [int(start) + int(length) for start, length in _COVERED.findall(data)]
    code = "appended_after_signing" if ends and max(ends) < len(data) else error.code
    return Verified(source, False if ends else None, findings=(Finding(code, {"source": source, **error.values}),))


def _signed(data: bytes, trust: Trust, at: datetime) -> tuple[Any, list[bytes], list[bytes], list[str]]:
    """In plain values: the signatures, the files named as an extract's and as an agreement's, what lies over the page."""
    import logging

    from pyhanko.pdf_utils.decode_limits import DecodeLimits, StreamDecodeLimits
    from pyhanko.pdf_utils.reader import PdfFileReader

    from samverkan.core.writing.agreement_data import ATTACHMENT
    from samverkan.outside.carried import attached, beside_the_words
    from samverkan.outside.signatures import signatures_of

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its words are about the paper's content
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        limits = DecodeLimits(per_stream=StreamDecodeLimits(max_output_size=_MOST_DECODED))
        reader = PdfFileReader(io.BytesIO(data), decode_limits=limits)
        if reader.encrypted:
            raise UnreadableError("pdf_encrypted")
        marks = signatures_of(reader, len(data), trust, at)
        plain = (marks.whole, [[*one[:8], list(one.reasons), *one[9:]] for one in marks.signed])
        carried, agreed = attached(reader), attached(reader, ATTACHMENT)
        return (*plain, list(marks.wrong), marks.first), carried, agreed, beside_the_words(reader)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # whatever a hostile file makes a reader of PDFs raise
        raise UnreadableError("extract_unreadable") from error


def _shown(data: bytes) -> tuple[list[str], list[str]]:
    from samverkan.outside.carried import pages_of

    return pages_of(data)


def _carried(found: list[bytes]) -> tuple[Extract | None, list[Finding]]:
    from samverkan.core.writing.extract import extract_from_json

    if not found:
        return None, [Finding("no_extract")]
    if len(found) > 1:
        return None, [Finding("extract_twice", {"count": len(found)})]
    try:
        return extract_from_json(found[0]), []
    except ShapeError as error:
        return None, [Finding("extract_malformed", {"place": str(error.values["place"]) or "/", "why": error.code})]


def _agreed(found: list[bytes]) -> tuple[AgreementData | None, list[Finding]]:
    from samverkan.core.writing.agreement_data import agreement_from_json

    if len(found) > 1:
        return None, [Finding("extract_twice", {"count": len(found)})]
    try:
        return agreement_from_json(found[0]), []
    except ShapeError as error:
        return None, [Finding("extract_malformed", {"place": str(error.values["place"]) or "/", "why": error.code})]


def _page_differs(agreement: AgreementData, pages: list[str]) -> Iterator[Finding]:
    from samverkan.core.writing.agreement_data import agreement_says

    if not agreement_says(agreement, pages):
        yield Finding("page_differs")


def _of_parties(signed: tuple[Signed, ...], agreement: AgreementData) -> Iterator[Finding]:
    """Who has signed for none of the parties, and for which party too few have, or nobody can."""
    numbers = dict(agreement.numbers)
    for one in signed:
        if one.number is None:
            yield Finding("signer_of_nobody", {"signer": one.signer})
        elif agreement.party_of(one.number) is None:
            yield Finding("other_organisation", {"signer": one.signer, "organisation": one.organisation or one.number})
    for name in agreement.clause.parties:
        number = numbers.get(name)
        if number is None:
            yield Finding("party_without_number", {"party": name})
            continue
        mine = [one for one in signed if one.number == number]
        wanted, found = (
            agreement.wanted_of(number, [one.says or "" for one in mine]),
            len({one.certificate for one in mine}),
        )
        if signed and not mine:
            yield Finding("party_not_signed", {"party": name})
        elif mine and found < wanted:
            yield Finding("party_signed_in_part", {"party": name, "wanted": wanted, "found": found})


def _of_marks(marks: Marks) -> list[Finding]:
    unsigned = [] if marks.signed or marks.wrong else [Finding("not_signed")]  # a time stamp is nobody's word
    return [*(Finding(code) for code in marks.wrong), *unsigned]


def _differences(extract: Extract, pages: list[str], beside: list[str]) -> Iterator[Finding]:
    """What keeps the page and the data from saying the same."""
    from samverkan.core.writing.extract_page import page_says
    from samverkan.core.writing.extract_quotes import misplaced

    if not page_says(extract, pages):
        yield Finding("page_differs")
    for place in misplaced(extract):
        yield Finding("quote_misplaced", {"place": place})
    for code in dict.fromkeys(beside):
        yield Finding(code)


def _of_days(extract: Extract, at: datetime) -> Iterator[Finding]:
    """Days that cannot be: minutes are justerade after the meeting, and what is to come has not happened."""
    today = here(at).date()
    told = {"day": str(extract.justerad), "meeting": str(extract.meeting_day)}
    if extract.meeting_day > today:
        yield Finding("extract_meeting_to_come", told)
    if extract.justerad is not None and extract.justerad < extract.meeting_day:
        yield Finding("extract_justerad_before_meeting", told)
    elif extract.justerad is not None and extract.justerad > today:
        yield Finding("extract_justerad_to_come", told)


def here(time: datetime) -> datetime:
    """By the clock in Sweden, where the machine knows it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return time.astimezone(ZoneInfo("Europe/Stockholm"))
    except ZoneInfoNotFoundError:
        return time


def _of_signers(signed: tuple[Signed, ...], extract: Extract | None, trust: Trust) -> Iterator[Finding]:
    """What keeps the signatures from counting."""
    if signed and not trust.certificates:
        yield Finding("no_trust")
    for one in signed:
        for reason in one.reasons:
            if reason not in _SAID and (trust.certificates or reason != "issuer_unknown"):
                yield Finding(reason, {"signer": one.signer})
        if extract is not None and one.number is not None and one.number != extract.organisation_number:
            yield Finding("other_organisation", {"signer": one.signer, "organisation": one.organisation or one.number})
    if signed and extract is not None and len(signed) < extract.signatures:
        yield Finding("signature_missing", {"wanted": extract.signatures, "found": len(signed)})
