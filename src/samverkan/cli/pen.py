"""Values of a reading in, phrases out: names inside a sentence, dates, quoted words, and where in the paper they stand."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from samverkan.words import say, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.core.sources import Cited, Document, Span
    from samverkan.words import Language

WIDTH = 100
_MOST_WORDS = 300
_COMMON_NOUN = re.compile(
    r"[a-zåäö]+-\s|[a-zåäö]{0,40}(?:nämnd(?:en)?|utskott(?:et)?|styrelse(?:n)?|fullmäktige|direktion(?:en)?"
    r"|direktör(?:en)?|chef(?:en)?|förvaltning(?:en)?|kontor(?:et)?|ordförande(?:n)?|presidi(?:um|et)|kansliet)s?\b",
    re.IGNORECASE,
)


class Pen:
    """Writes of one document in one language."""

    def __init__(self, document: Document, language: Language) -> None:
        self.language, self._document = language, document
        self._page: str | None = None

    def say(self, name: str, **values: object) -> str:
        """The phrase of that name (domain `reading`)."""
        return say("reading", name, values, self.language)

    def written(self, value: object) -> str:
        """The value as people write it; what is unknown as unknown."""
        return self.say("unknown") if value in (None, ()) else " ".join(written(value, self.language).split())

    def said(self, cited: Cited[str] | None) -> str:
        """The value of cited words, on one line."""
        return self.written(cited and cited.value)

    def within(self, name: str) -> str:
        """A name as it stands inside a sentence: no capital where its first word is a common noun."""
        name = " ".join(name.split())
        return name[:1].lower() + name[1:] if _COMMON_NOUN.match(name) else name

    def begin(self, span: Span | None) -> None:
        """Begin an item that is said to stand at the span: its page need not be said again."""
        page = None if span is None else self._document.page_at(span.start)
        self._page = page and page.label

    def at(self, span: Span) -> str:
        """Where the words stand; the page where it is another than the item begins on."""
        page = self._document.page_at(span.start)
        label = page and page.label
        name = "at_page" if label and label != self._page else "at"
        return self.say(name, page=label and label.replace(" ", "\N{NO-BREAK SPACE}"), start=span.start, end=span.end)

    def quote(self, cited: Cited[str]) -> str:
        """The words, not too many of them, and where they stand."""
        words = " ".join(cited.value.split())
        if len(words) > _MOST_WORDS:
            head, tail = words[: _MOST_WORDS // 2], words[-_MOST_WORDS // 2 :]
            words = f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
        return f"{self.say('quote', words=words)} {self.at(cited.span)}"

    def marked(self, text: str, spans: Iterable[Span]) -> str:
        """The text with where it is said."""
        return " ".join([text, *(self.at(span) for span in dict.fromkeys(spans))])

    def wrapped(self, text: str, depth: int = 0, mark: str = "") -> list[str]:
        """The text as lines, indented; the mark stands before the first."""
        indent = "  " * depth
        return textwrap.wrap(
            text,
            WIDTH,
            initial_indent=indent + mark,
            subsequent_indent=indent + " " * max(len(mark), 2),
            break_long_words=False,
            break_on_hyphens=False,
        )

    def part(self, name: str, lines: Iterable[str], depth: int = 1) -> Iterator[str]:
        """The lines under their heading; nothing where there are none."""
        found = list(lines)
        if found:
            yield "  " * depth + self.say(f"head.{name}")
            yield from found


def sentence(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]
