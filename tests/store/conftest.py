"""Every test of the ledger uses the database; some, a country of many agreements."""

from collections import Counter
from datetime import date

import pytest

from samverkan.actions.country import Size, make_country
from samverkan.store.indexing import rebuild
from samverkan.store.models import Organisation, Party

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """A transaction that is rolled back after the test."""


@pytest.fixture
def region() -> Organisation:
    """The region that is party to most, of a country of 70 agreements."""
    list(make_country(Size(6, 70, 500), seed=3, password="demo demo demo", today=TODAY))
    list(rebuild(today=TODAY))
    most, _ = Counter(Party.objects.values_list("organisation", flat=True)).most_common(1)[0]
    return Organisation.objects.get(pk=most)
