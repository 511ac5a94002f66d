"""The facts of an agreement: the list, saying one without a paper, correcting and taking back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, REGION
from tests.web.test_agreement import agreement, logged_in, registrar, text  # noqa: F401 - fixtures

from samverkan.actions.roles import Role
from samverkan.actions.stating import CONFIRMED, STATED
from samverkan.core.facts import Decision
from samverkan.store.models import Fact
from samverkan.web.fact_fields import FORMS, STATED_FORMS
from samverkan.words import LANGUAGES, say

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db
WORDS = Path(__file__).parents[2] / "src" / "samverkan" / "words" / "sv" / "LC_MESSAGES" / "agreement.po"
CODES = set(re.findall(r'^msgid "(.+)"$', WORDS.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_fact_is_listed_with_its_days_its_reason_and_its_words(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    page = html.fromstring(registrar.get(f"/agreements/{agreement.pk}/facts").content.decode())
    lines = page.xpath("//li[contains(@class,'fact')]")
    assert len(lines) == Fact.objects.filter(agreement=agreement).count()
    (decided,) = [one for one in lines if "§ 112" in text(one) and text(one).startswith("Beslut")]
    assert [text(one) for one in decided.xpath(".//dt")][:2] == ["Nummer", "Hände"]
    assert text(decided.xpath(".//dd")[1]) == "2019-10-23"
    (group,) = decided.xpath("ancestor::section")
    assert text(group.xpath("h2")[0]) == "Hälso- och sjukvårdsnämnden, § 112, 23 oktober 2019"
    assert [text(one) for one in group.xpath("dl/div/dt")] == ["Kom in", "Registrerad", "Av", "Skäl"]
    assert "bekräftat" in text(group)
    assert decided.xpath(".//a[starts-with(@href,'/documents/')]")


def test_a_notice_is_registered_and_then_corrected_and_taken_back(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    address = f"/agreements/{agreement.pk}/facts"
    form = html.fromstring(registrar.get(f"{address}/new?kind=NoticePosted").content.decode()).forms[-1]
    assert {"party", "happened", "removed", "meeting", "sections", "why"} <= set(form.fields)
    sent = {
        "kind": "NoticePosted", "party": "Region Västana", "happened": "2019-10-31", "meeting": "2019-10-23",
        "sections": "112", "removed": "", "why": "Sett på anslagstavlan",
    }  # fmt: skip
    answer = registrar.post(f"{address}/new", sent)
    row = Fact.objects.get(kind="NoticePosted")
    assert answer["Location"] == f"{address}#f{row.pk}"
    assert row.value == {
        "party": "Region Västana",
        "happened": "2019-10-31",
        "meeting": "2019-10-23",
        "sections": ["112"],
    }
    again = registrar.post(f"{address}/new", sent)
    assert "redan registrerad" in text(html.fromstring(again.content.decode()))
    one = f"{address}/{row.pk}"
    registrar.post(one, as_filled_in(registrar, one, removed="2019-11-25", why="Nu nedtaget", do="correct"))
    corrected = Fact.objects.get(replaces=row)
    assert corrected.value["removed"] == "2019-11-25"
    registrar.post(f"{address}/{corrected.pk}", {"why": "Fel anslagstavla", "do": "take_back"})
    assert Fact.objects.get(replaces=corrected).value is None
    page = html.fromstring(registrar.get(address).content.decode())
    assert "Tar tillbaka uppgift" in text(page.get_element_by_id(f"f{Fact.objects.get(replaces=corrected).pk}"))


def test_what_makes_no_sense_is_told_in_words_and_a_refused_reason_keeps_the_form(
    registrar: Client, agreement: Agreement  # noqa: F811
) -> None:  # fmt: skip
    address = f"/agreements/{agreement.pk}/facts"
    sent = {
        "kind": "NoticePosted", "party": "Region Västana", "happened": "2019-10-31", "meeting": "2019-10-23",
        "removed": "2019-10-30", "why": "Sett",
    }  # fmt: skip
    page = html.fromstring(registrar.post(f"{address}/new", sent).content.decode())
    assert "Anslaget togs ned 30 oktober 2019, före dagen" in text(page.get_element_by_id("field-removed-error"))
    registrar.post(f"{address}/new", {**sent, "removed": ""})
    row = Fact.objects.get(kind="NoticePosted")
    answer = registrar.post(f"{address}/{row.pk}", {"why": "Enligt 19811218-9876", "do": "take_back"})
    page = html.fromstring(answer.content.decode())
    assert "personnummer" in text(page.xpath("//*[@role='alert']")[0])
    assert page.get_element_by_id("why").text.strip() == "Enligt 19811218-9876"
    assert not Fact.objects.filter(replaces=row).exists()


def test_what_was_filled_in_stays_when_something_is_wrong(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    sent = {
        "kind": "NoticePosted",
        "party": "Region Västana",
        "happened": "31/10",
        "meeting": "2019-10-23",
        "why": "Sett",
    }
    page = html.fromstring(registrar.post(f"/agreements/{agreement.pk}/facts/new", sent).content.decode())
    assert "Det är inget datum" in text(page.get_element_by_id("field-happened-error"))
    assert page.get_element_by_id("field-happened").get("value") == "31/10"
    assert page.get_element_by_id("why").text == "Sett"


def test_another_organisations_fact_cannot_be_reached(client: Client, agreement: Agreement) -> None:  # noqa: F811
    ours = Fact.objects.filter(organisation=REGION).first()
    assert ours is not None
    other = logged_in(client, MUNICIPALITY, Role.REGISTRAR)
    assert other.get(f"/agreements/{agreement.pk}/facts/{ours.pk}").status_code == 404
    page = html.fromstring(other.get(f"/agreements/{agreement.pk}/facts").content.decode())
    assert f"/agreements/{agreement.pk}/facts/{ours.pk}" not in page.xpath("//a/@href")
    assert page.get_element_by_id(f"f{ours.pk}") is not None


@pytest.mark.parametrize("key", [*FORMS, *STATED_FORMS])
def test_every_field_of_every_form_has_a_label(key: str) -> None:
    for field in {**FORMS, **STATED_FORMS}[key]:
        code = f"field.{field.label or field.name.removeprefix('value.')}"
        assert all(say("review", code, {}, language) != code for language in LANGUAGES)
        choices = {f"{field.name}.yes", f"{field.name}.no"} if field.kind == "answer" else ()
        assert all(say("review", one, {}, language) != one for one in choices for language in LANGUAGES)


def test_every_kind_that_can_be_said_has_its_form_and_its_words() -> None:
    assert tuple(STATED_FORMS)[: len(STATED)] == STATED
    assert set(STATED_FORMS) == {*STATED, "Closed"}
    assert {f"state.{kind}" for kind in STATED_FORMS} | {f"term.{name}" for name in CONFIRMED} <= CODES


def as_filled_in(client: Client, address: str, **changed: str) -> dict[str, str]:
    """What a browser sends of the page's form, with what somebody has changed in it."""
    form = html.fromstring(client.get(address).content.decode()).forms[-1]
    assert set(changed) - {"why", "do", "more"} <= set(form.fields), sorted(form.fields)
    return {name: held for name, held in dict(form.fields).items() if held is not None} | changed


