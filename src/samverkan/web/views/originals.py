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
from samverkan.actions.clauses import content_of
from samverkan.actions.dispatching import send_original, state_of
from samverkan.actions.originals import (
    latest_bytes,
    name_signers,
    party_name,
    sign_agreement,
    withdraw_original,
)
from samverkan.actions.receiving_originals import look_at_original, receive_original
from samverkan.actions.roles import Right
from samverkan.actions.signatories import appoint_signatory, end_signatory, last_day_of, signatories_for
from samverkan.core.writing.agreement_data import AgreementData, agreement_printed
from samverkan.outside.writing_docx import write_docx
from samverkan.store.models import Dispatch, Original, Party, Person, Signatory
from samverkan.web.asked import day_given, day_written
from samverkan.web.deciding.signing_said import signers_of, where_is
from samverkan.web.deciding.texts import lines
from samverkan.web.page import page
from samverkan.web.views.extracts import recipient_of
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.store.models import Agreement
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
    return {
        "one": one, "where": where, "rows": signers_of(asked, one), "title": one.version.content["title"], "problem": problem,
        "to_sign": to_sign and where.open, "fingerprint": one.version.fingerprint,
        "to_name": where.open and not mine.exists() and not one.signatures.filter(organisation=own).exists(),
        "signatories": signatories_for(own, agreement, asked.today), "agreement": agreement,
        "sent": [(row, state_of(row)) for row in Dispatch.objects.filter(signed__original=one, sender=own).order_by("recorded")],
        "outbox": settings.OUTBOX is not None,
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
    version = one.version
    clause, day = content_of(version), timezone.localtime(one.recorded).date()
    parties = Party.objects.filter(agreement=version.clause.agreement_id).select_related("organisation").order_by("pk")
    numbers = [(party_name(clause, one.organisation), one.organisation_id) for one in parties]
    data = AgreementData(clause, day, tuple(one for one in numbers if one[0]), (), version.clause.agreement.urn)
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
    own = asked.somebody.organisation
    rows = Signatory.objects.filter(organisation=own).select_related("person", "agreement", "ended")
    people = Person.objects.filter(is_active=True, roles__organisation=own, roles__role="signatory").distinct()
    shown = [(one, last_day_of(one)) for one in rows.order_by("name", "recorded")]
    return {
        "rows": [(one, last, last is not None and last < asked.today) for one, last in shown],
        "now": sum(last is None or last >= asked.today for _, last in shown), "people": people.order_by("name"),
        "given": asked.request.POST, "problem": problem,
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


def _done(asked: Asked, one: Original) -> str:
    data, acting = asked.request.POST, asked.somebody
    do = data.get("do", "")
    if do == "sign":
        sign_agreement(acting, original=one, assurance=asked.assurance.level)
    elif do == "name":
        name_signers(acting, original=one, signatories=chosen(asked, one.version.clause.agreement))
    elif do == "withdraw":
        withdraw_original(acting, original=one, why=data.get("why", ""))
    elif do == "receive":
        one = received(asked)
    elif do == "send":
        to = [recipient_of(line, data.get("channel", "mail")) for line in lines(data.get("recipients", ""))]
        if not send_original(acting, original=one, recipients=to):
            do = "send_nothing"
    else:
        raise Http404
    messages.success(asked.request, say("original", f"done.{do}", {}, asked.language))
    return reverse("agreement-signing", kwargs={"id": one.pk})


def _appointed(asked: Asked) -> None:
    data, acting = asked.request.POST, asked.somebody
    if data.get("do") == "end":
        one = Signatory.objects.filter(pk=_key(data.get("signatory", "")), organisation=acting.organisation).first()
        if one is None:
            raise Http404
        end_signatory(acting, signatory=one, last_day=day_given(asked, "last_day"), why=data.get("why", ""))
        messages.success(asked.request, say("original", "done.end", {}, asked.language))
        return
    key = data.get("person", "")
    person = Person.objects.filter(pk=_key(key), roles__organisation=acting.organisation).first() if key else None
    appoint_signatory(
        acting, name=data.get("name", "") or (person.name if person else ""), office=data.get("office", ""),
        ground=data.get("ground", ""), from_day=day_given(asked, "from_day"), to_day=day_written(data.get("to_day", "")),
        person=person,
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
