"""The archive package: whole and as the standards say, one for each organisation, and never another's unshared papers."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from tests import schemas
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.archiving import FACTS, Archived, archive
from samverkan.actions.documents import receive, share
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_matter
from samverkan.actions.roles import Role
from samverkan.core.writing.archive_mets import DATA, ERMS, METS
from samverkan.outside.package_check import check_package
from samverkan.store import blobs
from samverkan.store.models import AuditContent, Document, Particulars

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
FIRST = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
SECOND = "vastana/2019-11-13-socialnamnden-97.txt"
DAY = date(2019, 11, 20)
NS = {"e": "https://DILCIS.eu/XML/ERMS", "m": "http://www.loc.gov/METS/"}


@pytest.fixture
def made() -> tuple[Document, Document]:
    """The two boards' minutes of one agreement: the region's joint, the municipality's its own; and a loose paper of each."""
    region, municipality = office(REGION), office(MUNICIPALITY)
    mine, agreement = confirm(region, FIRST, arrived=DAY, justered=DAY)
    theirs, _ = confirm(municipality, SECOND, arrived=DAY, agreement=agreement)
    share(region, document=mine, ground="justering") if not mine.shared.exists() else None
    for acting, words in ((region, "Regionens egen anteckning."), (municipality, "Kommunens hemliga anteckning.")):
        paper = read_paper(words.encode(), f"hemligt-{acting.organisation.pk}.txt")
        receive(acting, paper=paper, arrived=DAY, number="7", sender=f"Anna {acting.organisation.pk}", concerns="Rör X")
    return mine, theirs


def keeper(number: str) -> Acting:
    return office(number, Role.ARCHIVIST)


def erms_of(made: Archived) -> Any:
    return etree.parse(str(made.folder / ERMS))


def texts(made: Archived) -> str:
    """Everything that the package says, its documents too."""
    return "\n".join(one.read_text(encoding="utf-8") for one in made.folder.rglob("*") if one.is_file())


def test_a_package_is_as_the_schemas_of_mets_and_erms_say(made: Any, tmp_path: Path) -> None:
    register_matter(office(REGION), registry_number="HSN 2019-0112", title="Familjecentral & \x0b<mer>")
    done = archive(keeper(REGION), to=tmp_path)
    schemas.erms().assertValid(erms_of(done))
    schemas.mets().assertValid(etree.parse(str(done.folder / METS)))


def test_a_package_breaks_no_rule_that_the_standards_make_a_must(made: Any, tmp_path: Path) -> None:
    done = archive(keeper(REGION), to=tmp_path)
    broken = set(schemas.broken_rules(etree.parse(str(done.folder / METS))))
    # each of the two asks every agent of the role CREATOR to be of its own kind: the program (CSIP) or who hands over (SIP)
    assert broken <= {"CSIP12", "CSIP13", "CSIP16", "SIP11", "SIP14"}


def test_a_package_is_whole_by_our_own_check_and_is_called_as_its_folder(made: Any, tmp_path: Path) -> None:
    done = archive(keeper(REGION), to=tmp_path)
    assert check_package(done.folder) == []
    assert etree.parse(str(done.folder / METS)).getroot().get("OBJID") == done.folder.name
    assert not list(tmp_path.glob("*.part"))
    assert done.folder.name.startswith(f"arkiv-{REGION}-")


def test_each_organisation_gets_its_own_and_what_is_joint_and_nothing_else(made: Any, tmp_path: Path) -> None:
    mine, theirs = made
    region, municipality = (archive(keeper(number), to=tmp_path) for number in (REGION, MUNICIPALITY))
    names = [{one.stem for one in (done.folder / DATA).iterdir()} for done in (region, municipality)]
    assert mine.content_id in names[0] & names[1], "the region's minutes are joint: both keep them"
    assert theirs.content_id not in names[0], "the municipality has not shared its own"
    assert theirs.content_id in names[1]
    assert "Kommunens hemliga" not in texts(region)
    assert f"Anna {MUNICIPALITY}" not in texts(region)
    assert str(theirs.pk) not in texts(region)
    assert "Regionens egen" not in texts(municipality)
    assert f"Anna {REGION}" not in texts(municipality)
    assert "2019-10-23" not in "".join(erms_of(municipality).xpath("//e:appendix/@name", namespaces=NS))


