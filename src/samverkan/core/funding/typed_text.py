"""A text of one line as somebody typed it: what of it no paper can carry."""

from __future__ import annotations

from typing import Literal


def on_one_line(written: str) -> str:
    """The text with a single blank between words."""
    return " ".join(written.split())


def flaw_of_text(text: str, most: int) -> Literal["unseen", "long", ""]:
    """Whether it has signs that nobody sees, or that turn how a line is read, or is longer than so many; empty: neither."""
    return "unseen" if not text.isprintable() else "long" if len(text) > most else ""
