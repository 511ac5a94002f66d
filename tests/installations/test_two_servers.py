"""Two installations, a server each, that share nothing but extracts, tell the same of the agreement."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests import homes
from tests.serving import free_port, served

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
REGION, MUNICIPALITY = "2321990018", "2120990011"


class Installation(NamedTuple):
    """One organisation's own: its environment, its server's address, its token."""

    own: str
    env: dict[str, str]
    address: str
    token: str
    certificate: Path

    def does(self, step: str, *arguments: str) -> Any:
        return _run(self.env, "-m", "tests.installations.office_alone", step, self.own, *arguments)

    def asks(self, path: str) -> Any:
        asked = urllib.request.Request(
            f"{self.address}/api/v1/{path}", headers={"Authorization": f"Bearer {self.token}"}
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.loads(answer.read())

    def is_sent(self, file: Path) -> Any:
        """The extract comes in, as a mail system would leave it: by the API."""
        edge = uuid.uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="utdrag.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        body = head.encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
        sent = urllib.request.Request(
            f"{self.address}/api/v1/documents", data=body, method="POST",
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": f"multipart/form-data; boundary={edge}"},
        )  # fmt: skip
        with urllib.request.urlopen(sent, timeout=60) as answer:
            return json.loads(answer.read())


def _run(env: dict[str, str], *arguments: str) -> Any:
    done = subprocess.run([sys.executable, *arguments], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout) if done.stdout.startswith(("{", "[", "null")) else done.stdout


@contextmanager
def installation(own: str, home: Path) -> Iterator[Installation]:
    env = homes.environment(home) | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    homes.migrated(home)
    made = _run(env, "-m", "tests.installations.office_alone", "found", own)
    certificate = home / "certificate.pem"
    certificate.write_text(made["certificate"])
    port = free_port()
    serve = ["-m", "samverkan", "serve", "--port", str(port)]
    with served(serve, port, env, home / "server.log") as address:
        yield Installation(own, env, address, made["token"], certificate)


def test_two_installations_that_share_nothing_but_extracts_tell_the_same(tmp_path: Path) -> None:
    (tmp_path / "region").mkdir()
    (tmp_path / "municipality").mkdir()
    first, second = tmp_path / "region.pdf", tmp_path / "municipality.pdf"
    with (
        installation(REGION, tmp_path / "region") as region,
        installation(MUNICIPALITY, tmp_path / "municipality") as municipality,
    ):
        region.does("trust", MUNICIPALITY, str(municipality.certificate))
        municipality.does("trust", REGION, str(region.certificate))

        agreement = region.does("decide", "", str(first))["agreement"]
        received = municipality.is_sent(first)
        assert received["state"] == "recorded"
        assert municipality.is_sent(first)["id"] == received["id"]
        assert _standing(municipality, agreement)["standing"] == "awaiting"

        municipality.does("decide", agreement, str(second))
        assert region.is_sent(second)["state"] == "recorded"

        told = [_standing(one, agreement) for one in (region, municipality)]
        assert [one["standing"] for one in told] == ["in_force", "in_force"]
        assert told[0]["terms"][0]["shares"] == told[1]["terms"][0]["shares"]
        assert _matching(told[0]) == _matching(told[1])
        assert {one["status"] for one in told[0]["parties"]} == {"decided"}
        assert {(one["name"], one["status"]) for one in told[0]["parties"]} == {
            (one["name"], one["status"]) for one in told[1]["parties"]
        }


def _standing(one: Installation, agreement: str) -> Any:
    told = one.asks(f"agreements/{agreement}/standing")
    return told["agreements"][0] if "agreements" in told else told


def _matching(told: Any) -> list[tuple[str, str]]:
    return [(one["term"], one["verdict"]) for one in told["matching"]]
