"""The table of the search index's words, as each database can have it: made and dropped by a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE: Final = (
    "CREATE VIRTUAL TABLE store_searchwords USING fts5("
    "printed, stems, tails, heads, readers, columnsize=0, tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N*'\")",
)
_POSTGRESQL: Final = (
    "CREATE TABLE store_searchwords (id bigint PRIMARY KEY, printed text NOT NULL, words tsvector NOT NULL)",
    "CREATE INDEX store_searchwords_words ON store_searchwords USING gin (words) WITH (fastupdate = off)",
)


def make(_: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite: an FTS5 table whose tokens are the words as we give them. PostgreSQL: a tsvector under a GIN index."""
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement)


def make_again(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Empty, with the columns that it has now: `samverkan rebuild` fills it."""
    drop(apps, editor)
    make(apps, editor)


def drop(_: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away."""
    editor.execute("DROP TABLE store_searchwords")
