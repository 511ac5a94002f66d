"""What goes wrong, as RFC 9457 says it: a code and its values in, `application/problem+json` out.

`type` leads to the description of the code among the API's documentation; `title` is the same for each type, `detail`
says what happened this time, and what to do, in the reader's language. No value that was sent is repeated.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation.trans_real import parse_accept_lang_header

from samverkan.core.identity import without_identity_numbers
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from samverkan.words import Language

MEDIA_TYPE: Final = "application/problem+json"

STATUS: Final[dict[str, int]] = {
    "bad_request": 400,
    "invalid_parameters": 400,
    "token_missing": 401,
    "token_unknown": 401,
    "token_expired": 401,
    "token_revoked": 401,
    "not_in_scope": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "not_acceptable": 406,
    "too_large": 413,
    "unsupported_media_type": 415,
    "refused": 422,
    "too_many_requests": 429,
    "internal_error": 500,
    "updating": 503,
}
"""Every problem, by its code, and the status it is answered with."""

_OF_STATUS: Final = {status: code for code, status in reversed(STATUS.items())}


class ProblemError(Exception):
    """A request that is answered with a problem."""

    def __init__(
        self,
        code: str,
        *,
        headers: Mapping[str, str] | None = None,
        invalid: Sequence[Mapping[str, str]] = (),
        **values: object,
    ) -> None:
        super().__init__(code)
        self.code, self.values, self.headers, self.invalid = code, values, headers or {}, invalid


def problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """The answer to a request that cannot be answered."""
    return written(request, error.code, say("api", f"{error.code}.detail", error.values, language_of(request)), error)


def written(request: HttpRequest, code: str, detail: str, error: ProblemError | None = None) -> HttpResponse:
    """The same, with a sentence that stands in another catalogue."""
    language = language_of(request)
    said: dict[str, Any] = {
        "type": _address(request, f"/api/v1/docs#{code.replace('_', '-')}"),
        "title": say("api", f"{code}.title", {}, language),
        "status": STATUS[code],
        "detail": detail,
        "instance": escape_uri_path(without_identity_numbers(request.path)),
        "code": code,
    }
    if error is not None and error.invalid:
        said["invalid_parameters"] = list(error.invalid)
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=MEDIA_TYPE, status=STATUS[code])
    for name, value in (error.headers if error else {}).items():
        response[name] = value
    if STATUS[code] == 401:
        response["WWW-Authenticate"] = 'Bearer realm="samverkan"' + (
            "" if code == "token_missing" else ', error="invalid_token"'
        )
    return response


def of_status(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A problem instead of a page that tells people of an error; its headers stay."""
    code = _OF_STATUS.get(response.status_code) or ("bad_request" if response.status_code < 500 else "internal_error")
    told = problem(request, ProblemError(code))
    for name, value in response.items():
        if name not in ("Content-Type", "Content-Length"):
            told[name] = value
    return told


def language_of(request: HttpRequest) -> Language:
    """The language asked for; Swedish unless English comes before it."""
    for language, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if language.split("-")[0] in ("sv", "*"):
            return "sv"
        if language.split("-")[0] == "en":
            return "en"
    return "sv"


def _address(request: HttpRequest, path: str) -> str:
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return path
