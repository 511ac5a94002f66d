"""The agreement itself at signing: where it is, who has signed and who is left; and who may sign for the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from samverkan.actions.acting import InvalidError
from samverkan.actions.agreement_paper import agreement_data
from samverkan.actions.dispatching import send_original, send_original_anew, state_of
from samverkan.actions.keeping_originals import latest_bytes
from samverkan.actions.originals import (
    name_signers,
    sign_agreement,
    withdraw_original,
)
from samverkan.actions.receiving_originals import look_at_original, receive_original
from samverkan.actions.roles import Right
from samverkan.actions.signatories import appoint_signatory, end_signatory, last_day_of, signatories_for
from samverkan.actions.signing import sure_enough
from samverkan.actions.undecided import undecided
from samverkan.core.writing.agreement_data import agreement_printed
from samverkan.outside.writing_docx import write_docx
from samverkan.store import registers
from samverkan.store.models import Agreement, ClauseVersion, Dispatch, Original, Party, Person, Signatory
from samverkan.web.asked import day_given, day_written
from samverkan.web.deciding.signing_said import choices, signers_of, where_is
from samverkan.web.deciding.texts import lines
from samverkan.web.page import page
from samverkan.web.views.extracts import recipient_of
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.web.asked import Asked

_LARGEST: Final = 64 << 20
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("web/deciding/original.html", may=Right.SEE, methods=("GET", "POST"))
def signing(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """An agreement at signing: who has signed, who is left; forms to sign it, to say who signs, to take in what came back."""
    one = _original(asked, id)
    problem = ""
    if asked.request.method == "POST":
        try:
            return HttpResponseRedirect(_done(asked, one))
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            one = _original(asked, id)
    where, agreement = where_is(asked, one), one.version.clause.agreement
    own = asked.somebody.organisation
    mine = one.signers.filter(signatory__organisation=own)
    to_sign = mine.filter(signatory__person=asked.person).exclude(signatory__in=_signed(one)).exists()
    to_name = where.open and not mine.exists() and not one.signatures.filter(organisation=own).exists()
    return {
        "one": one, "where": where, "rows": signers_of(asked, one), "title": one.version.content["title"], "problem": problem,
        "to_sign": to_sign and where.open, "sure": sure_enough(asked.assurance.level), "fingerprint": one.version.fingerprint,
        "to_name": to_name, "undecided": undecided(asked.somebody, one.version) if to_name else [],
        "signatories": choices(asked, agreement), "agreement": agreement, "sent": _sent(asked, one),
        "outbox": settings.OUTBOX is not None, "out": _is_out(one), "typed": asked.request.POST,
    }  # fmt: skip


@page("web/deciding/original.html", may=Right.SEE)
def signing_paper(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The agreement with the signatures so far, as a PDF to save, to sign elsewhere, or to send on."""
    one = _original(asked, id)
    return _file(latest_bytes(one), "application/pdf", "avtal.pdf")


