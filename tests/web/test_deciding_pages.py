"""The pages of a meeting: forms that name people, not places; what somebody else has changed since they were shown."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.actions.deciding import NAMES, Side, both
from tests.actions.signed import justerad, people

from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import put_to_justering
from samverkan.actions.meetings import keep_item, keep_meeting, meeting_of, plan_meeting
from samverkan.actions.preparing import propose
from samverkan.actions.recording_minutes import content_kept
from samverkan.actions.register import register_body
from samverkan.actions.roles import Role
from samverkan.core.deciding.values import Attendee, Item, Jav, Motion, Paper, Point, Receiver, Reservation, Vote
from samverkan.core.law.jav import Tie
from samverkan.outside.reading import read_bytes
from samverkan.store.models import AgendaItem, Dispatch, DispatchStep, Justering, Meeting, Person
from samverkan.store.models import Role as RoleRow
from samverkan.web.deciding import item_form

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def side(client: Client, settings: Any, tmp_path: Path) -> Side:
    """The region's board at its table, its registrar logged in."""
    settings.DEMO, settings.HOME = True, tmp_path
    made, _ = both()
    person = made.acting.person
    assert person is not None
    RoleRow.objects.create(person=person, organisation=made.acting.organisation, role=Role.REGISTRAR)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return made


def form(client: Client, address: str, do: str) -> dict[str, Any]:
    """What the browser would send of the form that does it, as the page shows it."""
    page = client.get(address).content.decode()
    (found,) = [one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'name="do" value="{do}"' in one]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", found):
        held = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if held.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in held:
            sent.setdefault(held["name"], []).append(held.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', found, re.DOTALL):
        sent[name] = [text]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', found, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options) or re.findall(r'value="([^"]*)"', options)
        sent[name] = chosen[:1]
    return sent


def attending(side: Side, *people: Attendee) -> None:
    """Somebody else changes who is there meanwhile."""
    meeting = Meeting.objects.get(pk=side.meeting.pk)
    kept = meeting_of(meeting, items=False)._replace(attendance=people)
    keep_meeting(side.acting, meeting=meeting, kept=kept, version=meeting.version)


def there() -> tuple[Attendee, ...]:
    return tuple(Attendee(name, "chair" if n == 0 else "member", "S") for n, name in enumerate(NAMES))


def test_who_is_disqualified_and_how_each_voted_follows_the_person_when_the_attendance_changes(
    client: Client, side: Side
) -> None:
    address = f"/items/{side.item.pk}"
    sent = form(client, address, "save")
    sent |= {"jav": [NAMES[2]], f"tie:{NAMES[2]}": ["party"], "away": [NAMES[4]]}
    sent |= {"votes": ["1"], "vote-0-yes": ["bifall"], "vote-0-no": ["avslag"], f"stand-0:{NAMES[3]}": ["no"]}
    attending(side, Attendee("Aina Ny", "member", "M"), *there())
    assert client.post(address, sent).status_code == 302
    kept = item_of(AgendaItem.objects.get(pk=side.item.pk))
    assert [one.name for one in kept.jav] == [NAMES[2]]
    assert kept.away == (NAMES[4],)
    assert dict(kept.votes[0].stands) == {NAMES[3]: "no"}


