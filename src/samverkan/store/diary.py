"""Where a matter is found in the organisation's own diary system."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from samverkan.store.models import DiarySystem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.store.models import Matter, Organisation


def diary_system(organisation: Organisation) -> DiarySystem:
    """The organisation's diary system, as told so far; empty where nothing is."""
    return DiarySystem.objects.filter(organisation=organisation).first() or DiarySystem(organisation=organisation)


def diary_address(matter: Matter, system: DiarySystem) -> str:
    """The matter's own link, else the pattern with its registry number; "" where there is neither."""
    if matter.link:
        return matter.link
    return system.address.replace("{number}", quote(matter.registry_number, safe=""))


def diary_addresses(matters: Iterable[Matter], organisation: Organisation) -> Mapping[int, str]:
    """The same of several, by matter: only those of the organisation itself, whose system nobody else reaches."""
    system = diary_system(organisation)
    found = {one.pk: diary_address(one, system) for one in matters if one.organisation_id == organisation.pk}
    return {matter: address for matter, address in found.items() if address}
