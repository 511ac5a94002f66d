"""schemathesis asks every operation for what its OpenAPI document allows and forbids, and finds nothing."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, Final

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.core.parameters import ParameterLocation
from schemathesis.transport.serialization import Binary, serialize_binary
from tests.api.system import System, case, own_connection
from tests.store.office import REGION

from samverkan.actions.roles import Scope
from samverkan.api.openapi import document

EXAMPLES: Final = int(os.environ.get("SAMVERKAN_SCHEMATHESIS", "6"))
"""How many of each kind for an operation; more of them to look closer than every run has time for."""

schema = schemathesis.openapi.from_dict(document(RequestFactory(HTTP_HOST="localhost").get("/api/v1/openapi.json")))


def _ask(environ: Any, start_response: Any) -> Any:
    return _application()(environ, start_response)


@cache
def _application() -> Any:
    return get_wsgi_application()


schema.app = _ask
schema.config.checks.positive_data_acceptance.expected_statuses += ["422"]  # a well-formed day that is still to come


@pytest.fixture
def system(settings: Any) -> System:
    """Two organisations with papers, and a token that may all; its rate is not what is tried here."""
    settings.API_RATE = 1_000_000
    case()
    return System(REGION, Scope.READ, Scope.RECEIVE)


@pytest.mark.filterwarnings("ignore:.*[.]upload")  # Django leaves a file to the collector where a later part is broken
@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_schemathesis_finds_nothing(case: Case, system: System) -> None:
    _as_there_is(case, system)
    _as_it_is_read(case)
    with own_connection():
        case.call_and_validate(headers=_headers(case, system))


def _headers(case: Case, system: System) -> dict[str, str]:
    """The token; where what is wrong is the header itself, it is sent as it was made."""
    wrong = case.meta is not None and case.meta.is_negative_at(ParameterLocation.HEADER)
    return {} if wrong else system.headers


def _as_it_is_read(case: Case) -> None:
    """A file as text: the check that a wrong field may read as a right one in a form cannot read a form with bytes in it."""
    if isinstance(case.body, dict) and isinstance(case.body.get("file"), bytes | Binary):
        case.body["file"] = serialize_binary(case.body["file"]).decode("latin-1")


def _as_there_is(case: Case, system: System) -> None:
    """Ask for something that there is, where a well-formed name is asked for."""
    if case.meta is not None and case.meta.generation.mode.is_positive and "id" in case.path_parameters:
        kind = case.path.split("/")[1]
        case.path_parameters["id"] = system.json(kind)["items"][0]["id"]
