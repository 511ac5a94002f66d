"""The signatures of a PDF and its bytes in, what keeps the file from being whole out.

Whole: every byte is as it was signed, and after a signature there is nothing but further signatures without appearance, time stamps
and what validates them.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_MOST_REVISIONS: Final = 200


def not_whole(reader: Any, embedded: Sequence[Any], size: int) -> Iterator[str]:
    """Codes of what keeps a file of so many bytes from being whole: bytes that no signature covers, changes that none may make."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    for one in embedded:
        if not _covers(reader.stream, one.byte_range) or one.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            yield "signature_covers_less"
        elif (
            not isinstance(one.diff_result, DiffResult) or one.diff_result.modification_level == ModificationLevel.OTHER
        ):
            yield "changed_after_signing"
        if one.docmdp_level is not None and not one.summarise_integrity_info()["docmdp_ok"]:
            yield "changed_after_signing"
    last = embedded[-1]
    end = last.byte_range[2] + last.byte_range[3]
    if end != size and not _only_validates(reader, last, end, size):
        yield "appended_after_signing"
    if not all(_explained(reader, revision, embedded) for revision in _later(reader, embedded)):
        yield "changed_after_signing"


def removed(reader: Any) -> bool:
    """Whether an earlier revision has a signature that the file does not show any more; ValueError with too many revisions."""
    from pyhanko.sign.fields import enumerate_sig_fields

    count = reader.xrefs.total_revisions
    if count > _MOST_REVISIONS:
        raise ValueError("more revisions than any extract has")

    def signed(handler: Any) -> set[tuple[str, Any]]:
        return {(name, value.reference) for name, value, _ in enumerate_sig_fields(handler, filled_status=True)}

    now = {(name, where.idnum) for name, where in signed(reader)}
    return any(
        (name, where.idnum) not in now
        for revision in range(count - 1)
        for name, where in signed(reader.get_historical_resolver(revision))
    )


def _later(reader: Any, embedded: Sequence[Any]) -> range:
    return range(embedded[0].signed_revision + 1, reader.xrefs.total_revisions)


def _explained(reader: Any, revision: int, embedded: Sequence[Any]) -> bool:
    """Whether a revision signs, stamps or validates, leaves the paper's name as it was, and has no object that nothing points to."""
    now, before = (reader.get_historical_resolver(one) for one in (revision, revision - 1))
    changed = {reference for reference in now.explicit_refs_in_revision() if not _is_table(now, reference)}
    signs = any(one.signed_revision == revision for one in embedded)
    validating = now.collect_dependencies(now.root.raw_get("/DSS")) if "/DSS" in now.root else set()
    if not signs and not changed & validating:
        return False
    return changed <= now.collect_dependencies(now.trailer_view) and _titles(now) == _titles(before)


def _is_table(handler: Any, reference: Any) -> bool:
    """Whether an object is one in which others are listed or packed."""
    kind = handler(reference)
    return hasattr(kind, "get") and kind.get("/Type") in ("/XRef", "/ObjStm")


def _covers(stream: Any, covered: Any) -> bool:
    """Whether all but one container of hexadecimal digits is covered, from the file's first byte on."""
    if len(covered) != 4 or covered[0] != 0 or min(covered) < 0 or covered[2] <= covered[1]:
        return False
    stream.seek(covered[1])
    gap = bytes(stream.read(covered[2] - covered[1]))
    return re.fullmatch(rb"<[0-9A-Fa-f]*>", gap) is not None


def _only_validates(reader: Any, last: Any, end: int, size: int) -> bool:
    """Whether what follows the last signature is what validates signatures (B-LT), in revisions of its own and nothing else."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    result = last.diff_result
    if not isinstance(result, DiffResult) or result.modification_level not in (
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
    ):
        return False
    stream = reader.stream
    stream.seek(end)
    return reader.xrefs.total_revisions - 1 > last.signed_revision and _tight(stream.read(size - end))


def _tight(appended: bytes) -> bool:
    """Whether appended bytes are objects, a table of them and its end, with nothing before, between or after that nobody would see."""
    rest = re.sub(rb"\d+ \d+ obj\b.*?\bendobj\b", b"O", appended, flags=re.DOTALL)
    table = rb"xref\s(?:\d+ \d+\s+(?:\d{10} \d{5} [nf]\s*)+)+trailer\s*<<.*?>>\s*startxref"
    rest = re.sub(table, b"startxref", rest, flags=re.DOTALL)
    rest = re.sub(rb"startxref\s+\d+\s+%%EOF", b"E", rest)
    return re.fullmatch(rb"(?:O+E)+", re.sub(rb"\s+", b"", rest)) is not None


def _titles(handler: Any) -> tuple[str, ...]:
    """What a reader calls the paper, as of a revision."""
    trailer = handler.trailer_view
    info = trailer["/Info"] if "/Info" in trailer else {}  # noqa: SIM401 - `get` would not follow the reference
    named = tuple(str(info[key]) if key in info else "" for key in ("/Title", "/Author", "/Subject", "/Keywords"))
    return (*named, *_described(handler))


def _described(handler: Any) -> list[str]:
    """The same as the paper's metadata (XMP) says it, in the words of Dublin Core."""
    from pyhanko.pdf_utils.decode_limits import DecodePurpose
    from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp

    if "/Metadata" not in handler.root:
        return []
    roots = parse_xmp(io.BytesIO(handler.root["/Metadata"].read_data(DecodePurpose.XMP_METADATA)))
    said = [(name, value) for root in roots for name, value in root]
    return sorted(f"{name.local_name} {value.value!r}" for name, value in said if name.ns == _DUBLIN_CORE)


def allowed() -> Any:
    """What may have been appended: signatures without appearance, time stamps, what validates them, and the day of change."""
    from pyhanko.sign.diff_analysis import (
        CatalogModificationRule,
        DocInfoRule,
        DSSCompareRule,
        FormUpdatingRule,
        MetadataUpdateRule,
        ModificationLevel,
        ObjectStreamRule,
        SigFieldCreationRule,
        SigFieldModificationRule,
        StandardDiffPolicy,
        XrefStreamRule,
    )

    lasting = ModificationLevel.LTA_UPDATES
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(),
            *(
                rule().as_qualified(lasting)
                for rule in (DocInfoRule, XrefStreamRule, ObjectStreamRule, DSSCompareRule, MetadataUpdateRule)
            ),
        ],
        form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
    )


def stamps_hold(embedded: Sequence[Any]) -> bool:
    """Whether every time stamp of the document stamps the bytes that it covers."""
    for one in embedded:
        if is_stamp(one):
            imprint = one.signed_data["encap_content_info"]["content"].parsed["message_imprint"]
            if imprint["hashed_message"].native != one.compute_digest():
                return False
    return True


def is_stamp(one: Any) -> bool:
    """Whether it is a time stamp of the document, not somebody's signature."""
    return str(one.sig_object_type) == "/DocTimeStamp" or one.sig_object.get("/SubFilter") == "/ETSI.RFC3161"
