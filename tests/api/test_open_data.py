"""Open data without login: the shape the standard has, only what is published, in pages, and nothing protected asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from tests.api.oparl_shape import flaws
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import publish, receive
from samverkan.actions.reading import read_paper
from samverkan.store.keeping import forget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = pytest.mark.django_db
FIRST = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
SECOND = "vastana/2019-11-13-socialnamnden-97.txt"
DAY = date(2019, 11, 20)
PROTECTED = (
    "store_particulars", "store_draft", "store_mark", "store_search", "store_register", "store_matter", "store_audit",
    "store_read",
)  # fmt: skip
START = "/oparl/v1.1"


@pytest.fixture
def made() -> tuple[Any, Any]:
    region, municipality = office(REGION), office(MUNICIPALITY)
    mine, agreement = confirm(region, FIRST, arrived=DAY, justered=DAY)
    theirs, _ = confirm(municipality, SECOND, arrived=DAY, agreement=agreement, justered=DAY)
    publish(region, document=mine)
    return mine, theirs


def asked(client: Client, address: str, status: int = 200) -> Any:
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert answer.status_code == status, address
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"] == "application/json"
    return answer.json()


def every(client: Client, address: str) -> Iterator[Any]:
    """All objects of a list, page by page as its links lead."""
    while address:
        page = asked(client, address)
        yield from page["data"]
        address = page["links"].get("next", "")


LISTS = {
    "organization": "Organization", "meeting": "Meeting", "paper": "Paper", "agendaItem": "AgendaItem",
    "consultation": "Consultation", "file": "File",
}  # fmt: skip


def test_every_object_has_the_shape_of_the_standard_and_is_found_by_its_id(client: Client, made: Any) -> None:
    system = asked(client, START)
    assert flaws(system, "System") == []
    seen = []
    for body in every(client, system["body"]):
        assert flaws(body, "Body") == []
        assert asked(client, body["id"]) == body
        for name, kind in LISTS.items():
            for one in every(client, body[name]):
                assert flaws(one, kind) == []
                assert asked(client, one["id"]) == one
                seen.append(kind)
        for name in ("person", "membership", "legislativeTermList", "locationList"):
            assert list(every(client, body[name])) == [], "no person is told of"
    assert set(seen) == set(LISTS.values())


def test_the_objects_lead_to_each_other(client: Client, made: Any) -> None:
    mine, _ = made
    (body,) = every(client, asked(client, START)["body"])
    assert body["name"] == "Region Västana"
    (meeting,) = every(client, body["meeting"])
    assert meeting["start"].startswith("2019-10-23T00:00")
    (item,) = meeting["agendaItem"]
    assert item["number"] == "112"
    assert asked(client, item["meeting"]) == meeting
    handled = asked(client, item["consultation"])
    assert (handled["authoritative"], handled["agendaItem"], handled["meeting"]) == (True, item["id"], meeting["id"])
    paper = asked(client, handled["paper"])
    assert paper["consultation"] == [handled]
    assert paper["mainFile"] == meeting["resultsProtocol"]
    assert client.get(urlsplit(paper["mainFile"]["downloadUrl"]).path).content == _bytes(mine)
    (board,) = every(client, body["organization"])
    assert meeting["organization"] == [board["id"]]
    assert list(every(client, board["meeting"])) == [meeting]
    assert list(every(client, board["consultation"])) == [handled]


def _bytes(document: Any) -> bytes:
    from samverkan.store import blobs

    return blobs.fetch(document.content_id)


def test_what_is_not_published_is_not_there(client: Client, made: Any) -> None:
    _, theirs = made
    assert [one["name"] for one in every(client, f"{START}/body")] == ["Region Västana"]
    asked(client, f"{START}/paper/{theirs.pk}", 404)
    asked(client, f"{START}/file/{theirs.pk}", 404)
    asked(client, f"{START}/body/{MUNICIPALITY}", 404)
    asked(client, f"{START}/body/{MUNICIPALITY}/paper", 404)
    publish(office(MUNICIPALITY), document=theirs)
    assert asked(client, f"{START}/paper/{theirs.pk}")["reference"]
    assert len(list(every(client, f"{START}/body"))) == 2


def test_what_is_withdrawn_tells_only_that_it_is_gone(client: Client, made: Any) -> None:
    mine, _ = made
    item = next(every(client, f"{START}/body/{REGION}/agenda-item"))
    publish(office(REGION), document=mine, withdrawn=True)
    gone = asked(client, f"{START}/paper/{mine.pk}")
    assert set(gone) == {"id", "type", "created", "modified", "deleted"}
    assert flaws(gone, "Paper") == []
    assert set(asked(client, item["id"])) == set(gone)
    assert set(asked(client, item["meeting"])) == set(gone)
    assert list(every(client, f"{START}/body")) == []
    publish(office(REGION), document=mine)
    assert asked(client, item["id"]) | {"modified": item["modified"]} == item


def test_one_who_asks_what_has_changed_is_told_of_what_is_gone(client: Client, made: Any) -> None:
    mine, theirs = made
    publish(office(MUNICIPALITY), document=theirs)
    other = read_paper(b"En handling till.", "x.txt")
    more, _ = receive(office(REGION), paper=other, arrived=DAY)
    publish(office(REGION), document=more)
    publish(office(REGION), document=mine, withdrawn=True)
    papers = f"{START}/body/{REGION}/paper"
    assert [one["id"].rsplit("/", 1)[1] for one in every(client, papers)] == [str(more.pk)]
    since = quote("2020-01-01T00:00:00+01:00")
    changed = {
        one["id"].rsplit("/", 1)[1]: one.get("deleted") for one in every(client, f"{papers}?modified_since={since}")
    }
    assert changed == {str(mine.pk): True, str(more.pk): None}
    later = quote(datetime(2999, 1, 1, tzinfo=UTC).isoformat())
    assert list(every(client, f"{papers}?created_since={later}")) == []
    assert len(list(every(client, f"{papers}?created_until={later}"))) == 1


def test_lists_come_in_pages_with_links(client: Client) -> None:
    region = office(REGION)
    for n in range(5):
        document, _ = receive(region, paper=read_paper(f"Handling {n}.".encode(), f"{n}.txt"), arrived=DAY)
        publish(region, document=document)
    papers = f"{START}/body/{REGION}/paper"
    first = asked(client, f"{papers}?elementsPerPage=2")
    assert first["pagination"] == {"totalElements": 5, "elementsPerPage": 2, "currentPage": 1, "totalPages": 3}
    assert "prev" not in first["links"]
    last = asked(client, first["links"]["last"])
    assert "next" not in last["links"]
    assert len(last["data"]) == 1
    assert len({one["id"] for one in every(client, f"{papers}?elementsPerPage=2")}) == 5
    assert asked(client, f"{papers}?elementsPerPage=100000")["pagination"]["elementsPerPage"] == 100
    asked(client, f"{papers}?page=4&elementsPerPage=2", 404)


@pytest.mark.parametrize(
    "wrong", ["created_since=2024-01-01", "modified_since=x", "page=0", "page=-1", "elementsPerPage=two"]
)
def test_a_value_that_cannot_be_used_is_told_with_the_standards_error(client: Client, made: Any, wrong: str) -> None:
    told = asked(client, f"{START}/body?{wrong}", 400)
    assert told["type"] == "https://schema.oparl.org/1.1/Error"
    assert told["debug"] == wrong.split("=")[0]


def test_nothing_protected_is_ever_asked_for(client: Client, made: Any) -> None:
    mine, _ = made
    forget()
    with CaptureQueriesContext(connection) as captured:
        for address in (START, f"{START}/body", f"{START}/body/{REGION}/meeting", f"{START}/paper/{mine.pk}"):
            asked(client, address)
        assert client.get("/dcat").status_code == 200
    statements = [one["sql"] for one in captured.captured_queries]
    assert any("store_published" in one for one in statements)
    assert [one for one in statements for table in PROTECTED if table in one] == []


def test_a_file_name_a_sender_or_a_person_is_never_told(client: Client) -> None:
    acting = office(REGION)
    paper = read_paper(b"Ett beslut.", "HEMLIGT-NAMN.txt")
    document, _ = receive(acting, paper=paper, arrived=DAY, sender="Anna Hemlig", concerns="Hemligheten", number="7")
    publish(acting, document=document)
    for address in (f"{START}/paper/{document.pk}", f"{START}/file/{document.pk}", "/dcat"):
        assert "hemlig" not in client.get(address).content.decode().casefold()


def test_who_has_it_already_is_told_so_and_only_reading_is_done(client: Client, made: Any) -> None:
    first = client.get(START)
    again = client.get(START, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.post(START).status_code == 405


# -- DCAT-AP-SE ---------------------------------------------------------------------------------------------------------

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PREFIXES = {
    "dcterms": "{http://purl.org/dc/terms/}", "dcat": "{http://www.w3.org/ns/dcat#}", "foaf": "{http://xmlns.com/foaf/0.1/}",
    "vcard": "{http://www.w3.org/2006/vcard/ns#}",
}  # fmt: skip
MUST = {
    "dcat:Catalog": "dcterms:title dcterms:description dcterms:publisher dcterms:license dcat:dataset",
    "dcat:Dataset": "dcterms:title dcterms:description dcterms:publisher dcat:contactPoint dcat:theme dcat:distribution",
    "dcat:Distribution": "dcat:accessURL dcterms:license dcterms:format",
    "dcat:DataService": "dcterms:title dcat:endpointURL dcterms:accessRights",
    "foaf:Agent": "foaf:name",
    "vcard:Organization": "vcard:fn",
}
"""What DCAT-AP-SE demands of each class, with what it recommends and we promise."""
LEADS_TO = {
    "dcterms:publisher": "foaf:Agent", "dcat:contactPoint": "vcard:Organization", "dcat:dataset": "dcat:Dataset",
    "dcat:distribution": "dcat:Distribution", "dcat:accessService": "dcat:DataService", "dcat:service": "dcat:DataService",
    "dcat:servesDataset": "dcat:Dataset",
}  # fmt: skip


def name(short: str) -> str:
    prefix, local = short.split(":")
    return PREFIXES[prefix] + local


def test_the_catalogue_has_what_dcat_ap_se_demands_and_every_link_leads_somewhere(client: Client, made: Any) -> None:
    _, theirs = made
    publish(office(MUNICIPALITY), document=theirs)
    answer = client.get("/dcat")
    assert answer["Content-Type"] == "application/rdf+xml"
    root = etree.fromstring(answer.content)
    nodes = {one.get(f"{RDF}about"): one for one in root}
    assert None not in nodes, "every node is named"
    assert len(nodes) == len(root), "and described once"
    for short, must in MUST.items():
        found = root.findall(name(short))
        assert found, short
        for node in found:
            assert [one for one in must.split() if node.find(name(one)) is None] == []
    assert len(root.findall(name("dcat:Dataset"))) == 2
    for short, target in LEADS_TO.items():
        for one in root.iter(name(short)):
            assert nodes[one.get(f"{RDF}resource")].tag == name(target)
    for one in root.iter():
        for attribute in ("about", "resource"):
            iri = one.get(RDF + attribute)
            assert iri is None or urlsplit(iri).scheme in ("http", "https", "mailto")
    swedish = "{http://www.w3.org/XML/1998/namespace}lang"
    for node in (*root.findall(name("dcat:Catalog")), *root.findall(name("dcat:Dataset"))):
        assert {one.get(swedish) for one in node.findall(name("dcterms:title"))} == {"sv", "en"}


def test_an_installation_with_nothing_published_describes_nothing(client: Client) -> None:
    office(REGION)
    root = etree.fromstring(client.get("/dcat").content)
    assert root.findall(name("dcat:Dataset")) == []
    assert flaws(asked(client, START), "System") == []
