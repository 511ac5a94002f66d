"""The test database of each process: a copy of one that is migrated once for all the processes of a test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests import homes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker


CHEAP = "django.contrib.auth.hashers.MD5PasswordHasher"
"""How passwords are kept in most tests: the real way takes a third of a second, as it should."""


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In place of pytest-django's own, which runs every migration in every process."""
    from django.db import connection

    settings.PASSWORD_HASHERS = [CHEAP, *settings.PASSWORD_HASHERS]
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        homes.fill(connection)
    yield
    with django_db_blocker.unblock():
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = before
        homes.drop(name)
