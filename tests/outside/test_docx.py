"""Word files: what they say, in the order and with the marks they print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from making import PROSE, body, bursting_docx, entity_docx, with_part, word

from samverkan.core.findings import UnreadableError
from samverkan.outside.opening import open_bytes

if TYPE_CHECKING:
    from docx.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text(data: bytes) -> str:
    return open_bytes(data, "x.docx")[0].text


def of(inside: str) -> str:
    return text(with_part(word("a"), "word/document.xml", body(inside)))


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_paragraphs_are_lines_and_empty_ones_stay() -> None:
    assert text(word("§ 12 Ärende", "", "Nämnden beslutar", "att godkänna.")) == (
        "§ 12 Ärende\n\nNämnden beslutar\natt godkänna.\n"
    )


def test_the_marks_of_lists_are_printed() -> None:
    def change(made: Document) -> None:
        for words, style in [("godkänna", "List Number"), ("uppdra", "List Number"), ("vidare", "List Bullet")]:
            made.add_paragraph(words, style=style)

    assert text(word("Beslut", change=change)) == "Beslut\n1. godkänna\n2. uppdra\n• vidare\n"


LISTS = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="196"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%3"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
</w:numbering>"""


def point(words: str, number: int, level: int) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(words)}</w:p>'
    )


def test_numbers_count_by_level_start_and_restart_as_word_does() -> None:
    points = [("A", 7, 0), ("B", 7, 1), ("C", 7, 1), ("D", 7, 0), ("E", 7, 1), ("F", 7, 2), ("G", 8, 0), ("H", 7, 0)]
    made = with_part(word("a"), "word/numbering.xml", LISTS.encode())
    made = with_part(made, "word/document.xml", body("".join(point(*one) for one in points)))
    assert text(made).splitlines() == [
        "§ 196 A", "196.a) B", "196.b) C", "§ 197 D", "197.a) E", "IV F", "§ 3 G", "§ 4 H",
    ]  # fmt: skip


def test_a_broken_numbering_costs_the_marks_and_not_the_text() -> None:
    made = with_part(word("a"), "word/numbering.xml", b"<w:numbering")
    assert text(with_part(made, "word/document.xml", body(point("A", 7, 0)))) == "A\n"


def test_table_rows_are_lines_unless_a_cell_holds_several() -> None:
    def change(made: Document) -> None:
        table = made.add_table(rows=2, cols=2)
        for row, cells in enumerate([("Part", "Andel"), ("Regionen", "50 procent")]):
            for column, words in enumerate(cells):
                table.cell(row, column).text = words
        other = made.add_table(rows=1, cols=2)
        other.cell(0, 0).text = "Beslutande\nÅke Ström"
        other.cell(0, 1).text = "Övriga"

    assert text(word("Tabell", change=change)) == (
        "Tabell\nPart\tAndel\nRegionen\t50 procent\nBeslutande\nÅke Ström\nÖvriga\n"
    )


def test_a_header_stands_first_and_a_footer_last_without_counted_pages() -> None:
    def change(made: Document) -> None:
        made.sections[0].header.paragraphs[0].text = "Protokoll från socialnämnden"
        made.sections[0].footer.paragraphs[0].text = "Justerare:"

    made = word(PROSE, change=change)
    assert text(made).startswith("Protokoll från socialnämnden\n")
    assert text(made).endswith("Justerare:\n")
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    page = f"{char.format('begin')}<w:r><w:instrText> PAGE </w:instrText></w:r>{char.format('separate')}{run('1')}"
    pages = f'<w:fldSimple w:instr="NUMPAGES">{run("3")}</w:fldSimple>'
    line = f"<w:p>{run('Sida ')}{page}{char.format('end')}{run(' (')}{pages}{run(')')}</w:p>"
    counted = f'<w:hdr xmlns:w="{W}"><w:p>{run("Protokoll")}</w:p>{line}</w:hdr>'
    part = next(name for name in ("word/header1.xml", "word/header2.xml") if _has(made, name))
    assert text(with_part(made, part, counted.encode())).startswith("Protokoll\n\nSocialnämnden")


def _has(data: bytes, part: str) -> bool:
    import io
    import zipfile

    return part in zipfile.ZipFile(io.BytesIO(data)).namelist()


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f'<w:p>{run("kvar")}<w:del w:id="1"><w:r><w:delText>borta</w:delText></w:r></w:del></w:p>', "kvar\n"),
        (
            f'<w:p><w:ins w:id="1">{run("nytt")}</w:ins><w:moveFrom w:id="2">{run("flyttat")}</w:moveFrom></w:p>',
            "nytt\n",
        ),
        (
            f"<w:p>{run('synligt')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>{run(' igen')}</w:p>",
            "synligt igen\n",
        ),
        (f"<w:p>{run('a')}<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc\n"),
        (
            "<w:p><w:r><w:t>barn</w:t><w:noBreakHyphen/><w:t>verksamhet</w:t><w:softHyphen/></w:r></w:p>",
            "barn-verksamhet\n",
        ),
        (
            '<w:p><w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice><w:txbxContent>'
            f"<w:p>{run('ruta')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p>{run('ruta')}</w:p></mc:Fallback>"
            f"</mc:AlternateContent></w:r>{run('värd')}</w:p>",
            "ruta\nvärd\n",
        ),
        (f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run('länk')}</w:hyperlink></w:p></w:sdtContent></w:sdt>", "länk\n"),
        (f'<w:p>{run("ett")}<w:r><w:br w:type="page"/></w:r></w:p><w:p>{run("två")}</w:p>', "ett\f\ntvå\n"),
        ("<w:p>" + run("&#228;r &amp; f&#xF6;rblir") + "</w:p>", "är & förblir\n"),
    ],
)
def test_what_stands_on_the_page_is_the_text(inside: str, expected: str) -> None:
    assert of(inside) == expected


@pytest.mark.parametrize(("made", "code"), [(bursting_docx, "docx_too_large"), (entity_docx, "docx_damaged")])
def test_bombs_are_refused(made: object, code: str) -> None:
    assert callable(made)
    with pytest.raises(UnreadableError) as caught:
        open_bytes(made(), "x.docx")
    assert caught.value.code == code
    assert caught.value.values["source"] == "x.docx"


def test_any_cut_is_refused() -> None:
    whole = word(PROSE)
    for cut in range(100, len(whole) - 1, 997):
        with pytest.raises(UnreadableError):
            open_bytes(whole[:cut], "x.docx")
