"""How often somebody may try to log in, or ask for what costs: tries in, the minutes to wait out.

A try is counted before it is weighed, so that many at once are counted, too, and forgotten when it succeeds. Counted are
the account and the network address, each as a keyed digest: no table tells who has tried.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.crypto import salted_hmac

from samverkan.store.models import Attempt

if TYPE_CHECKING:
    from django.http import HttpRequest

WINDOW: Final = timedelta(minutes=15)
"""How long a failed try counts."""

LIMITS: Final = {"account": 8, "address": 100}
"""How many failed tries in the window an account and a network address may have; an office shares an address."""


class Tries:
    """The tries of one account (its e-mail address or id) from the request's address."""

    def __init__(self, request: HttpRequest, account: str) -> None:
        self.keys = {
            "account": _digest("account", account.strip().casefold()),
            "address": _digest("address", address_of(request)),
        }
        self.made: list[Attempt] = []

    def begin(self) -> int:
        """Count one more; gives the minutes to wait where that is too many, else 0."""
        now = timezone.now()
        Attempt.objects.filter(at__lt=now - WINDOW).delete()
        self.made = Attempt.objects.bulk_create([Attempt(key=key, at=now) for key in self.keys.values()])
        wait = 0
        counted = (
            Attempt.objects.filter(key__in=self.keys.values()).values("key").annotate(n=Count("pk"), first=Min("at"))
        )
        for one in counted:
            limit = next(LIMITS[kind] for kind, key in self.keys.items() if key == one["key"])
            if one["n"] > limit:
                wait = max(wait, -int((now - one["first"] - WINDOW).total_seconds() // 60))
        if wait:
            self.forget()  # who is turned away has not tried
        return wait

    def forget(self) -> None:
        """The try succeeded, or was none."""
        Attempt.objects.filter(pk__in=[one.pk for one in self.made]).delete()


ASKING: Final = {"verify": 60}
"""How often in the window what costs may be asked for from one network address."""


def asked_too_often(request: HttpRequest, what: str) -> int:
    """Count one more from the request's address; gives the minutes to wait where that is too many, else 0."""
    now, key = timezone.now(), _digest(what, address_of(request))
    Attempt.objects.filter(at__lt=now - WINDOW).delete()
    made = Attempt.objects.create(key=key, at=now)
    asked = Attempt.objects.filter(key=key).aggregate(n=Count("pk"), first=Min("at"))
    if asked["n"] <= ASKING[what]:
        return 0
    made.delete()  # who is turned away has not been answered
    return -int((now - asked["first"] - WINDOW).total_seconds() // 60)


def address_of(request: HttpRequest) -> str:
    """The network address asked from: the one that our own proxy saw, where there is one."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _digest(kind: str, value: str) -> str:
    return salted_hmac(f"samverkan.throttle.{kind}", value, algorithm="sha256").hexdigest()
