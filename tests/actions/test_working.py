"""What the workspace does by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from samverkan.actions.working import Worker
from samverkan.store.models import LoginSession


def test_sessions_that_have_ended_are_cleared_away() -> None:
    now = timezone.now()
    for key, ends in (("over", now - timedelta(minutes=1)), ("open", now + timedelta(minutes=1))):
        LoginSession.objects.create(session_key=key, session_data="", expire_date=ends)
    (clearing,) = [job for job in Worker().jobs if job.name == "clear ended sessions"]
    assert clearing.run(0.0)
    assert list(LoginSession.objects.values_list("session_key", flat=True)) == ["open"]
