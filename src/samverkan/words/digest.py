"""The digest as a letter: what is new, soon and over in, its subject, text and HTML out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.words import Language


class Item(NamedTuple):
    """One thing: what, by when in words, of which agreement and whose, and the address of its page."""

    what: str
    by: str
    title: str
    whose: str
    address: str


class Section(NamedTuple):
    """Things under one heading (a code of domain `needs`)."""

    heading: str
    items: Sequence[Item]


class Letter(NamedTuple):
    """A letter in text and in HTML."""

    subject: str
    text: str
    html: str


def letter(
    sentence: str, sections: Sequence[Section], *, name: str, day: str, start: str, stop: str, language: Language
) -> Letter:  # fmt: skip
    """The letter; `start` and `stop` are addresses: the first page, and where to say no to more."""
    hello = say("needs", "letter.hello", {"name": name}, language)
    subject = say("needs", "letter.subject", {"day": day, "sentence": sentence}, language)
    more, no_more = (say("needs", f"letter.{one}", {}, language) for one in ("more", "stop"))
    text = [hello, "", sentence, ""]
    html = [f"<p>{escape(hello)}</p>", f"<p><strong>{escape(sentence)}</strong></p>"]
    for section in sections:
        heading = say("needs", section.heading, {}, language)
        text += [heading.upper(), ""]
        html += [f"<h2>{escape(heading)}</h2>", "<ul>"]
        for one in section.items:
            told = say("needs", "letter.item", {"what": one.what, "by": one.by}, language) if one.by else one.what
            text += [f"- {told}", f"  {one.title} – {one.whose}", f"  {one.address}", ""]
            html.append(
                f'<li><strong>{escape(told)}</strong><br><a href="{escape(one.address)}">{escape(one.title)}</a> '
                f"– {escape(one.whose)}</li>"
            )
        html.append("</ul>")
    text += [f"{more} {start}", f"{no_more} {stop}", ""]
    html.append(
        f'<p><a href="{escape(start)}">{escape(more)}</a></p><p><small><a href="{escape(stop)}">{escape(no_more)}</a>'
        "</small></p>"
    )
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>'
        f"<body>{''.join(html)}</body></html>"
    )
    return Letter(" ".join(subject.split())[:300], "\n".join(text), page)