def test_the_papers_facts_can_be_corrected_field_by_field(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    row = next(
        one for one in Fact.objects.filter(kind=Decision.__name__, organisation=REGION) if one.value["section"] == "112"
    )
    page = html.fromstring(registrar.get(f"/agreements/{agreement.pk}/facts/{row.pk}").content.decode())
    assert page.get_element_by_id("field-section").get("value") == "112"
    address = f"/agreements/{agreement.pk}/facts/{row.pk}"
    registrar.post(address, as_filled_in(registrar, address, section="113", why="Felläst", do="correct"))
    new = Fact.objects.get(replaces=row)
    assert new.value == {**row.value, "section": "113"}
    assert new.entry_id == row.entry_id


def test_a_condition_is_corrected_and_a_share_added(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    of_region = Fact.objects.filter(agreement=agreement, organisation=REGION, replaced_by=None)
    row = next(one for one in of_region if one.kind == "Decision" and one.value.get("conditions"))
    address = f"/agreements/{agreement.pk}/facts/{row.pk}"
    sent = as_filled_in(registrar, address, why="Fel slag", do="correct", **{"conditions.0.kind": "budget"})
    registrar.post(address, sent)
    new = Fact.objects.get(replaces=row)
    assert new.value["conditions"][0]["kind"] == "budget"
    assert new.value["conditions"][0]["citations"] == row.value["conditions"][0]["citations"]
    shares = next(one for one in of_region if one.kind == "Term" and one.value["term"] == "shares")
    address = f"/agreements/{agreement.pk}/facts/{shares.pk}"
    page = html.fromstring(registrar.post(address, as_filled_in(registrar, address, more="value")).content.decode())
    assert not Fact.objects.filter(replaces=shares).exists()
    assert len(page.xpath("//select[contains(@name, '.measure')]")) > len(shares.value["value"])


def test_a_form_sent_as_it_was_corrects_nothing(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    for row in Fact.objects.filter(agreement=agreement, organisation=REGION, replaced_by=None):
        address = f"/agreements/{agreement.pk}/facts/{row.pk}"
        answer = registrar.post(address, as_filled_in(registrar, address, why="Inget", do="correct"))
        assert "Inget är ändrat" in text(html.fromstring(answer.content.decode()).xpath("//*[@role='alert']")[0]), (
            row.value
        )


def test_yes_or_no_is_never_chosen_for_anybody(registrar: Client, agreement: Agreement) -> None:  # noqa: F811
    address = f"/agreements/{agreement.pk}/facts/new?kind=CourtOutcome"
    sent = as_filled_in(registrar, address, happened="2020-03-01", why="Domen kom i dag")
    assert sent["annulled"] == ""
    page = html.fromstring(registrar.post(address, sent).content.decode())
    assert text(page.get_element_by_id("field-annulled-error"))
    assert registrar.post(address, {**sent, "annulled": "yes"}).status_code == 302
    assert Fact.objects.get(kind="CourtOutcome").value["annulled"] is True
