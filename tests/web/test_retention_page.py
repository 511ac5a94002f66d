"""Retention: rules are decided, what their time is out for is proposed, and a decision erases the content and keeps the row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests import schemas
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.archiving import archive
from samverkan.actions.documents import publish, receive, share
from samverkan.actions.reading import read_paper
from samverkan.actions.retention import dispose, set_retention
from samverkan.actions.roles import Role
from samverkan.core.writing.archive_mets import ERMS
from samverkan.outside.package_check import check_package
from samverkan.store import blobs
from samverkan.store.models import AuditContent, Disposed, Document, Particulars, Rendition, SearchText
from samverkan.store.models import Role as RoleRow
from samverkan.store.retention import erase_bytes, kept_until, proposals, rules
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.actions.acting import Acting

pytestmark = pytest.mark.django_db
FIRST = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = "Kallelse till sammanträde med nämnden. Ärende om pepparkaksdegen.\n§ 1 Val av justerare"


def keeper(number: str = REGION) -> Acting:
    return office(number, Role.ARCHIVIST, at=TODAY)


def read(acting: Acting, words: str, arrived: date, **more: Any) -> Document:
    """A paper that has come in and whose review is over, with nothing to record."""
    document, _ = receive(acting, paper=read_paper(words.encode(), "papper.txt"), arrived=arrived, **more)
    document.draft.state = "recorded"
    document.draft.save()
    return document


@pytest.fixture
def old() -> Document:
    return read(office(REGION), WORDS, date(2019, 3, 1), number="HSN 2019-4", sender="Anna", concerns="Kallelse")


def rule(kind: str, years: int | None = 2, from_day: date = date(2020, 1, 1)) -> None:
    set_retention(keeper(), kind=kind, years=years, from_day=from_day, ground="Dokumenthanteringsplan 2020")


def kind_of(document: Document) -> str:
    return str(document.content.rendition.kind)


def test_the_latest_rule_that_holds_on_the_day_is_the_rule() -> None:
    rule("summons", 2)
    rule("summons", 5, from_day=date(2023, 1, 1))
    rule("summons", None, from_day=date(2030, 1, 1))
    region = office(REGION).organisation
    years = []
    for year in (2019, 2021, 2024, 2031):
        held = rules(region, date(year, 6, 1)).get("summons")
        years.append("no rule" if held is None else held.years)
    assert years == ["no rule", 2, 5, None]


def test_what_has_no_rule_or_is_kept_for_ever_is_never_proposed(old: Document) -> None:
    region = office(REGION).organisation
    assert proposals(region, date(2999, 1, 1)).total == 0
    rule(kind_of(old), None)
    assert proposals(region, date(2999, 1, 1)).total == 0


def test_a_document_is_proposed_from_the_day_after_its_last_year(old: Document) -> None:
    rule(kind_of(old), 2)
    region = office(REGION).organisation
    assert proposals(region, date(2021, 12, 31)).total == 0
    found = proposals(region, date(2022, 1, 1))
    assert [(one.document, one.kept_until) for one in found.rows] == [(old, date(2021, 12, 31))]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 200))
def test_a_document_is_kept_so_many_whole_years_at_least(arrived: date, years: int) -> None:
    last = kept_until(arrived, years)
    assert (last.month, last.day) == (12, 31)
    assert (last - arrived).days >= years * 365


def erase(document: Document, decision: str = "Delegationsbeslut § 4") -> int:
    with transaction.atomic():
        count = dispose(keeper(), documents=[document.pk], decision=decision)
    erase_bytes()  # what runs when the decision is recorded; a test's transaction never is
    return count


def test_a_decision_erases_the_content_and_keeps_the_row_and_the_hash(client: Client, old: Document) -> None:
    rule(kind_of(old))
    sha256 = old.content_id
    assert SearchText.objects.filter(document=old).exists()
    assert erase(old) == 1
    assert not Rendition.objects.filter(content=sha256).exists()
    assert not default_storage.exists(f"{sha256[:2]}/{sha256}")
    assert not SearchText.objects.filter(document=old).exists()
    left = Document.objects.get(pk=old.pk)
    assert (left.content_id, left.number, left.content.size) == (sha256, "HSN 2019-4", len(WORDS.encode()))
    assert Particulars.objects.get(document=old).sender == "Anna"
    assert Disposed.objects.get().decision == "Delegationsbeslut § 4"
    said = AuditContent.objects.get(verb="document_disposed").content["values"]
    assert said == {"sha256": sha256, "why": "Delegationsbeslut § 4", "ground": "Dokumenthanteringsplan 2020"}


def test_its_page_says_when_and_by_which_decision_and_shows_nothing_else(client: Client, old: Document) -> None:
    rule(kind_of(old))
    erase(old)
    login(client)
    page = client.get(f"/documents/{old.pk}").content.decode()
    assert "Innehållet gallrades den" in page
    assert "Delegationsbeslut § 4" in page
    assert "pepparkaksdegen" not in page
    assert client.get(f"/documents/{old.pk}/original").status_code == 404
    assert client.get("/register").status_code == 200
    assert "HSN 2019-4" in client.get("/register").content.decode()
    assert "pepparkaksdegen" not in client.get("/search?text=pepparkaksdegen").content.decode().replace(
        'value="pepparkaksdegen"', ""
    ).split("<main", 1)[1].replace("”pepparkaksdegen”", "")


def login(client: Client, role: Role = Role.ARCHIVIST, number: str = REGION) -> Acting:
    acting = office(number, role)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)
    return acting


def test_what_something_rests_on_is_never_erased(old: Document) -> None:
    region = office(REGION)
    minutes, _ = confirm(region, FIRST, arrived=date(2019, 10, 30), justered=date(2019, 10, 30))
    joint = read(region, WORDS + " a", date(2019, 3, 1))
    share(region, document=joint, ground="received_extract")
    public = read(region, WORDS + " b", date(2019, 3, 1))
    publish(region, document=public)
    signed = read(region, WORDS + " c", date(2019, 3, 1), signed_original=True)
    waiting, _ = receive(region, paper=read_paper((WORDS + " d").encode(), "d.txt"), arrived=date(2019, 3, 1))
    for kind in {kind_of(one) for one in (old, minutes, joint, public, signed, waiting)}:
        rule(kind)
    found = proposals(region.organisation, date(2026, 11, 22))
    assert [one.document for one in found.rows] == [old]
    assert found.hindered == {
        "agreement": 1,
        "joint": 2 if minutes.shared.exists() else 1,
        "published": 1,
        "signed": 1,
        "review": 1,
    }
    for one in (minutes, joint, public, signed, waiting):
        with pytest.raises(InvalidError, match="not_disposable"):
            dispose(keeper(), documents=[old.pk, one.pk], decision="Beslut")
    assert Disposed.objects.count() == 0, "all or none"


def test_the_same_bytes_at_another_organisation_stay_theirs(client: Client, old: Document) -> None:
    theirs = read(office(MUNICIPALITY), WORDS, date(2019, 3, 1))
    rule(kind_of(old))
    erase(old)
    assert blobs.fetch(theirs.content_id) == WORDS.encode()
    assert Rendition.objects.filter(content=theirs.content_id).exists()
    assert {one.document for one in SearchText.objects.all()} == {theirs}
    list(rebuild_search())
    assert {one.document for one in SearchText.objects.all()} == {theirs}
    login(client)
    assert client.get(f"/documents/{old.pk}/original").status_code == 404
    assert "pepparkaksdegen" not in client.get(f"/documents/{old.pk}").content.decode()
    other = Client()
    login(other, Role.REGISTRAR, MUNICIPALITY)
    assert "pepparkaksdegen" in other.get(f"/documents/{theirs.pk}").content.decode()
    set_retention(keeper(MUNICIPALITY), kind=kind_of(theirs), years=2, from_day=date(2020, 1, 1), ground="Plan")
    dispose(keeper(MUNICIPALITY), documents=[theirs.pk], decision="Beslut")
    erase_bytes()
    assert not default_storage.exists(f"{old.content_id[:2]}/{old.content_id}"), "nobody has it any more"


def test_anothers_documents_are_not_ones_own_to_erase(old: Document) -> None:
    rule(kind_of(old))
    office(MUNICIPALITY)
    with pytest.raises(InvalidError, match="not_disposable"):
        dispose(keeper(MUNICIPALITY), documents=[old.pk], decision="Beslut")


def test_what_is_erased_comes_not_back_by_itself(old: Document) -> None:
    rule(kind_of(old))
    erase(old)
    again, became = receive(office(REGION), paper=read_paper(WORDS.encode(), "igen.txt"), arrived=date(2026, 1, 1))
    assert (again, became) == (old, "again")
    assert not Rendition.objects.filter(content=old.content_id).exists()
    for act in (
        lambda: publish(office(REGION), document=old),
        lambda: share(office(REGION), document=old, ground="signed"),
    ):
        with pytest.raises(InvalidError, match="document_is_disposed"):
            act()


def test_the_archive_is_told_of_it_and_gets_no_file(old: Document, tmp_path: Path) -> None:
    read(office(REGION), "En annan handling.", date(2024, 3, 1))
    rule(kind_of(old))
    erase(old)
    done = archive(keeper(), to=tmp_path)
    assert check_package(done.folder) == []
    assert not list(done.folder.rglob(f"{old.content_id}*"))
    root = etree.parse(str(done.folder / ERMS))
    schemas.erms().assertValid(root)
    (comment,) = root.xpath("//*[local-name()='disposalComment']/text()")
    assert comment == "Delegationsbeslut § 4"


def test_a_backup_does_not_miss_it(old: Document) -> None:
    from samverkan.store.retention import erased_contents

    rule(kind_of(old))
    assert erased_contents() == set()
    erase(old)
    assert erased_contents() == {old.content_id}


def test_only_who_may_decides(old: Document) -> None:
    for role in (Role.REGISTRAR, Role.ADMINISTRATOR, Role.AUDITOR):
        with pytest.raises(RefusedError):
            dispose(office(REGION, role), documents=[old.pk], decision="Beslut")
        with pytest.raises(RefusedError):
            set_retention(office(REGION, role), kind="summons", years=1, from_day=date(2020, 1, 1), ground="x")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ground": " "}, "retention_needs_ground"),
        ({"kind": "letters"}, "no_such_kind"),
        ({"years": 201}, "retention_years"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(changed: dict[str, Any], code: str) -> None:
    given = {"kind": "summons", "years": 2, "from_day": date(2020, 1, 1), "ground": "Plan", **changed}
    with pytest.raises(InvalidError, match=code):
        set_retention(keeper(), **given)


def test_the_page_sets_a_rule_and_erases_what_is_chosen(client: Client, old: Document) -> None:
    login(client)
    empty = client.get("/retention").content.decode()
    assert "Ingen handling kan gallras i dag." in empty
    assert "Ingen regel: bevaras" in empty
    given = {"kind": kind_of(old), "keep": "years", "years": "2", "from_day": "2020-01-01", "ground": "Plan § 1"}
    wrong = client.post("/retention/rule", {**given, "years": "två"}).content.decode()
    assert "antalet år i siffror" in wrong
    assert 'value="Plan § 1"' in wrong, "what was written is not lost"
    told = client.post("/retention/rule", given, follow=True).content.decode()
    assert "1 handling kan gallras." in told
    unsure = client.post("/retention/dispose", {"document": str(old.pk), "decision": "Beslut § 9"}).content.decode()
    assert "Inget är gallrat" in unsure
    assert "Beslut § 9" in unsure
    assert Disposed.objects.count() == 0
    done = client.post(
        "/retention/dispose", {"document": str(old.pk), "decision": "Beslut § 9", "sure": "yes"}, follow=True
    )
    assert "1 handling är gallrad." in done.content.decode()
    assert "Beslut § 9" in done.content.decode()
    twice = client.post("/retention/dispose", {"document": str(old.pk), "decision": "Beslut § 9", "sure": "yes"})
    assert "kan inte gallras i dag" in twice.content.decode()
    assert Disposed.objects.count() == 1


def test_what_could_not_be_read_is_erased_by_its_own_rule(client: Client) -> None:
    acting = office(REGION)
    unread, _ = receive(acting, paper=read_paper(b"%PDF-1.4 trasig", "trasig.pdf"), arrived=date(2019, 3, 1))
    assert unread.draft.state == "unreadable"
    rule("unread", 1)
    assert [one.document for one in proposals(acting.organisation, date(2026, 11, 22)).rows] == [unread]
    erase(unread)
    login(client, Role.REGISTRAR)
    assert client.get(f"/documents/{unread.pk}/review").status_code == 404
    assert "trasig.pdf" not in client.get("/review").content.decode()
    assert "Innehållet gallrades" in client.get(f"/documents/{unread.pk}").content.decode()
