"""Everything that goes wrong is a problem that names what to do, in the reader's language; and what HTTP itself asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from tests.api.system import System, case
from tests.store.office import REGION, office

from samverkan.actions.roles import Role, Scope
from samverkan.actions.tokens import revoke_token
from samverkan.store.models import ApiToken, AuditContent, Document

NONE = "6a1f0d8b-52c7-4e2f-8f0b-7d3a9c41e2b6"
PAPER = "§ 7 Avtal\nNämnden beslutar att godkänna avtalet.\n".encode()


@pytest.fixture
def system() -> System:
    case()
    return System(REGION, Scope.READ, Scope.RECEIVE)


def told(answer: Any, status: int, code: str) -> Any:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert {"type", "title", "status", "detail", "instance", "code"} <= said.keys()
    assert (said["status"], said["code"]) == (status, code)
    assert said["type"].endswith(f"/api/v1/docs#{code.replace('_', '-')}")
    return said


def test_a_missing_unknown_expired_or_revoked_token_is_401(system: System) -> None:
    client = Client()
    answer = client.get("/api/v1/agreements")
    told(answer, 401, "token_missing")
    assert answer["WWW-Authenticate"] == 'Bearer realm="samverkan"'
    for header in ("Basic abc", "Bearer", "Bearer  "):
        told(client.get("/api/v1/agreements", headers={"Authorization": header}), 401, "token_missing")
    answer = client.get("/api/v1/agreements", headers={"Authorization": "Bearer samverkan_x"})
    told(answer, 401, "token_unknown")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]
    today = office(REGION).today
    ApiToken.objects.update(expires=today - timedelta(days=1))
    told(system.get("agreements"), 401, "token_expired")
    ApiToken.objects.update(expires=today)
    assert system.get("agreements").status_code == 200
    revoke_token(office(REGION, Role.ADMINISTRATOR), token=system.token)
    told(system.get("agreements"), 401, "token_revoked")


def test_what_a_scope_does_not_open_is_403(system: System) -> None:
    told(System(REGION, Scope.RECEIVE).get("agreements"), 403, "not_in_scope")
    told(System(REGION, Scope.READ).post({}), 403, "not_in_scope")


@pytest.mark.parametrize(
    "address",
    [
        "nothing", "", "agreements/nothing", f"agreements/{NONE}", f"bodies/{NONE}", "organisations/1", "items/1",
        "organisations/2321990018%00", "documents/%00", "agreements/%F0%28",
    ],
)  # fmt: skip
def test_what_is_not_there_is_404(system: System, address: str) -> None:
    told(system.get(address), 404, "not_found")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_a_method_that_is_not_there_is_405_with_those_that_are(system: System, method: str) -> None:
    reads = "GET, HEAD, OPTIONS"
    for address, allowed in (("documents", f"{reads}, POST"), ("agreements", reads), ("docs", reads)):
        answer = getattr(system.client, method)(f"/api/v1/{address}", headers=system.headers)
        told(answer, 405, "method_not_allowed")
        assert answer["Allow"] == allowed


def test_options_says_what_may_be_done_without_a_token(system: System) -> None:
    answer = Client().options("/api/v1/documents")
    assert (answer.status_code, answer["Allow"], answer.content) == (204, "GET, HEAD, OPTIONS, POST", b"")


def test_head_is_get_without_its_content(system: System) -> None:
    whole = system.get("agreements")
    head = system.client.head("/api/v1/agreements", headers=system.headers)
    assert (head.status_code, head.content) == (200, b"")
    assert [head[name] for name in ("ETag", "Content-Length", "Link")] == [
        whole[name] for name in ("ETag", "Content-Length", "Link")
    ]


def test_an_answer_that_one_has_is_304_until_it_changes(system: System) -> None:
    for address in ("agreements", "documents", "api-info", "openapi.json", "docs"):
        answer = system.get(address)
        assert answer["ETag"].startswith('"')
        for known in (answer["ETag"], f'"other", {answer["ETag"]}', f"W/{answer['ETag']}", "*"):
            same = system.get(address, **{"If-None-Match": known})
            assert (same.status_code, same.content, same["ETag"]) == (304, b"", answer["ETag"])
        assert system.get(address, **{"If-None-Match": '"other"'}).status_code == 200
    before = system.get("documents")["ETag"]
    assert system.post({"file": ContentFile(PAPER, "a.txt")}).status_code == 201
    assert system.get("documents", **{"If-None-Match": before}).status_code == 200


def test_another_format_is_406_and_sent_in_another_415(system: System) -> None:
    for address in ("agreements", "openapi.json", "api-info"):
        told(system.get(address, Accept="application/xml"), 406, "not_acceptable")
    assert system.get("agreements", Accept="application/*;q=0.8").status_code == 200
    answer = system.client.post("/api/v1/documents", data="{}", content_type="application/json", headers=system.headers)
    told(answer, 415, "unsupported_media_type")
    assert answer["Accept-Post"] == "multipart/form-data"


def test_what_is_too_large_is_413(system: System, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100
    told(system.post({"file": ContentFile(b"x" * 101, "a.txt")}), 413, "too_large")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    told(system.post({"file": ContentFile(b"x" * 1000, "a.txt")}), 413, "too_large")
    told(system.post({"file": ContentFile(b"x", "a.txt"), "number": "x" * 120}), 413, "too_large")
    assert not Document.objects.filter(organisation=REGION, content__size__in=(1, 101, 1000)).exists()


def test_too_many_requests_are_429_with_when_to_come_back(system: System, settings: Any) -> None:
    settings.API_RATE = 2
    first = system.get("organisations")
    assert first["RateLimit-Policy"] == '"token";q=2;w=60'
    assert first["RateLimit"].startswith('"token";r=1;t=')
    answers = [system.get("organisations") for _ in range(5)]  # five in two minutes at most: one of them is too many
    assert {answer.status_code for answer in answers} == {200, 429}
    answers = [answer for answer in answers if answer.status_code == 429]
    said = told(answers[-1], 429, "too_many_requests")
    assert int(answers[-1]["Retry-After"]) > 0
    assert "2 anrop" in said["detail"]
    assert answers[-1]["RateLimit"].startswith('"token";r=0;t=')


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"), ("limit=101", "limit"), ("page=0", "page"), ("page=1.0", "page"), ("page=x", "page"),
        ("on=2022-13-01", "on"), ("known=20220101", "known"), ("papers=igår", "papers"), ("standing=fine", "standing"),
        ("colour=red", "colour"), ("text=%00", "text"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_wrong_is_named_with_the_remedy(system: System, query: str, name: str) -> None:
    said = told(system.get(f"agreements?{query}"), 400, "invalid_parameters")
    assert [one["property"] for one in said["invalid_parameters"]] == [name]
    assert said["invalid_parameters"][0]["reason"].endswith(".")


def test_a_personal_identity_number_in_an_address_is_refused_and_not_repeated(system: System) -> None:
    for address in ("search?q=Anna+811218-9876", "agreements?text=8112189876", "matters?registry_number=19811218-9876"):
        answer = system.get(address)
        told(answer, 400, "invalid_parameters")
        assert b"9876" not in answer.content
    assert system.get("search?q=2321990018").status_code == 200  # an organisation's number is none


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("organisations/8112189876", 400), ("organisations/811218-9876", 400), ("nothing/19811218-9876", 404),
        ("agreements?811218-9876=1", 400), ("agreements/8112189876", 404),
    ],
)  # fmt: skip
def test_no_problem_repeats_one_wherever_it_stands(system: System, address: str, status: int) -> None:
    answer = system.get(address)
    assert answer.status_code == status, answer.content
    assert b"9876" not in answer.content


def test_a_length_that_is_no_number_is_a_problem(system: System) -> None:
    answer = system.post({"file": ContentFile(PAPER, "a.txt")}, **{"Content-Length": "many"})
    told(answer, 400, "bad_request")


def test_an_error_of_ours_is_a_problem_that_tells_nothing_of_the_inside(system: System, settings: Any) -> None:
    settings.API_RATE = "inside"  # no number: what nobody has thought of
    answer = system.get("organisations")
    told(answer, 500, "internal_error")
    assert b"inside" not in answer.content


def test_a_wrong_host_is_a_problem_too() -> None:
    told(Client().get("/api/v1/api-info", HTTP_HOST="evil.example"), 400, "bad_request")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", "sv"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("sv,en", "sv"),
        ("de", "sv"),
        ("en;q=0.5, sv;q=0.9", "sv"),
        ("§", "sv"),
    ],
)
def test_the_language_is_the_readers(asked: str, given: str) -> None:
    answer = Client().get("/api/v1/agreements", headers={"Accept-Language": asked})
    assert answer["Content-Language"] == given
    assert answer.json()["title"] == {"sv": "Nyckel saknas", "en": "A token is missing"}[given]
    assert "Accept-Language" in answer["Vary"]


def test_a_document_comes_in_once_and_waits_for_review(system: System) -> None:
    first = system.post({"file": ContentFile(PAPER, "protokoll.txt"), "arrived": "2024-03-01", "number": " D  1 "})
    assert first.status_code == 201
    said = first.json()
    assert (said["state"], said["number"], said["arrived"], said["file_name"]) == (
        "waiting", "D 1", "2024-03-01", "protokoll.txt",
    )  # fmt: skip
    assert system.client.get(first["Location"], headers=system.headers).json() == said
    again = system.post({"file": ContentFile(PAPER, "samma.txt")})
    assert (again.status_code, again.json()) == (200, said)
    row = AuditContent.objects.get(verb="document_received", target=said["id"])
    assert row.content["by"] == f"token:{system.token.pk}"


def test_a_system_that_may_only_send_learns_what_became_of_what_it_sent(system: System) -> None:
    sender = System(REGION, Scope.RECEIVE)
    said = sender.post({"file": ContentFile(PAPER, "protokoll.txt"), "number": "D 1"}).json()
    assert (said["state"], said["file_name"], said["number"]) == ("waiting", "protokoll.txt", "D 1")
    again = sender.post({"file": ContentFile(PAPER, "samma.txt")}).json()
    assert (again["id"], again["state"], again["file_name"], again["number"]) == (said["id"], None, None, None)
    assert sender.get(f"documents/{said['id']}").status_code == 403


def test_a_document_that_cannot_be_received_leaves_nothing(system: System) -> None:
    before = Document.objects.count()
    said = told(system.post({"file": ContentFile(PAPER, "a.txt"), "arrived": "2999-01-01"}), 422, "refused")
    assert "2999" in said["detail"]
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(100), bytes(range(256)) * 4):
        said = told(system.post({"file": ContentFile(data, "karin.pdf")}), 422, "refused")
        assert "karin" not in said["detail"]
        assert len(said["detail"]) > 20
    told(system.post({"number": "1"}), 400, "invalid_parameters")
    told(system.post({"file": ContentFile(PAPER, "a.txt"), "arrived": "i dag"}), 400, "invalid_parameters")
    assert Document.objects.count() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [("number", "x" * 81), ("number", "D\0 1"), ("arrived", "20240301"), ("signed_original", "ja")],
)
def test_what_is_said_wrongly_of_a_document_is_named_and_leaves_nothing(system: System, name: str, value: str) -> None:
    before = Document.objects.count()
    said = told(system.post({"file": ContentFile(PAPER, "a.txt"), name: value}), 400, "invalid_parameters")
    assert [one["property"] for one in said["invalid_parameters"]] == [name]
    assert Document.objects.count() == before


def test_an_empty_file_is_no_document(system: System) -> None:
    before = Document.objects.count()
    said = told(system.post({"file": ContentFile(b"", "a.txt")}), 400, "invalid_parameters")
    assert said["invalid_parameters"] == [{"property": "file", "reason": "Filen är tom. Skicka den fil som kom in."}]
    assert Document.objects.count() == before


def test_an_empty_field_says_nothing(system: System) -> None:
    sent = {"file": ContentFile(PAPER, "a.txt"), "number": "", "arrived": "", "signed_original": ""}
    said = system.post(sent).json()
    assert (said["number"], said["arrived"], said["signed_original"]) == (None, str(office(REGION).today), False)


@pytest.mark.parametrize("data", [("\ufeff§ 1 Avtal\0" + "om vård " * 20).encode("utf-16"), b"%PDF-1.7\0", b"PK\3\4\0"])
def test_bytes_that_no_text_has_are_received_and_do_no_harm(system: System, data: bytes) -> None:
    answer = system.post({"file": ContentFile(data, "a.txt")})
    assert answer.status_code == 201, answer.content
    assert system.get(f"documents/{answer.json()['id']}").status_code == 200
    assert system.get(f"documents/{answer.json()['id']}/text").status_code in (200, 404)


@pytest.mark.parametrize("data", [b"\0", b"\0\1\2 avtal\0"])
def test_bytes_that_are_no_paper_are_turned_away(system: System, data: bytes) -> None:
    told(system.post({"file": ContentFile(data, "a.txt")}), 422, "refused")


def test_what_cannot_be_read_is_received_and_says_so(system: System) -> None:
    answer = system.post({"file": ContentFile(b"%PDF-1.7 broken", "bild.pdf")})
    assert (answer.status_code, answer.json()["state"]) == (201, "unreadable")
    assert system.get(f"documents/{answer.json()['id']}/text").status_code == 404
