"""A folder of papers is received one by one; what is no paper is told and stops nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.outside.making import PROSE, pdf
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.importing import acting_as, import_papers
from samverkan.actions.incoming import Arrival, Outcome
from samverkan.actions.roles import Role
from samverkan.store import blobs
from samverkan.store.models import AuditContent, Document
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.actions.acting import Acting

DAY = date(2024, 3, 1)
LIMIT = 1 << 20


def registrar() -> Acting:
    acting = office(REGION)
    assert acting.person is not None
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.REGISTRAR)
    return acting_as(acting.person.email.upper(), "232199-0018")


def imported(acting: Acting, folder: Path, limit: int = LIMIT) -> list[Outcome]:
    paths = sorted(str(path) for path in folder.rglob("*") if path.is_file())
    return list(import_papers(acting, paths, Arrival(DAY), base=str(folder), limit=limit))


def test_each_file_is_told_what_became_of_it(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "a.txt").write_text(f"Protokoll {PROSE}", encoding="utf-8")
    (tmp_path / "2024" / "b.txt").write_text(f"Protokoll {PROSE}", encoding="utf-8")
    (tmp_path / "skannad.pdf").write_bytes(pdf("", labels=False))
    (tmp_path / "tom.txt").write_bytes(b"")
    (tmp_path / "stor.txt").write_bytes(b"Protokoll " * 200_000)
    told = {one.file_name: one.code for one in imported(registrar(), tmp_path)}
    assert told == {
        "2024/a.txt": "received", "2024/b.txt": "again", "skannad.pdf": "unreadable", "tom.txt": "refused",
        "stor.txt": "refused",
    }  # fmt: skip
    names = set(Document.objects.values_list("particulars__file_name", "arrived"))
    assert names == {("2024/a.txt", DAY), ("skannad.pdf", DAY)}
    draft = Document.objects.get(particulars__file_name="skannad.pdf").draft
    assert draft.findings[0]["values"]["source"] == "skannad.pdf"  # not where it lay on this machine


def test_importing_again_reads_and_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Protokoll {PROSE}", encoding="utf-8")
    acting = registrar()
    imported(acting, tmp_path)
    before = AuditContent.objects.count()
    again = imported(acting, tmp_path)
    assert [one.code for one in again] == ["again"]
    assert again[0].document == Document.objects.get()
    assert AuditContent.objects.count() == before


def test_who_may_not_receive_imports_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Protokoll", encoding="utf-8")
    with pytest.raises(RefusedError):
        imported(office(REGION, Role.AUDITOR), tmp_path)
    acting = registrar()
    with pytest.raises(InvalidError, match="arrived_later"):
        list(import_papers(acting, [], Arrival(acting.today + timedelta(days=1)), base="", limit=LIMIT))
    assert not Document.objects.exists()


def test_somebody_without_a_role_there_acts_for_nobody() -> None:
    acting = registrar()
    assert acting.person is not None
    office(MUNICIPALITY)
    for email, number, code in (
        (acting.person.email, MUNICIPALITY, "no_such_person"),
        ("ingen@alls.example", REGION, "no_such_person"),
        (acting.person.email, "5560000001", "no_such_organisation"),
    ):
        with pytest.raises(InvalidError, match=code):
            acting_as(email, number)
    acting.person.is_active = False
    acting.person.save()
    with pytest.raises(InvalidError, match="no_such_person"):
        acting_as(acting.person.email, REGION)


def test_bytes_left_half_written_are_written_whole() -> None:
    data = b"Protokoll " * 100
    sha256 = blobs.keep(data)
    from django.core.files.storage import default_storage

    path = default_storage.path(f"{sha256[:2]}/{sha256}")
    with open(path, "wb") as file:
        file.write(data[:17])
    assert blobs.keep(data) == sha256
    assert blobs.fetch(sha256) == data
