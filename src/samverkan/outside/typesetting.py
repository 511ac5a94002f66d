"""A paper in, its PDF out: PDF/A-3a and PDF/UA-1 in one, typeset by typst; the same paper gives the same bytes.

The letters are those of Libertinus Serif, which typst brings with it, and are embedded in the file: no font of the machine
is looked for. What people wrote reaches typst as data and prints as it stands, whatever marks it holds. typst works in a
process of its own (`typesetting_apart`).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from samverkan.core.findings import UnwritableError
from samverkan.core.writing.printed import Heading, Labelled, NewPage, Paragraph, Points, SignHere, Table
from samverkan.outside import typesetting_apart as apart
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from samverkan.core.writing.printed import Attached, Block, Printed
    from samverkan.words import Language

_TEMPLATE: Final = Path(__file__).with_name("typst") / "paper.typ"
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg", b"<?xml")
_STANDARDS: Final = ("a-3a", "ua-1")
_SHAPELESS: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_SECONDS: Final = 300
"""How long one paper may take; minutes of sixty items take one."""
_ROUND: Final = 40
"""Letters on each side that are quoted of a text that cannot be set."""
_LONGEST: Final = 60
_ENDLESS: Final = re.compile(rf"\S{{{_LONGEST}}}(?=\S)")


def typeset(printed: Printed, *, made: datetime, logo: bytes | None = None, attached: Sequence[Attached] = ()) -> bytes:
    """The PDF of a paper; `made` is when, with its time zone; `logo` a picture (PNG, JPEG, SVG) for the head of every page.

    UnwritableError where it cannot be made: a letter that no font has, a logo that is no picture, or what typst refuses.
    """
    if made.tzinfo is None:
        raise ValueError("the time when a paper is made has a time zone")
    if logo is not None and not logo.lstrip()[:8].startswith(_PICTURES):
        raise UnwritableError("logo_no_picture")
    inputs = {
        "paper": json.dumps(_breaking(_paper(printed)), ensure_ascii=False),
        "logo": json.dumps(list(logo or b"")),
        "attached": json.dumps([{**one._asdict(), "data": list(one.data)} for one in attached], ensure_ascii=False),
    }
    order = {
        "source": _source(), "inputs": inputs, "standards": _STANDARDS, "timestamp": int(made.timestamp()),
    }  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", apart.__name__], input=json.dumps(order).encode(), capture_output=True, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnwritableError("typesetting_refused", reason=type(error).__name__) from error
    if done.returncode == apart.REFUSED:
        message, diagnostic = json.loads(done.stdout)
        raise _refused(message, diagnostic, printed)
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise UnwritableError("typesetting_refused", reason=f"typst {done.returncode}")
    return done.stdout


def _refused(message: str, diagnostic: str, printed: Printed) -> UnwritableError:
    """What typst says is wrong, in our words: letters without a shape are named, with the text round the first of them."""
    shapeless = [_letter(said) for said in _SHAPELESS.findall(diagnostic)]
    if shapeless:
        texts = [*_texts(_paper(printed))]
        words = next((_round(text, shapeless[0]) for text in texts if shapeless[0] in text), "")
        return UnwritableError("letters_without_shape", letters=list(dict.fromkeys(shapeless)), words=words)
    if "image" in message.partition("(")[0]:
        return UnwritableError("logo_no_picture")
    return UnwritableError("typesetting_refused", reason=message)


def _letter(said: str) -> str:
    """The letter that typst names, by its number where it cannot be printed."""
    return chr(int(said[3:-1], 16)) if said.startswith("\\u{") else said[:1]


def _round(text: str, letter: str) -> str:
    at = text.index(letter)
    return text[max(0, at - _ROUND) : at + _ROUND]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)


@cache
def _source() -> str:
    return _TEMPLATE.read_text(encoding="utf-8")


def _paper(printed: Printed) -> dict[str, object]:
    language: Language = "en" if printed.language == "en" else "sv"
    return {
        "title": printed.title,
        "author": f"{printed.organisation}, {printed.body}",
        "organisation": printed.organisation,
        "body": printed.body,
        "kind": printed.kind,
        "day": printed.day.isoformat(),
        "language": printed.language,
        "page": say("printed", "page", {}, language),
        "logo_says": say("printed", "logo", {"organisation": printed.organisation}, language),
        "blocks": [_block(block) for block in printed.blocks],
    }


_NAMES: Final = {
    Heading: "heading",
    Paragraph: "paragraph",
    Points: "points",
    Labelled: "labelled",
    Table: "table",
    SignHere: "sign",
    NewPage: "new_page",
}


def _block(block: Block) -> dict[str, object]:
    return {"block": _NAMES[type(block)], **block._asdict()}


def _breaking(value: object) -> object:
    """The same with a place to break the line in every word longer than any line."""
    if isinstance(value, str):
        return _ENDLESS.sub("\\g<0>\u200b", value) if len(value) > _LONGEST else value
    if isinstance(value, dict):
        return {key: _breaking(one) for key, one in value.items()}
    return [_breaking(one) for one in value] if isinstance(value, (list, tuple)) else value
