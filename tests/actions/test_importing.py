"""A folder of papers is received one by one; what is no paper is told and stops nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone
from tests.outside.making import PROSE, pdf
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.documents import receive
from samverkan.actions.importing import acting_as, import_papers
from samverkan.actions.incoming import Arrival, Outcome, take_in
from samverkan.actions.reading import read_paper
from samverkan.actions.roles import Role
from samverkan.store import blobs
from samverkan.store.models import AuditContent, Content, Document, Draft, Rendition, SearchText
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from collections.abc import Callable
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


def unread(acting: Acting, data: bytes, name: str) -> Document:
    """A paper that came in when it could not be read."""
    why = [{"code": "reader_slow", "values": {"seconds": 300, "source": name}}]
    paper = read_paper(data, name)._replace(text="", pages=[], items=[], findings=why, unreadable=True)
    return receive(acting, paper=paper, arrived=DAY).document


def test_what_could_not_be_read_is_read_when_it_comes_again(tmp_path: Path) -> None:
    acting = registrar()
    data = f"Protokoll {PROSE}".encode()
    document = unread(acting, data, "a.txt")
    assert document.draft.state == "unreadable"
    (tmp_path / "a.txt").write_bytes(data)
    (outcome,) = imported(acting, tmp_path)
    assert (outcome.code, outcome.document) == ("read", document)
    draft = Draft.objects.get()
    assert draft.state == "waiting"
    assert "reader_slow" not in {one["code"] for one in draft.findings}
    assert Rendition.objects.get().text == data.decode()
    assert SearchText.objects.filter(document=document).exists()
    assert AuditContent.objects.filter(verb="document_read", target=str(document.pk)).exists()
    assert [one.code for one in imported(acting, tmp_path)] == ["again"]


def test_what_still_cannot_be_read_says_why_as_of_now() -> None:
    acting = registrar()
    data = pdf("", labels=False)
    document = unread(acting, data, "a.pdf")
    assert take_in(acting, data, "a.pdf", Arrival(DAY), limit=LIMIT).code == "again"
    draft = Draft.objects.get(document=document)
    assert (draft.state, draft.findings[0]["code"]) == ("unreadable", "pdf_without_text")


def test_the_same_bytes_from_two_people_at_once_are_one_document() -> None:
    acting = registrar()
    data = f"Protokoll {PROSE}".encode()
    others: list[Document] = []

    def first(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("SAVEPOINT") and not others and Content.objects.filter(pk=sha256(data).hexdigest()).exists():
            others.append(Document(organisation=acting.organisation, content_id=sha256(data).hexdigest(), arrived=DAY))
            others[0].save()
            Draft.objects.create(document=others[0], state="waiting")
        return execute(sql, *rest)

    with connection.execute_wrapper(first):
        outcome = take_in(acting, data, "a.txt", Arrival(DAY), limit=LIMIT)
    assert (outcome.code, outcome.document) == ("again", others[0])


def test_a_paper_is_recorded_when_it_has_been_read() -> None:
    acting = replace(registrar(), at=timezone.now() - timedelta(hours=1))
    document = take_in(acting, PROSE.encode(), "a.txt", Arrival(DAY), limit=LIMIT).document
    assert document is not None
    assert timezone.now() - document.recorded < timedelta(minutes=1)


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
