"""Extracts: to whom one has gone and whether it arrived; those of others: which certificates are trusted."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.dispatching import Recipient, dispatch, send_anew, state_of
from samverkan.actions.item_copies import item_of
from samverkan.actions.pinning import pin, pinned, unpin
from samverkan.actions.roles import Right
from samverkan.actions.signing import certificate_of
from samverkan.outside.certificates import certificate_in
from samverkan.store import blobs
from samverkan.store.models import Extract, Organisation, Pinned
from samverkan.web.deciding.levels import levels_in
from samverkan.web.deciding.texts import lines
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.web.asked import Asked

_RECIPIENT: Final = re.compile(r"(.*?)\s*<([^<>]+)>")


@page("web/deciding/extract.html", may=Right.SEE, methods=("GET", "POST"))
def extract(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """One extract: its recipients and what became of each; a form to send it."""
    one = _extract(asked, id)
    item = item_of(one.item)
    problem, given = "", "\n".join(f"{who.name} <{who.email}>" if who.email else who.name for who in item.receivers)
    if asked.request.method == "POST":
        try:
            return HttpResponseRedirect(_sent(asked, one))
        except InvalidError as error:
            problem, given = (
                say("actions", error.code, error.values, asked.language),
                asked.request.POST.get("recipients", given),
            )
    rows = [
        (row, state_of(row), row.steps.order_by("pk").last())
        for row in one.dispatches.order_by("recorded").select_related("sent_anew")
    ]
    return {
        "one": one, "item": item, "certified": _certified(asked, one),
        "problem": problem, "recipients": given, "channel": asked.request.POST.get("channel"),
        "rows": rows, "outbox": settings.OUTBOX is not None,
        "lead": _lead(asked, one, Counter(state for row, state, _ in rows if not hasattr(row, "sent_anew"))),
    }  # fmt: skip


@page("web/deciding/extract.html", may=Right.SEE)
def extract_paper(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The signed extract itself, to save."""
    one = _extract(asked, id)
    name = f"protokollsutdrag-{item_of(one.item).section}.pdf"
    return HttpResponse(
        blobs.fetch(one.content_id),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@page("web/deciding/trust.html", may=Right.SHARE, methods=("GET", "POST"))
def trust(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The certificates by which extracts of others are recorded without review; forms to pin one and to let go of one."""
    problem = ""
    if asked.request.method == "POST":
        try:
            _pinned(asked)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
        else:
            return HttpResponseRedirect(reverse("trust"))
    rows = pinned(asked.somebody.organisation).select_related("sender").order_by("-recorded")
    others = Organisation.objects.exclude(pk=asked.somebody.organisation.pk).order_by("pk")
    return {
        "rows": [(one, asked.called(one.sender), certificate_in(one.certificate.encode())) for one in rows], "problem": problem,
        "others": [(one, asked.called(one)) for one in others], "given": asked.request.POST,
    }  # fmt: skip


@page("web/deciding/trust.html", may=Right.CERTIFY)
def own_certificate(asked: Asked) -> HttpResponse:
    """The certificate that one's own extracts are signed by, for another organisation to trust."""
    office = asked.request.GET.get("office", "").strip()[:80] or say("deciding", "office.usual", {}, "sv")
    pem = certificate_of(asked.somebody, asked.person.name, office)
    return HttpResponse(
        pem,
        content_type="application/x-pem-file",
        headers={"Content-Disposition": 'attachment; filename="certifikat.pem"'},
    )


def _lead(asked: Asked, one: Extract, states: Counter[str]) -> str:
    """To how many of all it is sent, and what became of the others; what was sent anew counts once, as it is now."""
    assert one.item.meeting is not None
    sent, left = states["sent"] + states["received"], states["waiting"] + states["trying"]
    values = {
        "body": one.item.body.name,
        "day": one.item.meeting.day,
        "count": sent,
        "sent": sent,
        "all": states.total(),
    }
    codes = ["lead", "not_sent" if not sent else "sent" if sent == states.total() else "sent_some"]
    said = [say("deciding", f"extract.{code}", values, asked.language) for code in codes]
    rest = {"left": left, "refused": states["refused"], "unknown": states["unknown"]}
    said += [say("deciding", f"extract.{code}", {"count": n}, asked.language) for code, n in rest.items() if n]
    return " ".join(said)


def _certified(asked: Asked, one: Extract) -> list[tuple[str, str, str]]:
    """Who certified it, as what, and how lasting each signature is."""
    levels = levels_in(one.content_id, asked.somebody.at)
    if one.certification is None:
        return [(one.by.name if one.by else "", "", level) for level in levels]
    offices = {who["name"]: who["office"] for who in one.certification.certifiers}
    made = one.certification.signatures.order_by("pk")
    return [(row.name, offices.get(row.name, ""), level) for row, level in zip(made, levels, strict=False)]


def _sent(asked: Asked, one: Extract) -> str:
    data, done = asked.request.POST, "extract.done"
    if data.get("do") == "again":
        row = one.dispatches.filter(pk=_key(data.get("dispatch", ""))).first()
        if row is None:
            raise Http404
        send_anew(asked.somebody, dispatch=row)
    else:
        channel = data.get("channel", "mail")
        to = [recipient_of(line, channel) for line in lines(data.get("recipients", ""))]
        if not dispatch(asked.somebody, extract=one, recipients=to):
            done = "extract.done_nothing" if to else "extract.done_nobody"
    messages.success(asked.request, say("deciding", done, {}, asked.language))
    return reverse("extract", kwargs={"id": one.pk})


def recipient_of(line: str, channel: str) -> Recipient:
    """Who a line of the form names: "name <address>", a name or an address."""
    found = _RECIPIENT.fullmatch(line)
    if found is not None:
        return Recipient(found[1] or found[2], channel, found[2])
    return Recipient(line, channel, line if "@" in line else "")


def _pinned(asked: Asked) -> None:
    data = asked.request.POST
    if data.get("do") == "unpin":
        key = data.get("pinned", "")
        one = Pinned.objects.filter(
            pk=int(key) if key.isdecimal() and len(key) < 19 else 0, organisation=asked.somebody.organisation
        ).first()
        if one is None:
            raise Http404
        unpin(asked.somebody, pinned=one, why=data.get("why", ""))
        messages.success(asked.request, say("deciding", "trust.done.unpin", {}, asked.language))
        return
    sender = Organisation.objects.filter(pk=data.get("sender", "")).first()
    if sender is None:
        raise InvalidError("sender_missing")
    file = asked.request.FILES.get("certificate")
    written = file.read(1 << 20) if file else data.get("pem", "").encode()
    pin(asked.somebody, sender=sender, body=data.get("body", ""), certificate=written, why=data.get("why", ""))
    messages.success(asked.request, say("deciding", "trust.done.pin", {}, asked.language))


def _extract(asked: Asked, id: UUID) -> Extract:  # noqa: A002
    rows = Extract.objects.filter(pk=id, item__organisation=asked.somebody.organisation)
    one = rows.select_related("item__body", "item__meeting", "minutes", "by", "certification").first()
    if one is None or not asked.somebody.may_with(Right.SEE, one.item):
        raise Http404
    return one


def _key(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
