"""Every test of the ledger uses the database."""

import pytest


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """A transaction that is rolled back after the test."""
