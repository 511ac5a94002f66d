"""The rules of money are said: what the agreement says beside its shares, and which accounts of a party are the agreement's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.money.saved_since import refuse_saved_since
from samverkan.actions.roles import Right
from samverkan.core.funding.stated import agreement_of, invoiced_in, refuse_grants_of_nothing
from samverkan.core.funding.tables import StatedError
from samverkan.store.models import Agreement, MoneyRules, Party
from samverkan.store.taking_turns import take_turns
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

JOINT: Final = frozenset(
    {
        "provider",
        "rest",
        "caps",
        "inhabitants",
        "keys",
        "indexes",
        "amount_index",
        "other_funding",
        "families",
        "vat",
        "round_to_kronor",
        "payment_days",
    }
)
"""What the agreement may say; the keys of docs/funding.md, and how it is invoiced."""

OWN: Final = frozenset({"belongs", "other_funding"})
"""What a party says of its own accounts."""


@action(Right.KEEP_ACCOUNTS)
def set_money_rules(
    acting: Acting, *, agreement: Agreement, data: Mapping[str, Any], ground: str, seen: int | None = None
) -> MoneyRules:
    """Say what the agreement says of money beside its shares, whole; `ground`: the § or clause. Parties by organisation number.

    `seen`: the key of the row that these were written over, 0: there was none. InvalidError where there is no ground, a key is none, or
    a value none of its kind (`rules_wrong`, with the place); `form_saved_since` where somebody has saved others than the writer has seen.
    """
    party_to(acting, agreement)
    if not ground.strip():
        raise InvalidError("ground_missing")
    return _set(acting, agreement, data, JOINT, ground.strip(), seen, own=False)


@action(Right.KEEP_ACCOUNTS)
def set_cost_rules(
    acting: Acting, *, agreement: Agreement, data: Mapping[str, Any], ground: str = "", seen: int | None = None
) -> MoneyRules:
    """Say which of the organisation's accounts and objects are the agreement's, from which day. InvalidError as above."""
    party_to(acting, agreement)
    return _set(acting, agreement, data, OWN, ground.strip(), seen, own=True)


def party_to(acting: Acting, agreement: Agreement) -> None:
    """Refuse who is no party to the agreement: InvalidError `not_your_agreement`."""
    if not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists():
        raise InvalidError("not_your_agreement")


def _set(
    acting: Acting,
    agreement: Agreement,
    data: Mapping[str, Any],
    keys: frozenset[str],
    ground: str,
    seen: int | None,
    *,
    own: bool,
) -> MoneyRules:
    refuse_in_words(ground)
    unknown = sorted(data.keys() - keys)
    if unknown:
        raise InvalidError("rules_unknown_key", key=unknown[0])
    try:
        agreement_of({"agreement": "-", "parties": ["-"], "terms": [], **data})
        invoiced_in(data)
        refuse_grants_of_nothing(data)
    except StatedError as error:
        raise InvalidError("rules_wrong", why=Said("funding", f"stated.{error.code}", error.values)) from None
    for year, count in _families(data):
        if not (year.isdecimal() and isinstance(count, int) and count >= 0):
            raise InvalidError("rules_families", year=year)
    take_turns([agreement.pk])
    organisation = acting.organisation if own else None
    last = agreement.money_rules.filter(organisation=organisation).order_by("recorded", "pk").last()
    refuse_saved_since(last, seen)
    made = MoneyRules.objects.create(
        agreement=agreement, organisation=organisation, data=dict(data), ground=ground[:400],
        by=acting.person, recorded=acting.at,
    )  # fmt: skip
    acting.note("money_rules_set", agreement.pk, rules=sorted(data), own=own)
    return made


def _families(data: Mapping[str, Any]) -> list[tuple[str, object]]:
    """The joint figure of families taken in, by year."""
    said = data.get("families", {})
    return [(str(year), count) for year, count in said.items()] if isinstance(said, dict) else [("", None)]
