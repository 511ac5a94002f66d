"""What the workspace does by itself: rounds, a few seconds apart, of which each job takes part when it is due.

A job that fails is told of in the program's log and tried again, later each time; the others go on.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from django.db import close_old_connections
from django.utils import timezone

from samverkan.actions.digests import deliver, make_digests
from samverkan.actions.dispatching import send_due
from samverkan.actions.money.cost_drafts import forget_old, read_waiting
from samverkan.actions.money.taking_costs import book_waiting
from samverkan.store.indexing import rebuild, refresh
from samverkan.store.models import Agreement, StandingSpan
from samverkan.store.sealing import seal
from samverkan.store.sessions import SessionStore

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG: Final = logging.getLogger("samverkan.work")
SECONDS: Final = 2.0
"""How long to wait between two rounds."""

_LONGEST: Final = 600.0


class Job:
    """One job: what is done, and every how many seconds."""

    def __init__(self, name: str, every: float, work: Callable[[], object]) -> None:
        self.name, self.every, self.work = name, every, work
        self.next = 0.0
        self.failures = 0

    def run(self, now: float) -> bool:
        """Do it; False where it failed, and then it waits twice as long as the last time."""
        try:
            self.work()
        except Exception:
            self.failures += 1
            self.next = now + min(_LONGEST, max(self.every, 1.0) * 2**self.failures)
            _LOG.exception("%s failed; tried again in %.0f s", self.name, self.next - now)
            return False
        self.failures = 0
        self.next = now + self.every
        return True


def keep_current() -> None:
    """Index anew what stands otherwise today; everything, where there is no index though there are agreements."""
    today = timezone.localdate()
    if Agreement.objects.exists() and not StandingSpan.objects.exists():
        for _ in rebuild(today=today):
            pass
    refresh(today=today)


class Worker:
    """The jobs, and when each was last done."""

    def __init__(self) -> None:
        self.jobs = [
            Job("seal everything", 3600.0, lambda: seal(thoroughly=True)),
            Job("seal", 0.0, seal),
            Job("keep the index current", 900.0, keep_current),
            Job("clear ended sessions", 3600.0, SessionStore.clear_expired),
            Job("make digests", 300.0, lambda: make_digests(now=timezone.now())),
            Job("send digests", 30.0, lambda: deliver(now=timezone.now())),
            Job("read files of costs", 0.0, read_waiting),
            Job("book files of costs", 0.0, book_waiting),
            Job("forget files of costs", 3600.0, forget_old),
            Job("send extracts", 5.0, lambda: send_due(timezone.now())),
        ]

    def round(self) -> bool:
        """Do what is due; whether all of it went well."""
        close_old_connections()
        now = time.monotonic()
        went = [job.run(now) for job in self.jobs if job.next <= now]
        return all(went)
