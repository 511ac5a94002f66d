"""What may never be changed, and the triggers by which the database itself holds it, on SQLite and on PostgreSQL.

`install` is run after every migration (`migrate` in store/management): a table that a migration rebuilds on SQLite has
lost its triggers. Refused are UPDATE, DELETE, INSERT OR REPLACE (SQLite) and TRUNCATE (PostgreSQL).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.store import models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

KEPT: Final[tuple[type[Model], ...]] = (
    models.Organisation, models.OrganisationName, models.Body, models.BodyEnded, models.Cooperation, models.Agreement,
    models.Party, models.Matter, models.AgreementMatter, models.Content, models.Document,
    models.Shared, models.Published, models.Entry, models.Fact, models.AuditEntry, models.ReadEntry, models.Seal, models.Sealed,
    models.Clause, models.ClauseVersion, models.ClauseComment, models.ClauseLock, models.Logo, models.Justering, models.JusteringSigned,
    models.JusteringWithdrawn, models.Minutes, models.MinutesPart, models.Notice, models.NoticeDown, models.Certification,
    models.CertificationSigned, models.CertificationWithdrawn, models.Extract, models.Dispatch,
    models.DispatchStep, models.Pinned, models.Unpinned, models.ExtractReceived,
    models.Signatory, models.SignatoryEnded, models.Original, models.OriginalSigner, models.OriginalSigned,
    models.OriginalWithdrawn, models.OriginalKept,
    models.MoneyRules, models.CostColumns, models.CostFile, models.BookedVoucher, models.BookedLine, models.Budget, models.BudgetLine,
    models.Settlement, models.SettlementApproved, models.SettlementWithdrawn, models.InvoiceDetails, models.Invoice,
    models.InvoiceCredited, models.InvoicesLeft,
    models.Disclosed, models.OpenedRegister, models.RetentionRule, models.RedactionNeeded, models.Redacted, models.Disposed,
)  # fmt: skip
"""Written once, kept for good."""

ERASABLE: Final[tuple[type[Model], ...]] = (models.AuditContent, models.ReadContent, models.Rendition)
"""Written once; may be erased when the law says so: the logs' chain holds digests alone, and so does a document's row."""

_SAYS: Final = "append only: rows of {table} are never {done}"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on, whatever was there; what belongs to no table any more goes with its table."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)
    stale = installed(connection) - expected(connection.vendor)  # of an earlier version that held more
    with connection.cursor() as cursor:
        for name in sorted(stale):
            table = name.removeprefix("append_only_").rpartition("_")[0]
            cursor.execute(f'DROP TRIGGER "{name}"' + ("" if connection.vendor == "sqlite" else f' ON "{table}"'))


def expected(vendor: str) -> set[str]:
    """The names of the triggers that must be there."""
    names = set()
    for model, events in _guarded(vendor):
        names |= {_name(model, event) for event in events}
    return names


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are there and on."""
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only_%'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'append_only_%' AND tgenabled = 'A'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def _guarded(vendor: str) -> Iterator[tuple[type[Model], tuple[str, ...]]]:
    for model in KEPT:
        yield model, ("update", "delete", "replace" if vendor == "sqlite" else "truncate")
    for model in ERASABLE:
        yield model, ("update", *(["replace"] if vendor == "sqlite" else []))


def _name(model: type[Model], event: str) -> str:
    return f"append_only_{model._meta.db_table}_{event}"


def _statements(vendor: str) -> Iterator[str]:
    if vendor != "sqlite":
        yield _REFUSE
    for model, events in _guarded(vendor):
        table = model._meta.db_table
        for event in events:
            name = _name(model, event)
            if vendor == "sqlite":
                yield f'DROP TRIGGER IF EXISTS "{name}"'
                yield _sqlite(model, event, name)
            else:
                yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
                yield (
                    f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" '
                    "FOR EACH STATEMENT EXECUTE FUNCTION samverkan_append_only()"
                )
                yield f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"'


_REFUSE: Final = """
CREATE OR REPLACE FUNCTION samverkan_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append only: rows of % are never changed or removed (%)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _sqlite(model: type[Model], event: str, name: str) -> str:
    table = model._meta.db_table
    if event == "replace":
        told = _SAYS.format(table=table, done="replaced")
        same = (" AND ".join([f'"{column}" = NEW."{column}"' for column in unique]) for unique in _unique(model))
        there = " OR ".join([f"({one})" for one in same])
        exists = f'EXISTS (SELECT 1 FROM "{table}" WHERE {there})'  # noqa: S608 - names of our own tables
        return f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" WHEN {exists} BEGIN SELECT RAISE(ABORT, \'{told}\'); END'
    told = _SAYS.format(table=table, done="changed" if event == "update" else "removed")
    return f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" BEGIN SELECT RAISE(ABORT, \'{told}\'); END'


def _unique(model: type[Model]) -> Iterable[tuple[str, ...]]:
    """The sets of columns that are unique together: each is a way for REPLACE to take a row away."""
    meta = model._meta
    for field in meta.concrete_fields:
        if field.unique or field.primary_key:
            yield (_column(model, field.name),)
    for constraint in meta.total_unique_constraints:
        yield tuple(_column(model, name) for name in constraint.fields)


def _column(model: type[Model], field: str) -> str:
    column = model._meta.get_field(field).column  # type: ignore[union-attr]  # only columns are unique
    return str(column)
