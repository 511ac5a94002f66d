"""A fact that a person says, or sets right, as a form: what the agreement has to choose from in, the fact's JSON out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from samverkan.actions.stating import CONFIRMED
from samverkan.core.facts import CLOSED, THE_TEXT, Decision, Proposal
from samverkan.core.standing.items import OWN
from samverkan.store import following
from samverkan.store.assigning import FOLLOWS
from samverkan.web.fact_fields import FORMS, POINTERS, STATED_FORMS, WHICH_OF, form_of
from samverkan.web.fact_form import Form
from samverkan.words import say
from samverkan.words.proofs import when
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.http import QueryDict

    from samverkan.store.models import Fact
    from samverkan.store.standings import Answered
    from samverkan.web.asked import Asked
    from samverkan.web.fact_fields import Field

Json = Any
_SAID_AS: Final = {"Closed": "Confirmation"}


def stating_form(kind: str, found: Answered, agreement: UUID, asked: Asked, given: QueryDict) -> Form:
    """The form for a kind of fact that a person can say; of an assignment whose § gives several one must be chosen."""
    among = _among(found, agreement, asked)
    several = _several(kind, agreement, asked, given)
    if not several:
        return Form(STATED_FORMS[kind], asked.language, among)
    pick = ("", say("review", "pick", {}, asked.language))
    fields = [WHICH_OF if one.name == "text" else one for one in STATED_FORMS[kind]]
    return Form(fields, asked.language, {**among, "text": [pick, *((one, one) for one in several)]})


def filled_in(agreement: UUID, asked: Asked) -> QueryDict:
    """What the address fills in: what it says, and the words, day and § of the assignment whose number it gives."""
    given = asked.request.GET.copy()
    number = given.get("assignment", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return given
    one = following.assignment(asked.somebody.organisation, asked.view, asked.on, int(number))
    if one is not None and one.agreement == agreement:
        for name, value in (
            ("day", str(one.day or "")),
            ("section", one.section),
            ("text", " ".join(one.text.split())),
        ):
            given.setdefault(name, value)
    return given


def _several(kind: str, agreement: UUID, asked: Asked, given: QueryDict) -> list[str]:
    """The words of the assignments that the § gave, where they are several: those not fulfilled; nothing where it gave one."""
    section = given.get("section", "").strip()
    if kind not in FOLLOWS or not section:
        return []
    try:
        day = date.fromisoformat(given.get("day", "").strip())
    except ValueError:
        return []
    organisation = asked.somebody.organisation
    rows = following.of_section(organisation, asked.view, asked.on, agreement=agreement, day=day, section=section)
    texts = {" ".join(one.text.split()): one.done for one in rows if one.text}
    if len(texts) < 2:
        return []
    return [text for text, done in texts.items() if not done] or list(texts)


def correcting_form(row: Fact, found: Answered, agreement: UUID, asked: Asked) -> Form:
    """The form that sets a recorded fact right, but for what it points at; without fields where there is nothing to set right."""
    value = correction(row)
    if row.entry_id is None:
        fields: Sequence[Field] = STATED_FORMS["Closed" if value.get("of") == CLOSED else row.kind]
    else:
        key = form_of(row.kind, value.get("term"))
        fields = FORMS[key] if key else ()
    none = value.get("party") in (OWN, THE_TEXT)
    kept = [one for one in fields if one.name not in POINTERS and not (one.name == "party" and none)]
    return Form(kept, asked.language, _among(found, agreement, asked) if row.entry_id is None else None)


def stated(kind: str, value: Json) -> tuple[str, Json]:
    """The kind of fact that a form says, and its JSON as it was filled in."""
    held = {"party": THE_TEXT, **{name: one for name, one in value.items() if one not in (None, "", [])}}
    if kind == "Closed":
        held["of"] = CLOSED
    if kind == "ConditionShown":
        decision, _, rest = str(held.get("condition", "")).partition(":")
        number, _, party = rest.partition(":")
        held |= {"decision": decision, "condition": int(number) if number.isdecimal() else -1, "party": party}
    return _SAID_AS.get(kind, kind), held


def correction(row: Fact) -> Json:
    """What there is to correct: the fact's value, or what it was before it was taken back."""
    while row.value is None and row.replaces is not None:
        row = row.replaces
    return dict(row.value or {})


def _among(found: Answered, agreement: UUID, asked: Asked) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What one chooses from: the agreement's parties, their decisions and the conditions of these, and its terms."""
    language, facts = asked.language, found.facts.get(agreement, ())
    there = agreement in found.order
    parties = found.standings.agreements[found.order.index(agreement)].parties if there else ()
    shown = Values(language)
    return {
        "party": [(one.name, one.name) for one in parties],
        "of": [(one, say("agreement", f"term.{one}", {}, language)) for one in CONFIRMED],
        "decision": [
            ("", say("agreement", "the_decision", {}, language)),
            *(
                (one.id, f"{one.party}{when(one.section, one.happened, language)}")
                for one in facts
                if isinstance(one, Decision)
            ),
        ],
        "condition": [
            (f"{one.id}:{n}:{one.party}", f"{one.party}: {shown.quoted(condition.text)}")
            for one in facts
            if isinstance(one, Decision | Proposal)
            for n, condition in enumerate(one.conditions)
        ],
    }
