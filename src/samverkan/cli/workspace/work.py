"""`samverkan work`: what the workspace does by itself beside the server: seals the logs, keeps the index, sends digests."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from samverkan.actions.working import SECONDS, Worker
from samverkan.cli.output import flush, put
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options

_FAILED = 1


def run(options: Options) -> int:
    """Work until told to stop; with --once, one round of everything that is due."""
    worker = Worker()
    if "--once" in options.named:
        return 0 if worker.round() else _FAILED
    stopped = threading.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stopped.set())
    put(say("cli", "working", {}, options.language) + "\n")
    flush()
    while not stopped.is_set():
        worker.round()
        stopped.wait(SECONDS)
    return 0
