"""A letter with a paper in, sent by SMTP (RFC 5321) out: once, under the name it is given.

Exceptions: OSError and smtplib's where the server is not there or says "later" (nothing has left); PostRefusedError where it
says no for good; PostUnsureError where the line broke while the letter was on its way.
"""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.utils import formataddr
from typing import NamedTuple

from django.conf import settings
from django.core.mail import get_connection


class Letter(NamedTuple):
    """A letter. `message`: its Message-ID, with angle brackets (RFC 5322, 3.6.4)."""

    message: str
    name: str
    address: str
    subject: str
    text: str
    file_name: str
    pdf: bytes


class PostRefusedError(Exception):
    """The server refuses the address or the letter for good."""


class PostUnsureError(Exception):
    """Whether the server has the letter cannot be told."""


def post(letter: Letter) -> None:
    """Hand the letter to the mail server."""
    connection = get_connection()
    connection.open()
    server: smtplib.SMTP | None = getattr(connection, "connection", None)
    if server is None:
        raise OSError("no mail server")
    try:
        server.send_message(_message(letter), to_addrs=[letter.address])
    except smtplib.SMTPRecipientsRefused as error:
        raise _said(*next(iter(error.recipients.values()))) from error
    except smtplib.SMTPResponseException as error:
        raise _said(error.smtp_code, error.smtp_error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise PostUnsureError from error
    finally:
        connection.close()


def _said(code: int, _words: object) -> Exception:
    """4yz is "later", 5yz for good (RFC 5321, 4.2.1)."""
    return PostRefusedError() if code >= 500 else smtplib.SMTPResponseException(code, b"later")


def _message(letter: Letter) -> EmailMessage:
    made = EmailMessage()
    made["Message-ID"], made["Subject"], made["From"] = letter.message, letter.subject, settings.DEFAULT_FROM_EMAIL
    made["To"] = formataddr((letter.name, letter.address))
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    made.add_attachment(letter.pdf, maintype="application", subtype="pdf", filename=letter.file_name)
    return made
