"""Matters and documents as FGS Ärendehantering 2.0, that is E-ARK CITS ERMS 3.0: a holding in, XML out.

A matter is a case file with its records; what belongs to several matters or to none lies in an aggregation of its own and
refers to them. What secrecy may need is marked: a restriction on the record, and the columns under one element's name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from samverkan.core.writing.xml import add, moment, written

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.writing.archive_values import Handled, Holding, Keeper, Matter, Record, Words

NAMESPACE: Final = "https://DILCIS.eu/XML/ERMS"
LOOSE: Final = "loose"
"""The identity of the aggregation of what belongs to no single matter."""


def erms(holding: Holding, words: Words, *, package: str) -> bytes:
    """The description of all that is handed over in the package of that name."""
    root = Element("erms", {"xmlns": NAMESPACE})
    _control(root, holding.keeper, package)
    placed: dict[str, list[Record]] = defaultdict(list)
    for record in holding.records:
        placed[record.matters[0] if len(record.matters) == 1 else LOOSE].append(record)
    aggregations = add(root, "aggregations")
    for matter in holding.matters:
        _matter(aggregations, matter, placed.get(matter.id, ()), holding.keeper, words)
    if placed.get(LOOSE):
        loose = add(aggregations, "aggregation", systemIdentifier=LOOSE, aggregationType="file")
        add(loose, "objectId", LOOSE)
        add(loose, "title", words.loose)
        for record in placed[LOOSE]:
            _record(loose, record, words)
    return written(root)


def _control(root: Element, keeper: Keeper, package: str) -> None:
    control = add(root, "control")
    add(control, "identification", package, identificationType="package")
    upkeep = add(control, "maintenanceInformation")
    add(upkeep, "maintenanceStatus", value="new")
    agency = add(upkeep, "maintenanceAgency")
    add(agency, "agencyCode", keeper.number, type="organisation number")
    add(agency, "agencyName", keeper.name)
    event = add(add(upkeep, "maintenanceHistory"), "maintenanceEvent")
    add(event, "eventType", value="created")
    add(event, "eventDateTime", moment(keeper.at))
    agent = add(event, "agent", agentType="creator")
    add(agent, "name", f"{keeper.program} {keeper.version}")
    system = add(add(add(control, "systemInformation"), "agents"), "agent", agentType="creator")
    add(system, "name", keeper.program)


def _matter(parent: Element, matter: Matter, records: list[Record] | tuple[()], keeper: Keeper, words: Words) -> None:
    made = add(parent, "aggregation", systemIdentifier=matter.id, aggregationType="caseFile")
    add(made, "objectId", matter.number)
    if matter.title:
        add(made, "title", matter.title)
    _agent(add(made, "agents"), "owner", matter.body or keeper.name, keeper.name, keeper.number)
    if matter.opened is not None:
        add(add(made, "dates"), "date", _day(matter.opened), dateType="opened")
    for record in records:
        _record(made, record, words)


def _record(parent: Element, record: Record, words: Words) -> None:
    made = add(
        parent, "record", systemIdentifier=record.id, recordType=record.kind, recordPhysicalOrDigital="digital"
    )  # fmt: skip
    add(made, "objectId", record.number or record.id)
    add(made, "extraId", record.sha256, extraIdType="SHA-256")
    title = next((one.title for one in record.handled if one.title), record.title)
    if title:
        add(made, "title", title)
    if len(record.matters) != 1:
        for matter in record.matters:
            add(made, "relation", matter, relationType="reference")
    if record.redacts:
        add(made, "relation", record.redacts, relationType="is_redacted_version_of")
    protected = record.protected
    if protected is not None and any(protected):
        limit = add(made, "restriction", restrictionType="confidential")
        add(limit, "explanatoryText", words.protected)
        add(limit, "regulation", words.regulation)
    if record.disposed is not None:
        erased = add(made, "disposal", disposable="true")
        add(erased, "disposalMandate", record.disposed.ground)
        add(add(erased, "disposalComments"), "disposalComment", record.disposed.decision)
        add(add(erased, "dates"), "disposalDate", moment(record.disposed.at), dateType="applied")
    if not record.own:
        add(made, "direction", directionDefinition="incoming")
    _agent(add(made, "agents"), "owner" if record.own else "sender", record.owner_name, record.owner_name, record.owner)
    dates = add(made, "dates")
    add(dates, "date", _day(record.arrived), dateType="received")
    add(dates, "date", moment(record.recorded), dateType="captured")
    for one in record.handled:
        _handled(made, one)
    _file(made, record, words)


def _handled(made: Element, one: Handled) -> None:
    section = f"§ {one.section}" if one.section else ""
    action = add(made, "action")
    add(action, "actionText", " ".join(part for part in (section, one.title, one.number) if part) or "–")
    if len(one.day) == 10:
        add(add(action, "dates"), "actionDate", f"{one.day}T00:00:00", dateType="decision_date")
    if one.body:
        add(add(add(action, "agents"), "agent", agentType="authorising_person"), "name", one.body)


def _file(made: Element, record: Record, words: Words) -> None:
    more = add(made, "additionalInformation")
    for one in record.files:
        add(more, "appendix", name=one.path.rsplit("/", 1)[-1], fileFormat=one.media, path=one.path)
    own = add(more, "ownElement")
    add(own, "ownElementDescription", "Samverkan")
    _own(own, "joint", "true" if record.joint else "false")
    _own(own, "signedOriginal", "true" if record.signed_original else "false")
    protected = record.protected
    if protected is not None and any(protected):
        apart = add(more, "ownElement")
        add(apart, "ownElementDescription", words.protected)
        for column, value in zip(protected._fields, protected, strict=True):
            if value:
                _own(apart, f"protected.{column}", value)


def _own(parent: Element, name: str, value: str) -> None:
    add(add(parent, "ownElement", name=name, dataType="string"), "value", value)


def _agent(parent: Element, kind: str, name: str, organisation: str, number: str) -> None:
    made = add(parent, "agent", agentType=kind)
    add(made, "name", name)
    add(made, "organisation", organisation)
    add(made, "idNumber", number, idNumberType="organisation number")


def _day(day: date) -> str:
    """A day where XML Schema wants a moment: its first."""
    return f"{day.isoformat()}T00:00:00"
