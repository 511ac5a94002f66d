"""Text in, its pages out: where each begins and ends, and the label printed on it such as "26 (64)".

Form feeds part pages. Without them printed labels do, where they stand on a line of their own or end lines that count up
through the text; whether a label heads its page or ends it is told from where labels and text stand. One label alone makes
one page of it all.
"""

from __future__ import annotations

import re
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.sources import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EDGE = 400
"""How far into a page, from its beginning or end, a label at the end of a longer line is looked for."""

_MOST_PAGES = 100_000
"""More form feeds than this part no pages."""

_NUMBER = r"(?:(?i:sidan?|sid|sidnr|blad|page)\.?:?[ \t]*)?"
_LABELS = (
    rf"{_NUMBER}(?P<n>\d{{1,4}})[ \t]?\([ \t]?(?P<of>\d{{1,4}})[ \t]?\)",
    r"(?i:sidan?|sid|blad|page)\.?:?[ \t]*(?P<n>\d{1,4})[ \t]*(?:av|of|/)[ \t]*(?P<of>\d{1,4})",
    r"(?P<n>\d{1,4})[ \t]?/[ \t]?(?P<of>\d{2,4})",
    r"(?i:sidan?|sid|blad)\.?:?[ \t]*(?P<n>\d{1,4})",
    r"\[(?P<n>\d{1,4})\]",
)


def _plain(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "", pattern)


_LINE = rf"[ \t]*({'|'.join(map(_plain, _LABELS))})[ \t]*\r?(?=\n|\f|\Z)"
_FIRST_LINE = re.compile(_LINE)
_LATER_LINE = re.compile(rf"\n{_LINE}")
_ENDING = re.compile(
    rf"(?<![\w(/.-])(?<!§ )({_plain(_LABELS[0])}|(?=[SBP]){_plain(_LABELS[1])}|(?=[SB]){_plain(_LABELS[3])})[ \t]*\r?\Z"
)
_LINE_END = re.compile(r"[\d)][ \t]*\r?$", re.MULTILINE)
_LONGEST_LABEL = 40
_LONGEST_HEADER = 240
_SHORTEST_PAGE = 200
"""Characters from one label to the next, taken over all pages: closer ones are a table of contents."""
_FOOT = re.compile(r"(?i)juster|sign|utdrag|bestyrk|intyg|telefon|org\.? ?nr|www\.")
_PARSED = [re.compile(pattern) for pattern in _LABELS]
_BARE = re.compile(r"\d{1,4}")
_WORDS = re.compile(r"\w+")


class _Label(NamedTuple):
    start: int
    end: int
    number: int
    of: int | None

    def __str__(self) -> str:
        return f"{self.number}" if self.of is None else f"{self.number} ({self.of})"


def pages_of(text: str, *, by_form_feed: bool = False) -> tuple[Page, ...]:
    """The pages of a text: they lie end to end and hold every character of it.

    `by_form_feed` says that only form feeds part pages here, as in a PDF.
    """
    if "\f" in text or by_form_feed:
        return _parted(text) if text.count("\f") < _MOST_PAGES else (Page(0, len(text), None),)
    labels = _one_series(islice(_alone(text, 0, len(text)), _MOST_PAGES))
    labels = max(labels, *_counting_up(text), key=len)
    if len(labels) < 2:
        return (Page(0, len(text), str(labels[0]) if labels else _edge_label(text)),)
    if _labels_head_pages(text, labels):
        starts = [label.start for label in labels]
        named = [str(label) for label in labels]
        if len(_WORDS.findall(text[: starts[0]])) > 10:
            starts, named_all = [0, *starts], [None, *named]
        else:
            starts[0], named_all = 0, [*named]
        return tuple(Page(a, b, name) for (a, b), name in zip(pairwise([*starts, len(text)]), named_all, strict=True))
    ends = [_after_line(text, label.end) for label in labels]
    pages = [Page(a, b, str(label)) for (a, b), label in zip(pairwise([0, *ends]), labels, strict=True)]
    if _WORDS.search(text, ends[-1]):
        pages.append(Page(ends[-1], len(text), None))
    else:
        pages[-1] = pages[-1]._replace(end=len(text))
    return tuple(pages)


def _parted(text: str) -> tuple[Page, ...]:
    """Pages parted by form feeds, which end their pages; what follows the last is a page only if it says something."""
    ends = [match.end() for match in re.finditer("\f", text)]
    if ends and not text[ends[-1] :].strip():
        ends.pop()
    ends.append(len(text))
    spans = list(pairwise([0, *ends]))
    bare = _bare_numbers(text, spans)
    return tuple(
        Page(start, end, _edge_label(text, start, end) or bare.get(at)) for at, (start, end) in enumerate(spans)
    )


