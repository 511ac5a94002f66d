"""How every operation is made: its right, its example, the shape of its answer; and how an answer is written.

A resource's file declares its operations with `get` or `post`. What the OpenAPI document says of one, beside its shapes,
stands in the catalogue `api` under the operation's name.
"""

from __future__ import annotations

import inspect
import json
from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from django.http import HttpResponse

from samverkan.api.asking import Bearer
from samverkan.api.problems import ProblemError, language_of
from samverkan.core.identity import identity_numbers, without_identity_numbers
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest
    from ninja import Router

    from samverkan.actions.roles import Right

    View = Callable[..., HttpResponse]

ANYBODY: Final = None
"""The right of an operation that asks for no token."""


class Declared(NamedTuple):
    """What an operation is said to be: its right, an example of what is sent and of what is answered."""

    may: Right | None
    example: Any
    sent: Any = None
    statuses: tuple[int, ...] = (200,)


DECLARED: Final[dict[str, Declared]] = {}
"""Every operation, by its name in the OpenAPI document."""


def get(router: Router, path: str, *, may: Right | None, answer: Any, example: Any) -> Callable[[View], View]:
    """An operation that reads."""

    def made(function: View) -> View:
        view = _checked(function)
        DECLARED[function.__name__] = Declared(may, example)
        auth = None if may is None else [Bearer(may)]
        router.get(path, auth=auth, response=answer, by_alias=True, operation_id=function.__name__)(view)
        return view

    return made


def post(
    router: Router, path: str, *, may: Right, answer: Mapping[int, Any], example: Any, sent: Any
) -> Callable[[View], View]:  # fmt: skip
    """An operation that calls an action."""

    def made(function: View) -> View:
        view = _checked(function)
        DECLARED[function.__name__] = Declared(may, example, sent, tuple(answer))
        router.post(
            path, auth=[Bearer(may, sends=True)], response=dict(answer), by_alias=True, operation_id=function.__name__
        )(view)  # fmt: skip
        return view

    return made


def answered(data: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer as JSON: days as RFC 3339, moments in UTC."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_written)
    return HttpResponse(content, content_type="application/json", status=status, headers=dict(headers or {}))


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no part of an answer")


def _checked(function: View) -> View:
    """The function, asked only with names in the query that it knows, and with no personal identity number in its address."""

    @wraps(function)
    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        known = {
            name
            for model in view._ninja_operation.models  # type: ignore[attr-defined]  # set when it is registered
            if model.__ninja_param_source__ == "query"
            for name in model.__ninja_flatten_map__
        }
        unknown = sorted(name for name in request.GET if name not in known)
        if unknown:
            reason = say("api", "reason.unknown", {"known": sorted(known)}, language_of(request))
            raise ProblemError(
                "invalid_parameters",
                invalid=[{"property": without_identity_numbers(name)[:80], "reason": reason} for name in unknown],
            )
        said = [*request.GET.items(), *((name, value) for name, value in named.items() if isinstance(value, str))]
        held = sorted({name for name, value in said if any(identity_numbers(str(value)))})
        if held:
            reason = say("api", "reason.personal_number", {}, language_of(request))
            raise ProblemError("invalid_parameters", invalid=[{"property": name, "reason": reason} for name in held])
        return function(request, **named)

    view.__signature__ = inspect.signature(function, eval_str=True)  # type: ignore[attr-defined]  # what ninja reads
    return view
