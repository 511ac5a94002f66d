"""The national REST API profile 1.2.0, requirement by requirement, each under its number.

What is tried is what a consumer would meet; DOK, FNS and the like are read from the OpenAPI document, as DIGG's own
linter reads them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from tests.api.system import System, case
from tests.api.test_openapi_document import document, operations
from tests.store.office import REGION

from samverkan.api.problems import STATUS

PARAMETERS = [
    (path, parameter) for path, _, operation in operations() for parameter in operation["parameters"]
]  # fmt: skip
QUERY = [(path, parameter) for path, parameter in PARAMETERS if parameter["in"] == "query"]


@pytest.fixture
def system() -> System:
    case()
    return System(REGION)


def test_dok_01_03_07_08_09_11_the_document_tells_of_the_api_its_service_level_and_limits() -> None:
    said = Client().get("/api/v1/openapi.json")
    assert said.status_code == 200  # without a token: DOK.01
    info = said.json()["info"]
    assert {"title", "version", "description", "contact", "license", "x-sla", "x-limitations"} <= info.keys()
    assert {"name", "url", "email"} <= info["contact"].keys()
    assert {"name", "url"} <= info["license"].keys()
    assert {"availability", "responseTime", "support"} <= info["x-sla"].keys()
    assert said.json()["externalDocs"]["url"].endswith("/api/v1/docs")


def test_dok_06_the_documentation_is_swedish_and_english() -> None:
    for language in ("sv", "en"):
        description = document(language)["info"]["description"]
        assert "Begränsning" in description
        assert "Limit" in description
    assert document("sv")["info"]["summary"] != document("en")["info"]["summary"]


def test_dok_15_every_request_and_answer_has_an_example() -> None:
    for path, _, operation in operations():
        contents = [one for answer in operation["responses"].values() for one in answer.get("content", {}).values()]
        contents += operation.get("requestBody", {}).get("content", {}).values()
        assert contents
        assert all(one["examples"] for one in contents), path
    for _, parameter in PARAMETERS:
        jsonschema_rs.validate(parameter["schema"], parameter["example"])  # says which it is, where it is not


def test_dok_17_the_document_is_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1.")


def test_dok_19_20_operations_and_their_answers_are_described() -> None:
    for path, _, operation in operations():
        assert operation["description"], path
        assert {"200", "400", "406", "500"} <= operation["responses"].keys()
        assert all(answer["description"] for answer in operation["responses"].values())


def test_dot_01_04_days_are_full_dates_and_moments_are_in_utc(system: System) -> None:
    for one in system.json("documents")["items"]:
        date.fromisoformat(one["arrived"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one["recorded"])
        assert datetime.fromisoformat(one["recorded"]).tzinfo == UTC
    for _, parameter in QUERY:
        if parameter["name"] in ("on", "known", "papers"):
            assert parameter["schema"]["format"] == "date"


def test_res_02_no_name_is_a_row_number_and_no_parameter_a_personal_number(system: System) -> None:
    forbidden = {"pnr", "personalidentitynumber", "personnummer", "personnr", "ssn", "socialsecuritynumber"}
    for _, parameter in PARAMETERS:
        assert parameter["name"].replace("_", "").casefold() not in forbidden
    for address in ("bodies", "matters", "items", "decisions", "documents", "agreements"):
        for one in system.json(address)["items"]:
            assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one["id"])


def test_res_06_ufn_05_07_08_09_paths_are_lower_case_with_hyphens() -> None:
    for path in document()["paths"]:
        assert len(path) < 2048
        assert re.fullmatch(r"(/([a-z0-9]+(-[a-z0-9]+)*|{[a-z]+}))+", path), path


def test_ufn_01_02_sak_01_ver_05_the_server_is_https_api_and_major_version() -> None:
    for secure, wanted in ((True, "https://testserver/api/v1"), (False, "http://testserver/api/v1")):
        said = Client().get("/api/v1/openapi.json", secure=secure).json()
        assert said["servers"] == [{"url": wanted}]


def test_https_is_the_only_way_in_unless_it_is_a_demo(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/api/v1/api-info")
    assert answer.status_code == 301
    assert answer["Location"].startswith("https://")


def test_ame_01_02_answers_are_json_in_utf_8(system: System) -> None:
    answer = system.get("agreements")
    assert answer["Content-Type"] == "application/json"
    assert "Familjecentralen Lärkan".encode() in answer.content
    for path, _, operation in operations():
        assert set(operation["responses"]["200"]["content"]) == {"application/json"}, path


def test_ame_04_05_07_names_are_snake_case_but_for_those_that_the_profile_gives() -> None:
    for name, schema in document()["components"]["schemas"].items():
        for key in schema.get("properties", {}):
            pattern = r"api[A-Z][a-z]+" if name == "ApiInfo" else r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
            assert re.fullmatch(pattern, key), (name, key)


def test_arq_03_accept_etag_and_cache_control_are_heeded(system: System) -> None:
    answer = system.get("organisations")
    assert answer["Cache-Control"] == "private, no-cache"
    assert system.get("organisations", **{"If-None-Match": answer["ETag"]}).status_code == 304
    assert system.get("organisations", Accept="text/csv").status_code == 406


def test_arq_05_no_data_is_asked_for_in_headers() -> None:
    assert {parameter["in"] for _, parameter in PARAMETERS} == {"path", "query"}


def test_arp_02_each_error_has_its_status() -> None:
    assert {400, 401, 403, 404, 405, 415, 422, 500} <= set(STATUS.values())


def test_fel_01_02_errors_are_problems_with_all_five_members() -> None:
    problem = document()["components"]["schemas"]["Problem"]
    assert {"type", "title", "status", "detail", "instance"} <= set(problem["required"])
    for path, _, operation in operations():
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert set(answer["content"]) == {"application/problem+json"}, (path, status)


def test_fel_01_a_type_leads_to_its_description() -> None:
    page = Client().get("/api/v1/docs").content.decode()
    for code in STATUS:
        assert f'id="{code.replace("_", "-")}"' in page


def test_ver_06_api_info_is_under_the_root_and_asks_for_no_token() -> None:
    said = Client().get("/api/v1/api-info").json()
    assert said.keys() == {"apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"}
    assert re.fullmatch(r"1\.\d+\.\d+", said["apiVersion"])
    date.fromisoformat(said["apiReleased"])
    assert Client().get(said["apiDocumentation"]).status_code == 200


def test_fns_01_03_05_06_search_parameters_are_snake_case_and_optional() -> None:
    for path, parameter in QUERY:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", parameter["name"]), path
        assert parameter["required"] is False, (path, parameter["name"])


def test_fns_07_08_09_pages_begin_at_1_and_hold_20(system: System) -> None:
    lists = [path for path, _, operation in operations() if "Link" in operation["responses"]["200"]["headers"]]
    assert len(lists) >= 8
    for path in lists:
        named = {one["name"]: one["schema"] for where, one in QUERY if where == path}
        assert (named["limit"]["default"], named["limit"]["maximum"], named["page"]["default"]) == (20, 100, 1)
        said = system.json(path[1:])
        assert (said["page"], said["limit"]) == (1, 20)


def test_sak_09_10_15_16_the_token_is_a_bearer_and_stands_in_no_address(system: System) -> None:
    schemes = document()["components"]["securitySchemes"]
    assert {name: (one["type"], one["scheme"]) for name, one in schemes.items()} == {"Bearer": ("http", "bearer")}
    assert Client().get(f"/api/v1/agreements?access_token={system.secret}").status_code == 401


def test_for_02_get_takes_no_body() -> None:
    assert all("requestBody" not in operation for _, method, operation in operations() if method == "get")
