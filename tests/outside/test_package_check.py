"""What is wrong with an archive package is found, each thing by its own code."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.core.writing.archive_mets import DATA, DOCUMENTATION, ERMS, METS, SCHEMAS, mets
from samverkan.core.writing.archive_values import Keeper
from samverkan.outside.package_check import check_package
from samverkan.outside.packing import Packing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = datetime(2026, 11, 22, 14, tzinfo=UTC)
KEEPER = Keeper("2321990018", "Region <Västana> & Co", "Samverkan", "0.1", AT)
NAME = "arkiv-2321990018-2026-11-22"
FILES = [f"{DATA}a.txt", f"{DATA}b.pdf", ERMS, f"{DOCUMENTATION}om.txt", f"{SCHEMAS}scheman.txt"]


def package(to: Path) -> Path:
    packing = Packing(to, NAME)
    for path in FILES:
        packing.put_bytes(path, "text/plain", AT, path.encode())
    packing.close(mets(KEEPER, packing.files, package=NAME, label="Prov"))
    return packing.rename()


def codes(folder: Path) -> list[str]:
    return [one.code for one in check_package(folder)]


def test_a_whole_package_has_no_findings(tmp_path: Path) -> None:
    assert codes(package(tmp_path)) == []


def _in_mets(old: str, new: str) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        text = (folder / METS).read_text(encoding="utf-8")
        assert old in text
        (folder / METS).write_text(text.replace(old, new, 1), encoding="utf-8")

    return changed


HURTS: dict[str, Callable[[Path], object]] = {
    "package_lacks": lambda folder: (folder / FILES[0]).unlink(),
    "package_changed": lambda folder: (folder / FILES[0]).write_bytes(FILES[0].upper().encode()),
    "package_size": lambda folder: (folder / FILES[0]).write_bytes(b"x"),
    "package_unlisted": lambda folder: (folder / DATA / "extra.txt").write_bytes(b"x"),
    "package_no_mets": lambda folder: (folder / METS).unlink(),
    "package_mets_broken": lambda folder: (folder / METS).write_bytes(b"<mets"),
    "package_name": _in_mets(f'OBJID="{NAME}"', 'OBJID="annat"'),
    "package_unsummed": _in_mets('CHECKSUMTYPE="SHA-256"', 'CHECKSUMTYPE="MD5"'),
    "package_outside": _in_mets(f'href="{DATA}a.txt"', 'href="../../../etc/passwd"'),
}


@pytest.mark.parametrize("code", HURTS)
def test_each_hurt_is_found(code: str, tmp_path: Path) -> None:
    folder = package(tmp_path)
    HURTS[code](folder)
    assert code in codes(folder)


def test_a_link_in_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    folder = package(tmp_path)
    (tmp_path / "utanför").write_bytes(FILES[0].encode())
    (folder / FILES[0]).unlink()
    (folder / FILES[0]).symlink_to(tmp_path / "utanför")
    (folder / DATA / "mapp").symlink_to(tmp_path)
    assert codes(folder) == ["package_outside", "package_unlisted"]


def test_a_folder_that_is_not_there_or_not_finished_is_no_package(tmp_path: Path) -> None:
    assert codes(tmp_path / "ingen") == ["package_missing"]
    (tmp_path / f"{NAME}.part").mkdir()
    assert codes(tmp_path / f"{NAME}.part") == ["package_half_made"]


def test_an_entity_in_mets_leads_nowhere(tmp_path: Path) -> None:
    folder = package(tmp_path)
    (tmp_path / "hemligt").write_text("hemligt")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/hemligt">]>'
    text = (folder / METS).read_text(encoding="utf-8").replace("?>\n", f"?>\n{doctype}\n", 1)
    (folder / METS).write_text(text.replace("Prov", "&amp;"), encoding="utf-8")
    assert "hemligt" not in str(check_package(folder))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.data())
def test_one_changed_byte_in_any_listed_file_is_found(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / NAME
    if not folder.exists():
        package(tmp_path)
    path = folder / data.draw(st.sampled_from(FILES))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    assert codes(folder) == ["package_changed"]
    path.write_bytes(whole)
    assert codes(folder) == []


@given(st.text(), st.text(max_size=20))
def test_whatever_signs_a_name_has_the_list_can_be_read(name: str, label: str) -> None:
    from lxml import etree

    written = mets(KEEPER._replace(name=name), [], package=NAME, label=label)
    root = etree.fromstring(written)
    assert root.get("OBJID") == NAME
