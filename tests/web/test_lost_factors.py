"""`samverkan forget-factors`: an administrator who has lost the phone gets in again, and the logs say so."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from tests.store.office import MUNICIPALITY, REGION, office
from tests.web.entering import factors, log_in, person, with_app

from samverkan.actions.roles import Role
from samverkan.cli.main import main
from samverkan.store.models import AuditContent
from samverkan.store.models import Role as RoleRow

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_installed() -> object:
    """A second step is asked for, as outside the demo."""
    with override_settings(DEMO=False):
        yield


def test_the_next_login_begins_with_setting_one_up(capsys: pytest.CaptureFixture[str]) -> None:
    somebody = person("rut@vastana.example", Role.ADMINISTRATOR)
    office(MUNICIPALITY)
    RoleRow.objects.create(person=somebody, organisation_id=MUNICIPALITY, role=Role.REGISTRAR)
    with_app(somebody)
    client = Client()
    log_in(client)
    assert client.get("/people").status_code == 302  # to the second step
    assert main(["forget-factors", "Rut@vastana.example"]) == 0
    said = capsys.readouterr().out
    assert "Rut Ek" in said
    assert "Lindmora kommun och Region Västana" in said
    assert factors(somebody) == []
    client = Client()
    log_in(client)
    assert client.get("/people")["Location"].startswith("/account/factors")
    rows = AuditContent.objects.filter(verb="factors_forgotten", target=str(somebody.pk))
    assert set(rows.values_list("entry__organisation", flat=True)) == {REGION, MUNICIPALITY}
    assert {row.content["by"] for row in rows} == {None}


def test_where_there_is_nothing_to_forget_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    person("rut@vastana.example", Role.ADMINISTRATOR)
    assert main(["forget-factors", "rut@vastana.example"]) == 1
    assert "inget andra steg" in capsys.readouterr().err
    assert main(["forget-factors", "ingen@vastana.example"]) == 1
    assert "Inget konto har den adressen" in capsys.readouterr().err
    assert main(["forget-factors"]) == 2
    assert not AuditContent.objects.filter(verb="factors_forgotten").exists()
