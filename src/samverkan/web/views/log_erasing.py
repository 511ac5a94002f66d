"""Erasing what rows of the logs say: which rows and why in; what is lost, what stays, and then that it is done, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from samverkan.actions.acting import InvalidError
from samverkan.actions.logs import MOST, erase_log_content
from samverkan.actions.roles import Right
from samverkan.store.log_reading import rows_numbered
from samverkan.store.sealing import LOGS
from samverkan.web.page import page
from samverkan.web.views.logs import did
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.store.log_reading import LogRow
    from samverkan.web.asked import Asked

_ROWS: Final = re.compile(r"(\d{1,18})(?:-(\d{1,18}))?")


@page("web/log_erasing.html", may=Right.ERASE_LOGS, methods=("GET", "POST"))
def erase_logs(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Erase what some rows say, once it has been shown which they are, what is lost and what stays."""
    sent = asked.request.POST
    log = sent.get("log", "read")
    log = log if log in LOGS else "read"
    written, why = sent.get("rows", ""), sent.get("why", "")
    shown: list[dict[str, Any]] = []
    told, problem = "", ""
    if asked.request.method == "POST":
        try:
            numbers = rows_written(written)
            found = rows_numbered(asked.somebody.organisation, log, numbers)
            if len(found) != len(numbers):
                there = {one.pk for one in found}
                raise InvalidError(
                    "no_such_row", log=_log(log, asked), rows=[one for one in numbers if one not in there]
                )
            shown, told = [_row(one, asked) for one in found], f"{log}|{','.join(map(str, numbers))}"
            if "show" not in sent and sent.get("told") == told:
                erased = erase_log_content(asked.somebody, log=log, rows=numbers, why=why)
                messages.success(asked.request, say("logs", "erase.done", {"count": erased}, asked.language))
                return HttpResponseRedirect(reverse("erase-logs"))
            if "show" not in sent:
                problem = say("logs", "erase.read_first", {}, asked.language)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
    return {
        "log": log, "written": written, "why": why, "shown": shown, "told": told, "problem": problem,
        "logs": [(one, say("logs", f"filter.{one}", {}, asked.language), one == log) for one in LOGS],
    }  # fmt: skip


def rows_written(text: str) -> list[int]:
    """The rows that "112, 118-120" names, in order; InvalidError where it names none, is not understood or names too many."""
    numbers: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text).strip(" ,;")):
        if not part:
            raise InvalidError("rows_missing")
        found = _ROWS.fullmatch(part)
        if found is None:
            raise InvalidError("rows_not_understood", written=part[:40])
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise InvalidError("rows_not_understood", written=part[:40])
        if len(numbers) + last - first >= MOST:
            raise InvalidError("rows_many", most=MOST)
        numbers.update(range(first, last + 1))
    return sorted(numbers)


def _row(one: LogRow, asked: Asked) -> dict[str, Any]:
    """A row by when it was and what was done; never by whom or of what, which are for those who may read the log."""
    return {"pk": one.pk, "at": timezone.localtime(one.at), "did": did(one, asked.language)}


def _log(log: str, asked: Asked) -> str:
    return say("logs", f"log.{log}", {}, asked.language)