def _edge_label(text: str, start: int = 0, end: int | None = None) -> str | None:
    """The label nearest an edge of a page: on a line of its own anywhere, or ending a line near the top or foot."""
    end = len(text) if end is None else end
    found = list(_alone(text, start, end)) or [
        *_ending(text, start, min(end, start + _EDGE)),
        *_ending(text, max(start, end - _EDGE), end),
    ]
    if not found:
        return None
    return str(min(found, key=lambda label: min(label.start - start, end - label.end)))


def _alone(text: str, start: int, end: int) -> Iterator[_Label]:
    """The labels that stand on a line of their own."""
    first = _FIRST_LINE.match(text, start, end)
    for match in chain((first,) if first else (), _LATER_LINE.finditer(text, start, end)):
        label = _parse(match)
        if label is not None:
            yield label


def _ending(text: str, start: int, end: int) -> Iterator[_Label]:
    """The labels that end a line, each from where its line begins."""
    for line in _LINE_END.finditer(text, start, end):
        begin = text.rfind("\n", start, line.start()) + 1 or start
        if line.end() - begin > _LONGEST_HEADER:
            continue
        match = _ENDING.search(text, max(begin, line.start() + 1 - _LONGEST_LABEL), line.end())
        label = match and _parse(match)
        if label:
            yield label._replace(start=begin)


def _counting_up(text: str) -> Iterator[list[_Label]]:
    """The series of labels that end lines and count up from page to page: of one total, or after the same words."""
    series: dict[object, list[_Label]] = {}
    for label in islice(_ending(text, 0, len(text)), _MOST_PAGES):
        before = _before(text, label)
        series.setdefault(before, []).append(label)
        if label.of is not None:
            series.setdefault(label.of, []).append(label)
    yield []
    for by, found in series.items():
        labels = _one_series(found)
        steps = [after.number - before.number for before, after in pairwise(labels)]
        counted = all(step == 1 for step in steps) if isinstance(by, int) else all(step > 0 for step in steps)
        if steps and counted and labels[-1].start - labels[0].start >= _SHORTEST_PAGE * len(steps):
            yield labels


def _before(text: str, label: _Label) -> str:
    """What stands before the label on its line, digits aside and spaces as one."""
    line = text[label.start : label.end]
    for printed in (label.of, label.number):
        line = line if printed is None else line.rpartition(str(printed))[0]
    return " ".join(re.sub(r"\d", "0", line).split())


def _parse(match: re.Match[str]) -> _Label | None:
    """The numbers of the label; None where they count no page, such as "12 (3)"."""
    for pattern in _PARSED:
        if parts := pattern.fullmatch(match[1]):
            number = int(parts["n"])
            of = int(parts["of"]) if "of" in parts.groupdict() else None
            if number and (of is None or number <= of):
                return _Label(match.start(1), match.end(1), number, of)
    return None


def _one_series(labels: Iterable[_Label]) -> list[_Label]:
    """The labels without what only repeats the one before, as when head and foot both carry it."""
    kept: list[_Label] = []
    for label in labels:
        if not kept or (label.number, label.of) != (kept[-1].number, kept[-1].of):
            kept.append(label)
    return kept


def _labels_head_pages(text: str, labels: list[_Label]) -> bool:
    """Whether the labels stand at the top of their pages rather than at the foot."""
    before = len(_WORDS.findall(text[: labels[0].start]))
    after = len(_WORDS.findall(text[labels[-1].end :]))
    if min(before, after) <= 10 and before != after:
        return before < after
    if labels[0].number == 1:
        return False  # what stands before the label of the first page can only be that page
    if labels[-1].number == labels[-1].of:
        return True  # what stands after the label of the last page can only be that page
    above = {_line_above(text, label.start) for label in labels}
    return len(above) == 1 and not _FOOT.search(above.pop())  # a header repeats above its label; else it ends the page


def _line_above(text: str, at: int) -> str:
    """The nearest line above that says something, digits aside: furniture repeats from page to page."""
    lines = [line.strip() for line in text[max(0, at - 300) : at].splitlines() if line.strip()]
    return re.sub(r"\d", "0", lines[-1]) if lines else ""


def _after_line(text: str, at: int) -> int:
    """The offset just after the line that holds `at`."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _bare_numbers(text: str, spans: list[tuple[int, int]]) -> dict[int, str]:
    """Labels that are nothing but a number, first or last on the page, where they count up with the pages."""
    found: dict[int, set[int]] = {}
    for at, (start, end) in enumerate(spans):
        top = text[start : min(end, start + 200)].split(maxsplit=1)[:1]
        foot = text[max(start, end - 200) : end].rsplit(maxsplit=1)[-1:]
        edge = {int(word) - at for word in (*top, *foot) if _BARE.fullmatch(word)}
        for offset in edge:
            found.setdefault(offset, set()).add(at)
    best = max(found.items(), key=lambda item: len(item[1]), default=(0, set[int]()))
    if len(best[1]) < 2 or 2 * len(best[1]) < len(spans):
        return {}
    return {at: str(at + best[0]) for at in best[1] if at + best[0] > 0}
