"""Web pages: what they say without their scripts and menus, block by block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.findings import UnreadableError
from samverkan.outside.html import read_html
from samverkan.outside.opening import open_bytes


def text(markup: str) -> str:
    return open_bytes(f"<!doctype html><html><meta charset=utf-8>{markup}".encode(), "x.html")[0].text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<h1>§ 1 Avtal</h1><p>Nämnden   beslutar<br>att godkänna.</p>",
            "§ 1 Avtal\n\nNämnden beslutar\natt godkänna.\n",
        ),
        ("<p>godk&auml;nna &sect;&nbsp;5 &lt;3&gt; &#8211; så</p>", "godkänna §\xa05 <3> – så\n"),
        ("<ol start=3><li>ett<li>två<ul><li>tre</ul></ol>", "3. ett\n4. två\n\n• tre\n"),
        ("<table><tr><th>Part<th>Andel<tr><td>Regionen<td>50 %</table>", "Part\tAndel\nRegionen\t50 %\n"),
        ("<table><tr><td><p>ett</p><p>två</p><td>tre</table>", "ett\n\ntvå\ntre\n"),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a\tb\tc\n"),
        ("<pre>rad 1\n  rad 2</pre>", "rad 1\n  rad 2\n"),
        ("<script>var x = '<p>nej</p>';</script><style>p {}</style><nav><p>Meny</p></nav><p>ja</p>", "ja\n"),
        ("<p hidden>a</p><div style='display: none'><div>b</div></div><p aria-hidden=true>c</p><p>ja</p>", "ja\n"),
        ("<p>a</p><!-- nej --><noscript>nej</noscript><template><p>nej</p></template>b", "a\n\nb\n"),
        ("<title>Möte 2021-09-08</title><body><main><p>§ 2", "Möte 2021-09-08\n\n§ 2\n"),
        ("<p>öppen <b>fet <i>kursiv</p><p>nästa", "öppen fet kursiv\n\nnästa\n"),
        ("<button>Sök</button><select><option>A</select><p>ja</p></td></tr></ul></pre>", "ja\n"),
    ],
)
def test_what_the_page_shows_is_the_text(markup: str, expected: str) -> None:
    assert text(markup) == expected


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("<html><meta charset='iso-8859-1'><p>Ärende – så</p>".encode("cp1252"), "it says Latin-1 and means CP1252"),
        (
            '<html><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><p>Ärende – så</p>'.encode(),
            "it says so in the old way",
        ),
        ('<?xml version="1.0" encoding="windows-1252"?><html><p>Ärende – så</p>'.encode("cp1252"), "it is XHTML"),
        ("<html><p>Ärende – så</p>".encode("cp1252"), "it says nothing"),
        ("<html><p>Ärende – så</p>".encode(), "it says nothing"),
        ("<html><meta charset=utf-8><p>Ärende – så</p>".encode("cp1252"), "it says wrong"),
        ("<html><meta charset=x-unknown><p>Ärende – så</p>".encode(), "it says nonsense"),
        ("\ufeff<html><p>Ärende – så</p>".encode(), "a byte order mark says it"),
        ("<html><meta charset=utf-8><p>Ärende – så</p>".encode("utf-16"), "the mark outranks the page"),
    ],
)
def test_letters_are_right_whatever_the_page_says_of_itself(data: bytes, why: str) -> None:
    assert open_bytes(data, "x")[0].text == "Ärende – så\n", why


_SHOWN = "p b i span a div h2 ul ol li table tr td th pre br hr section blockquote font okänd".split()
_ATTRIBUTES = st.text(alphabet="abc=1/&; \n", max_size=8)
_TAGS = st.one_of(
    st.builds("<{} {}>".format, st.sampled_from(_SHOWN), _ATTRIBUTES),
    st.builds("</{}>".format, st.sampled_from(_SHOWN)),
)
_UNSEEN = ["<script>{}</script>", "<style>{}</style>", "<nav><p>{}</nav>", "<!-- {} -->", "<p hidden>{}</p>"]


@given(st.lists(st.one_of(st.just("sagt"), _TAGS, st.sampled_from(_UNSEEN)), max_size=40))
def test_words_come_out_in_order_whatever_the_tags_between_them(pieces: list[str]) -> None:
    said = [f"sagt{n}" for n, piece in enumerate(pieces) if piece == "sagt"]
    markup = "".join(
        f" sagt{n} " if piece == "sagt" else piece.format("dolt") if piece in _UNSEEN else piece
        for n, piece in enumerate(pieces)
    )
    read, _ = read_html(f"<html><meta charset=utf-8>{markup}".encode())
    assert [word for word in read.split() if word.startswith("sagt")] == said
    assert "dolt" not in read
    assert "<" not in read


def test_a_page_of_scripts_alone_is_empty() -> None:
    with pytest.raises(UnreadableError) as caught:
        open_bytes(b"<html><script>document.write('<p>hej</p>')</script></html>", "x.html")
    assert caught.value.code == "empty_document"
