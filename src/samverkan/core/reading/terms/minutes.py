"""What minutes decide and tell of an agreement: an item's title and passages in, its terms out.

Only items about an agreement, a joint board or statutes have terms; budgets, elections and programmes have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.findings import Finding
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Terms
    from samverkan.core.sources import Span


def terms_of_minutes(
    *,
    title: Passage | None,
    decided: Sequence[Passage],
    told: Sequence[Passage],
    proposed: bool,
    body: str | None,
    organisation: str | None,
    quoted: Sequence[Span] = (),
) -> tuple[Terms | None, tuple[Finding, ...]]:
    """The terms of one item, basis decided or told; None where it is not about an agreement.

    `decided` are its decisions and `told` its background. Figures, dates and conditions inside `quoted`, ranges of
    stored offsets, belong to an older assignment and are no terms. `proposed`: the text only proposes.
    """
    return None, ()
