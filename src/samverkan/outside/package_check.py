"""Whether a package for the archive is what its METS.xml says: a folder in, findings out; none where it is whole.

Every file is there with its size and SHA-256, nothing else is there, and OBJID is the folder's name. The schemas of METS
and ERMS are not asked: that is the archive's own check, and the tests'.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from samverkan.core.findings import Finding
from samverkan.core.writing.archive_mets import METS
from samverkan.outside.packing import PART, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_METS: Final = "{http://www.loc.gov/METS/}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_SHA256: Final = re.compile("[0-9a-fA-F]{64}")


class Listed(NamedTuple):
    """A file as METS.xml lists it."""

    path: str
    size: str
    sha256: str
    checksum: str


def check_package(
    folder: Path, *, name: str | None = None, told: Callable[[int], object] = lambda _: None
) -> list[Finding]:
    """What is wrong with the package; `name`: what it is to be called (its folder's name unless said)."""
    name = folder.name if name is None else name
    if not folder.is_dir():
        return [Finding("package_missing", {"source": str(folder)})]
    if name.endswith(PART):
        return [Finding("package_half_made", {"source": name})]
    if not (folder / METS).is_file():
        return [Finding("package_no_mets", {"source": name})]
    try:
        root = etree.parse(
            str(folder / METS), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        ).getroot()  # fmt: skip
    except (etree.XMLSyntaxError, OSError) as error:
        return [Finding("package_mets_broken", {"source": name, "why": str(error)})]
    if root.tag != f"{_METS}mets":
        return [Finding("package_mets_broken", {"source": name, "why": "METS"})]
    return list(_checked(folder, root, name, told))


def _checked(folder: Path, root: etree._Element, name: str, told: Callable[[int], object]) -> Iterator[Finding]:
    objid = root.get("OBJID") or ""
    if objid != name:
        yield Finding("package_name", {"source": name, "objid": objid or "–"})
    listed: dict[str, Listed] = {}
    for one in _listed(root):
        if one.path in listed:
            yield Finding("package_twice", {"source": name, "file": one.path})
        listed[one.path] = one
    if not listed:
        yield Finding("package_empty", {"source": name})
    for one in listed.values():
        yield from _file(folder, one, name)
        told(1)
    for path in sorted(_there(folder) - listed.keys() - {METS}):
        yield Finding("package_unlisted", {"source": name, "file": path})


def _listed(root: etree._Element) -> Iterator[Listed]:
    """What is linked to: files, and descriptions."""
    for file in root.iter(f"{_METS}file"):
        for place in file.iter(f"{_METS}FLocat"):
            yield _entry(place, file)
    for reference in root.iter(f"{_METS}mdRef"):
        yield _entry(reference, reference)


def _entry(place: etree._Element, kept: etree._Element) -> Listed:
    path = unquote(place.get(_LINK) or "").removeprefix("file:").removeprefix("./")
    return Listed(path, kept.get("SIZE") or "", kept.get("CHECKSUM") or "", kept.get("CHECKSUMTYPE") or "")


def _file(folder: Path, one: Listed, name: str) -> Iterator[Finding]:
    values = {"source": name, "file": one.path}
    at = folder / one.path
    if not one.path or one.path.startswith("/") or ".." in one.path.split("/") or at.is_symlink():
        yield Finding("package_outside", values)
        return
    if not at.is_file():
        yield Finding("package_lacks", values)
        return
    size = at.stat().st_size
    if one.size != str(size):
        yield Finding("package_size", {**values, "said": one.size or "–", "is": size})
    elif one.checksum != "SHA-256" or not _SHA256.fullmatch(one.sha256):
        yield Finding("package_unsummed", values)
    elif digest_of(at) != one.sha256.casefold():
        yield Finding("package_changed", values)


def _there(folder: Path) -> set[str]:
    found = set()
    for at, folders, names in os.walk(folder):
        links = [one for one in folders if os.path.islink(os.path.join(at, one))]
        found |= {os.path.relpath(os.path.join(at, one), folder) for one in (*names, *links)}
    return found
