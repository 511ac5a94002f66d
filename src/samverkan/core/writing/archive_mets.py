"""The list of a package's files as FGS Paketstruktur 2.0, that is E-ARK CSIP and SIP 2.1.0: files in, METS.xml out.

One METS in the package's own folder lists every file with size, SHA-256, kind and day; its OBJID is the folder's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from samverkan.core.writing.xml import add, moment, plain, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.writing.archive_values import Keeper, PackedFile

METS: Final = "METS.xml"
ERMS: Final = "metadata/descriptive/ERMS.xml"
DATA: Final = "representations/rep1/data/"
DOCUMENTATION: Final = "documentation/"
SCHEMAS: Final = "schemas/"
PROFILE: Final = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
CONTENT: Final = "citserms_v3_0"
"""The kind of content: the list of kinds that CSIP 2.1.0 has ends at citserms_v2_1, so it is said under OTHER."""

_SPACES: Final = {
    "xmlns:mets": "http://www.loc.gov/METS/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "xmlns:sip": "https://DILCIS.eu/XML/METS/SIPExtensionMETS",
}
_GROUPS: Final = (
    ("Documentation", "documentation", DOCUMENTATION),
    ("Schemas", "schemas", SCHEMAS),
    ("Representations/rep1", "rep1", DATA),
)
_TYPED: Final = {"csip:CONTENTINFORMATIONTYPE": "OTHER", "csip:OTHERCONTENTINFORMATIONTYPE": CONTENT}


def mets(keeper: Keeper, files: Sequence[PackedFile], *, package: str, label: str) -> bytes:
    """METS.xml of a package that holds these files. ValueError for a file that lies where CSIP has no place for it."""
    root = Element(
        "mets:mets", _SPACES | {"OBJID": package, "LABEL": plain(label), "TYPE": "Mixed"} | _TYPED | {"PROFILE": PROFILE}
    )  # fmt: skip
    _head(root, keeper)
    described = [one for one in files if one.path.startswith("metadata/")]
    for one in described:
        _described(root, one)
    section = add(root, "mets:fileSec", ID="files")
    left = set(files) - set(described)
    for use, group, folder in _GROUPS:
        inside = [one for one in files if one.path.startswith(folder)]
        left -= set(inside)
        made = add(section, "mets:fileGrp", ID=f"group-{group}", USE=use)
        made.attrib.update(_TYPED)
        for one in inside:
            _file(made, one)
    if left:
        raise ValueError(f"no place in a package: {sorted(one.path for one in left)}")
    _structure(root, package, described)
    return written(root)


def _head(root: Element, keeper: Keeper) -> None:
    at = moment(keeper.at)
    head = add(
        root, "mets:metsHdr", CREATEDATE=at, LASTMODDATE=at, RECORDSTATUS="NEW", csip__OAISPACKAGETYPE="SIP"
    )  # fmt: skip
    tool = add(head, "mets:agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    add(tool, "mets:name", keeper.program)
    add(tool, "mets:note", keeper.version, csip__NOTETYPE="SOFTWARE VERSION")
    for role in ("ARCHIVIST", "CREATOR"):
        agent = add(head, "mets:agent", ROLE=role, TYPE="ORGANIZATION")
        add(agent, "mets:name", keeper.name)
        add(agent, "mets:note", f"ORG:{keeper.number}", csip__NOTETYPE="IDENTIFICATIONCODE")


def _described(root: Element, one: PackedFile) -> None:
    made = add(root, "mets:dmdSec", ID=_id(one.path), CREATED=moment(one.created), STATUS="CURRENT")
    reference = add(made, "mets:mdRef", LOCTYPE="URL", MDTYPE="OTHER", OTHERMDTYPE="ERMS", MDTYPEVERSION="3.0")
    reference.attrib.update(_kept(one) | _link(one))


def _file(parent: Element, one: PackedFile) -> None:
    made = add(parent, "mets:file", ID=_id(one.path))
    made.attrib.update(_kept(one))
    add(made, "mets:FLocat", LOCTYPE="URL").attrib.update(_link(one))


def _kept(one: PackedFile) -> dict[str, str]:
    return {
        "MIMETYPE": one.media, "SIZE": str(one.size), "CREATED": moment(one.created), "CHECKSUM": one.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }  # fmt: skip


def _link(one: PackedFile) -> dict[str, str]:
    return {"xlink:type": "simple", "xlink:href": one.path}


def _structure(root: Element, package: str, described: Sequence[PackedFile]) -> None:
    chart = add(root, "mets:structMap", ID="structure", TYPE="PHYSICAL", LABEL="CSIP")
    top = add(chart, "mets:div", ID="structure-package", LABEL=package)
    add(top, "mets:div", ID="structure-metadata", LABEL="Metadata", DMDID=" ".join(_id(one.path) for one in described))
    for use, group, _ in _GROUPS:
        part = add(top, "mets:div", ID=f"structure-{group}", LABEL=use.split("/")[0])
        add(part, "mets:fptr", FILEID=f"group-{group}")


def _id(path: str) -> str:
    """The path as an identity in XML: letters, digits, points, dashes and low lines."""
    return "file-" + "".join(sign if sign.isascii() and (sign.isalnum() or sign in ".-") else "_" for sign in path)
