"""Answers in, standard output and standard error out, whatever has become of them; nothing that steers a terminal."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from samverkan.words import visible


def put(text: str) -> None:
    """Write on standard output; into nothing from when its reader has had enough: `samverkan read x | head`."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        let_go()


def flush() -> None:
    """Send on what has been put."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        let_go()


def let_go() -> None:
    """Let standard output lead nowhere, so that what is left to write does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(line: str) -> None:
    """Print one line on standard error, where there is one to print on."""
    if sys.stderr is not None:
        with suppress(OSError):  # nobody is left to tell: the exit code says the rest
            print(visible(line), file=sys.stderr)
