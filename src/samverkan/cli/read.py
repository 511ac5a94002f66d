"""`samverkan read`: files in, what each says out, for a person or in JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from samverkan.cli.output import flush, put
from samverkan.cli.papers import Papers
from samverkan.core.findings import UnreadableError
from samverkan.words import visible
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options
    from samverkan.core.reading.values import Reading
    from samverkan.words import Language


def print_readings(options: Options) -> int:
    """Print what every file says; returns the exit code."""
    return _print_json(options) if options.json else _print_text(options)


def _print_text(options: Options) -> int:
    """Every document as text, two empty lines between; those that could not be read are told of at the end alone."""
    papers = Papers(options)
    between = ""
    for _, result in papers.each(partial(_read_as_text, language=options.language)):
        if not isinstance(result, UnreadableError):
            put(between + result)
            between = "\n\n"
    flush()
    return papers.report()


def _read_as_text(path: str, language: Language) -> str:
    from samverkan.cli.read_text import reading_lines
    from samverkan.outside.reading import read_file

    return "".join(f"{visible(line)}\n" for line in reading_lines(read_file(path), language))


def _print_json(options: Options) -> int:
    """A JSON array, one object a document."""
    from samverkan.outside.opening import unread

    papers = Papers(options)
    before = "["
    for path, result in papers.each(partial(_read_as_json, language=options.language)):
        if isinstance(result, UnreadableError):
            result = _as_json(unread(path, result), options.language)
        put(f"{before}\n{result}")
        before = ","
    put("[]\n" if before == "[" else "\n]\n")
    flush()
    return papers.report()


def _read_as_json(path: str, language: Language) -> str:
    from samverkan.outside.reading import read_file

    return _as_json(read_file(path), language)


def _as_json(reading: Reading, language: Language) -> str:
    import json

    from samverkan.core.writing.reading_json import reading_to_json

    found = reading_to_json(reading, lambda finding: say_finding(finding, language))
    return json.dumps(found, ensure_ascii=False)
