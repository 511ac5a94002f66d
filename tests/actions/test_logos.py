"""The organisation's picture: shapes alone, on every paper, and an extract with it still says what its data say."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.actions.deciding import both
from tests.actions.signed import certified
from tests.store.office import REGION, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.justering import printed_minutes
from samverkan.actions.logos import logo_of, remove_logo, set_logo
from samverkan.actions.meetings import meeting_of
from samverkan.actions.roles import Role
from samverkan.outside.logos import LARGEST
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs

if TYPE_CHECKING:
    from pathlib import Path

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z" fill="#135"/></svg>'


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\x90" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True)
def _demo(settings: object, tmp_path: Path) -> None:
    settings.DEMO, settings.HOME = True, tmp_path


@pytest.mark.parametrize("data", [SVG, png(120, 40)], ids=["svg", "png"])
def test_it_stands_on_minutes_and_extracts_and_the_extract_still_says_what_its_data_say(data: bytes) -> None:
    side, _ = both()
    kept = meeting_of(side.meeting)
    bare = printed_minutes(side.acting, kept)
    set_logo(side.acting, data=data)
    assert logo_of(side.acting.organisation) == data
    assert len(printed_minutes(side.acting, kept)) > len(bare)
    extract = certified(side)
    found = verify_elsewhere(blobs.fetch(extract.content_id), "u.pdf", trust=Trust(), at=side.acting.at)
    assert (found.whole, found.page_matches_data) == (True, True)
    remove_logo(side.acting)
    assert logo_of(side.acting.organisation) is None
    assert printed_minutes(side.acting, kept) == bare
    with pytest.raises(InvalidError, match="logo_missing"):
        remove_logo(side.acting)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a", "logo_no_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "logo_no_picture"),
        (png(10, 10)[:-30], "logo_no_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'", "logo_no_picture"),
        (b"<svg " + b" " * LARGEST, "logo_large"),
        (png(2001, 1), "logo_pixels"),
        (png(90, 10), "logo_shape"),
        (SVG.replace(b'viewBox="0 0 40 20"', b""), "logo_shape"),
        (SVG.replace(b"<path", b"<script>1</script><path"), "logo_more_than_shapes"),
        (SVG.replace(b"<path", b"<text>Beslut</text><path"), "logo_more_than_shapes"),
        (SVG.replace(b"<path", b'<image href="http://x.example/a.png"/><path'), "logo_more_than_shapes"),
        (SVG.replace(b"<path", b'<use href="file:///etc/passwd"/><path'), "logo_more_than_shapes"),
        (SVG.replace(b"#135", b"url(http://x.example)"), "logo_more_than_shapes"),
        (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "logo_more_than_shapes"),
    ],
)
def test_a_picture_that_cannot_stand_on_a_paper_is_refused_and_the_one_before_stays(data: bytes, code: str) -> None:
    acting = office(REGION)
    with pytest.raises(InvalidError, match=f"^{code}$"):
        set_logo(acting, data=data)
    assert logo_of(acting.organisation) is None


def test_who_has_a_role_for_one_body_alone_does_not_set_it() -> None:
    side, _ = both()
    bound = replace(
        side.acting, roles=frozenset(), for_bodies={side.body.pk: frozenset({Role.REGISTRAR})}, notes=[]
    )  # fmt: skip
    with pytest.raises(RefusedError):
        set_logo(bound, data=SVG)
