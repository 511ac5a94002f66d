"""typst at one paper, in a process of its own: an order as JSON on standard input, the PDF on standard output.

typst keeps what it has set, tens of megabytes a paper, and starts threads that never end: neither is for a process that
goes on, and with threads in it that process could no longer read PDFs in copies (`guard`).
"""

from __future__ import annotations

import json
import sys
from typing import Final

REFUSED: Final = 3
"""How the process ends where typst refuses; its message and its whole diagnostic are then on standard output as JSON."""


def main() -> int:
    """Set the paper that is ordered."""
    import typst

    order = json.load(sys.stdin.buffer)
    try:
        pdf = typst.compile(
            order["source"].encode(),
            format="pdf",
            sys_inputs=order["inputs"],
            font_paths=typst.Fonts(include_system_fonts=False),
            ignore_system_fonts=True,
            pdf_standards=order["standards"],
            timestamp=order["timestamp"],
        )
    except typst.TypstError as error:
        sys.stdout.buffer.write(json.dumps([error.message, error.diagnostic]).encode())
        return REFUSED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
