"""The administrator erases what rows of a log say: shown before, with the reason kept, the chain whole after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, REGION, office
from tests.web.test_agreement import logged_in, text

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_audit, write_read
from samverkan.actions.logs import MOST
from samverkan.actions.roles import Role
from samverkan.cli.main import main
from samverkan.store.models import AuditContent, AuditEntry, ReadContent, ReadEntry
from samverkan.store.sealing import seal
from samverkan.web.views.log_erasing import rows_written

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    return logged_in(client, REGION, Role.ADMINISTRATOR)


@pytest.fixture
def rows() -> list[int]:
    """Three looks by somebody at the organisation, sealed."""
    for n in range(3):
        write_read(office(REGION), f"page:secret-{n}", page="agreement")
    seal()
    return list(ReadEntry.objects.filter(organisation=REGION).order_by("pk").values_list("pk", flat=True))


def sent(client: Client, **given: str) -> HtmlElement:
    answer: Any = client.post("/logs/erase", given, follow=True)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def test_what_is_lost_and_what_stays_is_said_and_the_chain_holds(
    administrator: Client, rows: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    page = text(html.fromstring(administrator.get("/logs/erase").content.decode()))
    assert "artikel 17 i dataskyddsförordningen" in page
    assert "gallring enligt ett gallringsbeslut" in page
    assert "Det går inte att få tillbaka" in page
    assert "Raden finns kvar" in page
    written = f"{rows[0]}, {rows[1]}"
    page_ = sent(administrator, log="read", rows=written, why="Beslut 2026-11", told="")
    assert "Se efter att det är rätt rader" in text(page_.xpath("//*[@role='alert']")[0])
    assert ReadContent.objects.filter(entry__in=rows).count() == 3
    assert "page:secret" not in text(page_), "what the log says is for those who may read it"
    told = page_.xpath("//input[@name='told']/@value")[0]
    page_ = sent(administrator, log="read", rows=written, why="Beslut 2026-11, GDPR art. 17", told=told)
    assert "2 rader" in text(page_.find_class("message")[0])
    assert list(ReadContent.objects.filter(entry__in=rows).values_list("entry", flat=True)) == [rows[2]]
    assert ReadEntry.objects.filter(pk__in=rows).count() == 3
    row = AuditContent.objects.get(verb="log_content_erased")
    assert row.content["values"] == {"rows": rows[:2], "why": "Beslut 2026-11, GDPR art. 17"}
    seal()
    capsys.readouterr()
    assert main(["verify-log"]) == 0
    assert "2" in capsys.readouterr().out.split("radera")[0]
    auditor = logged_in(administrator, REGION, Role.AUDITOR)
    assert "Innehållet är raderat" in auditor.get("/logs?log=read").content.decode()
    assert f">{rows[0]}<" in auditor.get("/logs?log=read").content.decode()


def test_an_act_of_an_earlier_version_is_told_by_its_own_name(administrator: Client) -> None:
    write_audit(office(REGION), "older_act", "x", {})
    row = AuditEntry.objects.latest("pk").pk
    page_ = sent(administrator, log="audit", rows=str(row), why="Beslut 2026-11", told="")
    assert "older_act" in text(page_)
    assert "did." not in text(page_)


def test_other_rows_than_were_shown_are_shown_anew(administrator: Client, rows: list[int]) -> None:
    told = sent(administrator, log="read", rows=str(rows[0]), show="yes").xpath("//input[@name='told']/@value")[0]
    page = sent(administrator, log="read", rows=f"{rows[0]}-{rows[2]}", why="Beslut", told=told)
    assert "Se efter att det är rätt rader" in text(page.xpath("//*[@role='alert']")[0])
    assert ReadContent.objects.filter(entry__in=rows).count() == 3


def test_what_is_not_there_or_may_not_go_is_said_and_nothing_is_lost(administrator: Client, rows: list[int]) -> None:
    write_read(office(MUNICIPALITY), "theirs")
    theirs = ReadEntry.objects.get(organisation=MUNICIPALITY).pk
    for written, why, said in (
        (str(theirs), "Beslut", "ingen sådan rad"),
        (f"{rows[0]}, {theirs}", "Beslut", "ingen sådan rad"),
        ("tolv", "Beslut", "går inte att förstå"),
        ("", "Beslut", "Skriv vilka rader"),
    ):
        page = sent(administrator, log="read", rows=written, why=why, show="yes")
        assert said in text(page.xpath("//*[@role='alert']")[0])
    told = sent(administrator, log="read", rows=str(rows[0]), show="yes").xpath("//input[@name='told']/@value")[0]
    page = sent(administrator, log="read", rows=str(rows[0]), why=" ", told=told)
    assert "varför innehållet raderas" in text(page.xpath("//*[@role='alert']")[0])
    assert ReadContent.objects.filter(entry__organisation=MUNICIPALITY).exists()
    assert ReadContent.objects.filter(entry__in=rows).count() == 3
    sent(administrator, log="read", rows=str(rows[0]), why="Beslut", told=told)
    erasure = AuditEntry.objects.get(content__verb="log_content_erased").pk
    told = sent(administrator, log="audit", rows=str(erasure), show="yes").xpath("//input[@name='told']/@value")[0]
    page = sent(administrator, log="audit", rows=str(erasure), why="Beslut", told=told)
    assert "kan inte själv raderas" in text(page.xpath("//*[@role='alert']")[0])


def test_rows_are_written_as_people_write_them() -> None:
    assert rows_written(" 3, 7-9 ;12\n14 – 15 ") == [3, 7, 8, 9, 12, 14, 15]
    for wrong in ("9-7", "x", "1.5", f"1-{MOST + 1}", "1-999999999999999999"):
        with pytest.raises(InvalidError):
            rows_written(wrong)
    assert len(rows_written(f"1-{MOST}")) == MOST


def test_an_auditor_and_a_registrar_may_not(client: Client) -> None:
    for role in (Role.AUDITOR, Role.REGISTRAR):
        assert logged_in(client, REGION, role).get("/logs/erase").status_code == 403
