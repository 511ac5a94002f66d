"""Which process runs which test, and when.

The tests of a file that share what takes long to make are run by one process, all others by any. Those that take longest are
begun first: no process waits in the end for another's last test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    "tests/browser/",
    "tests/store/test_backup.py",
    "tests/outside/test_signed_by.py",
    "tests/web/test_providers.py",
)
"""Files, and folders of files, whose fixtures are of the whole file."""

LONG = (
    "tests/api/test_day_by_day.py",
    "tests/actions/test_at_once.py",
    "tests/installations/",
    "tests/actions/test_country.py",
    "tests/actions/test_originals_at_once.py",
    "tests/actions/test_digests.py",
)
"""Files with single tests that take many seconds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda one: not one.nodeid.startswith(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return nodeid.partition("::")[0] if nodeid.startswith(TOGETHER) else nodeid

    return ByFile(config, log)
