"""A backup's shape: which tables go into it, and how a value of each kind is written and read back.

One tar file: `tables/NAME.jsonl`, a row a line; `documents/HASH`; `manifest.json` last, with every file's SHA-256. Rows are
written as Django's fields know them, so a backup of one kind of database is restored into the other.
"""

from __future__ import annotations

import base64
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Field, Model

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
TABLES: Final = "tables/"
DOCUMENTS: Final = "documents/"

_NOT_OURS: Final = frozenset({"contenttypes", "auth", "sessions"})
"""Made by migrations themselves."""

_PASSING: Final = frozenset({"LoginSession", "Attempt", "Cached", "DiaryList"})
"""Models of what is gone within the hour: who is logged in now, and what is half done."""

_DERIVED: Final = frozenset(
    {"samverkan.store.models.indexes", "samverkan.store.models.registers", "samverkan.store.models.searching"}
)
"""Indexes: made again from the facts after a restore."""


def tables() -> list[type[Model]]:
    """What is backed up, in the order of their names."""
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and model._meta.app_label not in _NOT_OURS
        and model.__module__ not in _DERIVED
        and model.__name__ not in _PASSING
    ]
    return sorted(ours, key=lambda model: model._meta.db_table)


def passing() -> frozenset[str]:
    """The tables that older backups hold and that are no longer put back."""
    return frozenset(model._meta.db_table for model in apps.get_models() if model.__name__ in _PASSING)


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields that are columns, in their order."""
    return list(model._meta.concrete_fields)


def migrations() -> list[str]:
    """Which migrations of what is backed up are applied: a backup fits only where the same are."""
    return _named(MigrationRecorder(connection).applied_migrations())


def migrations_here() -> list[str]:
    """Which there are in this version of the program: a backup that has others cannot be restored with it."""
    return _named(MigrationLoader(None).disk_migrations)


def _named(found: Iterable[tuple[str, str]]) -> list[str]:
    apps_of = {model._meta.app_label for model in tables()}
    return sorted(f"{app}.{name}" for app, name in found if app in apps_of)


def plain(value: object) -> object:
    """A value of a column as JSON can hold it, exactly."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def value_of(field: Field[Any, Any], kept: object) -> Any:
    """What a kept value is to the database's driver."""
    target: Any = field
    while target.remote_field is not None:
        target = target.target_field
    return field.get_db_prep_save(target.to_python(kept) if kept is not None else None, connection)
