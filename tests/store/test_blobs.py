"""Bytes are kept once, under their hash, on disk and in S3-compatible storage (a real server over HTTP)."""

import hashlib
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage, storages
from django.test import override_settings

from samverkan.config.settings import bucket
from samverkan.store import blobs

DATA = "Protokoll från socialnämnden".encode()


@pytest.fixture(params=["disk", "s3"])
def kept_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "disk":
        yield "disk"
        return
    boto3 = pytest.importorskip("boto3", reason="the extra s3 is not installed")
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", port=0)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "eu-north-1" if name.endswith("REGION") else "test")
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint, name = f"http://{host}:{port}", f"samverkan-{uuid4()}"
        boto3.client("s3", endpoint_url=endpoint).create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"}
        )
        with override_settings(STORAGES={**storages.backends, "default": bucket(name, endpoint)}):
            yield "s3"
    finally:
        server.stop()


def test_bytes_are_kept_once_and_given_back(kept_in: str) -> None:
    sha256 = blobs.keep(DATA)
    assert sha256 == hashlib.sha256(DATA).hexdigest()
    assert blobs.keep(DATA) == sha256
    assert blobs.fetch(sha256) == DATA
    assert [name for name in default_storage.listdir(sha256[:2])[1] if name.startswith(sha256)] == [sha256]


def test_changed_bytes_are_told(kept_in: str) -> None:
    sha256 = blobs.keep(DATA + b"!")
    name = f"{sha256[:2]}/{sha256}"
    with default_storage.open(name, "wb") as file:
        file.write(b"something else")
    with pytest.raises(OSError, match="restore it from a backup"):
        blobs.fetch(sha256)


def test_bytes_that_are_not_there_are_an_error(kept_in: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - each storage says it in its own words
        blobs.fetch("0" * 64)
