"""How lasting the signatures of a paper that the program keeps are: its bytes in, a level a signature out (ETSI EN 319 142-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs

if TYPE_CHECKING:
    from datetime import datetime


def levels_in(content: str, at: datetime) -> list[str]:
    """ "B-B", "B-T", "B-LT" or "B-LTA" of each signature, in the order in which they were put."""
    found = verify_elsewhere(blobs.fetch(content), "utdrag.pdf", trust=Trust(), at=at)
    return [one.level for one in found.signatures]
