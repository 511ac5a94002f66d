"""The OpenAPI document and the routes say the same, and the document says what each operation is."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver

from samverkan.api.openapi import openapi_document
from samverkan.api.routing import DECLARED
from samverkan.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHOUT = {"/openapi.json", "/docs", "/"}
"""Addresses that are no resource: the documentation, and the root, which answers 404."""


def document(language: str = "sv") -> Any:
    """The document as it is answered."""
    request = RequestFactory().get(
        "/api/v1/openapi.json", SERVER_NAME="localhost", headers={"Accept-Language": language}
    )
    return json.loads(openapi_document(request).content)


def operations() -> Iterator[tuple[str, str, Any]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def routes() -> set[str]:
    found = set()
    for resolver in get_resolver().url_patterns:
        if str(resolver.pattern).startswith("api/v1/"):
            inside = getattr(resolver, "url_patterns", None)
            patterns = [str(one.pattern) for one in inside] if inside else [str(resolver.pattern)[len("api/v1/") :]]
            found |= {"/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern) for pattern in patterns}
    return found


def test_routes_and_document_agree_both_ways() -> None:
    assert routes() - WITHOUT == set(document()["paths"])
    client = Client()
    for path, methods in document()["paths"].items():
        answer = client.options("/api/v1" + re.sub(r"{\w+}", "5fbdd74a-00f1-8dfd-8b01-9e5d94429d9e", path))
        assert {one.lower() for one in answer["Allow"].split(", ")} - {"head", "options"} == set(methods)


def test_every_operation_declares_its_right_and_asks_for_a_token_that_has_it() -> None:
    named = {operation["operationId"]: operation for _, _, operation in operations()}
    assert named.keys() == DECLARED.keys()
    for name, declared in DECLARED.items():
        assert named[name].get("security") == ([{"Bearer": []}] if declared.may else None)
        assert bool(named[name].get("x-scopes")) == (declared.may is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_said_in_words(language: str) -> None:
    said = document(language)
    texts = [said["info"]["summary"], said["info"]["description"], *(tag["description"] for tag in said["tags"])]
    for methods in said["paths"].values():
        for operation in methods.values():
            texts += [operation["summary"], operation["description"]]
            texts += [parameter["description"] for parameter in operation["parameters"]]
            texts += [answer["description"] for answer in operation["responses"].values()]
    for text in texts:
        assert text
        assert not re.fullmatch(r"[\w-]+(\.[\w-]+)+", text), text  # the bare code: there is no sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_of_every_operation_with_an_example_of_a_request(language: str) -> None:
    page = html.unescape(Client().get("/api/v1/docs", headers={"Accept-Language": language}).content.decode())
    told = re.findall(r'<code>curl .*?"http://testserver/api/v1(/[^"?]*)[^"]*"</code>', page)
    assert len(told) == len(list(operations()))
    assert not re.search(r"[{}]", "".join(told))
    assert '-F "file=@protokoll.pdf" -F "number=HSN 2019-0112-4"' in page
    for name in ("file", "number", "arrived", "signed_original"):
        field = document(language)["paths"]["/documents"]["post"]["requestBody"]["content"]["multipart/form-data"]
        assert field["schema"]["properties"][name]["description"] in page


def test_examples_are_what_their_schemas_say() -> None:
    said = document()
    tried = 0
    for _, _, operation in operations():
        for answer in operation["responses"].values():
            for content in answer.get("content", {}).values():
                for example in content["examples"].values():
                    schema = {**content["schema"], "components": said["components"]}
                    jsonschema_rs.validate(schema, example["value"])
                    tried += 1
    assert tried > 100
