"""DOCX bytes in, what the document says out: headers, body, notes, footers, with the marks of lists as printed.

Paragraphs are lines, table rows lines with tabs. What is deleted, hidden or a page number counted by Word is left out.
Read as a stream by lxml: no tree is built, no entity is expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samverkan.core.findings import UnreadableError
from samverkan.outside.archive import Archive
from samverkan.outside.files import MEGABYTE
from samverkan.outside.layout import Layout
from samverkan.outside.numbering import BULLET, Numbering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samverkan.core.findings import Finding

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_LEFT_OUT = frozenset(["del", "moveFrom", "pPrChange", "rPrChange", "tblPrChange", "sectPrChange", "rt"])
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_ONLY_COUNT = re.compile(r"(?:\s|sida|sidan|sid|page|av|of|[()/|.:-])*", re.IGNORECASE)
_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "cr": "\n", "ptab": "\t"}
_OFF = ("0", "false", "off")


def read_docx(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of the document; it has no findings of its own.

    UnreadableError: `unsupported_zip` where it is no Word document, `docx_damaged` where it is broken, `docx_too_large` or
    `too_large` where it unpacks to, or says, too much.
    """
    archive = Archive(data)
    main = next((part for _, kind, part in archive.relations("") if kind == "officeDocument"), "word/document.xml")
    if main not in archive or not main.lower().startswith("word"):
        raise UnreadableError("unsupported_zip")
    related = archive.relations(main)
    parts = {kind: part for _, kind, part in related}
    numbering = Numbering(
        archive.whole(parts.get("numbering", ""), 8 * MEGABYTE), archive.whole(parts.get("styles", ""), 8 * MEGABYTE)
    )
    body = _Story(numbering)
    body.read(archive, main)
    targets = {id_: part for id_, _, part in related}
    texts = []
    for kind in ("headerReference", "body", "footnotes", "endnotes", "footerReference"):
        if kind == "body":
            texts.append(body.text())
            continue
        named = body.references.get(kind) or ([] if kind.endswith("Reference") else [parts.get(kind, "")])
        for part in dict.fromkeys(targets.get(id_, id_) for id_ in named):
            if part in archive:
                story = _Story(numbering, furniture=kind.endswith("Reference"))
                story.read(archive, part)
                texts.append(story.text())
    once = dict.fromkeys(text for text in texts if text.strip())  # the first page and the rest may have one header
    return "\n".join(once), ()


@dataclass(slots=True)
class _Paragraph:
    style: str | None = None
    number: str | None = None
    level: int | None = None
    words: list[str] = field(default_factory=list)
    counted: bool = False


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False


class _Story:
    """One part of the document; what lxml calls while it reads."""

    def __init__(self, numbering: Numbering, *, furniture: bool = False) -> None:
        self.references: dict[str, list[str]] = {}
        self._layout = Layout()
        self._numbering = numbering
        self._furniture = furniture
        self._path: list[str] = []
        self._skipped = 0
        self._paragraphs: list[_Paragraph] = []
        self._fields: list[_Field] = []
        self._hidden = False

    def read(self, archive: Archive, part: str) -> None:
        """Read that part of the archive through; UnreadableError `docx_damaged` where its XML is broken."""
        from lxml import etree

        parser = etree.XMLParser(target=self, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            for chunk in archive.chunks(part):
                parser.feed(chunk)
            parser.close()
        except etree.XMLSyntaxError as error:
            raise UnreadableError("docx_damaged") from error

    def text(self) -> str:
        """What the part says so far, its paragraphs and table rows as lines."""
        return self._layout.text()

    def doctype(self, *_: object) -> None:
        """UnreadableError: a document type could declare entities that grow without end, and no Office file has one."""
        raise UnreadableError("docx_damaged")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins: `tag` with its namespace in braces, as lxml names it."""
        name = tag.rpartition("}")[2]
        ours = tag.startswith(_WORD)
        if self._skipped or name == "Fallback" or (ours and name in _LEFT_OUT):
            self._skipped += 1
            return
        parent = self._path[-1] if self._path else ""
        self._path.append(name if ours else "")
        if not ours:
            return
        if name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "r":
            self._hidden = False
        elif name == "tr":
            self._layout.begin_row()
        elif name.endswith("Reference"):
            self.references.setdefault(name, []).append(_attribute(attributes, "id"))
        elif parent == "r":
            self._in_run(name, attributes)
        elif self._paragraphs:
            self._property(parent, name, attributes)

    def end(self, _: str) -> None:
        """The last element begun ends."""
        if self._skipped:
            self._skipped -= 1
            return
        name = self._path.pop()
        if name == "p":
            self._end_paragraph(self._paragraphs.pop())
        elif name == "tc":
            self._layout.end_cell()
        elif name == "tr":
            self._layout.end_row()
        elif name == "fldSimple" and self._fields:
            self._fields.pop()

    def data(self, text: str) -> None:
        """Characters of the element: words where it is a text run, the instruction where it is a field's."""
        if self._skipped or not self._path:
            return
        if self._path[-1] == "t":
            self._say(text)
        elif self._path[-1] == "instrText" and self._fields and len(self._fields[-1].instruction) < 200:
            self._fields[-1].instruction += text

    def close(self) -> None:
        """The end of the part."""

    def _say(self, text: str) -> None:
        if not self._paragraphs or self._hidden:
            return
        if self._furniture and any(one.in_result and _COUNTED.match(one.instruction) for one in self._fields):
            self._paragraphs[-1].counted = True
            return
        self._paragraphs[-1].words.append(text)

    def _in_run(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _SIGNS:
            self._say(_SIGNS[name])
        elif name == "br":
            self._say("\f" if _attribute(attributes, "type") == "page" else "\n")
        elif name == "sym":
            self._say(BULLET)
        elif name == "fldChar":
            kind = _attribute(attributes, "fldCharType")
            if kind == "begin":
                self._fields.append(_Field())
            elif kind == "separate" and self._fields:
                self._fields[-1].in_result = True
            elif kind == "end" and self._fields:
                self._fields.pop()

    def _property(self, parent: str, name: str, attributes: Mapping[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        if name == "pStyle" and parent == "pPr":
            paragraph.style = _attribute(attributes, "val")
        elif name == "numId" and parent == "numPr":
            paragraph.number = _attribute(attributes, "val")
        elif name == "ilvl" and parent == "numPr":
            level = _attribute(attributes, "val")
            paragraph.level = int(level) if level.isascii() and level.isdigit() and len(level) < 3 else None
        elif name == "vanish" and parent == "rPr" and "pPr" not in self._path[-3:]:
            self._hidden = _attribute(attributes, "val") not in _OFF
        elif name == "fldSimple":
            self._fields.append(_Field(_attribute(attributes, "instr"), in_result=True))

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.words)
        if paragraph.counted and _ONLY_COUNT.fullmatch(text):
            return
        if text.strip():
            mark = self._numbering.mark(paragraph.style, paragraph.number, paragraph.level)
            text = f"{mark} {text}" if mark else text
        for line in text.split("\n"):
            self._layout.words(line)
            self._layout.end_line(as_is=True, keep_empty=True)


def _attribute(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")