@page("web/deciding/original.html", may=Right.SEE)
def signing_word(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The same words as a Word file: a working copy, without signatures."""
    one = _original(asked, id)
    data = agreement_data(one.version, timezone.localtime(one.recorded).date())
    return _file(write_docx(agreement_printed(data)), _WORD, "avtal.docx")


@page("web/deciding/signatories.html", may=Right.SEE, methods=("GET", "POST"))
def signatories(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Who may sign agreements for the organisation, by which decision, from when to when; a form to appoint one."""
    problem = ""
    if asked.request.method == "POST":
        try:
            _appointed(asked)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
        else:
            return HttpResponseRedirect(reverse("signatories"))
    own, given = asked.somebody.organisation, asked.request.POST
    rows = Signatory.objects.filter(organisation=own).select_related("person", "agreement", "ended")
    people = Person.objects.filter(is_active=True, roles__organisation=own, roles__role="signatory").distinct()
    shown = [(one, last_day_of(one)) for one in rows.order_by("name", "recorded")]
    today = {one.person_id or one.name for one, last in shown if one.from_day <= asked.today <= (last or asked.today)}
    return {
        "rows": [(one, last, last is not None and last < asked.today) for one, last in shown], "now": len(today),
        "people": [(one, str(one.pk) == given.get("person")) for one in people.order_by("name")],
        "to_end": [
            (one, str(one.pk) == given.get("signatory")) for one, last in shown if last is None or last >= asked.today
        ],
        "agreements": [(one, title, str(one) == given.get("agreement")) for one, title in _titles(asked)],
        "given": given, "problem": problem,
    }  # fmt: skip


def received(asked: Asked) -> Original:
    """The agreement of the file that was sent with the form."""
    file = asked.request.FILES.get("file")
    if file is None:
        raise InvalidError("file_missing")
    if (file.size or 0) > _LARGEST:
        raise InvalidError("file_large", most=_LARGEST >> 20)
    looked = look_at_original(asked.somebody, file.read(), file.name or "")
    return receive_original(asked.somebody, looked=looked, why=asked.request.POST.get("why", ""))


def chosen(asked: Asked, agreement: Agreement) -> Sequence[Signatory]:
    """The signatories that were chosen in the form."""
    wanted = set(asked.request.POST.getlist("signatory"))
    there = signatories_for(asked.somebody.organisation, agreement, asked.today)
    return [one for one in there if str(one.pk) in wanted]


def _is_out(one: Original) -> bool:
    """Whether the file as it is now has been sent, so that somebody else may be signing it."""
    last = one.signatures.order_by("position").last()
    return last is not None and Dispatch.objects.filter(signed=last).exists()


def _done(asked: Asked, one: Original) -> str:
    data, acting = asked.request.POST, asked.somebody
    do = data.get("do", "")
    if do == "sign":
        sign_agreement(acting, original=one, assurance=asked.assurance.level)
    elif do == "name":
        name_signers(
            acting,
            original=one,
            signatories=chosen(asked, one.version.clause.agreement),
            despite=data.get("despite", ""),
        )
    elif do == "withdraw":
        withdraw_original(acting, original=one, why=data.get("why", ""))
    elif do == "receive":
        one = received(asked)
    elif do == "send":
        to = [recipient_of(line, data.get("channel", "mail")) for line in lines(data.get("recipients", ""))]
        if not send_original(acting, original=one, recipients=to):
            names = [each.name for each in to]
            messages.info(asked.request, say("original", "sent.nothing", {"names": names}, asked.language))
            return reverse("agreement-signing", kwargs={"id": one.pk})
    elif do == "again":
        row = Dispatch.objects.filter(
            pk=_key(data.get("dispatch", "")), signed__original=one, sender=acting.organisation
        ).first()
        if row is None:
            raise Http404
        send_original_anew(acting, dispatch=row)
        do = "send"
    else:
        raise Http404
    messages.success(asked.request, say("original", f"done.{do}", {}, asked.language))
    return reverse("agreement-signing", kwargs={"id": one.pk})


def _sent(asked: Asked, one: Original) -> list[tuple[Dispatch, str, bool]]:
    """Where it has gone: each with what became of it, and whether it can be sent there anew."""
    last = one.signatures.order_by("position").last()
    rows = Dispatch.objects.filter(signed__original=one, sender=asked.somebody.organisation).order_by("recorded")
    found = []
    for row in rows.select_related("sent_anew"):
        state = state_of(row)
        current = (
            row.signed_id == (last and last.pk) and not hasattr(one, "withdrawn") and not hasattr(row, "sent_anew")
        )
        found.append((row, state, current and state not in ("waiting", "trying")))
    return found


def _titles(asked: Asked) -> list[tuple[UUID, str]]:
    """The organisation's agreements by their titles; one of which no paper is recorded yet, by its clause's."""
    keys = list(Party.objects.filter(organisation=asked.somebody.organisation).values_list("agreement", flat=True))
    titles = {key: title for key, title, _ in registers.titles(keys, asked.view, asked.today)}
    versions = ClauseVersion.objects.filter(clause__agreement__in=[key for key in keys if not titles[key]])
    for one in versions.select_related("clause").order_by("number"):
        titles[one.clause.agreement_id] = one.content["title"]
    named = [(key, titles[key] or say("review", "untitled", {}, asked.language)) for key in keys]
    return sorted(named, key=lambda one: one[1].casefold())


def _appointed(asked: Asked) -> None:
    data, acting = asked.request.POST, asked.somebody
    if data.get("do") == "end":
        if not data.get("signatory"):
            raise InvalidError("signatory_missing")
        one = Signatory.objects.filter(pk=_key(data.get("signatory", "")), organisation=acting.organisation).first()
        if one is None:
            raise Http404
        end_signatory(acting, signatory=one, last_day=day_given(asked, "last_day"), why=data.get("why", ""))
        messages.success(asked.request, say("original", "done.end", {}, asked.language))
        return
    key, concerned = data.get("person", ""), data.get("agreement", "")
    agreement = Agreement.objects.filter(pk=_key(concerned)).first() if concerned else None
    if concerned and agreement is None:
        raise Http404
    person = Person.objects.filter(pk=_key(key), roles__organisation=acting.organisation).first() if key else None
    appoint_signatory(
        acting, name=data.get("name", "") or (person.name if person else ""), office=data.get("office", ""),
        ground=data.get("ground", ""), from_day=day_given(asked, "from_day"), to_day=day_written(data.get("to_day", "")),
        person=person, agreement=agreement,
    )  # fmt: skip
    messages.success(asked.request, say("original", "done.appoint", {}, asked.language))


def _signed(one: Original) -> list[UUID]:
    return [row.signatory_id for row in one.signatures.all() if row.signatory_id is not None]


def _original(asked: Asked, id: UUID) -> Original:  # noqa: A002
    mine = Party.objects.filter(organisation=asked.somebody.organisation).values("agreement")
    rows = Original.objects.filter(pk=id, version__clause__agreement__in=mine)
    one = rows.select_related("version__clause__agreement", "withdrawn", "organisation").first()
    if one is None:
        raise Http404
    return one


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _key(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
