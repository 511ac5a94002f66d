"""`samverkan serve`: the workspace in the browser, by gunicorn, on this machine alone unless the settings say more.

Beside the server it does what `samverkan work` does, until the server ends.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings

from samverkan.actions.working import SECONDS, Worker
from samverkan.cli.output import complain, flush, put
from samverkan.cli.workspace.migrate import put_in_order
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

_PORT = 8000
_FAILED = 1
_MOST_WORKERS = 4
_WRONG = 2


def run(options: Options) -> int:
    """Put the database and the static files in order, then be the server until it is stopped."""
    written = options.named.get("--port", str(_PORT))
    if not written.isdecimal() or not 0 < int(written) < 1 << 16:
        complain(say("cli", "no_number", {"option": "--port", "value": written}, options.language))
        return _WRONG
    port = int(written)
    if not _free(port):
        complain(say("cli", "port_taken", {"port": port, "other": port + 1}, options.language))
        return _FAILED
    put_in_order(options.language)
    address = f"http://127.0.0.1:{written}"
    if not settings.CSRF_TRUSTED_ORIGINS:  # then links in letters and calendars lead here, to the port that was chosen
        settings.ADDRESS = os.environ.setdefault("SAMVERKAN_ADDRESS", address)
    put(say("cli", "served", {"address": address}, options.language) + "\n")
    flush()
    arguments = [
        "-m", "gunicorn", "--bind", f"127.0.0.1:{written}", "--workers", str(_workers()), "--threads", "4", "--preload",
        "--log-level", "warning", "--no-control-socket", "samverkan.config.wsgi",
    ]  # fmt: skip
    server = subprocess.Popen([sys.executable, *arguments])  # noqa: S603 - our own interpreter and server
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: server.terminate())
    worker = Worker()
    while server.poll() is None:
        worker.round()
        with suppress(subprocess.TimeoutExpired):
            server.wait(SECONDS)
    return 0 if server.returncode == -signal.SIGTERM else server.returncode


def _workers() -> int:
    """As many as there are cores, within reason: each computes one page at a time, and takes up to 250 MB."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_WORKERS)


def _free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
