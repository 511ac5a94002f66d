"""What people write in a field: lines and paragraphs out, without those that hold nothing."""

from __future__ import annotations

import re


def lines(text: str) -> list[str]:
    """Each line, its white space single."""
    return [" ".join(one.split()) for one in text.splitlines() if one.strip()]


def paragraphs(text: str) -> list[str]:
    """Each paragraph, parted by an empty line; the lines of one are one."""
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if one.strip()]
