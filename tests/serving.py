"""A server of a test's own: its command and its port in, its address while it answers out."""

from __future__ import annotations

import http.client
import random
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.homes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_PATIENCE = 180


def free_port() -> int:
    """A port nobody listens on, and below those a system gives by itself: nobody is given it before it is used."""
    for _ in range(100):
        port = random.randrange(20_000, 32_000)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


@contextmanager
def served(arguments: Sequence[str], port: int, env: Mapping[str, str], log: Path) -> Iterator[str]:
    """Python with those arguments, a server on that port; it is stopped after."""
    with log.open("wb") as written:
        server = subprocess.Popen([sys.executable, *arguments], env=env, cwd=ROOT, stdout=written, stderr=written)
    try:
        _wait_for(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            raise


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers, whatever it answers."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            asked.request("GET", "/login")
            asked.getresponse().read()
        except (http.client.HTTPException, OSError):
            time.sleep(0.2)
        else:
            return
        finally:
            asked.close()
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")
