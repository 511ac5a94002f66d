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
from samverkan.store.wording import known, no_more

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from samverkan.store.models import Organisation

PAGE: Final = 20
_MOST_TAILS: Final = 20_000
_ALL: Final = "r.organisation = %s AND r.since IS NOT NULL AND r.gone IS NULL AND r.replaced IS NULL"
"""The condition on readers (`r`) for all that an organisation may find now."""


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
    sql = _Sql(asked, stems, organisation.pk, now=view.until is None and view.papers is None)
    where, values = _seen(organisation, view)
    if kind:
        where, values = f"{where} AND t.kind = %s", [*values, kind]
    if body:
        where, values = f"{where} AND r.body = %s", [*values, body]
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
            f"SELECT DISTINCT r.body FROM store_searchreader r WHERE {where} AND r.body <> ''",  # noqa: S608 - values apart
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
    of = "joint_" if view.scope == JOINT else ""
    since, gone, reached, replaced = (f"r.{of}{one}" for one in ("since", "gone", "reached", "replaced"))
    where, values = f"r.organisation = %s AND {since} IS NOT NULL", list[Any]([organisation.pk])
    if view.until is None:
        where = f"{where} AND {gone} IS NULL"
    else:
        where = f"{where} AND {since} < %s AND ({gone} IS NULL OR {gone} >= %s)"
        values += [connection.ops.adapt_datetimefield_value(view.until)] * 2
    if view.papers is None:
        where = f"{where} AND {replaced} IS NULL"
    else:
        where = f"{where} AND {reached} <= %s AND ({replaced} IS NULL OR {replaced} > %s)"
        values += [connection.ops.adapt_datefield_value(view.papers)] * 2
    if view.bodies is not None:
        found = Document.objects.filter(not_hidden(view), searched=RawSQL("r.text_id", ())).values("pk")
        sql, given = found.query.sql_with_params()
        where, values = f"{where} AND EXISTS ({sql})", [*values, *given]
    return where, values


class _Sql:
    """The question as the database at hand asks it."""

    def __init__(self, asked: Question, stems: Sequence[Sequence[str]], reader: str, *, now: bool) -> None:
        """`now`: what may be found now, not what could be at other times."""
        self.asked, self.stems = asked, stems
        self.readers = [reader] if now else [reader, no_more(reader)]
        self.sqlite = connection.vendor == "sqlite"

    def run(self, where: str, values: list[Any], size: int, offset: int) -> tuple[int, list[int]]:
        """How many texts there are, and a page of their ids: tier by tier, in each the newest first, none sorted but those shown."""
        also, given = self._printed()
        tiers = self._tiers()
        newest = f"{self._texts('r.text_id', where)}{also} ORDER BY r.day DESC, r.text_id DESC LIMIT %s"
        statement = " UNION ALL ".join([f"SELECT * FROM ({newest}) tier"] * len(tiers)) + " LIMIT %s OFFSET %s"  # noqa: S608 - values apart
        page = [value for tier in tiers for value in (*values, tier, *given, offset + size)]
        with connection.cursor() as cursor:
            if self.sqlite and where == _ALL:  # the match itself is of those that the organisation may find
                cursor.execute(
                    "SELECT COUNT(*) FROM store_searchwords WHERE store_searchwords MATCH %s", [self._found()]
                )
            else:
                cursor.execute(self._texts("COUNT(*)", where) + also, [*values, self._found(), *given])
            total = int(cursor.fetchone()[0])
            cursor.execute(statement, [*page, size, offset])
            return total, [int(key) for (key,) in cursor.fetchall()]

    def _texts(self, what: str, where: str) -> str:
        """The statement that asks this of the texts that a match finds among those that may be found."""
        told = " JOIN store_searchtext t ON t.id = r.text_id" if "t." in where else ""
        if self.sqlite:  # + keeps it from looking each of the matches up: they are many, and the readers are in order
            return (
                f"SELECT {what} FROM store_searchreader r{told} WHERE {where} AND +r.text_id IN "  # noqa: S608 - values apart
                "(SELECT rowid FROM store_searchwords WHERE store_searchwords MATCH %s)"
            )
        return (
            f"SELECT {what} FROM store_searchwords w JOIN store_searchreader r ON r.text_id = w.id{told} "  # noqa: S608
            f"WHERE {where} AND w.words @@ %s::tsquery"
        )

    def _printed(self) -> tuple[str, list[Any]]:
        """What a tsvector without places cannot tell: words that stand together. FTS5 can."""
        condition, values = "", list[Any]()
        for held, these in ((">", self.asked.sought), ("=", self.asked.without)) if not self.sqlite else ():
            for one in these:
                if len(one.words) > 1:
                    condition += f" AND strpos(w.printed, %s) {held} 0"
                    values.append(f" {' '.join(one.words)} ")
        return condition, values

    def _found(self) -> str:
        """The match that everything sought is there and nothing else."""
        each = self._fts if self.sqlite else self._ts
        found = self._all([each(one, these) for one, these in zip(self.asked.sought, self.stems, strict=True)])
        without = [
            each(one, [stem(one.words[0])], whole=True)
            for one in self.asked.without
            if self.sqlite or len(one.words) == 1
        ]
        return self._but(self._mine(found), without)

    def _tiers(self) -> list[str]:
        """The matches that part what is found, best first: do its headings hold the words, do these stand by themselves."""
        found = self._found()
        words = [these for one, these in zip(self.asked.sought, self.stems, strict=True) if one.kind == "word"]
        if not words:
            return [found]
        if self.sqlite:
            heads = self._all([f"heads : ({_either(these)})" for these in words])
            own = self._all([f'stems : "{these[0]}"' for these in words])
        else:
            heads = self._all(["(" + " | ".join(f"'h{one}'" for one in these) + ")" for these in words])
            own = self._all([f"'s{these[0]}'" for these in words])
        return [
            self._all([found, heads, own]), self._but(self._all([found, heads]), [own]),
            self._but(self._all([found, own]), [heads]), self._but(found, [heads, own]),
        ]  # fmt: skip

    def _all(self, matches: Sequence[str]) -> str:
        return (" AND " if self.sqlite else " & ").join(f"({one})" for one in matches)

    def _but(self, match: str, without: Sequence[str]) -> str:
        if not without:
            return match
        if self.sqlite:
            return f"({match}) NOT ({' OR '.join(without)})"
        return " & ".join([f"({match})", *(f"!({one})" for one in without)])

    def _mine(self, found: str) -> str:
        """Of what is found, what the organisation may find: few of all the papers there are."""
        if self.sqlite:
            return f"readers : ({_either(self.readers)}) AND ({found})"
        mine = " | ".join(f"'o{one}'" for one in self.readers)
        return f"({mine}) & ({found})"

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
