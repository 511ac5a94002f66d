"""An extract that came in and waits for review: what keeps it from being recorded by itself, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.findings import Finding
from samverkan.store.models import ExtractReceived
from samverkan.words import say
from samverkan.words.flaws import say_why

if TYPE_CHECKING:
    from samverkan.store.models import Draft
    from samverkan.words import Language

NOT_PINNED: Final = frozenset({"no_trust", "issuer_unknown"})
"""What verifying says where nobody has said here that the certificate is trusted."""


def why_not_recorded(draft: Draft, language: Language) -> list[str]:
    """The reasons, each a sentence; none where it is no extract."""
    row = ExtractReceived.objects.filter(document=draft.document_id).first()
    if row is None:
        return []
    if row.pinned_id is not None:
        return [say("deciding", "received.unsure", {}, language)]
    found = [Finding(one["code"], one["values"]) for one in row.verified["findings"]]
    said = [say_why(one, language) for one in found if one.code not in NOT_PINNED]
    return [*said, say("deciding", "received.not_pinned", {}, language)]
