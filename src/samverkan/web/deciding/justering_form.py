"""The form that puts minutes to justering: what was chosen in, what the form shows out, so that an error loses no choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.http import QueryDict

    from samverkan.store.models import Person


class Signing(NamedTuple):
    """Somebody who is to sign, and each account that they may sign by: whether it is the chosen one."""

    name: str
    accounts: list[tuple[Person, bool]]


class Fields(NamedTuple):
    """What the form shows. `taken`: sections that were chosen and have been put to justering meanwhile; none chosen would be all."""

    signing: list[Signing]
    sections: frozenset[str] = frozenset()
    taken: tuple[str, ...] = ()
    immediate: bool = False
    whole: bool = False
    despite: str = ""


def blank(signing: Sequence[str], people: Sequence[Person]) -> Fields:
    """Nothing chosen, but for the accounts that have the signers' names."""
    return Fields([Signing(name, [(one, one.name == name) for one in people]) for name in signing])


def given(data: QueryDict, signing: Sequence[str], people: Sequence[Person], at_justering: Collection[str]) -> Fields:
    """What was chosen."""
    usual = {one.name: one.accounts for one in blank(signing, people).signing}
    rows = []
    for name in signing:
        key = data.get(f"signer:{name}")
        rows.append(Signing(name, usual[name] if key is None else [(one, str(one.pk) == key) for one in people]))
    sections = data.getlist("section")
    return Fields(
        rows, frozenset(sections), tuple(one for one in sections if one in at_justering),
        "immediate" in data, "whole" in data, data.get("despite", ""),
    )  # fmt: skip
