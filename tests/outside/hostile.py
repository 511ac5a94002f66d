"""PDFs of a few kilobytes that ask for gigabytes, each in its own way."""

from __future__ import annotations

import zlib

_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents %b/Resources<<%b>>>>"
_FLATE = b"/Filter/FlateDecode"
_TEXT = b"BT /F1 9 Tf (Beslut) Tj ET "


def hostile_pdfs() -> dict[str, bytes]:
    """By what they do."""
    return {
        "one stream four thousand times": one_stream_many_times(),
        "filters upon filters": filters_upon_filters(),
        "forms within forms": forms_within_forms(),
    }


def one_stream_many_times() -> bytes:
    """A page that goes through the same 5 MB again and again."""
    contents = b"[" + b"4 0 R " * 4000 + b"]"
    fonts = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    text = _TEXT * (5_000_000 // len(_TEXT))
    return _pdf(_PAGE % (contents, fonts), _stream(zlib.compress(text, 9), _FLATE))


def filters_upon_filters() -> bytes:
    """A page whose 3 GB are packed twice, so that neither packing looks large."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(3000)) + packer.flush()
    return _pdf(_PAGE % (b"4 0 R", b""), _stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


def forms_within_forms(depth: int = 25) -> bytes:
    """A page with a form that holds four of the next, which holds four of the next."""
    forms = []
    for level in range(depth):
        inside = b"/X Do " * 4 if level < depth - 1 else b"0 0 1 1 re f " * 10
        next_one = b"/Resources<</XObject<</X %d 0 R>>>>" % (level + 6)
        forms.append(_stream(inside, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + next_one))
    return _pdf(_PAGE % (b"4 0 R", b"/XObject<</X 5 0 R>>"), _stream(b"/X Do", b""), *forms)


def _stream(data: bytes, entries: bytes) -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data)


def _pdf(*objects: bytes) -> bytes:
    """The page is object 3, and what follows it 4 and on."""
    whole = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", *objects]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (at, one) for at, one in enumerate(whole, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF\n" % (len(whole) + 1)
