"""What an extract costs: made of a meeting and signed, and verified; in one process that has its libraries loaded."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.timing import medians
from samverkan.core.deciding.values import Attendee, Item, Meeting, Paper, Point, Receiver, Vote
from samverkan.core.law import Body
from samverkan.core.writing.extract import Certifier
from samverkan.core.writing.extract_making import extract_of
from samverkan.core.writing.item_printed import item_printed
from samverkan.outside.authority import TrialAuthority
from samverkan.outside.extracting import REASON, extract_pdf
from samverkan.outside.trust import trust_in
from samverkan.outside.verifying import verify_bytes

if TYPE_CHECKING:
    from samverkan.outside.signing import Signer

_RUNS = 15
_AT = datetime(2024, 5, 14, 12, tzinfo=UTC)
_HEARD = (
    "Regionen och kommunen har sedan 2014 drivit familjecentralen tillsammans. Avtalet löper ut vid årsskiftet, och "
    "förvaltningarna har tagit fram ett nytt på samma villkor. Kostnaden delas lika mellan parterna."
)


def run() -> list[tuple[str, str]]:
    """Milliseconds, of a § on one page and of one on five."""
    with TemporaryDirectory() as folder:
        authority = TrialAuthority(Path(folder), _AT)
        signer = authority.official(
            "Anna Ek", "sekreterare", organisation="Region Västana", number="2321990018", at=_AT
        )
        trust, _ = trust_in(str(authority.trust))
        rows = []
        for pages, meeting in (("one page", _meeting(1, 0)), ("five pages", _meeting(40, 61))):
            pdf = _made(meeting, signer)
            twice = signer.sign(pdf, name="Anna Ek", reason=REASON, at=_AT)
            made, once, both = medians(
                _RUNS,
                partial(_made, meeting, signer),
                partial(verify_bytes, pdf, "utdrag.pdf", trust=trust, at=_AT),
                partial(verify_bytes, twice, "utdrag.pdf", trust=trust, at=_AT),
            )
            assert verify_bytes(twice, "utdrag.pdf", trust=trust, at=_AT).accepted
            rows += [
                (f"an extract made and signed, {pages}", f"{made * 1000:.0f} ms"),
                (f"an extract verified, {pages}", f"{once * 1000:.0f} ms"),
                (f"an extract verified, signed by two, {pages}", f"{both * 1000:.0f} ms"),
            ]
        return rows


def _made(meeting: Meeting, signer: Signer) -> bytes:
    (item,) = meeting.items
    blocks = item_printed(meeting, item)
    by = (Certifier("Anna Ek", "sekreterare", _AT.date()),)
    extract = extract_of(meeting, item, blocks, organisation_number="2321990018", certified=by)
    return signer.sign(extract_pdf(extract, blocks, made=_AT), name="Anna Ek", reason=REASON, at=_AT)


def _meeting(paragraphs: int, voters: int) -> Meeting:
    people = tuple(Attendee(f"Ledamot {at}", "member", "S") for at in range(max(voters, 13)))
    item = Item(
        "Samverkansavtal om familjecentralen Lärkan",
        "71",
        "HSN 2024-00233",
        heard=(_HEARD,) * paragraphs,
        papers=(Paper("Tjänsteutlåtande", date(2024, 4, 2)), Paper("Förslag till avtal", date(2024, 4, 2))),
        votes=(Vote("bifall", "avslag", tuple((one.name, "yes") for one in people)),) if voters else (),
        points=(
            Point("Nämnden godkänner samverkansavtalet för tiden 1 januari 2025 – 31 december 2027.", "approve"),
            Point("Hälso- och sjukvårdsdirektören får i uppdrag att följa upp avtalet.", "assign"),
        ),
        receivers=(Receiver("Lindmora kommun", "socialnamnden@lindmora.example"),),
    )
    return Meeting(
        "Region Västana",
        "Hälso- och sjukvårdsnämnden",
        Body.BOARD,
        date(2024, 4, 23),
        13,
        attendance=people,
        items=(item,),
    )
