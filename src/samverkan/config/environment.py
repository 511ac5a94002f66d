"""The settings that an installation may give, read from its environment; each is described in docs/settings.md.

In: names and strings. Out: values. A value that cannot be understood is an ImproperlyConfigured that names it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE: Final = frozenset({"1", "true", "yes", "ja"})
_FALSE: Final = frozenset({"", "0", "false", "no", "nej"})


def text(name: str, default: str = "") -> str:
    """The setting as written."""
    return os.environ.get(name, default).strip()


def words(name: str, default: str = "") -> list[str]:
    """A list, parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool = False) -> bool:
    """On or off: 1/0, true/false, yes/no, ja/nej."""
    said = text(name, "1" if default else "0").casefold()
    if said not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name} is 1 or 0, not {said!r}")
    return said in _TRUE


def number(name: str, default: int) -> int:
    """A whole number."""
    said = text(name, str(default))
    try:
        return int(said)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is a whole number, not {said!r}") from None


class Smtp(NamedTuple):
    """A mail server: `tls` from the first byte, or `starttls`; an empty host: none."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def smtp(name: str) -> Smtp:
    """The mail server at a URL: smtp://host, smtp+starttls://user:password@host:587 or smtps://user:password@host."""
    said = text(name)
    if not said:
        return Smtp()
    try:
        found = urlsplit(said)
        port = found.port or _PORTS[found.scheme]
    except (KeyError, ValueError):
        raise ImproperlyConfigured(f"{name} is smtp://host, smtp+starttls://host or smtps://host") from None
    if not found.hostname:
        raise ImproperlyConfigured(f"{name} names no host")
    return Smtp(
        found.hostname, port, unquote(found.username or ""), unquote(found.password or ""),
        found.scheme == "smtp+starttls", found.scheme == "smtps",
    )  # fmt: skip


def home() -> Path:
    """The folder that holds the database and the documents; made where there is none."""
    folder = Path(text("SAMVERKAN_HOME", "var")).absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def secret_key(folder: Path) -> str:
    """The key that sessions are signed with: the setting, or one made once and kept in the home folder."""
    given = text("SAMVERKAN_SECRET_KEY")
    if given:
        return given
    kept = folder / "secret-key"
    try:
        with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text(encoding="ascii").strip()
