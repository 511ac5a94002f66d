"""What an extract carries: the PDF in, its JSON and the words of its pages out, and what on the page is no words of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.core.findings import UnreadableError
from samverkan.core.writing.extract import ATTACHMENT, LARGEST
from samverkan.outside.pdf import opened, page_text, text_page

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_FILES: Final = 500
_MOST_DEEP: Final = 20
_MOST_PAGES: Final = 300
_MOST_NOTES: Final = 1000
_ACTIVE: Final = ("/OpenAction", "/AA", "/OCProperties")
_INVISIBLE: Final = 3  # FPDF_TEXTRENDERMODE_INVISIBLE


def attached(reader: Any, wanted: str = ATTACHMENT) -> list[bytes]:
    """Every file of that name that the PDF has, each once; one that is too large to be one is left out as b""."""
    found: dict[Any, bytes] = {}
    for at, (name, specification) in enumerate(_files(reader)):
        if at >= _MOST_FILES:
            break
        names = {name, *(str(specification[key]) for key in ("/F", "/UF") if key in specification)}
        if wanted not in names:
            continue
        held = specification["/EF"]
        for key in ("/F", "/UF"):
            if key in held:
                raw = held.raw_get(key)
                if raw not in found:
                    data = raw.get_object().data
                    found[raw] = data if len(data) <= LARGEST else b""
    return list(found.values())


def _files(reader: Any) -> Iterator[tuple[str, Any]]:
    root = reader.root
    if "/Names" in root and "/EmbeddedFiles" in root["/Names"]:
        yield from _leaves(root["/Names"]["/EmbeddedFiles"], 0)
    for one in root.get("/AF", ()):
        yield "", one.get_object()


def _leaves(node: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The names of a name tree and what each is the name of."""
    if depth > _MOST_DEEP:
        raise ValueError("a tree of names deeper than any")
    names = node.get("/Names", ())
    for at in range(0, len(names) - 1, 2):
        yield str(names[at]), names[at + 1].get_object()
    for kid in node.get("/Kids", ()):
        yield from _leaves(kid.get_object(), depth + 1)


def beside_the_words(reader: Any) -> list[str]:
    """Codes of what a page may show or do that is no word of it: notes laid over it, layers, what runs when it is opened."""
    found = []
    root = reader.root
    if any(key in root for key in _ACTIVE) or "/JavaScript" in root.get("/Names", {}):
        found.append("active_content")
    for number, page in enumerate(_pages(root["/Pages"], 0)):
        if number >= _MOST_PAGES:
            raise UnreadableError("too_many_pages", count=number + 1, limit=_MOST_PAGES)
        if "/AA" in page:
            found.append("active_content")
        notes = page.get("/Annots", ())
        if len(notes) > _MOST_NOTES or any(_shows(note.get_object()) for note in notes):
            found.append("overlaid")
    return list(dict.fromkeys(found))


def _pages(node: Any, depth: int) -> Iterator[Any]:
    if depth > _MOST_DEEP:
        raise ValueError("a tree of pages deeper than any")
    for kid in node.get("/Kids", ()):
        one = kid.get_object()
        if "/Kids" in one:
            yield from _pages(one, depth + 1)
        else:
            yield one


def _shows(note: Any) -> bool:
    """Whether a note can be seen: a signature field without extent cannot, nor a link that draws nothing."""
    kind = note.get("/Subtype")
    if kind == "/Link":
        return "/AP" in note
    left, low, right, high = (float(one) for one in note.get("/Rect", (0, 0, 1, 1)))
    return kind != "/Widget" or (left != right and low != high)


def pages_of(data: bytes) -> tuple[list[str], list[str]]:
    """The words of every page as pdfium has them, and codes of what they cannot be trusted to show (`unseen`, `pictured`)."""
    pages: list[str] = []
    wrong: list[str] = []
    with opened(data) as (pdfium, document):
        count = pdfium.FPDF_GetPageCount(document)
        if count > _MOST_PAGES:
            raise UnreadableError("too_many_pages", count=count, limit=_MOST_PAGES)
        for number in range(count):
            with text_page(pdfium, document, number) as handles:
                if handles is None:
                    return [], ["page_unreadable"]
                page, text = handles
                pages.append(page_text(pdfium, text).replace("\r\n", "\n"))
                wrong += _unseen(pdfium, page)
    return pages, list(dict.fromkeys(wrong))


def _unseen(pdfium: Any, page: Any) -> Iterator[str]:
    """Words printed so that nobody sees them, and pictures that could hold others."""
    import ctypes

    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        one = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFTextObj_GetTextRenderMode(one) == _INVISIBLE:
            yield "words_unseen"
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING):
            ends = [ctypes.c_float() for _ in range(4)]
            pdfium.FPDFPageObj_GetBounds(one, *(ctypes.byref(end) for end in ends))
            left, low, right, high = (end.value for end in ends)
            if (right - left) * (high - low) > width * height / 10:
                yield "pictured"
