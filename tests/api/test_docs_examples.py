"""The three examples of docs/api.md, run as they stand there against a server that listens."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from tests.api.system import System, case, own_connection
from tests.store.office import EXAMPLES, REGION

from samverkan.actions.roles import OPENS, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.simple_server import WSGIServer

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing: the test says what came of it."""


@pytest.fixture
def server() -> Iterator[WSGIServer]:
    """One request at a time, in the test's own thread and transaction."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet) as listening:
        listening.timeout = 60
        yield listening


def test_the_examples_of_the_docs_work(server: WSGIServer) -> None:
    known = case()
    system = System(REGION, Scope.READ, Scope.RECEIVE)
    environment = {
        "PATH": os.environ["PATH"], "TOKEN": system.secret, "HOST": f"http://127.0.0.1:{server.server_port}",
        "AGREEMENT": str(known.agreement.pk), "FILE": str(EXAMPLES / "vastana/2019-11-13-socialnamnden-97.txt"),
    }  # fmt: skip
    commands = re.findall(r"^    (curl .*)$", PAGE, re.MULTILINE)
    answers: list[Any] = []
    for command in commands:
        with subprocess.Popen(["sh", "-c", f"{command} --silent"], env=environment, stdout=subprocess.PIPE) as asking:
            with own_connection():
                server.handle_request()
            answers.append(json.loads(asking.communicate(timeout=60)[0]))
    agreements, standing, received = answers
    assert agreements["items"][0]["id"] == str(known.agreement.pk)
    assert standing["standing"] == "awaiting"
    assert received["state"] == "waiting"


def test_the_docs_name_every_scope() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == {scope.value for scope in OPENS}
