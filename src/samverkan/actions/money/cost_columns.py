"""A file of costs comes in whose headings are not known: it waits until a person has said which is which, and that is kept.

What is said is the organisation's: the next file with the same headings is read by it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.money.costs import look_at_costs
from samverkan.actions.money.rules import party_to
from samverkan.actions.roles import Right
from samverkan.core.funding.cost_columns import COLUMNS
from samverkan.core.funding.flaws import NoCostsError
from samverkan.core.identity import without_identity_numbers
from samverkan.outside.costs import LIMIT, preview_costs
from samverkan.store.models import CostColumns, CostDraft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from samverkan.outside.cost_tables import Preview
    from samverkan.store.models import Agreement, Organisation

WAITS: Final = "unmapped"
"""The kind of a draft whose columns nobody has said yet: its data hold the file itself, until then."""


def bring_costs(
    acting: Acting, *, agreement: Agreement, name: str, stream: IO[bytes], choose: bool = False
) -> CostDraft:
    """Look at a file; a list whose headings cannot be told, or whose columns the person will `choose`, waits for that.

    InvalidError as the action that it comes to.
    """
    seen = _preview(stream)
    stream.seek(0)
    said = None if seen is None else columns_said(acting.organisation, seen.headings)
    if seen is not None and (choose or (said is None and seen.missing)):
        return await_columns(acting, agreement=agreement, name=name, data=stream.read(LIMIT), seen=seen)
    return look_at_costs(acting, agreement=agreement, name=name, stream=stream, mapping=said)


@action(Right.KEEP_ACCOUNTS)
def await_columns(acting: Acting, *, agreement: Agreement, name: str, data: bytes, seen: Preview) -> CostDraft:
    """Keep a list, whole, until its columns have been said; one at a time of a person's for each agreement."""
    party_to(acting, agreement)
    if acting.person is None:
        raise InvalidError("not_for_systems")
    CostDraft.objects.filter(agreement=agreement, person=acting.person, kind=WAITS).delete()
    columns = columns_said(acting.organisation, seen.headings) or seen.columns
    made = CostDraft.objects.create(
        agreement=agreement, organisation=acting.organisation, person=acting.person, made=acting.at,
        name=without_identity_numbers(name)[:200], kind=WAITS,
        sha256=hashlib.sha256(data).hexdigest(),
        data={
            "file": b64encode(zlib.compress(data)).decode(), "headings": list(seen.headings), "rows": [list(row) for row in seen.rows],
            "columns": dict(columns),
        },
    )  # fmt: skip
    acting.note("costs_wait_for_columns", agreement.pk, sha256=made.sha256)
    return made


@action(Right.KEEP_ACCOUNTS)
def say_columns(acting: Acting, *, draft: CostDraft, columns: Mapping[str, str]) -> CostDraft:
    """Say which heading is which column and look at the file by it; kept for the organisation's next file with these headings.

    InvalidError `columns_lack_day` or `columns_lack_amount`, `column_not_there`, and as `look_at_costs`: then nothing is kept.
    """
    if draft.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_agreement")
    if draft.kind != WAITS:
        raise InvalidError("columns_said_already")
    said: dict[str, str] = {column: columns[column] for column in COLUMNS if columns.get(column)}
    if "date" not in said:
        raise InvalidError("columns_lack_day")
    if not said.keys() & {"amount", "debit", "credit"}:
        raise InvalidError("columns_lack_amount")
    strange = next((one for one in said.values() if one not in draft.data["headings"]), None)
    if strange is not None:
        raise InvalidError("column_not_there", heading=strange[:80])
    CostColumns.objects.create(
        organisation=acting.organisation, headings=_digest(draft.data["headings"]), columns=said, by=acting.person,
        recorded=acting.at,
    )  # fmt: skip
    file = BytesIO(zlib.decompress(b64decode(draft.data["file"])))
    made = look_at_costs(acting, agreement=draft.agreement, name=draft.name, stream=file, mapping=said)
    draft.kind, draft.data = made.kind, made.data  # under the same key: its address stays
    draft.save()
    made.delete()
    acting.note("cost_columns_said", draft.agreement_id, sha256=draft.sha256)
    return draft


def columns_said(organisation: Organisation, headings: Sequence[str]) -> Mapping[str, str] | None:
    """Which heading the organisation has said is which, the last time; None where it has not."""
    rows = CostColumns.objects.filter(organisation=organisation, headings=_digest(headings))
    row = rows.order_by("-recorded", "-pk").first()
    return None if row is None else row.columns


def _preview(stream: IO[bytes]) -> Preview | None:
    """What a list looks like; None for a file that is none, or that cannot be read: to look at it tells why."""
    try:
        return preview_costs(stream)
    except NoCostsError:
        return None


def _digest(headings: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()
