"""The pages of the signed original: who may sign, where it is, what comes from another installation, what verifying tells of it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.actions.originals import EARLY, Desk, half_signed, put, signed_away, two

from samverkan.actions.dispatching import send_due
from samverkan.actions.keeping_originals import latest_bytes
from samverkan.actions.originals import sign_agreement
from samverkan.actions.roles import Role
from samverkan.store.models import Dispatch, Original, OriginalKept, Signatory
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from samverkan.store.models import ClauseVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(client: Client, settings: Any, tmp_path: Path) -> tuple[Desk, Desk, ClauseVersion]:
    """Two parties with a locked clause; the region's registrar logged in."""
    settings.DEMO, settings.HOME = True, tmp_path
    region, municipality, version = two()
    for desk in (region, municipality):
        RoleRow.objects.create(
            person=desk.acting.person, organisation=desk.acting.organisation, role=Role.REGISTRAR.value
        )
    entering(client, region.acting)
    return region, municipality, version


def entering(client: Client, acting: Any) -> None:
    client.force_login(acting.person, backend="django.contrib.auth.backends.ModelBackend")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def said(client: Client, address: str, sent: dict[str, str]) -> str:
    """The page that what was sent leads to."""
    answer = client.post(address, sent, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def file(pdf: bytes) -> BytesIO:
    made = BytesIO(pdf)
    made.name = "avtal.pdf"
    return made


def test_put_signed_and_kept_from_the_pages(client: Client, place: tuple[Desk, Desk, ClauseVersion]) -> None:
    region, municipality, version = place
    clause = reverse("clause", kwargs={"id": version.clause_id})
    assert "Beslut saknas från Region Västana och Lindmora kommun" in shown(client, clause)
    sent = {"do": "put", "signatory": str(region.signatories[0].pk)}
    answer = client.post(clause, sent)
    assert "Här saknas beslut" in answer.content.decode()
    assert f'value="{region.signatories[0].pk}" checked' in answer.content.decode()
    answer = client.post(clause, {**sent, "despite": EARLY})
    original = Original.objects.get()
    page = reverse("agreement-signing", kwargs={"id": original.pk})
    assert answer["Location"] == page
    assert "Ingen part har undertecknat ännu" in shown(client, page)
    assert "Underteckna avtalet" not in shown(client, page)  # who put it is no signatory
    entering(client, region.signing[0])
    assert "Avtal som väntar på din underskrift" in shown(client, "/deciding")
    assert "Underteckna avtalet" in shown(client, page)
    assert client.post(page, {"do": "sign"}).status_code == 302
    assert "Undertecknat av Region Västana den" in shown(client, page)
    assert "väntar på Lindmora kommun" in shown(client, clause)
    assert "redan undertecknat" in client.post(page, {"do": "sign"}).content.decode()
    entering(client, municipality.acting)
    assert "Vem undertecknar för er?" in shown(client, page)
    assert "Beslut saknas" in shown(client, page)
    client.post(page, {"do": "name", "signatory": str(municipality.signatories[0].pk), "despite": EARLY})
    entering(client, municipality.signing[0])
    client.post(page, {"do": "sign"})
    assert "Undertecknat av alla parter" in shown(client, page)
    assert "Originalet som handling" in shown(client, page)
    paper = client.get(reverse("agreement-signing-paper", kwargs={"id": original.pk}))
    assert paper.content == latest_bytes(original)
    word = client.get(reverse("agreement-signing-word", kwargs={"id": original.pk}))
    assert word.content.startswith(b"PK")
    told = client.post("/verify", {"file": file(paper.content)}).content.decode()
    assert re.search(r", \d{1,2} [a-z]+ \d{4} kl\. \d\d\.\d\d<br>", told)
    assert "Samverkansavtal om Familjecentralen Lärkan" in told
    assert version.fingerprint in told


def test_what_another_has_signed_is_taken_in_on_the_clauses_page_and_taken_back_with_a_reason(
    client: Client, place: tuple[Desk, Desk, ClauseVersion]
) -> None:
    _, municipality, version = place
    pdf = half_signed(municipality, version)
    clause = reverse("clause", kwargs={"id": version.clause_id})
    assert "Välj en fil." in client.post(clause, {"do": "receive"}).content.decode()
    assert "Filen är inget avtal" in client.post(clause, {"do": "receive", "file": file(b"%PDF-1.4")}).content.decode()
    assert "inte känt här" in client.post(clause, {"do": "receive", "file": file(pdf)}).content.decode()
    assert not Original.objects.exists()
    told = {"do": "receive", "why": "Jämfört per telefon."}
    assert 'value="Jämfört per telefon."' in client.post(clause, told).content.decode()
    answer = client.post(clause, {**told, "file": file(pdf)})
    page = reverse("agreement-signing", kwargs={"id": Original.objects.get().pk})
    assert answer["Location"] == page
    assert "certifikatet är inte känt här: Jämfört per telefon." in shown(client, page)
    told_half = client.post("/verify", {"file": file(pdf)}).content.decode()
    assert "har undertecknat för Region Västana ännu" in told_half
    assert "inget protokollsutdrag" in told_half
    client.post(page, {"do": "withdraw", "why": "Fel bilaga."})
    assert "Återtaget innan alla hade undertecknat: Fel bilaga." in shown(client, page)


def test_half_signed_it_is_sent_once_to_the_other_party(
    client: Client, place: tuple[Desk, Desk, ClauseVersion], settings: Any, tmp_path: Path
) -> None:
    region, _, version = place
    settings.OUTBOX = tmp_path / "out"
    original = put(region, version)
    page = reverse("agreement-signing", kwargs={"id": original.pk})
    sending = {"do": "send", "recipients": "Lindmora kommun", "channel": "folder"}
    assert "Ingen har undertecknat ännu, så det finns inget att skicka." in client.post(page, sending).content.decode()
    sign_agreement(region.signing[0], original=original, assurance=3)
    assert "Avtalet är på väg." in said(client, page, sending)
    nothing = "Inget nytt skickades: filen är redan skickad, eller på väg, till Lindmora kommun."
    told = said(client, page, sending)
    assert nothing in told
    assert "Avtalet är på väg." not in told
    assert "Skicka på nytt" not in told
    assert send_due(timezone.now()) == (1, 0)
    assert send_due(timezone.now()) == (0, 0)
    (sent,) = settings.OUTBOX.rglob("*.pdf")
    assert sent.read_bytes() == latest_bytes(original)
    told = shown(client, page)
    assert "Lindmora kommun: skickat" in told
    assert "Skicka på nytt" in told
    again = {"do": "again", "dispatch": str(Dispatch.objects.get().pk)}
    assert "Avtalet är på väg." in said(client, page, again)
    assert "redan skickat på nytt" in said(client, page, again)
    odd = {**sending, "recipients": "Lindmora <ingen adress>", "channel": "mail"}
    assert "Lindmora &lt;ingen adress&gt;</textarea>" in client.post(page, odd).content.decode()
    client.post(page, {"do": "withdraw", "why": "Fel bilaga."})
    assert send_due(timezone.now()) == (0, 0)
    told = shown(client, page)
    assert "Lindmora kommun: skickas inte: avtalet är återtaget" in told
    assert "Skicka på nytt" not in told


def test_what_comes_back_completes_it(client: Client, place: tuple[Desk, Desk, ClauseVersion]) -> None:
    region, municipality, version = place
    original = put(region, version)
    sign_agreement(region.signing[0], original=original, assurance=3)
    back = signed_away(municipality.signing[0], latest_bytes(original))
    page = reverse("agreement-signing", kwargs={"id": original.pk})
    client.post(page, {"do": "receive", "file": file(back), "why": "Jämfört per telefon."})
    assert OriginalKept.objects.get().organisation == region.acting.organisation
    assert "Undertecknat av alla parter" in shown(client, page)


def test_signatories_are_appointed_by_who_keeps_the_register(
    client: Client, place: tuple[Desk, Desk, ClauseVersion]
) -> None:
    region, _, version = place
    today = region.acting.today
    assert "1 person får underteckna avtal för organisationen i dag." in shown(client, "/signatories")
    new = {
        "do": "appoint", "name": "Dan Dal", "office": "regiondirektör", "ground": "RS 2026-01-14 § 3",
        "from_day": str(today - timedelta(days=9)), "agreement": str(version.clause.agreement_id),
    }  # fmt: skip
    person = str(region.signing[0].person.pk)
    told = client.post("/signatories", {**new, "person": person, "office": ""}).content.decode()
    assert "Ange namn och befattning" in told
    assert f'<option value="{person}" selected>' in told
    assert (
        f'<option value="{new["agreement"]}" selected>Samverkansavtal om Familjecentralen Lärkan 2026–2028</option>'
        in told
    )
    told = client.post("/signatories", {**new, "person": person}).content.decode()
    assert "Kontot tillhör Anna Ek, men utnämningen gäller Dan Dal." in told
    client.post("/signatories", new)
    one = Signatory.objects.get(name="Dan Dal")
    assert one.agreement_id == version.clause.agreement_id
    assert "2 personer får underteckna avtal för organisationen i dag." in shown(client, "/signatories")
    clause = reverse("clause", kwargs={"id": version.clause_id})
    assert f'value="{one.pk}" disabled> Dan Dal' in shown(client, clause)
    end = {"do": "end", "signatory": str(one.pk), "last_day": str(today - timedelta(days=1)), "why": "Har slutat."}
    assert "Välj vem det gäller." in client.post("/signatories", {**end, "signatory": ""}).content.decode()
    told = client.post("/signatories", {**end, "last_day": "i går"}).content.decode()
    assert f'<option value="{one.pk}" selected>Dan Dal' in told
    assert 'value="Har slutat."' in told
    told = shown(client, "/signatories")
    assert "inte längre" not in row_of(told, "Dan Dal")
    client.post("/signatories", end)
    told = shown(client, "/signatories")
    assert "inte längre" in row_of(told, "Dan Dal")
    assert "inte längre" not in row_of(told, "Anna Ek")
    client.post("/signatories", {**end, "signatory": str(region.signatories[0].pk)})
    assert "Ingen får underteckna avtal för organisationen i dag." in shown(client, "/signatories")
    assert "Ingen firmatecknare är behörig i dag." in shown(client, clause)
    entering(client, region.signing[0])
    assert "Utse en firmatecknare" not in shown(client, "/signatories")
    assert client.post("/signatories", new).status_code == 403


def row_of(page: str, name: str) -> str:
    """The table's row of somebody."""
    (found,) = (one for one in page.split("<tr>") if one.startswith(f'<th scope="row">{name}<'))
    return found.partition("</tr>")[0]


def test_who_is_named_but_may_not_sign_now_is_told_why(
    client: Client, place: tuple[Desk, Desk, ClauseVersion], settings: Any
) -> None:
    region, _, version = place
    page = reverse("agreement-signing", kwargs={"id": put(region, version).pk})
    entering(client, region.signing[0])
    settings.DEMO = False
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session["account_authentication_methods_user"] = str(region.signing[0].person.pk)
    session.save()
    told = shown(client, page)
    assert "Du behöver logga in med e-legitimation (tillitsnivå 3) för att underteckna." in told
    assert 'value="sign"' not in told
    held = RoleRow.objects.filter(person=region.signing[0].person)
    held.update(role=Role.OFFICER.value)
    told = shown(client, page)
    assert "Du är utsedd men saknar rollen firmatecknare. Be en administratör." in told
    assert 'value="sign"' not in told
