"""The form that makes a recorded paper joint after the fact: a receipt and what was filled in, in; what the form shows, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.actions.roles import Right
from samverkan.core.writing.justered import justered_on
from samverkan.store.shown import parties_shown, rendition_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.store.receipts import Receipt
    from samverkan.web.asked import Asked

GROUNDS: Final = {"justering": "minutes", "received_extract": "extract", "signed": "signed"}
"""Why a paper is joint, and what sort of paper it then is, as the review calls it."""


class ShareForm(NamedTuple):
    """The form: who will see the paper, the grounds with the one chosen, the day of justering; why it was refused."""

    others: Sequence[str]
    grounds: Sequence[tuple[str, str, bool]]
    justered: str
    words: str
    refused: tuple[str, Any] | None


def share_form(
    asked: Asked, found: Receipt, given: Mapping[str, str], refused: tuple[str, Any] | None = None
) -> ShareForm | None:
    """The form, where whoever asks may make the paper joint: it is their own, recorded, and not joint yet."""
    if not found.own or found.shared is not None or found.state != "recorded" or not found.agreements:
        return None
    if asked.known is not None or asked.papers is not None or not asked.somebody.may_with(Right.SHARE, found.document):
        return None
    rows = parties_shown([one.id for one in found.agreements], asked.view)
    others = dict.fromkeys(one.organisation.name for one in rows if one.organisation != asked.somebody.organisation)
    rendition = rendition_of(found.document, asked.view)
    said = None if rendition is None or rendition.kind not in ("minutes", "extract") else justered_on(rendition.text)
    words = (
        "" if said is None or rendition is None else " ".join(rendition.text[said.span.start : said.span.end].split())
    )
    likely = "signed" if found.document.signed_original else "justering" if said is not None else ""
    chosen = given.get("ground", likely)
    return ShareForm(
        list(others), [(ground, f"review:paper.{word}", ground == chosen) for ground, word in GROUNDS.items()],
        given.get("justered", "" if said is None else str(said.value)).strip(), words, refused,
    )  # fmt: skip
