"""Whether the agreement is signed, where it, or a decision's condition, says that it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import Signature
from samverkan.core.standing.case import proved

if TYPE_CHECKING:
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.values import Proof


def signed_by(case: Case) -> list[Signature]:
    """The signatures on or before the day asked about."""
    return [one for one in case.of(Signature) if case.happened_by(one)]


def signing(case: Case) -> Proof:
    """Whether every party has signed; without the agreement's text or any signature on file it cannot be told."""
    signed = signed_by(case)
    asks = case.value("signature_required")
    has = {one.party for one in signed}
    missing = tuple([name for name in case.parties if name not in has])
    on_file = bool(signed) or case.has_text
    holds = None if missing and not on_file else not missing
    return proved("signature_required", holds, facts=signed if asks is None else (asks, *signed), missing=missing)


def signed_in_time(case: Case) -> Proof | None:
    """The same, as a rule of the agreement; None where nothing says that it must be signed."""
    asks = case.value("signature_required")
    return signing(case) if asks is not None and asks.value and not asks.proposed else None
