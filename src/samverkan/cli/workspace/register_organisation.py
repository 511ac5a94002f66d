"""`samverkan register-organisation`: an organisation with its bodies and its first administrator; how they get in said."""

from __future__ import annotations

import getpass
import sys
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from samverkan.actions.account import password_token
from samverkan.actions.acting import InvalidError
from samverkan.actions.founding import found, itself
from samverkan.cli.output import complain, put
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.actions.founding import Founded
    from samverkan.cli.arguments import Options

_WRONG = 2
_TWICE = ("once", "again")
_NEEDED = ("--name", "--kind", "--administrator", "--administrator-name")


def run(options: Options) -> int:
    """Register it; 2 where something is left out or is no day."""
    for name in _NEEDED:
        if not options.named.get(name):
            complain(say("cli", "register_needs", {"option": name}, options.language))
            return _WRONG
    written = options.named.get("--from", str(timezone.localdate()))
    try:
        day = date.fromisoformat(written)
    except ValueError:
        complain(say("cli", "not_a_day", {"option": "--from", "value": written}, options.language))
        return _WRONG
    acting = itself(options.files[0])
    password = _password(options) if "--ask-password" in options.named else None
    made = found(
        acting, kind=options.named["--kind"], name=options.named["--name"], from_day=day, bodies=options.several["--body"],
        email=options.named["--administrator"], person=options.named["--administrator-name"], password=password,
    )  # fmt: skip
    _tell(made, options)
    return 0


def _password(options: Options) -> str:
    """Asked for twice where somebody sits at a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        first, second = (getpass.getpass(say("cli", f"password_{one}", {}, options.language)) for one in _TWICE)
    except EOFError:  # Ctrl-D is Ctrl-C here: nothing is made
        raise KeyboardInterrupt from None
    if first != second:
        raise InvalidError("passwords_differ")
    return first


def _tell(made: Founded, options: Options) -> None:
    """What was made, and how the administrator gets in."""
    bodies = options.several["--body"]
    values = {"organisation": made.organisation.name, "number": made.organisation.pk, "bodies": len(bodies)}
    put(say("cli", "registered_bodies" if bodies else "registered", values, options.language) + "\n")
    person = made.administrator
    path = settings.LOGIN_URL
    if made.link:
        path = reverse("welcome", kwargs={"person_id": str(person.pk), "token": password_token(person)})
    told = {
        "name": person.name, "email": person.email, "address": settings.ADDRESS + path,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }  # fmt: skip
    put(say("cli", "registered_link" if made.link else "registered_login", told, options.language) + "\n")
