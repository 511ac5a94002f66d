"""The menu: it leads everybody to what they may see, says where one is, and keeps the days asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from tests.web.entering import person

from samverkan.actions.roles import Role

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def menu(client: Client, address: str) -> dict[str, str]:
    """The words of the menu with where they lead; the one that is current has a star."""
    page = html.fromstring(client.get(address, follow=True, secure=True).content)
    return {
        one.text_content() + ("*" if one.get("aria-current") else ""): one.get("href")
        for one in page.iterfind(".//nav[@class='ways']//a")
    }


def test_who_may_see_little_is_led_to_little(client: Client) -> None:
    client.force_login(person("stina@vastana.example", Role.STEERING_MEMBER))
    found = menu(client, "/agreements")
    assert "Avtal*" in found
    assert not {"Handlingar", "Granska", "Personer", "Nycklar", "Loggar", "Beslutsgång"} & found.keys()


def test_it_says_where_one_is_and_keeps_the_day(client: Client) -> None:
    client.force_login(person())
    found = menu(client, "/bodies?on=2024-02-01")
    assert found["Nämnder*"].endswith("?on=2024-02-01")
    assert [one for one in found if one.endswith("*")] == ["Nämnder*"]
