"""Extracts to try things on: one § printed, signed by officials of a trial authority made on the spot."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from samverkan.core.reading.values import Decision, Item
from samverkan.core.sources import Cited, Span
from samverkan.core.writing.extract import ATTACHMENT, MEDIA_TYPE, Certifier, Extract, extract_to_json
from samverkan.core.writing.extract_page import extract_printed, text_of
from samverkan.core.writing.printed import Attached, Heading, Paragraph, Points
from samverkan.outside.authority import TrialAuthority
from samverkan.outside.trust import Trust, trust_in
from samverkan.outside.typesetting import typeset
from samverkan.outside.verifying import Verified, verify_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.writing.printed import Block
    from samverkan.outside.signing import KeySigner

AT = datetime(2024, 5, 14, 12, tzinfo=UTC)
"""Long past, so that no machine's clock matters."""

REGION, REGION_NUMBER = "Region Västana", "2321990018"
POINTS = (
    "Nämnden godkänner samverkansavtalet med Lindmora kommun för tiden 1 januari 2027 – 31 december 2029, under "
    "förutsättning att socialnämnden i Lindmora kommun fattar likalydande beslut.",
    "Social- och hälsodirektören får i uppdrag att återrapportera den 1 mars 2028.",
)
TITLE = "Samverkansavtal om familjecentralen Lärkan"
BLOCKS: tuple[Block, ...] = (
    Heading(TITLE, 2, "§ 71"),
    Paragraph("Diarienummer HSN 2026-00233"),
    Heading("Beslut", 3),
    Points(POINTS, numbered=True),
)


def extract(blocks: Sequence[Block] = BLOCKS, points: Sequence[str] = POINTS, signatures: int = 1) -> Extract:
    """The data of the § printed as the blocks, whose operative points are those."""
    text = text_of(blocks)

    def cited(value: str) -> Cited[str]:
        start = text.index(value)
        return Cited(value, Span(start, start + len(value)))

    decisions = tuple(Decision(at, "approve", None, None, (), None, cited(one)) for at, one in enumerate(points, 1))
    item = Item(
        cited("71"), cited("HSN 2026-00233"), cited(TITLE), Span(0, len(text)), None, None, None, "decided", decisions
    )  # fmt: skip
    return Extract(
        organisation_number=REGION_NUMBER,
        organisation=REGION,
        body="Hälso- och sjukvårdsnämnden",
        meeting_day=date(2024, 4, 23),
        section="71",
        title=TITLE,
        text=text,
        item=item,
        certified=(Certifier("Anna Ek", "nämndsekreterare", AT.date()),),
        registry_number="HSN 2026-00233",
        justerad=date(2024, 4, 25),
        agreement="urn:samverkan:agreement:7",
        clause="5f" * 32,
        signatures=signatures,
    )


def printed(
    one: Extract, blocks: Sequence[Block] = BLOCKS, *, data: bytes | None = None, beside: Sequence[Attached] = ()
) -> bytes:
    """The PDF of it, unsigned; `data` in place of its JSON."""
    carried = Attached(ATTACHMENT, MEDIA_TYPE, "Beslutet som data", extract_to_json(one) if data is None else data)
    return typeset(extract_printed(one, blocks), made=AT, attached=(carried, *beside))


@cache
def authority() -> TrialAuthority:
    return TrialAuthority(Path(mkdtemp()), AT)


@cache
def official(name: str = "Anna Ek", number: str = REGION_NUMBER, at: datetime = AT) -> KeySigner:
    return authority().official(name, "nämndsekreterare", organisation=REGION, number=number, at=at)


@cache
def trust() -> Trust:
    return trust_in(str(authority().trust))[0]


def signed(pdf: bytes, name: str = "Anna Ek", at: datetime = AT) -> bytes:
    return official(name, at=at).sign(pdf, name=name, reason="Rätt utdraget intygar", at=at)


@cache
def good() -> bytes:
    """An extract as it should be."""
    return signed(printed(extract()))


@cache
def good_by_two() -> bytes:
    """One that two certify."""
    return signed(signed(printed(extract(signatures=2))), "Bo Ljung")


def verified(pdf: bytes, trusting: Trust | None = None, at: datetime = AT) -> Verified:
    return verify_bytes(pdf, "utdrag.pdf", trust=trust() if trusting is None else trusting, at=at)


def codes(found: Verified) -> set[str]:
    return {one.code for one in found.findings}
