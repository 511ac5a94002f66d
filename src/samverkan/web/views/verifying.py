"""Is an extract whole, and who certified it? A file in, the answer out in words; nothing of it is kept.

Anybody may ask, so that a file is no larger than an extract can be, and nobody asks too often.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone

from samverkan.actions.pinning import pinned
from samverkan.core.findings import Finding
from samverkan.outside.certificates import certificate_in
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import HALF_SIGNED, here, verify_elsewhere
from samverkan.web.deciding.received import NOT_PINNED
from samverkan.web.large import LARGEST
from samverkan.web.page import ANYBODY, page
from samverkan.web.throttle import asked_too_often
from samverkan.words import say
from samverkan.words.flaws import say_why

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samverkan.outside.signatures import Signed
    from samverkan.web.asked import Asked

_TEMPLATE = "web/deciding/verify.html"


@page(_TEMPLATE, may=ANYBODY, methods=("GET", "POST"))
def verify(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The question as a form, and its answer: 413 for a file that no extract can be, 429 for who asks too often."""
    file = asked.request.FILES.get("file")
    if asked.request.method != "POST" or file is None:
        return {"found": None, "asked_for": asked.request.method == "POST"}
    if (file.size or 0) > LARGEST["verify"]:
        return _refused(asked, 413, too_large=LARGEST["verify"] >> 20)
    wait = asked_too_often(asked.request, "verify")
    if wait:
        return _refused(asked, 429, wait=wait)
    pins = [] if asked.acting is None else list(pinned(asked.acting.organisation))
    trusted = Trust(tuple(certificate_in(one.certificate.encode()).der for one in pins))
    found = verify_elsewhere(file.read(), file.name or "", trust=trusted, at=timezone.now())
    unpinned = any(one.code in NOT_PINNED for one in found.findings)
    said = [say_why(one, asked.language) for one in found.findings if one.code not in NOT_PINNED]
    if unpinned:
        said.append(say("deciding", "verify.not_pinned", {}, asked.language))
    return {
        "found": found, "name": file.name, "findings": said,
        "half": any(one.code in HALF_SIGNED for one in found.findings),
        "signatures": [(one, _when(asked, one), _worth(one), _reasons(asked, one, file.name or "")) for one in found.signatures],
    }  # fmt: skip


def _when(asked: Asked, one: Signed) -> str:
    """The day and hour of a signature by the clock in Sweden; "" where it tells of none."""
    if one.time is None:
        return ""
    time = here(datetime.fromisoformat(one.time))
    return say("deciding", "verify.when", {"day": time.date(), "clock": f"{time:%H.%M}"}, asked.language)


def _worth(one: Signed) -> str:
    """The code (`deciding:signature.*`) of what a signature is worth."""
    return {True: "valid", False: "not_valid", None: "not_sure"}[one.valid]


def _reasons(asked: Asked, one: Signed, name: str) -> list[str]:
    """Why, each reason a sentence; that the certificate is nobody's we trust is said once, of the whole file."""
    codes = [code for code in one.reasons if code not in NOT_PINNED]
    return [say_why(Finding(code, {"source": name, "signer": one.signer}), asked.language) for code in codes]


def _refused(asked: Asked, status: int, **told: Any) -> HttpResponse:
    return render(asked.request, _TEMPLATE, {"asked": asked, "found": None, **told}, status=status)
