"""`migrate`, as Django's own, then the triggers and, on PostgreSQL, what the application's role may do.

On PostgreSQL the tables belong to the role of DATABASE_OWNER_URL, so that the application's own role cannot put the
triggers off.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from samverkan.store.append_only import install
from samverkan.store.ownership import grant, owner


class Command(Migrate):
    """Migrate, then hold the ledger append only."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run as the owner where there is one."""
        alias = options["database"]
        with owner(alias, settings.DATABASE_OWNER_URL) as application:
            super().handle(*args, **options)
            connection = connections[alias]
            if "store_fact" in connection.introspection.table_names():
                install(connection)
                grant(connection, application)
