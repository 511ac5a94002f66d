"""Full-text search: somebody's view and what they write in, the places where it is said out, best first.

First those where the words stand in a heading, then where they stand by themselves, then where they are parts of
compounds; the newest first among equals. The same on SQLite and PostgreSQL: neither's own ranking is used.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection
from django.db.models import Max
from django.db.models.expressions import RawSQL

from samverkan.core.searching.asking import Question, Sought, question
from samverkan.core.searching.compounds import compounds, forms, sure_tails
from samverkan.core.searching.quoting import Marks, Quote, quote
from samverkan.store.belonging import not_hidden
from samverkan.store.models import Document, Rendition, SearchKnown, SearchTail, SearchText
from samverkan.store.swedish import stem
from samverkan.store.view import JOINT, View
from samverkan.store.wording import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from samverkan.store.models import Organisation

PAGE: Final = 20
_MOST_TAILS: Final = 20_000


class Hit(NamedTuple):
    """A place where it is said. `quote` None: the words stand there, but not near enough to be shown."""

    document: Document
    title: str
    body: str
    kind: str
    day: date
    page: str | None
    quote: Quote | None


class Found(NamedTuple):
    """What was understood of the question, how many texts answer it, and one page of them."""

    question: Question
    total: int
    page: int
    pages: int
    hits: Sequence[Hit]


def search(
    organisation: Organisation, view: View, text: str, *, page: int = 1, kind: str = "", body: str = "",
    year: int | None = None, size: int = PAGE,
) -> Found:  # fmt: skip
    """The documents that the organisation sees in the view and that say what is sought; never an error for its syntax."""
    asked = question(text)
    if not asked.sought:
        return Found(asked, 0, 1, 1, ())
    stems = [_stems(one) for one in asked.sought]
    sql = _Sql(asked, stems, organisation.pk)
    where, values = _seen(organisation, view)
    if kind:
        where, values = f"{where} AND t.kind = %s", [*values, kind]
    if body:
        where, values = f"{where} AND t.body = %s", [*values, body]
    if year is not None:
        where, values = f"{where} AND r.day BETWEEN %s AND %s", [*values, f"{year:04d}-01-01", f"{year:04d}-12-31"]
    total, ids = sql.run(where, values, size, (page - 1) * size)
    pages = max(1, -(-total // size))
    if not ids and 1 < pages < page:
        return search(organisation, view, text, page=pages, kind=kind, body=body, year=year, size=size)
    return Found(asked, total, min(page, pages), pages, _hits(ids, _marks(asked, stems)))


def bodies_found(organisation: Organisation, view: View) -> list[str]:
    """The bodies whose papers the organisation may find, to choose among."""
    where, values = _seen(organisation, view)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT t.body FROM store_searchreader r JOIN store_searchtext t ON t.id = r.text_id "  # noqa: S608
            f"WHERE {where} AND t.body <> ''",
            values,
        )
        return sorted(body for (body,) in cursor.fetchall())


def _stems(sought: Sought) -> list[str]:
    """A word's own stem, and those of the compounds in which it is a part other than by a sure tail."""
    if sought.kind != "word":
        return []
    tail, word = (model.objects.aggregate(last=Max("id"))["last"] or 0 for model in (SearchTail, SearchKnown))
    return _parts_of(sought.words[0], tail, word)


@lru_cache(maxsize=512)
def _parts_of(word: str, _tail: int, _word: int) -> list[str]:
    """The same, kept until the lexicon has grown: `_tail` and `_word` are its last rows."""
    own = stem(word)
    parts = forms(word, stem)
    candidates: set[tuple[str, int]] = set()
    for part in parts:
        begun = (
            SearchTail.objects.filter(tail__gte=part, tail__lt=part + "\U0010ffff")
            if connection.vendor == "sqlite"
            else SearchTail.objects.filter(tail__startswith=part)
        )
        candidates.update(begun.values_list("stem", "at")[:_MOST_TAILS])
    left = {(whole, at) for whole, at in candidates if own not in sure_tails(whole)}
    return [own, *sorted(compounds(parts, left, known) - {own})]


