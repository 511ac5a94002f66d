"""Sessions in the database, each with whose it is: so that a person can be logged out everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from samverkan.store.models import LoginSession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samverkan.store.models import Person


class SessionStore(DatabaseStore):
    """Django's own, on `LoginSession`."""

    @classmethod
    def get_model_class(cls) -> type[Any]:
        """The table."""
        return LoginSession

    def create_model_instance(self, data: Mapping[str, Any]) -> Any:
        """The row, with the person in it."""
        row: Any = super().create_model_instance(dict(data))
        row.person_id = data.get(SESSION_KEY)
        return row


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """Log the person out everywhere, but in the session with that key; gives how many ended."""
    return LoginSession.objects.filter(person=person).exclude(session_key=but or "").delete()[0]
