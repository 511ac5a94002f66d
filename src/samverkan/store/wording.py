"""The search index: a document in, its words and who may find it laid up, in the transaction of what was done.

Derived from documents alone: dropping it loses nothing, and `rebuild_search` makes the same again. Each word is held as
printed and as its stem; which compounds hold a word is told when it is sought, so that what comes later counts too.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection, transaction

from samverkan.core.searching.compounds import sure_tails, tails
from samverkan.core.searching.words import words_in
from samverkan.store.belonging import index_numbers
from samverkan.store.models import (
    Document,
    Draft,
    Entry,
    Rendition,
    SearchKnown,
    SearchReader,
    SearchTail,
    SearchText,
)
from samverkan.store.seeing import Area, areas, held_of, laid, sharing_of
from samverkan.store.swedish import stem
from samverkan.store.taking_turns import take_turns_on_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from samverkan.store.seeing import Columns, Held, Sharing

_BATCH: Final = 100
_MOST_WORDS: Final = 50_000
_MOST_SIGNS: Final = 250_000
"""What one row holds: PostgreSQL's tsvector ends at a million bytes."""


class _Part(NamedTuple):
    """Some of a document's text, and its words in order."""

    start: int
    end: int
    words: list[str]


def index_documents(documents: Iterable[Document]) -> None:
    """Lay up the words of these documents anew, and who may find them; and the registry numbers that they name."""
    _renew([one.pk for one in documents])


def index_readers(documents: Iterable[UUID]) -> None:
    """Say anew who may find these documents: one has become joint, or concerns another agreement."""
    asked = list(documents)
    with transaction.atomic():
        take_turns_on_documents(asked)
        _renew_readers(list(SearchText.objects.filter(document__in=asked)))


def _renew(documents: Sequence[UUID]) -> None:
    with transaction.atomic():
        take_turns_on_documents(documents)
        index_numbers(documents)
        _drop(documents)
        _write(documents)


def _renew_readers(texts: Sequence[SearchText]) -> None:
    before = _numbers(SearchReader.objects.filter(text__in=texts))
    SearchReader.objects.filter(text__in=texts).delete()
    readers = _readers(texts)
    SearchReader.objects.bulk_create(readers, batch_size=1000)
    after = _numbers(readers)
    with connection.cursor() as cursor:
        for text in texts:
            if connection.vendor == "sqlite":
                statement = "UPDATE store_searchwords SET readers = %s WHERE rowid = %s"
                cursor.execute(statement, [" ".join(after[text.pk]), text.pk])
            else:
                changed = "ts_delete(words, %s::text[]) || array_to_tsvector(%s::text[])"
                statement = f"UPDATE store_searchwords SET words = {changed} WHERE id = %s"  # noqa: S608 - our own words
                cursor.execute(statement, [_marked("o", before[text.pk]), _marked("o", after[text.pk]), text.pk])


def rebuild_search() -> Iterator[int]:
    """Drop the index and make it again; yields how many documents are done. Stopped half-way, it can be run again."""
    ids = list(Document.objects.order_by("recorded", "id").values_list("id", flat=True))
    with transaction.atomic():
        take_turns_on_documents(ids)
        _drop(None)
    for n in range(0, len(ids), _BATCH):
        _renew(ids[n : n + _BATCH])  # somebody may have recorded meanwhile
        yield min(n + _BATCH, len(ids))
    _settle()


