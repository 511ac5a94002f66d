"""Messages in, files in a folder out, for a secure mail system to take: whole or not at all, the same message once.

`put_sdk_message` writes beside the paper the message object that an adapter for SDK (säker digital kommunikation) hands on.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_ODD: Final = re.compile(r"[^\w.-]+")


def put_in_folder(folder: Path | None, message: str, file_name: str, data: bytes) -> Path:
    """The file in a folder of the message's own; what is there already is left as it is."""
    if folder is None:
        raise FileNotFoundError("no folder is set up for secure mail")
    place = folder / _ODD.sub("_", message).strip("_")
    place.mkdir(parents=True, exist_ok=True)
    path = place / _ODD.sub("_", file_name)
    _whole(path, data)
    return path


def put_sdk_message(
    folder: Path | None, message: str, sender: str, recipient: str, subject: str, file_name: str, data: bytes
) -> Path:  # fmt: skip
    """The paper and `message.json`: who it is from (ten digits) and to, its name, its files with their SHA-256 in hexadecimal.

    The message object is written last: an adapter that sees it sees the paper.
    """
    path = put_in_folder(None if folder is None else folder / "sdk", message, file_name, data)
    told = {
        "messageId": message.strip("<>"), "sender": f"0007:{sender}", "recipient": recipient, "subject": subject,
        "attachments": [
            {"name": path.name, "mediaType": "application/pdf", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        ],
    }  # fmt: skip
    _whole(path.with_name("message.json"), json.dumps(told, ensure_ascii=False, indent=1).encode())
    return path.with_name("message.json")


def _whole(path: Path, data: bytes) -> None:
    """Written beside and then moved there, so that nobody takes half a file."""
    if path.exists():
        return
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
