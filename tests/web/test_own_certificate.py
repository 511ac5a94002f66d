"""The certificate that another organisation pins: saved from the page, and the one that extracts are signed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.store.office import REGION, office

from samverkan.actions.acting import InvalidError
from samverkan.actions.signing import certificate_of
from samverkan.outside.certificates import certificate_in
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_is_saved_as_a_file_and_names_the_organisation(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.HOME = True, tmp_path
    acting = office(REGION)
    assert acting.person is not None
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person, "django.contrib.auth.backends.ModelBackend")
    answer = client.get("/trust/own")
    assert answer["Content-Disposition"].endswith('filename="certifikat.pem"')
    found = certificate_in(answer.content)
    assert "NTRSE-2321990018" in found.subject
    assert found.pem == certificate_of(acting, acting.person.name, "registrator")
    settings.DEMO = False
    with pytest.raises(InvalidError, match="no_signer"):
        certificate_of(acting, acting.person.name, "registrator")