def _settle() -> None:
    """Let SQLite put its segments together: a word is then found in one place."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO store_searchwords(store_searchwords) VALUES ('optimize')")


def _drop(documents: Sequence[UUID] | None) -> None:
    """Take these documents out; None: everything, what is known of words too."""
    texts = SearchText.objects.all() if documents is None else SearchText.objects.filter(document__in=documents)
    ids = list(texts.values_list("id", flat=True))
    with connection.cursor() as cursor:
        for n in range(0, len(ids), 500):
            cursor.execute(
                f"DELETE FROM store_searchwords WHERE {_key()} IN ({','.join(map(str, ids[n : n + 500]))})"  # noqa: S608 - numbers of our own
            )
    SearchReader.objects.filter(text__in=texts).delete()
    texts.delete()
    if documents is None:
        SearchTail.objects.all().delete()
        SearchKnown.objects.all().delete()


def _key() -> str:
    return "rowid" if connection.vendor == "sqlite" else "id"


def _write(ids: Sequence[UUID]) -> None:
    documents = Document.objects.filter(pk__in=ids, disposed=None).in_bulk()
    renditions = Rendition.objects.in_bulk({one.content_id for one in documents.values()})
    heads = _heads(ids)
    texts: list[SearchText] = []
    words: list[tuple[list[str], str]] = []
    for one in ids:
        document = documents.get(one)
        rendition = None if document is None else renditions.get(document.content_id)
        if document is None or rendition is None:
            continue
        told = _Told.of(heads.get(one, []), document.arrived)
        for part in _parts(rendition.text):
            texts.append(
                SearchText(
                    document=document, start=part.start, end=part.end, kind=rendition.kind, body=told.body[:200],
                    title=told.title[:400], day=told.day,
                )
            )  # fmt: skip
            words.append((part.words, told.headings))
    SearchText.objects.bulk_create(texts)
    readers = _readers(texts)
    numbers = _numbers(readers)
    _lay_up([(text.pk, *held, numbers[text.pk]) for text, held in zip(texts, words, strict=True)])
    _learn({word for held, _ in words for word in held})
    SearchReader.objects.bulk_create(readers, batch_size=1000)


def _numbers(readers: Iterable[SearchReader]) -> Mapping[int, list[str]]:
    """The organisations that may find each text, by its key: those that do so now, and as others those that no longer do."""
    held: dict[int, dict[str, bool]] = defaultdict(dict)
    for one in readers:
        now = one.gone is None and one.replaced is None
        held[one.text_id][one.organisation] = now or held[one.text_id].get(one.organisation, False)
    found: dict[int, list[str]] = defaultdict(list)
    for text, these in held.items():
        found[text] = [one if now else no_more(one) for one, now in these.items()]
    return found


def no_more(organisation: str) -> str:
    """How the index names an organisation that no longer may find a text, but could."""
    return f"x{organisation}"


def _parts(text: str) -> Iterator[_Part]:
    """The text in one part, or in several where it is longer than a row can be."""
    start, signs = 0, 0
    words: list[str] = []
    for word in words_in(text):
        words.append(word.folded)
        signs += len(word.folded)
        if len(words) == _MOST_WORDS or signs > _MOST_SIGNS:
            yield _Part(start, word.end, words)
            start, signs, words = word.end, 0, []
    if words or start == 0:
        yield _Part(start, len(text), words)


class _Told(NamedTuple):
    """What the document is of: its first entry's title and body, its meeting day, the words of all its headings."""

    title: str
    body: str
    day: date
    headings: str

    @classmethod
    def of(cls, heads: Sequence[Any], arrived: date) -> _Told:
        titles = [str(head.get("title") or head.get("object") or "") for head in heads]
        bodies = [str(head.get("board") or head.get("body") or "") for head in heads]
        days = [str(head.get("day") or "") for head in heads]
        title = next(filter(None, titles), "")
        body = next(filter(None, bodies), "")
        return cls(title, body[:1].upper() + body[1:], _day(days) or arrived, " ".join(titles))


def _day(written: Iterable[str]) -> date | None:
    """The first whole day among them."""
    for one in written:
        try:
            return date.fromisoformat(one)
        except ValueError:
            continue
    return None


