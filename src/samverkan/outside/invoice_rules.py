"""The rules of Peppol for invoices: a folder of Schematron files in, verdicts on invoices out, and which version gave them.

How a document is to be built at all (the schema of UBL) is asked first: `ubl_structure`.

Saxon is loaded when the first invoice is asked about. One set of rules is compiled once and asked by one thread at a time.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from samverkan.core.findings import UnreadableError
from samverkan.outside import ubl_structure
from samverkan.outside.schematron import SCHEMATRON, stylesheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element
    from saxonche import PySaxonProcessor, PyXsltExecutable

SETTING: Final = "SAMVERKAN_INVOICE_RULES"
"""The setting that names the folder (docs/settings.md)."""

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_DOCUMENTS: Final = (f"{{{_UBL}Invoice-2}}Invoice", f"{{{_UBL}CreditNote-2}}CreditNote")
_VERSION: Final = re.compile(r"(?i)\b(?:release|version)\s+v?(\d+(?:\.\d+)+)")
_UPDATED: Final = re.compile(r"(?i)last update:\s*(\d{4}-\d{2}-\d{2}|\d{4}\s+[a-z]+)")
_CODE: Final = re.compile(r"[A-Z]{4}\d{4}\b")
_STRUCTURE: Final = "UBL-XSD"
"""The rule of what is not built as the schema says."""

_MILD: Final = frozenset({"warning", "warn", "information", "info"})
_DEEPEST, _WIDEST = 50, 100
"""Elements within each other, attributes of one; UBL needs a dozen and five, Saxon's parser stops at 100 and 200."""

_LARGEST: Final = 20 * 2**20
"""Bytes; an invoice of thousands of lines has a few million."""


class RuleFile(NamedTuple):
    """One file of rules; `version` and `updated` as it says itself, empty where it says nothing, and its SHA-256."""

    name: str
    title: str
    version: str
    updated: str
    sha256: str


class Verdict(NamedTuple):
    """A rule that an invoice does not keep: its id, `fatal` or `warning`, the rule set's own text, and the element."""

    rule: str
    flag: str
    text: str
    location: str

    @property
    def fatal(self) -> bool:
        """Whether the receiver refuses the invoice for it; a warning alone does not."""
        return self.flag.lower() not in _MILD


