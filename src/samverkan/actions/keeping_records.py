"""The register's public columns and who may read it: one verb a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, RefusedError, action
from samverkan.actions.documents import own
from samverkan.actions.roles import Right
from samverkan.store.document_register import is_open
from samverkan.store.models import Disclosed, OpenedRegister

if TYPE_CHECKING:
    from samverkan.store.models import Document


@action(Right.PUBLISH)
def disclose(acting: Acting, *, document: Document, sender: str, concerns: str) -> Disclosed:
    """Say what the public register tells of a document, after secrecy has been weighed; what is empty is left out."""
    own(acting, document)
    sender, concerns = " ".join(sender.split()), " ".join(concerns.split())
    for name, value, most in (("sender", sender, 200), ("concerns", concerns, 400)):
        if len(value) > most:
            raise InvalidError("field_long", field=name, most=most)
    acting.note(
        "register_disclosed",
        document.pk,
        columns=[name for name, said in (("sender", sender), ("concerns", concerns)) if said],
    )
    return Disclosed.objects.create(
        document=document, sender=sender, concerns=concerns, by=acting.person, recorded=acting.at
    )


@action(Right.PUBLISH)
def open_register(acting: Acting, *, closed: bool = False) -> None:
    """Let the organisation's register be read without login, or no longer; done once, however often it is asked for.

    RefusedError for a role that is held for one body alone: the register is the whole organisation's.
    """
    if acting.seen_bodies() is not None:
        raise RefusedError("not_for_your_body")
    acting.note("register_closed" if closed else "register_opened", acting.organisation.pk)
    if is_open(acting.organisation) is closed:
        OpenedRegister.objects.create(
            organisation=acting.organisation, closed=closed, by=acting.person, recorded=acting.at
        )
