"""The migrations are one row: two that follow the same one would stop every installation."""

from django.db.migrations.loader import MigrationLoader


def test_the_migrations_end_in_one() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
