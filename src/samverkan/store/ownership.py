"""PostgreSQL: two roles, one that owns the tables and one that the application uses and that may only append.

In: the owner's URL and the application's settings. Out: a connection as the owner while a block runs, then the grants.
On SQLite there are no roles and nothing is done.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import dj_database_url
from django.apps import apps
from django.db import connections

from samverkan.store.append_only import ERASABLE, KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def owner(alias: str, url: str) -> Iterator[str | None]:
    """The connection `alias` as the role that owns the tables, while the block runs; gives the application's role."""
    if not url:
        yield None
        return
    connection = connections[alias]
    connection.close()
    before = dict(connection.settings_dict)
    found = dj_database_url.parse(url)
    connection.settings_dict.update({key: found[key] for key in ("USER", "PASSWORD", "HOST", "PORT")})
    try:
        yield before["USER"]
    finally:
        connection.close()
        connection.settings_dict.update(before)


def grant(connection: BaseDatabaseWrapper, application: str | None) -> None:
    """Let the application's role read and append everywhere, and change only what is not kept for good.

    The schema becomes the owner's too: whoever owns a schema may drop what is in it.
    """
    if connection.vendor != "postgresql" or application is None:
        return
    role = connection.ops.quote_name(application)
    kept = {model._meta.db_table for model in KEPT}
    erasable = {model._meta.db_table for model in ERASABLE}
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        cursor.execute("ALTER SCHEMA public OWNER TO CURRENT_USER")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            may = "SELECT, INSERT"
            if table in erasable:
                may += ", DELETE"
            elif table in ours - kept:
                may += ", UPDATE, DELETE"
            cursor.execute(f"REVOKE ALL ON {name} FROM {role}")
            cursor.execute(f"GRANT {may} ON {name} TO {role}")
