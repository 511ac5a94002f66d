"""`samverkan text`: a file in, its text out exactly as every span counts it; its flaws on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.cli.output import complain, flush, put
from samverkan.cli.papers import ANSWERED, SOME_UNREAD
from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside.opening import open_document
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options


def print_text(options: Options) -> int:
    """Print the text of the one file; returns the exit code."""
    try:
        document, findings = open_document(options.files[0])
    except UnreadableError as error:
        complain(say_finding(Finding(error.code, error.values), options.language))
        return SOME_UNREAD
    put(document.text)
    flush()
    for finding in findings:
        complain(say_finding(finding, options.language))
    return ANSWERED
