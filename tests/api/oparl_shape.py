"""The objects of OParl 1.1 as the standard's tables have them, in our own words: which properties there are, of which kind.

`!` marks what must be there. Every object has id, type, created and modified, and may say that it is deleted.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

SCHEMA = "https://schema.oparl.org/1.1/"
SHAPES = {
    "System": "oparlVersion!:const otherOparlVersions:urls license:url body!:url name:text contactEmail:text contactName:text "
    "website:url vendor:url product:url",
    "Body": "system:url shortName:text name!:text website:url license:url licenseValidSince:moment oparlSince:moment ags:text "
    "rgs:text equivalent:urls contactEmail:text contactName:text organization!:url person!:url meeting!:url paper!:url "
    "legislativeTerm!:objects legislativeTermList!:url agendaItem!:url consultation!:url file!:url locationList!:url "
    "membership!:url classification:text location:object",
    "Organization": "body:url name:text membership:urls meeting:url consultation:url shortName:text post:texts "
    "subOrganizationOf:url organizationType:text classification:text startDate:day endDate:day website:url location:object "
    "externalBody:url",
    "Meeting": "name:text meetingState:text cancelled:truth start:moment end:moment location:object organization:urls "
    "participant:urls invitation:File resultsProtocol:File verbatimProtocol:File auxiliaryFile:Files agendaItem:AgendaItems",
    "AgendaItem": "meeting:url number:text order:number name:text public:truth consultation:url result:text "
    "resolutionText:text resolutionFile:File auxiliaryFile:Files start:moment end:moment",
    "Paper": "body:url name:text reference:text date:day paperType:text relatedPaper:urls superordinatedPaper:urls "
    "subordinatedPaper:urls mainFile:File auxiliaryFile:Files location:objects originatorPerson:urls underDirectionOf:urls "
    "originatorOrganization:urls consultation:Consultations",
    "Consultation": "paper:url agendaItem:url meeting:url organization:urls authoritative:truth role:text",
    "File": "name:text fileName:text mimeType:text date:day size:number sha1Checksum:text sha512Checksum:text text:text "
    "accessUrl!:url downloadUrl:url externalServiceUrl:url masterFile:url derivativeFile:urls fileLicense:url meeting:urls "
    "agendaItem:urls person:url paper:urls",
}
COMMON = "id!:url type!:const created!:moment modified!:moment license:url keyword:texts web:url deleted:truth"


def flaws(said: Any, kind: str, where: str = "") -> list[str]:
    """What is not as the tables have it."""
    where = where or kind
    if not isinstance(said, dict):
        return [f"{where}: no object"]
    found = []
    if said.get("type") != f"{SCHEMA}{kind}":
        found.append(f"{where}: type {said.get('type')}")
    table = {}
    for column in f"{COMMON} {SHAPES[kind]}".split():
        name, sort = column.split(":")
        table[name.rstrip("!")] = sort
        if name.endswith("!") and name.rstrip("!") not in said and not said.get("deleted"):
            found.append(f"{where}.{name.rstrip('!')}: missing")
    for name, value in said.items():
        if name not in table:
            found.append(f"{where}.{name}: not in the standard")
        else:
            found += [f"{where}.{one}" for one in _flaws(value, table[name], name)]
    return found


def _flaws(value: Any, sort: str, name: str) -> list[str]:
    if value is None or value == "":
        return [f"{name}: empty; what is not known is left out"]
    if sort[0].isupper():
        kind = sort.removesuffix("s")
        these = value if sort.endswith("s") else [value]
        return [flaw for one in these for flaw in flaws(one, kind, name)]
    tests = {
        "url": _is_url, "urls": lambda v: isinstance(v, list) and all(map(_is_url, v)), "text": lambda v: isinstance(v, str),
        "texts": lambda v: isinstance(v, list) and all(isinstance(one, str) for one in v), "number": lambda v: type(v) is int,
        "truth": lambda v: type(v) is bool, "const": lambda v: isinstance(v, str), "moment": _is_moment, "day": _is_day,
        "object": lambda v: isinstance(v, dict), "objects": lambda v: isinstance(v, list),
    }  # fmt: skip
    return [] if tests[sort](value) else [f"{name}: {value!r} is no {sort}"]


def _is_url(value: Any) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return bool(parts and parts.scheme in ("http", "https") and parts.netloc)


def _is_moment(value: Any) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", value)) and bool(
        datetime.fromisoformat(value)
    )


def _is_day(value: Any) -> bool:
    return bool(date.fromisoformat(value)) and len(value) == 10
