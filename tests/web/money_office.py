"""An economist logged in, and what their pages say: what tests of the pages of money begin from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import html
from tests.store.office import office

from samverkan.actions.roles import Role
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

LEAD: Final = "//*[@class='lead']"
ALERT: Final = "//*[@role='alert']"


def log_in(client: Client, number: str, role: Role = Role.ECONOMIST) -> None:
    """Somebody at the organisation, in the role."""
    acting = office(number, role)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)


def page(answer: HttpResponse, status: int = 200) -> html.HtmlElement:
    """The page, parsed."""
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return html.fromstring(answer.content.decode())


def text(found: html.HtmlElement, of: str = "//main") -> str:
    """The words of the parts of the page that an XPath names, their white space single."""
    return " ".join(" ".join(one.text_content().split()) for one in found.xpath(of)).replace("\xa0", " ")