def _seen(organisation: Organisation, view: View) -> tuple[str, list[Any]]:
    """The condition on readers (`r`) for what the view shows."""
    joint = view.scope == JOINT
    since, reached = ("joint_since", "joint_reached") if joint else ("since", "reached")
    where, values = f"r.organisation = %s AND r.{since} IS NOT NULL", list[Any]([organisation.pk])
    if view.until is not None:
        until = connection.ops.adapt_datetimefield_value(view.until)
        where = f"{where} AND r.{since} < %s AND (r.gone IS NULL OR r.gone >= %s)"
        values = [*values, until, until]
    else:
        where = f"{where} AND r.gone IS NULL"
    if view.papers is not None:
        where, values = f"{where} AND r.{reached} <= %s", [*values, connection.ops.adapt_datefield_value(view.papers)]
    if view.bodies is not None:
        found = Document.objects.filter(not_hidden(view), searched=RawSQL("r.text_id", ())).values("pk")
        sql, given = found.query.sql_with_params()
        where, values = f"{where} AND EXISTS ({sql})", [*values, *given]
    return where, values


class _Sql:
    """The question as the database at hand asks it."""

    def __init__(self, asked: Question, stems: Sequence[Sequence[str]], reader: str) -> None:
        self.asked, self.stems, self.reader = asked, stems, reader
        self.sqlite = connection.vendor == "sqlite"

    def run(self, where: str, values: list[Any], size: int, offset: int) -> tuple[int, list[int]]:
        """How many texts there are, and a page of their ids."""
        joined = (
            "store_searchreader r JOIN store_searchtext t ON t.id = r.text_id"
            if "t." in where
            else "store_searchreader r"
        )
        key = "w.rowid" if self.sqlite else "w.id"
        conditions, given = self._matching()
        orders: list[str] = []
        tiers: list[Any] = []
        for tier in self._tiers():
            orders.append(f"CASE WHEN {key} IN ({self._subquery()}) THEN 0 ELSE 1 END")
            tiers.append(tier)
        order = ", ".join([*orders, "r.day DESC", "r.text_id DESC"])
        statement = (
            f"SELECT r.text_id, COUNT(*) OVER () FROM store_searchwords w CROSS JOIN {joined} "  # noqa: S608 - values apart
            if self.sqlite
            else f"SELECT r.text_id, COUNT(*) OVER () FROM store_searchwords w JOIN {joined} ON r.text_id = w.id "  # noqa: S608
        )
        link = "r.text_id = w.rowid AND " if self.sqlite else ""
        statement += f"WHERE {link}{conditions} AND {where} ORDER BY {order} LIMIT %s OFFSET %s"
        with connection.cursor() as cursor:
            cursor.execute(statement, [*given, *values, *tiers, size, offset])
            rows = cursor.fetchall()
            if not rows and offset:
                cursor.execute(statement, [*given, *values, *tiers, 1, 0])
                first = cursor.fetchall()
                return (int(first[0][1]) if first else 0), []
        return (int(rows[0][1]) if rows else 0), [int(key) for key, _ in rows]

    def _subquery(self) -> str:
        if self.sqlite:
            return "SELECT rowid FROM store_searchwords WHERE store_searchwords MATCH %s"
        return "SELECT id FROM store_searchwords WHERE words @@ %s::tsquery"

    def _matching(self) -> tuple[str, list[Any]]:
        """The condition that everything sought is there and nothing else, and its values."""
        if self.sqlite:
            found = " AND ".join(
                self._fts(one, these) for one, these in zip(self.asked.sought, self.stems, strict=True)
            )
            without = " OR ".join(self._fts(one, [stem(one.words[0])], whole=True) for one in self.asked.without)
            found = self._mine(found)
            return "store_searchwords MATCH %s", [f"({found}) NOT ({without})" if without else found]
        parts = [self._ts(one, these) for one, these in zip(self.asked.sought, self.stems, strict=True)]
        parts += [
            f"!{self._ts(one, [stem(one.words[0])], whole=True)}" for one in self.asked.without if len(one.words) == 1
        ]
        condition, values = "w.words @@ %s::tsquery", [self._mine(" & ".join(parts))]
        for one in self.asked.sought:
            if len(one.words) > 1:
                condition, values = f"{condition} AND strpos(w.printed, %s) > 0", [*values, f" {' '.join(one.words)} "]
        for one in self.asked.without:
            if len(one.words) > 1:
                condition, values = f"{condition} AND strpos(w.printed, %s) = 0", [*values, f" {' '.join(one.words)} "]
        return condition, values

    def _tiers(self) -> list[str]:
        """What puts a text before others: its headings hold the words; the words stand there by themselves."""
        words = [these for one, these in zip(self.asked.sought, self.stems, strict=True) if one.kind == "word"]
        if not words:
            return []
        if self.sqlite:
            heads = " AND ".join(f"heads : ({_either(these)})" for these in words)
            own = " AND ".join(f'stems : "{these[0]}"' for these in words)
            return [self._mine(heads), self._mine(own)]
        heads = " & ".join("(" + " | ".join(f"'h{one}'" for one in these) + ")" for these in words)
        return [self._mine(heads), self._mine(" & ".join(f"'s{these[0]}'" for these in words))]

    def _mine(self, found: str) -> str:
        """Of what is found, what the organisation may find: few of all the papers there are."""
        return f'readers : "{self.reader}" AND ({found})' if self.sqlite else f"'o{self.reader}' & ({found})"

    @staticmethod
    def _fts(sought: Sought, stems: Sequence[str], *, whole: bool = False) -> str:
        if sought.kind == "word":
            found = f"stems : ({_either(stems)})"
            return found if whole else f'({found} OR tails : "{stems[0]}")'
        written = f'printed : "{" ".join(sought.words)}"'
        return f"{written} *" if sought.kind == "beginning" else written

    @staticmethod
    def _ts(sought: Sought, stems: Sequence[str], *, whole: bool = False) -> str:
        if sought.kind == "word":
            either = [*(f"'s{one}'" for one in stems), *([] if whole else [f"'t{stems[0]}'"])]
            return f"({' | '.join(either)})"
        if sought.kind == "beginning":
            return f"'w{sought.words[0]}':*"
        return "(" + " & ".join(f"'w{one}'" for one in sought.words) + ")"