def _heads(ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """What each document's entries are headed: as read, else as recorded."""
    found: dict[UUID, list[Any]] = {}
    for one, items in Draft.objects.filter(pk__in=ids).values_list("document_id", "items"):
        found[one] = [item["head"] for item in items]
    left = [one for one in ids if one not in found]
    for one, head in Entry.objects.filter(document__in=left).order_by("id").values_list("document_id", "head"):
        found.setdefault(one, []).append(head)
    return found


def _lay_up(rows: Sequence[tuple[int, list[str], str, list[str]]]) -> None:
    """Put the words where the database finds them, with who may: as printed, their stems, the sure ends of these, the headings' stems."""
    with connection.cursor() as cursor:
        for key, words, headings, readers in rows:
            stems = {stem(word) for word in set(words)}
            ends = {tail for one in stems for tail in sure_tails(one)}
            heads = {stem(word.folded) for word in words_in(headings)}
            heads |= {tail for one in heads for tail in sure_tails(one)}
            if connection.vendor == "sqlite":
                cursor.execute(
                    "INSERT INTO store_searchwords(rowid, printed, stems, tails, heads, readers) VALUES (%s, %s, %s, %s, %s, %s)",
                    [key, " ".join(words), *(" ".join(sorted(held)) for held in (stems, ends, heads, readers))],
                )
            else:
                marked = (("w", set(words)), ("s", stems), ("t", ends), ("h", heads), ("o", readers))
                cursor.execute(
                    "INSERT INTO store_searchwords(id, printed, words) VALUES (%s, %s, array_to_tsvector(%s::text[]))",
                    [key, f" {' '.join(words)} ", [word for sign, held in marked for word in _marked(sign, held)]],
                )


def _marked(sign: str, words: Iterable[str]) -> list[str]:
    """The words with the sign that says what they are."""
    return [sign + one for one in words]


def _learn(words: set[str]) -> None:
    """Let the lexicon know the words that it did not."""
    plain = {word for word in words if word.isalpha()}
    stems = {stem(word) for word in plain}
    SearchKnown.objects.bulk_create(
        [SearchKnown(word=word) for word in sorted((plain | stems) - known(plain | stems))],
        ignore_conflicts=True, batch_size=5000,
    )  # fmt: skip
    new = stems - set(
        SearchTail.objects.filter(at=0, stem__in=stems).values_list("stem", flat=True)
        if len(stems) < _MOST_ASKED
        else SearchTail.objects.filter(at=0).values_list("stem", flat=True)
    )
    SearchTail.objects.bulk_create(
        [SearchTail(tail=tail, at=at, stem=one) for one in sorted(new) for at, tail in tails(one)],
        ignore_conflicts=True, batch_size=5000,
    )  # fmt: skip


_MOST_ASKED: Final = 30_000


def known(words: set[str]) -> set[str]:
    """Which of these the lexicon knows."""
    asked = sorted(words)
    found: set[str] = set()
    for n in range(0, len(asked), _MOST_ASKED):
        found |= set(SearchKnown.objects.filter(word__in=asked[n : n + _MOST_ASKED]).values_list("word", flat=True))
    return found


def _readers(texts: Sequence[SearchText]) -> list[SearchReader]:
    """Who may find each: its own organisation at once; whoever sees an entry of it as a party, since then."""
    ids = {one.document_id for one in texts}
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    concerned = Entry.objects.filter(document__in=ids).exclude(agreement=None).select_related("replaced_by")
    for entry in concerned.defer("head", "replaced_by__head").order_by("id"):
        entries[entry.document_id].append(entry)
    sharing = sharing_of(ids, {one.agreement_id for held in entries.values() for one in held if one.agreement_id})
    rows = {
        one.pk: list(_seen(one, entries[one.pk], sharing))
        for one in Document.objects.filter(pk__in=ids).only("pk", "organisation_id", "recorded", "arrived")
    }
    return [
        SearchReader(text=text, organisation=organisation, day=text.day, body=text.body, **columns)
        for text in texts
        for organisation, columns in rows[text.document_id]
    ]


def _seen(document: Document, entries: Sequence[Entry], sharing: Sharing) -> Iterator[tuple[str, Columns]]:
    """Who sees a document, and in which views."""
    joint: dict[str, dict[Held, None]] = defaultdict(dict)
    for entry in entries:
        these = sharing.seers(document.pk, entry.agreement_id, document.organisation_id)
        for organisation, seer in these.items():
            held = seer.held(held_of(entry), joint=True)
            if held is not None:
                joint[organisation][held] = None
    own = Area(document.recorded, None, document.arrived, None)
    for organisation in (document.organisation_id, *sorted(set(joint) - {document.organisation_id})):
        shown = list(_shown(joint[organisation])) if organisation in joint else []
        mine = [(True, own)] if organisation == document.organisation_id else shown
        for _, columns in laid(mine, shown):
            yield organisation, columns


def _shown(held: Iterable[Held]) -> Iterator[tuple[bool, Area]]:
    """The views in which any of these is seen."""
    these = list(held)

    def told(recorded: datetime, reached: date) -> tuple[bool, ...]:
        return (True,) if any(one.at(recorded, reached) for one in these) else ()

    return areas((mark for one in these for mark in one.marks), told)
