"""The API's tests: each uses the database; static files as they are, without the names that `collectstatic` gives them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings


@pytest.fixture(autouse=True)
def _plain_static_files() -> Iterator[None]:
    """No folder is collected for a test."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """A transaction that is rolled back after the test."""