def _either(stems: Iterable[str]) -> str:
    return " OR ".join(f'"{one}"' for one in stems)


def _marks(asked: Question, stems: Sequence[Sequence[str]]) -> Marks:
    """What is marked in a quote."""
    words: dict[str, int] = {}
    tails: dict[str, int] = {}
    beginnings: list[tuple[str, int]] = []
    exact: list[tuple[tuple[str, ...], int]] = []
    for n, (one, these) in enumerate(zip(asked.sought, stems, strict=True)):
        for held in these:
            words.setdefault(held, n)
        for own in these[:1]:
            tails.setdefault(own, n)
        if one.kind == "beginning":
            beginnings.append((one.words[0], n))
        elif one.kind == "exact":
            exact.append((one.words, n))
    return Marks(words, tails, beginnings, exact)


def _hits(ids: Sequence[int], marks: Marks) -> list[Hit]:
    texts = (
        SearchText.objects.select_related("document__organisation")
        .prefetch_related("document__organisation__names")
        .in_bulk(ids)
    )
    contents: Mapping[str, Rendition] = Rendition.objects.in_bulk({one.document.content_id for one in texts.values()})
    hits = []
    for one in ids:
        text = texts[one]
        rendition = contents[text.document.content_id]
        found = quote(rendition.text[text.start : text.end], marks, stem)
        if found is not None:
            found = found._replace(start=found.start + text.start, end=found.end + text.start)
        label = None if found is None else _label(rendition.pages, found.start)
        hits.append(Hit(text.document, text.title, text.body, text.kind, text.day, label, found))
    return hits


def _label(pages: Sequence[Any], at: int) -> str | None:
    """The label of the page on which the place stands, where the document has pages."""
    for start, end, label in pages:
        if start <= at < end:
            return None if label is None else str(label)
    return None
