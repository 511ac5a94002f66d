"""The audit row of an action and the read row of a look: digests in the chain's tables, the content beside them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samverkan.store.digests import content_digest
from samverkan.store.models import AuditContent, AuditEntry, ReadContent, ReadEntry

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting


def write_audit(acting: Acting, verb: str, target: str, values: dict[str, Any]) -> None:
    """That the person did this; in the transaction of what was done."""
    content = _content(acting, values)
    entry = AuditEntry.objects.create(
        organisation=acting.organisation, at=acting.at, digest=content_digest(verb, target, content)
    )
    AuditContent.objects.create(entry=entry, verb=verb, target=target, content=content)


def write_read(acting: Acting, target: str, **values: object) -> None:
    """That the person has read the target (PDL 4:3; HSLF-FS 2016:40 4:9); the row and its content, or neither."""
    content = _content(acting, values)
    with transaction.atomic():
        entry = ReadEntry.objects.create(
            organisation=acting.organisation, at=acting.at, digest=content_digest("read", target, content)
        )
        ReadContent.objects.create(entry=entry, target=target, content=content)


def _content(acting: Acting, values: dict[str, Any]) -> dict[str, Any]:
    """Who, in which roles, with which values; salted, so that erased content cannot be guessed back from its digest."""
    token = acting.token and f"token:{acting.token}"
    who = token if acting.person is None else str(acting.person.pk)
    return {"by": who, "roles": _roles(acting), "values": values, "salt": secrets.token_hex(16)}


def _roles(acting: Acting) -> list[str]:
    """The roles held, those for one body alone with its key."""
    bound = [f"{role.value}:{body}" for body, roles in acting.for_bodies.items() for role in roles]
    return sorted([*acting.roles, *bound])
