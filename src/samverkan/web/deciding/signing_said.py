"""An agreement's signing as a page tells it: an original in; where it is in one sentence, and each who signs, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.actions.agreement_paper import organisations_of
from samverkan.actions.keeping_originals import has_signed
from samverkan.actions.signatories import signatories_for
from samverkan.store.models import Original, OriginalKept
from samverkan.words import say, written

if TYPE_CHECKING:
    from datetime import date

    from samverkan.store.models import Agreement, Organisation, OriginalSigned, Signatory
    from samverkan.web.asked import Asked


class Signer(NamedTuple):
    """Somebody who signs for a party: when and how, if they have. No name: nobody is named here yet."""

    party: str
    name: str
    office: str
    signed: OriginalSigned | None


class Choice(NamedTuple):
    """A signatory to choose among those who may sign; `ticked`: as the form has it."""

    signatory: Signatory
    ticked: bool


class Where(NamedTuple):
    """Where it is. `done`: the parties that have signed, `left` those that have not; `kept`: what it is in one's own file."""

    original: Original
    says: str
    done: list[str]
    left: list[str]
    kept: OriginalKept | None

    @property
    def open(self) -> bool:
        """Whether somebody can still sign it."""
        return bool(self.left) and not hasattr(self.original, "withdrawn")


def where_is(asked: Asked, original: Original) -> Where:
    """Where the signing stands, as its page's first line says it."""
    rows = list(original.signatures.order_by("position").select_related("organisation"))
    done: list[tuple[str, date]] = []
    left = []
    for one in organisations_of(original.version.clause.agreement):
        mine = [row.day for row in rows if row.organisation_id == one.pk]
        if mine and has_signed(original, one, rows):
            done.append((asked.called(one), max(mine)))
        else:
            left.append(asked.called(one))
    kept = OriginalKept.objects.filter(original=original, organisation=asked.somebody.organisation).first()
    said = [
        say("original", "signed_by", {"party": name, "day": written(day, asked.language)}, asked.language)
        for name, day in done
    ]
    code, values = _said(original, done, said, left)
    says = say("original", code, values, asked.language)
    return Where(original, says, [name for name, _ in done], left, kept)


def _said(
    original: Original, done: list[tuple[str, date]], said: list[str], left: list[str]
) -> tuple[str, dict[str, object]]:
    if hasattr(original, "withdrawn"):
        return "where.withdrawn", {"why": original.withdrawn.why}
    if not left:
        return "where.done", {"day": max(day for _, day in done)}
    return ("where.some", {"said": said, "left": left}) if done else ("where.none", {"left": left})


def choices(asked: Asked, agreement: Agreement) -> list[Choice]:
    """Those who may sign for one's own organisation today; one alone is ticked beforehand, who has no account never."""
    rows = signatories_for(asked.somebody.organisation, agreement, asked.today)
    able = [one for one in rows if one.person_id]
    given = asked.request.POST
    wanted = given.getlist("signatory") if "do" in given else [str(one.pk) for one in able if len(able) == 1]
    return [Choice(one, one in able and str(one.pk) in wanted) for one in rows]


def waiting_for(asked: Asked) -> list[Original]:
    """The agreements that wait for the signature of the one who asks."""
    rows = Original.objects.filter(
        signers__signatory__person=asked.person, signers__signatory__organisation=asked.somebody.organisation,
        withdrawn=None, kept=None,
    ).exclude(signatures__signatory__person=asked.person)  # fmt: skip
    return list(rows.select_related("version").order_by("recorded"))


def signers_of(asked: Asked, original: Original) -> list[Signer]:
    """Everybody who signs or has signed, party by party."""
    rows = list(original.signatures.order_by("position").select_related("organisation", "signatory"))
    found = []
    for one in organisations_of(original.version.clause.agreement):
        found += _of(asked, original, one, [row for row in rows if row.organisation_id == one.pk])
    return found


def _of(asked: Asked, original: Original, party: Organisation, rows: list[OriginalSigned]) -> list[Signer]:
    name = asked.called(party)
    by = {row.signatory_id: row for row in rows if row.signatory_id}
    named = original.signers.filter(signatory__organisation=party).select_related("signatory").order_by("pk")
    found = [Signer(name, one.signatory.name, one.signatory.office, by.get(one.signatory_id)) for one in named]
    found += [Signer(name, row.name, row.office, row) for row in rows if not row.signatory_id]
    return found or [Signer(name, "", "", None)]
