"""What a row of a log says, erased where the law demands it: the row and its digest stay, the reason is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.store.log_checking import ERASED, contents_of
from samverkan.store.models import AuditContent
from samverkan.store.sealing import LOGS

if TYPE_CHECKING:
    from collections.abc import Collection

MOST: Final = 500
"""How many rows are erased at once."""


@action(Right.ERASE_LOGS)
def erase_log_content(acting: Acting, *, log: str, rows: Collection[int], why: str) -> int:
    """Erase what some rows of the organisation's log say; how many had something left to erase.

    `why`: the decision and the law (GDPR 17, a gallringsbeslut). InvalidError where a row is not the organisation's or is
    itself the record of an erasure.
    """
    why = " ".join(why.split())
    if not why:
        raise InvalidError("erasure_needs_reason")
    if len(why) > 400:
        raise InvalidError("reason_long", most=400)
    if len(rows) > MOST:
        raise InvalidError("rows_many", most=MOST)
    if log not in LOGS:
        raise InvalidError("no_such_row", log=log, rows=sorted(rows))
    mine = LOGS[log]._default_manager.filter(organisation=acting.organisation, pk__in=list(rows))
    strangers = sorted(set(rows) - set(mine.values_list("pk", flat=True)))
    if strangers or not rows:
        raise InvalidError("no_such_row", log=log, rows=strangers)
    contents = contents_of(log)._default_manager.filter(entry__in=list(rows))
    if log == "audit" and AuditContent.objects.filter(entry__in=list(rows), verb=ERASED).exists():
        raise InvalidError("erasure_is_kept")
    erased, _ = contents.delete()
    acting.note(ERASED, log, rows=sorted(rows), why=why)
    return erased