class Rules:
    """A rule set, compiled. `files` says which."""

    def __init__(self, files: tuple[RuleFile, ...], sheets: tuple[tuple[str, str], ...]) -> None:
        """Use `from_folder`; `sheets`: the stylesheets with the names of their files."""
        self.files = files
        self._sheets = sheets
        self._compiled: tuple[PySaxonProcessor, list[PyXsltExecutable]] | None = None
        self._turn = Lock()

    @classmethod
    def from_folder(cls, folder: str | Path) -> Rules:
        """The rules of every .sch file in the folder, by name; UnreadableError where there is none or one cannot be used."""
        path = Path(folder)
        try:
            found = sorted(one for one in path.iterdir() if one.suffix.lower() == ".sch")
        except OSError:
            raise UnreadableError("rules_missing", source=str(folder)) from None
        if not found:
            raise UnreadableError("rules_missing", source=str(folder))
        files, sheets = [_structure()], []
        for one in found:
            try:
                data = one.read_bytes()
            except OSError:
                raise UnreadableError("rules_unreadable", source=one.name) from None
            schema = _parsed(data)
            if schema is None:
                raise UnreadableError("rules_unreadable", source=one.name)
            sheets.append((one.name, stylesheet_of(schema, name=one.name)))
            files.append(_described(one.name, data, schema))
        return cls(tuple(files), tuple(sheets))

    @property
    def versions(self) -> tuple[str, ...]:
        """Each file with its version, for people: "PEPPOL-EN16931-UBL.sch 3.0.19"."""
        return tuple(f"{one.name} {one.version or 'SHA-256 ' + one.sha256[:12]}" for one in self.files)

    def validate(self, invoice: bytes) -> tuple[Verdict, ...]:
        """What the invoice breaks: of the schema first, then in the order of the files and of the document; nothing where it is valid.

        UnreadableError (`invoice_no_xml`, `invoice_no_ubl`, `invoice_too_large`) for what is no invoice at all.
        """
        if len(invoice) > _LARGEST:
            raise UnreadableError("invoice_too_large", most=_LARGEST // 2**20)
        root = _parsed(invoice)
        if root is None:
            raise UnreadableError("invoice_no_xml")
        if root.tag not in _DOCUMENTS:
            raise UnreadableError("invoice_no_ubl", found=etree.QName(root).localname)
        with self._turn:
            misbuilt = tuple(Verdict(_STRUCTURE, "fatal", why, place) for place, why in ubl_structure.misbuilt(root))
            if misbuilt and _is_beyond(root):
                return misbuilt
            return (*misbuilt, *self._asked(root))

    def _asked(self, root: Element) -> Iterator[Verdict]:
        processor, executables = self._loaded()
        try:
            document = processor.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        except Exception as error:  # Saxon's own, whose class is loaded with it
            raise UnreadableError("rules_failed", why=_said_by_saxon(error)) from error
        places: list[str] = []
        for name, executable in zip((name for name, _ in self._sheets), executables, strict=True):
            executable.set_global_context_item(xdm_item=document)
            try:
                answer = executable.transform_to_string(xdm_node=document)
            except Exception as error:  # Saxon's own, whose class is loaded with it
                raise UnreadableError("rules_failed", source=name, why=_said_by_saxon(error)) from error
            if answer is None:
                raise UnreadableError("rules_failed", source=name, why="")
            for one in etree.fromstring(answer.encode(), etree.XMLParser(huge_tree=True)):
                places = places or _places(root)
                words = " ".join("".join(map(str, one.itertext())).split())
                yield Verdict(one.get("id", ""), one.get("flag", ""), words, _place(places, one))

    def _loaded(self) -> tuple[PySaxonProcessor, list[PyXsltExecutable]]:
        if self._compiled is None:
            from saxonche import PySaxonProcessor

            processor = PySaxonProcessor(license=False)
            compiler = processor.new_xslt30_processor()
            executables = []
            for name, sheet in self._sheets:
                try:
                    executables.append(compiler.compile_stylesheet(stylesheet_text=sheet))
                except Exception as error:  # Saxon's own, whose class is loaded with it
                    raise UnreadableError("rules_failed", source=name, why=_said_by_saxon(error)) from error
            self._compiled = (processor, executables)
        return self._compiled


def _structure() -> RuleFile:
    title = "OASIS Universal Business Language (XSD)"
    return RuleFile("UBL", title, ubl_structure.VERSION, "", ubl_structure.digest())


def _parsed(data: bytes) -> Element | None:
    """The document; none where it is no XML, or brings a document type of its own, as none of these does."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root is None or root.getroottree().docinfo.doctype else root


def _is_beyond(root: Element) -> bool:
    """Whether it is deeper or wider than any invoice, and than what Saxon reads."""
    deep = 0
    for event, one in etree.iterwalk(root, events=("start", "end")):
        deep += 1 if event == "start" else -1
        if deep > _DEEPEST or len(one.attrib) > _WIDEST:
            return True
    return False


def _places(root: Element) -> list[str]:
    """Where each element lies, in the order of the document: "/Invoice/cac:InvoiceLine[2]"."""
    places = [f"/{_name(root)}"]

    def inside(element: Element, place: str) -> None:
        met: Counter[str] = Counter()
        for one in element:
            if isinstance(one.tag, str):
                met[one.tag] += 1
                places.append(f"{place}/{_name(one)}[{met[one.tag]}]")
                inside(one, places[-1])

    inside(root, places[0])
    return places


def _name(element: Element) -> str:
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local


def _place(places: list[str], failure: Element) -> str:
    number, attribute = failure.get("element"), failure.get("attribute")
    return (places[int(number) - 1] if number else "/") + (f"/@{attribute}" if attribute else "")


def _described(name: str, data: bytes, schema: Element) -> RuleFile:
    """What a file says of itself: in its title, its comments, its attributes."""
    comments = [str(one.text) for one in schema.getroottree().xpath("//comment()[position() <= 20]")]
    title = " ".join((schema.findtext(f"{{{SCHEMATRON}}}title") or "").split())
    said = " ".join([schema.get("schemaVersion", ""), title, *comments])
    version, updated = _VERSION.search(" ".join([*_last_updates(comments), said])), _UPDATED.search(said)
    return RuleFile(
        name, title, version[1] if version else "", updated[1] if updated else "", hashlib.sha256(data).hexdigest()
    )  # fmt: skip


def _last_updates(comments: list[str]) -> list[str]:
    """The comments that tell when the file was changed: they are the ones that tell its version, too."""
    return [" ".join(line.split()) for one in comments for line in one.splitlines() if "last update" in line.lower()]


def _said_by_saxon(error: Exception) -> str:
    """What Saxon says is wrong, by its code where it has one."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in lines if _CODE.match(line)), lines[0] if lines else type(error).__name__)