def test_what_secrecy_may_cover_stands_in_marked_fields_alone(made: Any, tmp_path: Path) -> None:
    root = erms_of(archive(keeper(REGION), to=tmp_path))
    marked = root.xpath("//e:record[e:restriction[@restrictionType='confidential']]", namespaces=NS)
    assert len(marked) == 2, "the two of its own"
    values = root.xpath("//e:ownElement[starts-with(@name, 'protected.')]/e:value/text()", namespaces=NS)
    assert f"Anna {REGION}" in values
    for one in root.xpath("//e:ownElement[starts-with(@name, 'protected.')]", namespaces=NS):
        one.getparent().remove(one)
    left = etree.tostring(root, encoding="unicode")
    assert "Anna" not in left
    assert "hemligt" not in left
    assert "Rör X" not in left


def test_a_received_paper_is_incoming_and_in_the_receivers_own_matter(made: Any, tmp_path: Path) -> None:
    mine, theirs = made
    municipality = office(MUNICIPALITY)
    entry = theirs.entries.get()
    own = register_matter(municipality, registry_number=entry.head["registry_number"], title="Familjecentralen")
    root = erms_of(archive(keeper(MUNICIPALITY), to=tmp_path))
    case = root.xpath(f"//e:aggregation[@systemIdentifier='{own.pk}']", namespaces=NS)[0]
    inside = case.xpath("e:record/@systemIdentifier", namespaces=NS)
    assert theirs.pk.urn in inside
    received = root.xpath(f"//e:record[@systemIdentifier='{mine.pk.urn}']", namespaces=NS)[0]
    assert received.xpath("e:direction/@directionDefinition", namespaces=NS) == ["incoming"]
    assert received.xpath("e:agents/e:agent/e:idNumber/text()", namespaces=NS) == [REGION]


def test_what_came_in_later_than_the_day_is_left_out(made: Any, tmp_path: Path) -> None:
    region = office(REGION)
    paper = read_paper(b"En senare handling.", "senare.txt")
    later, _ = receive(region, paper=paper, arrived=date(2020, 3, 1))
    done = archive(keeper(REGION), to=tmp_path, until=date(2019, 12, 31))
    assert later.content_id not in {one.stem for one in (done.folder / DATA).iterdir()}
    assert done.folder.name == f"arkiv-{REGION}-2019-12-31"
    with pytest.raises(InvalidError, match="archive_later"):
        archive(keeper(REGION), to=tmp_path, until=date(2999, 1, 1))


def test_the_recorded_facts_go_with_it(made: Any, tmp_path: Path) -> None:
    done = archive(keeper(REGION), to=tmp_path)
    kept = json.loads((done.folder / FACTS).read_text(encoding="utf-8"))
    assert {one["organisation"] for one in kept["entries"]} == {REGION}
    assert "Decision" in {one["kind"] for one in kept["facts"]}
    assert kept["agreements"][0]["parties"] == [MUNICIPALITY, REGION]


def test_the_same_facts_at_the_same_moment_are_the_same_bytes(made: Any, tmp_path: Path) -> None:
    acting = keeper(REGION)
    one, other = (archive(acting, to=tmp_path / folder) for folder in ("a", "b"))
    for path in sorted(file.relative_to(one.folder) for file in one.folder.rglob("*") if file.is_file()):
        assert (one.folder / path).read_bytes() == (other.folder / path).read_bytes(), path


