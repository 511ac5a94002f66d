"""Papers made for tests: good ones of every kind, and every way we know in which one can be bad."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import docx
import pypdf
import typst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PROSE = (
    "Socialnämnden i Vrena kommun har avtal med Östra Sörlands region om samverkan vid spädbarnsverksamhet. Avtalet "
    "gäller till och med den 31 december 2024. Nämnden beslutar att godkänna ”Avtal om samverkan” – under "
    "förutsättning att regionens nämnd fattar likalydande beslut. Åke Ström och Élise Öberg utses att justera "
    "protokollet."
)
ENGLISH = (
    "The board of the county met on Monday and decided to approve the agreement with the town for the year. It was "
    "said that the costs are to be shared in equal parts, and that the steering group shall report to the board "
    "before the end of the term. This is in order, as the chair has shown with care in her report on the work that "
    "was done by the staff."
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def pdf(*pages: str, columns: int = 1, labels: bool = True, rotate: int = 0) -> bytes:
    """A PDF with Swedish hyphenation: a page (or more, where it overflows) for each text."""
    footer = "[Protokoll #h(1fr) #counter(page).display() (#counter(page).final().first())]" if labels else "none"
    source = f"""
#set page(paper: "a5", margin: 2cm, columns: {columns}, footer: context {footer})
#set text(lang: "sv", size: 10pt, hyphenate: true)
#set par(justify: true)
"""
    source += "\n#pagebreak()\n".join(f"#{_literal(page)}" if page else "#rect()" for page in pages)
    made: bytes = typst.compile(source.encode(), format="pdf")
    if not rotate:
        return made
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made))
    for page in writer.pages:
        page.rotate(rotate)
    return _written(writer)


def _literal(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{quoted}"'


def locked_pdf(password: str) -> bytes:
    """A PDF that only the password opens; with "" anyone may open it, and it is still encrypted."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(PROSE)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    return _written(writer)


def bursting_pdf(megabytes: int) -> bytes:
    """A small PDF whose one page inflates to that much."""
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return body + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF\n"


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, change: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """A DOCX of those paragraphs, changed as asked."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if change is not None:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(document: bytes, part: str, content: bytes | Iterable[bytes]) -> bytes:
    """The DOCX with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w") as stream:
                for chunk in [old.read(name)] if name != part else [content] if isinstance(content, bytes) else content:
                    stream.write(chunk)
    return out.getvalue()


def body(inside: str) -> bytes:
    """The main part of a DOCX around some markup."""
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'.encode()


def bursting_docx(megabytes: int = 200) -> bytes:
    """A small DOCX whose text unpacks to that much."""
    piece = b"<w:p/>" * 174_762
    return with_part(word("a"), "word/document.xml", [body("")[:-23], *[piece] * megabytes])


def entity_docx() -> bytes:
    """A DOCX whose text is entities that expand without end."""
    entities = "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 10}">' for at in range(9))
    declared = f'<!DOCTYPE w [<!ENTITY e0 "ha">{entities}]>'
    return with_part(word("a"), "word/document.xml", declared.encode() + body("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>"))


def spreadsheet() -> bytes:
    """A zip archive that is an Office file, but no document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", '<Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/>')
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def unreadable() -> dict[str, tuple[str, bytes]]:
    """By file name: the code of what is wrong, and the bytes."""
    good = pdf(PROSE, PROSE)
    return {
        "tom.txt": ("empty_document", b""),
        "blank.txt": ("empty_document", b" \r\n\t\n"),
        "tom.html": ("empty_document", b"<html><script>alert(1)</script></html>"),
        "brus.pdf": ("not_text", bytes(range(256)) * 20),
        "nollor.txt": ("not_text", b"Protokoll\x00\x01\x00\x02" * 50),
        "bild.pdf": ("unsupported_image", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        "gammal.docx": ("unsupported_old_word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        "skyddad.docx": (
            "docx_encrypted",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        ),
        "brev.docx": ("unsupported_rtf", b"{\\rtf1\\ansi Protokoll}"),
        "kalkyl.docx": ("unsupported_zip", spreadsheet()),
        "avklippt.pdf": ("pdf_damaged", good[:200]),
        "krypterad.pdf": ("pdf_encrypted", locked_pdf("hemligt")),
        "skannad.pdf": ("pdf_without_text", pdf("", "", labels=False)),
        "svullen.pdf": ("pdf_too_large", bursting_pdf(300)),
        "sidrik.pdf": ("too_many_pages", good.replace(b"/Count 2", b"/Count 1000000000")),
        "avklippt.docx": ("docx_damaged", word(PROSE)[:5000]),
        "trasig.docx": ("docx_damaged", with_part(word(PROSE), "word/document.xml", b"<w:document")),
        "enheter.docx": ("docx_damaged", entity_docx()),
        "bomb.docx": ("docx_too_large", bursting_docx()),
    }
