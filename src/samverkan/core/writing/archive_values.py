"""What an organisation hands over to its archive, as values: matters, the documents in them, and what documents record.

`archive_erms` and `archive_mets` write them as XML; `store.records` gathers them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


class Keeper(NamedTuple):
    """Whose archive it is, by what it was written and when."""

    number: str
    name: str
    program: str
    version: str
    at: datetime


class Matter(NamedTuple):
    """A matter of the organisation's own."""

    id: str
    number: str
    title: str
    body: str
    opened: date | None


class Handled(NamedTuple):
    """What a document records of one item: whose body, which day (as precise as told), § and matter."""

    body: str
    day: str
    section: str
    number: str
    title: str


class Protected(NamedTuple):
    """The register's columns that secrecy may need to keep apart (OSL 5 kap. 2 § andra stycket)."""

    file_name: str
    sender: str
    concerns: str


class Disposal(NamedTuple):
    """That a document's content has been erased: when, by which decision, on which ground."""

    at: datetime
    decision: str
    ground: str


class Attached(NamedTuple):
    """Another file of the same document, by its place in the package."""

    path: str
    media: str
    sha256: str


class Record(NamedTuple):
    """A document: of the organisation's own file, or received because another has made it joint.

    `matters`: the ids of the matters it belongs to; `path`: where its bytes lie in the package; `title`: what it is called where nothing
    is handled in it; `also`: the same in other files; `protected` is told of the organisation's own alone.
    """

    id: str
    number: str
    kind: str
    arrived: date
    recorded: datetime
    owner: str
    owner_name: str
    own: bool
    joint: bool
    signed_original: bool
    sha256: str
    size: int
    media: str
    path: str
    matters: Sequence[str]
    handled: Sequence[Handled]
    protected: Protected | None
    disposed: Disposal | None = None
    redacts: str = ""  # the id of the document that it is a redacted version of
    title: str = ""
    also: Sequence[Attached] = ()

    @property
    def files(self) -> Sequence[Attached]:
        """Every file of it that the package holds: none where its content has been erased."""
        return () if self.disposed is not None else (Attached(self.path, self.media, self.sha256), *self.also)


class Holding(NamedTuple):
    """What is handed over: all matters and records that had come by the day `until`, or all there are."""

    keeper: Keeper
    until: date | None
    matters: Sequence[Matter]
    records: Sequence[Record]


class Words(NamedTuple):
    """The sentences that the XML holds for people, in the archive's language."""

    loose: str  # the title of the aggregation of what belongs to no single matter
    protected: str  # what the protected columns are
    regulation: str  # by which law


class PackedFile(NamedTuple):
    """A file of the package, by its path from the package's own folder."""

    path: str
    media: str
    size: int
    sha256: str
    created: datetime
