"""The datasets that are published, as DCAT-AP-SE 3.0 in RDF/XML: values in, bytes out, every IRI absolute and every node named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import Element

from samverkan.core.writing.xml import add, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_SPACES: Final = {
    "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:dcat": "http://www.w3.org/ns/dcat#",
    "xmlns:foaf": "http://xmlns.com/foaf/0.1/",
    "xmlns:vcard": "http://www.w3.org/2006/vcard/ns#",
}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_DATE: Final = "http://www.w3.org/2001/XMLSchema#date"
GOVERNMENT: Final = f"{_EU}data-theme/GOVE"


class Publisher(NamedTuple):
    """An authority, by its organisation number as Sveriges dataportal names authorities."""

    number: str
    name: str

    @property
    def iri(self) -> str:
        """Its identity."""
        return f"http://dataportal.se/organisation/SE{self.number}"


class Dataset(NamedTuple):
    """What one authority has published here."""

    publisher: Publisher
    title: Mapping[str, str]
    description: Mapping[str, str]
    keywords: Mapping[str, Sequence[str]]
    issued: date
    modified: date
    web: str  # the page for people
    service: str  # the list that programs read


class Catalogue(NamedTuple):
    """All datasets of the installation. `publisher`: whose catalogue it is; `email`: whom to ask, "" where nobody is named."""

    iri: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    publisher: Publisher
    homepage: str
    licence: str
    contact: str
    email: str
    service: str
    service_title: Mapping[str, str]
    service_description: str
    issued: date
    modified: date
    datasets: Sequence[Dataset]


def dcat(one: Catalogue) -> bytes:
    """The catalogue as RDF/XML."""
    root = Element("rdf:RDF", _SPACES)
    _catalogue(root, one)
    publishers = {held.iri: held for held in (one.publisher, *(dataset.publisher for dataset in one.datasets))}
    for iri, publisher in publishers.items():
        agent = add(root, "foaf:Agent", rdf__about=iri)
        add(agent, "foaf:name", publisher.name)
        _resource(agent, "dcterms:type", "http://purl.org/adms/publishertype/LocalAuthority")
    contact = add(root, "vcard:Organization", rdf__about=f"{one.iri}#contact")
    add(contact, "vcard:fn", one.contact)
    if one.email:
        _resource(contact, "vcard:hasEmail", f"mailto:{one.email}")
    for dataset in one.datasets:
        _dataset(root, one, dataset)
    _service(root, one)
    return written(root)


def _catalogue(root: Element, one: Catalogue) -> None:
    made = add(root, "dcat:Catalog", rdf__about=one.iri)
    _texts(made, one.title, one.description)
    _resource(made, "dcterms:publisher", one.publisher.iri)
    _resource(made, "dcterms:license", one.licence)
    _resource(made, "foaf:homepage", one.homepage)
    _resource(made, "dcterms:language", f"{_EU}language/SWE")
    _resource(made, "dcat:themeTaxonomy", f"{_EU}data-theme")
    _dates(made, one.issued, one.modified)
    for dataset in one.datasets:
        _resource(made, "dcat:dataset", _iri(one, dataset, "dataset"))
    if one.datasets:
        _resource(made, "dcat:service", f"{one.iri}#service")


def _dataset(root: Element, catalogue: Catalogue, one: Dataset) -> None:
    made = add(root, "dcat:Dataset", rdf__about=_iri(catalogue, one, "dataset"))
    _texts(made, one.title, one.description)
    _resource(made, "dcterms:publisher", one.publisher.iri)
    _resource(made, "dcat:contactPoint", f"{catalogue.iri}#contact")
    _resource(made, "dcat:theme", GOVERNMENT)
    _resource(made, "dcterms:language", f"{_EU}language/SWE")
    _resource(made, "dcterms:accessRights", f"{_EU}access-right/PUBLIC")
    _resource(made, "dcterms:accrualPeriodicity", f"{_EU}frequency/CONT")
    _resource(made, "dcat:landingPage", one.web)
    for language, words in one.keywords.items():
        for word in words:
            add(made, "dcat:keyword", word, xml__lang=language)
    _dates(made, one.issued, one.modified)
    _resource(made, "dcat:distribution", _iri(catalogue, one, "distribution"))
    given = add(root, "dcat:Distribution", rdf__about=_iri(catalogue, one, "distribution"))
    for language, title in catalogue.service_title.items():
        add(given, "dcterms:title", title, xml__lang=language)
    _resource(given, "dcat:accessURL", one.service)
    _resource(given, "dcat:accessService", f"{catalogue.iri}#service")
    add(given, "dcterms:format", "application/json")
    _resource(given, "dcterms:license", catalogue.licence)
    _resource(given, "dcterms:conformsTo", "https://schema.oparl.org/1.1/")


def _service(root: Element, one: Catalogue) -> None:
    if not one.datasets:
        return
    made = add(root, "dcat:DataService", rdf__about=f"{one.iri}#service")
    for language, title in one.service_title.items():
        add(made, "dcterms:title", title, xml__lang=language)
    _resource(made, "dcat:endpointURL", one.service)
    _resource(made, "dcat:endpointDescription", one.service_description)
    _resource(made, "dcterms:publisher", one.publisher.iri)
    _resource(made, "dcat:contactPoint", f"{one.iri}#contact")
    _resource(made, "dcterms:license", one.licence)
    _resource(made, "dcterms:accessRights", f"{_EU}access-right/PUBLIC")
    for dataset in one.datasets:
        _resource(made, "dcat:servesDataset", _iri(one, dataset, "dataset"))


def _texts(made: Element, title: Mapping[str, str], description: Mapping[str, str]) -> None:
    for tag, texts in (("dcterms:title", title), ("dcterms:description", description)):
        for language, text in texts.items():
            add(made, tag, text, xml__lang=language)


def _dates(made: Element, issued: date, modified: date) -> None:
    add(made, "dcterms:issued", issued.isoformat(), rdf__datatype=_DATE)
    add(made, "dcterms:modified", modified.isoformat(), rdf__datatype=_DATE)


def _resource(made: Element, tag: str, iri: str) -> None:
    add(made, tag, rdf__resource=iri)


def _iri(catalogue: Catalogue, one: Dataset, what: str) -> str:
    return f"{catalogue.iri}#{what}-{one.publisher.number}"
