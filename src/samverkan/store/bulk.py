"""Many rows at once, straight into a table of either engine: plain values in, nothing out.

Values are as both engines take them: text, whole numbers, bytes, None; a key without hyphens, a day and a moment as ISO 8601.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Any]) -> None:
    """Insert the rows, whose values stand in the order of the columns; inside the caller's transaction."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608 - our own names
            return
        copy: Any = cursor.copy  # psycopg's own
        with copy(f"COPY {table} ({names}) FROM STDIN") as into:
            for row in rows:
                into.write_row(row)
