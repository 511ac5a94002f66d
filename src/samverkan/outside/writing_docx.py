"""A paper in, a Word file of the same words out, for those who must edit: headings, lists and tables as Word has them.

The PDF is the paper; this is a working copy of it. The logo is left to the organisation's own template.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from samverkan.core.findings import UnwritableError
from samverkan.core.writing.printed import Heading, Labelled, NewPage, Paragraph, Points, SignHere, Table, words_of
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.core.writing.printed import Block, Printed
    from samverkan.words import Language

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE: Final = "_" * 40
_LABELS_WIDE: Final = 5.0  # centimetres


def write_docx(printed: Printed) -> bytes:
    """The Word file; UnwritableError where a letter cannot stand in one."""
    import docx
    from docx.shared import Cm

    broken = _UNPRINTABLE.search(words_of(printed).replace("\f", ""))
    if broken:
        words = words_of(printed)[max(0, broken.start() - 40) : broken.end() + 40]
        raise UnwritableError("letters_without_shape", letters=[broken.group()], words=words)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    document.core_properties.title = printed.title
    document.core_properties.author = f"{printed.organisation}, {printed.body}"
    document.core_properties.language = printed.language
    _head(document, printed)
    for block in printed.blocks:
        _write(document, block)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _head(document: Any, printed: Printed) -> None:
    """The head of every page: who, what, when, and the page by fields that Word fills."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    language: Language = "en" if printed.language == "en" else "sv"
    section = document.sections[0]
    right = section.page_width - section.left_margin - section.right_margin
    first = section.header.paragraphs[0]
    lines = [first, section.header.add_paragraph(), section.header.add_paragraph()]
    for line in lines:
        line.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.space_after = 0
    lines[0].add_run(f"{printed.organisation}\t{printed.kind}").bold = True
    lines[1].add_run(f"{printed.body}\t{printed.day.isoformat()}")
    lines[2].add_run(f"\t{say('printed', 'page', {}, language)} ")
    _field(lines[2], "PAGE")
    lines[2].add_run(" (")
    _field(lines[2], "NUMPAGES")
    lines[2].add_run(")")


def _field(paragraph: Any, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def _write(document: Any, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(f"{block.number} {block.text}".strip(), level=block.level)
    elif isinstance(block, Paragraph):
        run = document.add_paragraph().add_run(block.text)
        run.italic = block.small or None
    elif isinstance(block, Points):
        _points(document, block)
    elif isinstance(block, Labelled):
        _labelled(document, block)
    elif isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, SignHere):
        for role, name in block.rows:
            document.add_paragraph(f"{role}\t{_LINE}").paragraph_format.space_before = 240_000
            document.add_paragraph(f"\t{name}")
    elif isinstance(block, NewPage):
        document.add_page_break()


def _points(document: Any, block: Points) -> None:
    """A list; each numbered one begins at 1, which in Word is a numbering of its own."""
    style = document.styles["List Number" if block.numbered else "List Bullet"]
    number = None
    if block.numbered and block.texts:
        numbering = document.part.numbering_part.element
        used = numbering.num_having_numId(style.element.pPr.numPr.numId.val)
        number = numbering.add_num(used.abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for text in block.texts:
        paragraph = document.add_paragraph(text, style=style)
        if number is not None:
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number.numId


def _labelled(document: Any, block: Labelled) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=2)
    for label, lines in block.rows:
        cells = table.add_row().cells
        cells[0].width = Cm(_LABELS_WIDE)
        cells[0].paragraphs[0].add_run(label).bold = True
        for n, line in enumerate(lines):
            (cells[1].paragraphs[0] if n == 0 else cells[1].add_paragraph()).add_run(line)


def _table(document: Any, block: Table) -> None:
    if not block.head:
        return
    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
