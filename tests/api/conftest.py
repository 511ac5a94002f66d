"""The API's tests: each uses the database; static files as they are, without the names that `collectstatic` gives them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
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


@pytest.fixture(autouse=True)
def _the_tests_own_connection() -> Iterator[None]:
    """A WSGI server closes connections between requests; here they hold the test's transaction, as Django's client knows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
