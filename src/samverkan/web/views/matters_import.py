"""The list of matters of the organisation's own diary system: sent, its columns chosen, looked at, imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.diary import (
    COLUMNS,
    choose_columns,
    forget_list,
    guessed,
    import_list,
    list_sent,
    send_list,
    set_diary_address,
    understood,
)
from samverkan.actions.roles import Right
from samverkan.outside.tables import read_table
from samverkan.store.diary import diary_system
from samverkan.store.models import Matter
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.web.asked import Asked

LIMIT: Final = 20 << 20
"""The largest list, in bytes."""

_SHOWN: Final = 10
_FAULTS: Final = 100


@page("web/matters_import.html", may=Right.KEEP_REGISTER, methods=("GET", "POST"))
def matters_import(asked: Asked) -> dict[str, Any] | HttpResponse:
    """What is sent is done; then the page as it now is."""
    if asked.request.method == "POST":
        done = _DO.get(asked.request.POST.get("do", ""))
        if done is None:
            raise InvalidError("no_such_step")
        done(asked)
        return HttpResponseRedirect(reverse("matters-import"))
    return _shown(asked)


def _shown(asked: Asked) -> dict[str, Any]:
    acting = asked.somebody
    system = diary_system(acting.organisation)
    registered = Matter.objects.filter(organisation=acting.organisation).count()
    sent = list_sent(acting)
    shown: dict[str, Any] = {"system": system, "registered": registered, "list": sent, "limit": LIMIT >> 20}
    if sent is None:
        return shown
    table = read_table(bytes(sent.data))
    columns = guessed(table.headings, system.columns)
    shown |= {"table": table, "choices": [(name, columns[name]) for name in COLUMNS]}
    if not columns["registry_number"]:
        return shown
    found = understood(acting, table, columns)
    faults = [
        say("documents", "diary.line", {"line": one.line, "why": _why(one.code, one.values, asked)}, asked.language)
        for one in found.faults[:_FAULTS]
    ]
    values = {
        "count": len(table.rows),
        "new": len(found.new),
        "known": len(found.rows) - len(found.new),
        "faults": len(found.faults),
    }
    code = "diary.faulty" if found.faults else "diary.ready" if found.new else "diary.nothing_new"
    return shown | {
        "found": found, "first": found.rows[:_SHOWN], "faults": faults, "more_faults": len(found.faults) - len(faults),
        "sentence": say("documents", code, values, asked.language), "new": len(found.new),
    }  # fmt: skip


def _send(asked: Asked) -> None:
    file = asked.request.FILES.get("list")
    if file is None:
        raise InvalidError("no_files")
    if (file.size or 0) > LIMIT:
        raise InvalidError("list_too_large", limit=LIMIT >> 20)
    send_list(asked.somebody, data=file.read(), file_name=file.name or "")


def _choose(asked: Asked) -> None:
    choose_columns(asked.somebody, columns={name: asked.request.POST.get(name, "") for name in COLUMNS})


def _import(asked: Asked) -> None:
    made = import_list(asked.somebody)
    messages.success(asked.request, say("documents", "diary.imported", {"count": made}, asked.language))


def _forget(asked: Asked) -> None:
    forget_list(asked.somebody)


def _set_address(asked: Asked) -> None:
    set_diary_address(asked.somebody, address=asked.request.POST.get("address", ""))
    messages.success(asked.request, say("documents", "diary.address_set", {}, asked.language))


_DO: Final = {"send": _send, "choose": _choose, "import": _import, "forget": _forget, "address": _set_address}


def _why(code: str, values: Any, asked: Asked) -> str:
    return say("documents", f"fault.{code}", values, asked.language)