def test_stopped_half_way_it_is_no_package_and_is_taken_up_again(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch, fetched = blobs.fetch, []

    def stopped(sha256: str) -> bytes:
        if fetched:
            raise KeyboardInterrupt
        fetched.append(sha256)
        return fetch(sha256)

    monkeypatch.setattr(blobs, "fetch", stopped)
    with pytest.raises(KeyboardInterrupt):
        archive(keeper(REGION), to=tmp_path)
    (half,) = tmp_path.iterdir()
    assert half.name.endswith(".part")
    assert [one.code for one in check_package(half)] == ["package_half_made"]
    (half / "skräp.txt").write_text("hör inte hit")
    monkeypatch.setattr(blobs, "fetch", lambda sha256: fetched.append(sha256) or fetch(sha256))
    done = archive(keeper(REGION), to=tmp_path)
    assert done.kept == 1
    assert len(fetched) == len(set(fetched)), "what lay there whole is not fetched again"
    assert check_package(done.folder) == []
    assert [one.name for one in tmp_path.iterdir()] == [done.folder.name]


def test_a_file_that_was_left_broken_in_a_half_made_package_is_written_anew(made: Any, tmp_path: Path) -> None:
    mine, _ = made
    region = office(REGION)
    broken = tmp_path / f"arkiv-{REGION}-{region.today}.part" / DATA / f"{mine.content_id}.txt"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"halv")
    done = archive(keeper(REGION), to=tmp_path)
    assert check_package(done.folder) == []


def test_another_half_made_package_is_told_of(made: Any, tmp_path: Path) -> None:
    (tmp_path / f"arkiv-{REGION}-2018-12-31.part").mkdir()
    (tmp_path / f"arkiv-{MUNICIPALITY}-2018-12-31.part").mkdir()
    assert archive(keeper(REGION), to=tmp_path).others == [f"arkiv-{REGION}-2018-12-31.part"]


def test_a_package_that_is_there_is_never_written_over(made: Any, tmp_path: Path) -> None:
    done = archive(keeper(REGION), to=tmp_path)
    before = (done.folder / METS).read_bytes()
    with pytest.raises(InvalidError, match="package_exists"):
        archive(keeper(REGION), to=tmp_path)
    assert (done.folder / METS).read_bytes() == before


def test_a_document_that_has_lost_its_bytes_is_named_and_no_package_is_made(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _ = made
    fetch = blobs.fetch

    def lost(sha256: str) -> bytes:
        if sha256 == mine.content_id:
            raise OSError("no longer what was kept")
        return fetch(sha256)

    monkeypatch.setattr(blobs, "fetch", lost)
    with pytest.raises(InvalidError) as error:
        archive(keeper(REGION), to=tmp_path)
    assert error.value.code == "archive_lacks"
    assert error.value.values["documents"] == [mine.pk.urn]
    assert [one.name.endswith(".part") for one in tmp_path.iterdir()] == [True]


def test_it_is_recorded_when_it_begins_and_when_it_is_whole(made: Any, tmp_path: Path) -> None:
    done = archive(keeper(REGION), to=tmp_path)
    rows = AuditContent.objects.filter(target=done.folder.name).order_by("entry").values_list("verb", flat=True)
    assert list(rows) == ["archive_begun", "archive_made"]


def test_only_who_may_hand_over_the_whole_file_makes_a_package(made: Any, tmp_path: Path) -> None:
    for role in (Role.REGISTRAR, Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR):
        with pytest.raises(RefusedError):
            archive(office(REGION, role), to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_organisation_with_nothing_makes_no_package(tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="archive_empty"):
        archive(keeper(REGION), to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_received_by_both_lie_once_and_are_two_records(tmp_path: Path) -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    mine, agreement = confirm(region, FIRST, arrived=DAY, justered=DAY)
    theirs, _ = confirm(municipality, FIRST, arrived=DAY, agreement=agreement, ground="received_extract")
    done = archive(keeper(REGION), to=tmp_path)
    records = erms_of(done).xpath("//e:record/@systemIdentifier", namespaces=NS)
    assert {mine.pk.urn, theirs.pk.urn} <= set(records)
    assert len(list((done.folder / DATA).glob(f"{mine.content_id}*"))) == 1
    assert check_package(done.folder) == []
    assert Particulars.objects.count() == 2