def test_what_is_said_of_somebody_taken_off_meanwhile_is_refused_and_the_rest_is_kept_in_the_form(
    client: Client, side: Side
) -> None:
    address = f"/items/{side.item.pk}"
    sent = form(client, address, "save") | {"away": [NAMES[4]], "notes": ["Min anteckning."]}
    attending(side, *there()[:4])
    answer = client.post(address, sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"{NAMES[4]} tjänstgör inte längre. Inget är sparat." in page
    assert "Min anteckning." in page
    assert re.search(rf'name="away" value="{NAMES[4]}"[^>]* checked', page)
    assert item_of(AgendaItem.objects.get(pk=side.item.pk)).notes == ()
    again = client.post(address, sent | {"do": ["save", "vote"]}).content.decode()
    assert re.search(rf'name="away" value="{NAMES[4]}"[^>]* checked', again)
    assert "tjänstgör inte längre" in again
    assert client.post(address, sent | {"away": []}).status_code == 302


def test_what_is_chosen_for_the_justering_is_still_chosen_after_an_error(client: Client, side: Side) -> None:
    me = Person.objects.create_user("j@region.example", name="Någon Annan")
    RoleRow.objects.create(person=me, organisation=side.acting.organisation, body=side.body, role=Role.JUSTERARE)
    address, section = f"/agendas/{side.meeting.pk}", item_of(side.item).section
    sent = form(client, address, "justering")
    sent |= {"section": [section], "immediate": ["yes"], f"signer:{NAMES[0]}": [str(me.pk)], f"signer:{NAMES[1]}": [""]}
    answer = client.post(address, sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert re.search(rf'name="section" value="{section}" checked', page)
    assert re.search(r'name="immediate" value="yes" checked', page)
    (first, second) = re.findall(r'name="signer:[^>]*>.*?</select>', page)
    assert f'value="{me.pk}" selected' in first
    assert "selected" not in second
    Justering.objects.create(
        meeting=side.meeting, sections=[section], immediate=False, signers=[], kept={}, whole=True,
        content=content_kept(side.acting, b"%PDF-1.7"), recorded=side.acting.at,
    )  # fmt: skip
    page = client.post(address, sent).content.decode()
    assert re.search(rf'name="section" value="{section}" checked> § {section}, lämnad till justering', page)


def test_what_cannot_both_be_so_is_refused_and_nothing_is_let_go_of(client: Client, side: Side) -> None:
    address = f"/items/{side.item.pk}"
    sent = form(client, address, "save")
    vote = {"votes": ["1"], "vote-0-yes": ["bifall"], "vote-0-no": ["avslag"], f"stand-0:{NAMES[3]}": ["no"]}
    page = client.post(address, sent | vote | {"vote-0-ayes": ["4"]}).content.decode()
    assert "Omröstning 1 har både röstetal och namn." in page
    assert re.search(r'name="vote-0-ayes"[^>]* value="4"', page)
    for half in ({"stayed": [NAMES[2]]}, {f"tie:{NAMES[2]}": ["party"]}):
        assert f"{NAMES[2]}: jävsgrund eller" in client.post(address, sent | half).content.decode()
    assert client.post(address, sent | vote).status_code == 302


def test_who_signs_is_chosen_by_name_among_the_justerare_of_that_body_alone(client: Client, side: Side) -> None:
    other = register_body(side.acting, name="Kulturnämnden", from_day=date(2019, 1, 1))
    accounts = {}
    for name, body in ((NAMES[0], None), (NAMES[1], side.body), ("Kulturens justerare", other)):
        accounts[name] = Person.objects.create_user(f"{name.split()[0].lower()}@region.example", name=name)
        RoleRow.objects.create(
            person=accounts[name], organisation=side.acting.organisation, body=body, role=Role.JUSTERARE
        )
    address = f"/agendas/{side.meeting.pk}"
    assert "Kulturens justerare" not in client.get(address).content.decode()
    sent = form(client, address, "justering")
    assert sent[f"signer:{NAMES[1]}"] == [str(accounts[NAMES[1]].pk)]
    meeting = Meeting.objects.get(pk=side.meeting.pk)
    swapped = meeting_of(meeting, items=False)._replace(justerare=(NAMES[2], NAMES[1]))
    keep_meeting(side.acting, meeting=meeting, kept=swapped, version=meeting.version)
    assert client.post(address, sent).status_code == 200
    assert not Justering.objects.exists()


def test_an_error_on_the_clauses_page_opens_the_form_it_is_about_and_loses_nothing(client: Client, side: Side) -> None:
    assert side.item.clause is not None
    address = f"/clauses/{side.item.clause.clause_id}"
    page = client.post(address, {"do": "comment", "comment": "Om 19121212-1212."}).content.decode()
    assert ">Om 19121212-1212.</textarea>" in page
    assert "<details><summary>Ändra klausulen" in page
    revised = form(client, address, "revise") | {"text": ["Om 19121212-1212."], "why": ["Enligt samråd."]}
    page = client.post(address, revised).content.decode()
    assert "<details open><summary>Ändra klausulen" in page
    assert 'value="Enligt samråd."' in page


def test_an_extract_is_put_to_several_from_the_page_and_each_certifies_there(client: Client, side: Side) -> None:
    justering = justerad(side)
    me = side.acting.person
    other = Person.objects.create_user("siri@region.example", name="Siri Alm")
    RoleRow.objects.create(person=other, organisation=side.acting.organisation, body=side.body, role=Role.REGISTRAR)
    sent = form(client, f"/justering/{justering.pk}", "certifiers")
    answer = client.post(
        f"/justering/{justering.pk}",
        sent | {"certifier": [str(me.pk), str(other.pk)], "certifier_office": ["registrator", "nämndsekreterare"]},
    )
    address = answer["Location"]
    twice = sent | {"certifier": [str(other.pk)] * 2, "certifier_office": ["nämndsekreterare", "arkivarie"]}
    page = client.post(f"/justering/{justering.pk}", twice).content.decode()
    assert len(re.findall(rf'value="{other.pk}" selected', page)) == 2
    assert re.search(r'value="nämndsekreterare".*value="arkivarie"', page, re.DOTALL)
    assert "Siri Alm" in client.get(address).content.decode()
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/deciding").content.decode()
    assert address in page
    assert '<p class="lead">1 utdrag väntar på att du bestyrker det.</p>' in page
    assert client.post(address, {"do": "sign"})["Location"] == address
    page = client.get(address).content.decode()
    assert "utan tidsstämpel (B-B)" in page
    assert "Kvar att bestyrka: Någon" in page
    assert 'value="sign"' not in page
    client.force_login(me, backend="django.contrib.auth.backends.ModelBackend")
    extract = client.post(address, {"do": "sign"})["Location"]
    page = client.get(extract).content.decode()
    assert re.search(
        r"Siri Alm, nämndsekreterare.*?utan tidsstämpel.*Någon, registrator.*?utan tidsstämpel", page, re.DOTALL
    )
    told = [
        client.post(extract, {"recipients": who}, follow=True).content.decode() for who in ("", "a@b.se", "A <a@b.se>")
    ]
    assert "Inget nytt skickades: ingen mottagare är angiven." in told[0]
    assert "Utdraget är inte skickat ännu.</p>" in told[0]
    assert "Utdraget skickas strax." in told[1]
    assert "Inget nytt skickades: alla som står här" in told[2]
    client.post(extract, {"recipients": "c@d.se"})
    for one, step, code in zip(Dispatch.objects.order_by("address"), ("sent", "failed"), ("", "refused"), strict=True):
        DispatchStep.objects.create(dispatch=one, step=step, code=code)
    assert "Skickat till 1 av 2. 1 adress avvisades.</p>" in client.get(extract).content.decode()


FULL = Item(
    "Val av kontaktperson", "1", "SN 2025/001", ("Bakgrund.", "Mer."), (Paper("Tjänsteskrivelse", date(2025, 9, 1)), Paper("Bilaga")),
    ("Arbetsutskottet: bifall",), (Motion((NAMES[1], NAMES[2]), "avslag"), Motion((NAMES[3],), "återremiss", withdrawn=True)),
    ("Först ställs återremiss.", "Sedan bifall mot avslag."),
    (
        Vote("återremiss", "avgörande i dag", ((NAMES[0], "no"), (NAMES[1], "yes")), casting=False),
        Vote("bifall", "avslag", (), 2, 2, 1, True),
    ),
    (Point("Ansökan beviljas.", "other"),), (Reservation((NAMES[1],), "eget yrkande", written=True), Reservation((NAMES[2],))),
    ("Anteckning.",), (Jav(NAMES[4], Tie.PARTY, left=False),), (NAMES[3],), (Receiver("Lindmora kommun", "a@b.se"), Receiver("Akten")),
    election=True,
)  # fmt: skip


def test_the_form_loses_nothing_of_what_is_kept() -> None:
    members = item_form.members_of(None, FULL)
    assert item_form.item_of_form(item_form.shown(FULL, members), FULL) == FULL
    before = FULL._replace(votes=(), jav=(), away=(), election=False)
    assert item_form.item_of_form(item_form.shown(before, list(NAMES)), before) == before


def test_a_line_takes_the_mark_of_its_own_field_in_either_language() -> None:
    shown = item_form.shown(FULL, list(NAMES))
    fields = shown._replace(
        motions="Anna: avslag (withdrawn)\nBo: yttrande (skriftlig)",
        reservations="Anna: eget yrkande (in writing)\nBo: yrkandet (återtaget)",
    )
    kept = item_form.item_of_form(fields, FULL)
    assert kept.motions == (Motion(("Anna",), "avslag", withdrawn=True), Motion(("Bo",), "yttrande (skriftlig)"))
    assert kept.reservations == (
        Reservation(("Anna",), "eget yrkande", written=True),
        Reservation(("Bo",), "yrkandet (återtaget)"),
    )


def test_what_the_minutes_print_can_be_written_votes_by_lot_closed_and_several(client: Client, side: Side) -> None:
    address = f"/items/{side.item.pk}"
    before = item_of(side.item)
    sent = form(client, address, "save")
    page = client.post(address, sent | {"do": ["save", "vote"], "notes": ["Kvar."]}).content.decode()
    assert "Omröstning 1" in page
    assert "Kvar." in page
    assert item_of(AgendaItem.objects.get(pk=side.item.pk)) == before
    sent |= {
        "votes": ["2"], "vote-0-yes": ["återremiss"], "vote-0-no": ["avgörande"], f"stand-0:{NAMES[0]}": ["no"],
        "vote-1-yes": ["bifall"], "vote-1-no": ["avslag"], "vote-1-ayes": ["2"], "vote-1-noes": ["2"], "vote-1-abstained": ["1"],
        "vote-1-casting": ["yes"], "election": ["yes"], "proposed": ["Centerpartiet: avslag"], "procedure": ["Bifall mot avslag."],
        "motions": [f"{NAMES[1]}: avslag (återtaget)"],
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    kept = item_of(AgendaItem.objects.get(pk=side.item.pk))
    assert kept.votes == (
        Vote("återremiss", "avgörande", ((NAMES[0], "no"),)),
        Vote("bifall", "avslag", (), 2, 2, 1, casting=True),
    )
    assert (kept.election, kept.proposed) == (True, ("Centerpartiet: avslag",))
    assert kept.motions == (Motion((NAMES[1],), "avslag", withdrawn=True),)
    sent = form(client, address, "save")
    assert client.post(address, sent).status_code == 302
    assert item_of(AgendaItem.objects.get(pk=side.item.pk)) == kept
    wrong = form(client, address, "save") | {"vote-1-ayes": ["två"]}
    assert "två" in client.post(address, wrong).content.decode()


def test_an_appeal_and_the_courts_outcome_are_said_from_the_justering_with_the_decision_filled_in(
    client: Client, side: Side
) -> None:
    justering = justerad(side)
    page = client.get(f"/justering/{justering.pk}").content.decode()
    for kind in ("Appeal", "CourtOutcome"):
        (address,) = re.findall(rf'href="(/agreements/[^"]*kind={kind}[^"]*)"', page)
        asked = client.get(address.replace("&amp;", "&"))
        assert asked.status_code == 200
        shown = asked.content.decode()
        assert re.search(r'<option value="\d{12}" selected', shown)
        assert re.search(r'<option value="Region Västana" selected', shown)


def test_the_first_line_names_only_what_there_is(client: Client, side: Side) -> None:
    assert side.meeting.state == "held"
    assert '<p class="lead">Inget väntar på dig här.</p>' in client.get("/deciding").content.decode()
    plan_meeting(side.acting, body=side.body, day=date(2026, 3, 1), members=5)
    assert '<p class="lead">1 sammanträde är upplagt.</p>' in client.get("/deciding").content.decode()


def test_what_the_law_finds_lacking_names_its_section(client: Client, side: Side) -> None:
    kept = item_of(side.item)._replace(votes=(Vote("bifall", "avslag", (), 1, 1),))
    keep_item(side.acting, item=side.item, kept=kept, version=side.item.version)
    page = client.get(f"/items/{side.item.pk}").content.decode()
    assert "<li>§ 1: " in page
    assert "–: " not in page


def test_the_summons_and_the_working_copy_are_had_as_pdf_and_word(client: Client, side: Side) -> None:
    page = client.get(f"/agendas/{side.meeting.pk}").content.decode()
    for paper, words in (("summons", "Kallelse"), ("minutes", "Sammanträdesprotokoll")):
        address = f"/agendas/{side.meeting.pk}/{paper}"
        assert f'href="{address}"' in page
        assert f'href="{address}.docx"' in page
        reading = read_bytes(client.get(address).content, "p.pdf")
        for said in (words, "Kommunhuset, Björksalen", NAMES[1], "Samverkansavtal om Familjecentralen Lärkan"):
            assert said in " ".join(reading.document.text.split())
        answer = client.get(f"{address}.docx")
        assert answer.content.startswith(b"PK")
        assert ".docx" in answer["Content-Disposition"]


def test_a_matter_on_its_way_has_an_officers_report(client: Client, side: Side) -> None:
    item = propose(
        side.acting, body=side.body, title="Ungdomsmottagningens öppettider", points=["Öppettiderna ses över."]
    )
    address = f"/items/{item.pk}/report"
    page = client.get(f"/items/{item.pk}").content.decode()
    assert f'href="{address}"' in page
    assert f'href="{address}.docx"' in page
    reading = read_bytes(client.get(address).content, "p.pdf")
    assert reading.kind == "proposal"
    assert [one.text.value for one in reading.items[0].decisions] == ["Öppettiderna ses över."]
    assert client.get(f"{address}.docx").content.startswith(b"PK")
    assert f"/items/{side.item.pk}/report" not in client.get(f"/items/{side.item.pk}").content.decode()


def test_letters_that_no_font_has_are_said_in_words_where_the_paper_is_asked_for(client: Client, side: Side) -> None:
    kept = item_of(side.item)._replace(notes=("En ren: 🦌",))
    keep_item(side.acting, item=side.item, kept=kept, version=side.item.version)
    answer = client.get(f"/agendas/{side.meeting.pk}/minutes")
    page = answer.content.decode()
    assert "finns inte i det typsnitt" in page
    assert "letters_without_shape" not in page


def test_the_picture_on_the_papers_is_set_shown_and_taken_away_on_its_page(client: Client, side: Side) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>'
    assert 'href="/logo"' in client.get("/bodies").content.decode()
    assert client.get("/logo/picture").status_code == 404
    assert client.post("/logo", {"file": SimpleUploadedFile("m.svg", svg)})["Location"] == "/logo"
    picture = client.get("/logo/picture")
    assert (picture.content, picture["Content-Type"]) == (svg, "image/svg+xml")
    page = client.post("/logo", {"file": SimpleUploadedFile("m.svg", b"GIF89a")}).content.decode()
    assert "Använd PNG eller SVG" in page
    assert client.post("/logo", {"do": "remove"}).status_code == 302
    assert client.get("/logo/picture").status_code == 404


def test_who_is_not_surely_known_is_told_how_to_sign_the_minutes_where_the_button_would_be(
    client: Client, side: Side, settings: Any
) -> None:
    accounts = people(side)
    address = f"/justering/{put_to_justering(side.acting, meeting=side.meeting, signers=accounts).pk}"
    chair = accounts[NAMES[0]]
    RoleRow.objects.create(person=chair, organisation=side.acting.organisation, role=Role.JUSTERARE)
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    assert 'value="sign"' in client.get(address).content.decode()
    settings.DEMO = False
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session["account_authentication_methods_user"] = str(chair.pk)
    session.save()
    told = client.get(address).content.decode()
    assert "Du behöver logga in med e-legitimation (tillitsnivå 3) för att underteckna." in told
    assert 'value="sign"' not in told


def test_that_no_certificate_is_trusted_is_said_once(client: Client, side: Side) -> None:
    page = client.get("/trust").content.decode()
    assert page.count("Inget certifikat är betrott") == 1
    assert "0 certifikat" not in page
