"""The review page without any script: what it says, what is sent, and who may."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.marking import confirm_all, mark
from samverkan.actions.reading import read_paper
from samverkan.actions.roles import Role
from samverkan.store.drafted import CONFIRMED, marks_of
from samverkan.store.models import Entry, ReadContent, Shared
from samverkan.store.models import Role as RoleRow
from samverkan.web.fact_fields import FORMS

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from samverkan.actions.acting import Acting
    from samverkan.store.models import Draft

pytestmark = pytest.mark.django_db

FIRST = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
ANSWER = "vastana/2019-11-13-socialnamnden-97.txt"
DAY = date(2019, 11, 20)


def logged_in(client: Client, acting: Acting) -> Client:
    assert acting.person is not None
    for role in acting.roles:
        RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)
    return client


def waiting(acting: Acting, file: str = ANSWER) -> Draft:
    path = EXAMPLES / file
    return receive(acting, paper=read_paper(path.read_bytes(), path.name), arrived=DAY).document.draft


def address(draft: Draft, what: str = "") -> str:
    return f"/documents/{draft.pk}/review{what}"


def shown(answer: HttpResponse) -> str:
    return answer.content.decode().replace("&quot;", '"').replace("&#x27;", "'")


def test_the_page_says_how_many_were_found_and_begins_with_the_unsure(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    page = shown(logged_in(client, acting).get(address(draft)))
    assert "uppgifter hittade. 1 osäker: börja med den." in page
    assert page.index("Det sägs bara i ärendebeskrivningen") < page.index("Socialnämnden godkänner avtalet (§ 97")
    assert 'href="#fact-0.' in page
    assert "data-fact" in page


def test_a_look_at_a_paper_in_review_is_in_the_read_log_as_the_documents(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    logged_in(client, acting).get(address(draft))
    client.get(address(draft, "?part=paper"), headers={"HX-Request": "true"})
    client.get(address(draft, "?part=news"), headers={"HX-Request": "true"})
    rows = ReadContent.objects.filter(target=draft.pk.urn)
    assert [one.content["values"]["page"] for one in rows] == ["review", "review"]


def test_each_answer_is_a_plain_form(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    logged_in(client, acting)
    for do, state in (("confirm", "confirmed"), ("reject", "rejected"), ("undo", "confirmed"), ("take_back", None)):
        answer = client.post(address(draft, "/mark"), {"fact": "0.0", "do": do})
        assert answer.status_code == 302
        assert answer["Location"].startswith(address(draft))
        said = marks_of(draft).get("0.0")
        assert (said.state if said else None) == state, do
    client.post(address(draft, "/mark"), {"do": "sure"})
    assert {one.state for one in marks_of(draft).values()} == {"confirmed"}
    assert "0.head" in marks_of(draft)
    page = shown(client.get(address(draft)))
    assert "1 återstår" in page or "återstår, 1 osäker" in page


def test_to_confirm_again_does_not_undo_a_correction(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    logged_in(client, acting)
    client.post(address(draft, "/fact?fact=0.head"), {"section": "98", "title": "Ny", "day": "2019-11-13"})
    client.post(address(draft, "/mark"), {"fact": "0.head", "do": "confirm"})
    assert marks_of(draft)["0.head"].state == "corrected"
    assert "§ 98" in shown(client.get(address(draft)))


def number_of(draft: Draft, kind: str, term: str | None = None) -> int:
    facts = draft.items[0]["facts"]
    return next(n for n, one in enumerate(facts) if one["kind"] == kind and one["value"].get("term") == term)


def test_a_wrong_field_is_told_at_the_field_and_what_was_written_is_kept(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    logged_in(client, acting)
    at = address(draft, f"/fact?fact=0.{number_of(draft, 'Term', 'period')}")
    sent = {"value.from_": "2022-13", "value.to": "2021", "basis": "decided", "role": "current"}
    page = shown(client.post(at, sent))
    assert 'value="2022-13"' in page
    assert 'id="field-value-from_-error"' in page
    page = shown(client.post(at, {**sent, "value.from_": "2022-01"}))
    assert "ligger före den första" in page
    assert 'id="field-value-to-error"' in page
    assert marks_of(draft) == {}
    assert client.post(at, {**sent, "value.from_": "2020-01", "value.to": "2022"}).status_code == 302
    assert "Avtalstiden är januari 2020 – 2022" in shown(client.get(address(draft)))


def test_shares_are_rows_that_make_a_whole(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    logged_in(client, acting)
    at = address(draft, f"/fact?fact=0.{number_of(draft, 'Term', 'shares')}")
    sent = {"basis": "told", "role": "current"}
    for n, (party, percent) in enumerate((("Region Västana", "60 %"), ("Lindmora kommun", "30,5"))):
        sent |= {f"value.{n}.party": party, f"value.{n}.measure": "percent", f"value.{n}.percent": percent}
    page = shown(client.post(at, sent))
    assert "Andelarna blir 90.5 % tillsammans" in page
    page = shown(client.post(at, {**sent, "more": "value"}))
    assert "value.3.party" in page
    assert client.post(at, {**sent, "value.1.percent": "40"}).status_code == 302
    assert "Lindmora kommun 40 %" in shown(client.get(address(draft))).replace("\N{NO-BREAK SPACE}", " ")


def test_every_kind_of_fact_has_a_form_that_opens_and_says_what_is_lacking(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    logged_in(client, acting)
    for key in FORMS:
        at = address(draft, f"/add?kind={key}")
        assert client.get(at).status_code == 200, key
        page = shown(client.post(at, {}))
        assert "Ange orden i handlingen som säger det." in page, key
    assert marks_of(draft) == {}


def test_a_fact_is_added_with_words_of_the_paper(client: Client) -> None:
    acting = office(MUNICIPALITY)
    draft = waiting(acting)
    logged_in(client, acting)
    assert "Vad är det för uppgift?" in shown(client.get(address(draft, "/add?words=Socialnämnden")))
    at = address(draft, "/add?kind=Term.termination&words=Lindmora+kommun")
    sent = {"value": "6", "basis": "told", "role": "current"}
    assert "Orden står inte så" in shown(client.post(at, {**sent, "words": "sex månader"}))
    assert client.post(at, {**sent, "words": "Region   Västana"}).status_code == 302
    page = shown(client.get(address(draft)))
    assert "Uppsägningstiden är 6 månader" in page
    assert marks_of(draft)["0.+1"].state == "added"
    client.post(address(draft, "/mark"), {"fact": "0.+1", "do": "reject"})
    assert "0.+1" not in marks_of(draft)


def ready(client: Client) -> tuple[Draft, str]:
    """An answer all confirmed, to an agreement that awaits it; what is hidden in the form to record it."""
    office(REGION)
    acting = office(MUNICIPALITY)
    confirm(office(REGION), FIRST, arrived=DAY, justered=date(2019, 10, 30))
    draft = waiting(acting)
    names = [f"0.{n}" for n in range(len(draft.items[0]["facts"]))]
    confirm_all(acting, draft=draft, facts=names)
    page = shown(logged_in(client, acting).get(address(draft, "?on=2020-03-01")))
    form = page[page.index('id="end-form"') :]
    version = form[form.index('name="version" value="') :].split('"')[3]
    return draft, version


def test_the_end_says_what_recording_changes_and_who_will_see_it(client: Client) -> None:
    draft, _ = ready(client)
    page = shown(client.get(address(draft, "?on=2020-03-01&paper=minutes&justered=2019-11-20")))
    assert "går från <em>väntar</em> till <em>gäller</em>." in page
    assert "Region Västana får se uppgifterna och handlingen" in page
    assert "De handlar om samma verksamhet" in page
    own = shown(client.get(address(draft, "?on=2020-03-01")))
    assert "Bara Lindmora kommun ser uppgifterna." in own
    early = shown(client.get(address(draft, "?paper=minutes&justered=2019-11-01")))
    assert "ligger före sammanträdet" in early
    assert Entry.objects.count() == 1


def place_in(page: str) -> str:
    return page[page.index('name="place-0" value="a:') :].split('"')[3]


def test_recording_twice_records_once_and_says_so(client: Client) -> None:
    draft, version = ready(client)
    place = place_in(shown(client.get(address(draft))))
    sent = {"version": version, "place-0": place, "paper": "minutes", "justered": "2019-11-20", "why": "Läst"}
    answer = client.post(address(draft, "/record?on=2020-03-01"), sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/agreements/")
    again = client.post(address(draft, "/record?on=2020-03-01"), sent, follow=True)
    assert "Ingenting har registrerats två gånger" in shown(again)
    assert "Handlingen är granskad" in shown(again)
    assert (Entry.objects.count(), Shared.objects.count()) == (2, 2)
    late = client.post(address(draft, "/mark"), {"fact": "0.0", "do": "reject"}, follow=True)
    assert "Ingenting har registrerats två gånger" in shown(late)


def test_what_somebody_said_meanwhile_is_not_recorded_unseen(client: Client) -> None:
    draft, version = ready(client)
    place = place_in(shown(client.get(address(draft))))
    mark(office(MUNICIPALITY, Role.OFFICER), draft=draft, fact="0.0", state="rejected")
    page = shown(client.post(address(draft, "/record"), {"version": version, "place-0": place, "paper": "own"}))
    assert "Någon har sagt mer om uppgifterna" in page
    assert Entry.objects.count() == 1


def test_a_new_agreement_needs_another_party(client: Client) -> None:
    draft, version = ready(client)
    sent = {"version": version, "place-0": "new", "parties-shown-0": "yes", "party-0": MUNICIPALITY, "paper": "own"}
    assert "Ett avtal har minst två parter" in shown(client.post(address(draft, "/record"), sent))
    assert "heter Atlantis" in shown(client.post(address(draft, "/record"), {**sent, "party-add-0": "Atlantis"}))
    answer = client.post(address(draft, "/record"), {**sent, "party-add-0": "Region Västana"})
    assert answer["Location"].startswith("/agreements/")
    assert Entry.objects.order_by("pk").last().agreement.parties.count() == 2  # type: ignore[union-attr]


def test_an_agreement_that_is_not_ones_own_cannot_be_chosen(client: Client) -> None:
    draft, version = ready(client)
    foreign = "a:00000000-0000-4000-8000-000000000000"
    client.post(address(draft, "/record"), {"version": version, "place-0": foreign, "paper": "own"})
    assert Entry.objects.count() == 1


def test_who_may_not_share_is_not_offered_to(client: Client) -> None:
    officer = office(MUNICIPALITY, Role.OFFICER)
    draft = waiting(officer)
    mark(officer, draft=draft, fact="0.0", state=CONFIRMED)
    page = shown(logged_in(client, officer).get(address(draft, "?paper=minutes&justered=2019-11-20")))
    assert "paper-minutes" not in page
    assert "Be registratorn om det" in page


def test_another_organisations_paper_is_as_if_it_were_not_there(client: Client) -> None:
    draft = waiting(office(REGION), FIRST)
    logged_in(client, office(MUNICIPALITY))
    for what in ("", "/fact?fact=0.0", "/add"):
        assert client.get(address(draft, what)).status_code == 404
    assert client.post(address(draft, "/record"), {}).status_code == 404
