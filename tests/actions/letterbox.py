"""A real mail server on loopback, and what it took: whom it refuses and how slow it is can be said."""

from __future__ import annotations

from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from tests.serving import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


class Box:
    """A mail server's own end: every letter it took; `answer` is what it says to one instead of taking it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer = ""
        self.slow = 0.0
        self.asked = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        import asyncio

        self.asked += 1
        if self.answer == "drop":
            server.transport.abort()
            return "421 gone"
        if self.answer:
            return self.answer
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        await asyncio.sleep(self.slow)
        return "250 taken"


@contextmanager
def mail_server(box: Box, port: int = 0) -> Iterator[int]:
    controller = Controller(box, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
