"""The organisation's picture on its papers: set, taken away, and which it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, RefusedError, action
from samverkan.actions.roles import Right
from samverkan.core.findings import UnwritableError
from samverkan.core.writing.printed import Heading, Printed
from samverkan.outside.logos import LogoError, check_logo
from samverkan.outside.typesetting import typeset
from samverkan.store import blobs
from samverkan.store.models import Content, Logo

if TYPE_CHECKING:
    from samverkan.store.models import Organisation


@action(Right.KEEP_REGISTER)
def set_logo(acting: Acting, *, data: bytes) -> Logo:
    """Have the picture on every paper that the organisation makes from now on. InvalidError where it cannot be printed."""
    _for_all(acting)
    name = acting.organisation.called(acting.today)
    try:
        kind = check_logo(data)
        trial = Printed(name, name, "", "", acting.today, (Heading(name, 1),))
        typeset(trial, made=acting.at, logo=data)
    except LogoError as error:
        raise InvalidError(error.code, **error.values) from None
    except UnwritableError:
        raise InvalidError("logo_no_picture") from None
    by = {"by": acting.person, "recorded": acting.at}
    content, _ = Content.objects.get_or_create(
        sha256=blobs.keep(data), defaults={"size": len(data), "kind": kind, **by}
    )
    made = Logo.objects.create(organisation=acting.organisation, content=content, **by)
    acting.note("logo_set", acting.organisation.pk, sha256=content.pk)
    return made


@action(Right.KEEP_REGISTER)
def remove_logo(acting: Acting) -> Logo:
    """Have no picture from now on; papers made before stay as they are. InvalidError where there is none."""
    _for_all(acting)
    if logo_of(acting.organisation) is None:
        raise InvalidError("logo_missing")
    made = Logo.objects.create(organisation=acting.organisation, by=acting.person, recorded=acting.at)
    acting.note("logo_removed", acting.organisation.pk)
    return made


def logo_of(organisation: Organisation) -> bytes | None:
    """The picture that its papers have now."""
    last = Logo.objects.filter(organisation=organisation).order_by("-pk").first()
    return None if last is None or last.content_id is None else blobs.fetch(last.content_id)


def _for_all(acting: Acting) -> None:
    """Refuse a role for one body alone: the picture stands on the papers of them all."""
    if not acting.may_everywhere(Right.KEEP_REGISTER):
        raise RefusedError("not_for_your_body")
