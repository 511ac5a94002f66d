"""The rules of money: which accounts are the agreement's, and what it says beside the shares; as they are, as they were, and to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.money.rules import set_cost_rules, set_money_rules
from samverkan.actions.roles import Right
from samverkan.web.money.meanwhile import changed, merged, seen_in
from samverkan.web.money.place import place_of
from samverkan.web.money.rows import given, shown, values
from samverkan.web.money.rules_form import data_of, joint_tables, own_tables, together, written_of
from samverkan.web.money.rules_said import version_of
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from samverkan.store.models import MoneyRules
    from samverkan.web.asked import Asked
    from samverkan.web.money.place import Place
    from samverkan.web.money.rows import Shown, Table
    from samverkan.web.money.rules_said import Version


class Side(NamedTuple):
    """The rules of one party's accounts (`number`), or of the agreement itself (no number): now, and the earlier versions."""

    number: str
    name: str
    now: Version | None
    before: Sequence[Version]
    mine: bool


@page("web/money/rules.html", may=Right.SEE_JOINT)
def money_rules(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """The rules as they are and as they were."""
    place = place_of(asked, id)
    rows = _rows(asked, place)
    joint = joint_tables(place.parties, asked.language)
    own = own_tables(asked.language)
    agreed = _side(asked, [one for one in rows if one.organisation_id is None], joint, "", "")
    sides = [
        _side(asked, [one for one in rows if one.organisation_id == number], own, number, name)
        for number, name in place.parties
    ]
    write_read(asked.somebody, place.agreement.urn, page="money_rules", on=str(asked.on))
    return {
        "place": place,
        "agreement": place.agreement,
        "agreed": agreed,
        "sides": sides,
        "lead": _lead(asked, agreed, sides),
    }


@page("web/money/rules_form.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def set_accounts(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """Say which of the organisation's accounts and objects are the agreement's."""
    return _form(asked, id, own=True)


@page("web/money/rules_form.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def set_terms(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """Say what the agreement says of money beside the shares."""
    return _form(asked, id, own=False)


def _form(asked: Asked, id: UUID, *, own: bool) -> dict[str, Any] | HttpResponse:  # noqa: A002
    place = place_of(asked, id)
    number = asked.somebody.organisation.pk if own else None
    tables = own_tables(asked.language) if own else joint_tables(place.parties, asked.language)
    now = next((one for one in _rows(asked, place) if one.organisation_id == number), None)
    data, seen = asked.request.POST, now.pk if now else 0
    if asked.request.method != "POST":
        written = written_of(now.data if now else {}, tables)
        fields = [shown(one, written[one.name], {}) for one in tables]
        return _shown(place, fields, seen, own=own, ground=now.ground if now else "")
    opened = seen_in(asked)
    rows = {one.name: given(one, data) for one in tables}
    more = data.get("more", "")
    wrongs: dict[tuple[str, int, str], str] = {}
    made: dict[str, list[dict[str, Any]]] = {}
    for table in tables:
        made[table.name], wrong = values(table, rows[table.name], asked.language)
        wrongs |= wrong
    wrongs = {} if more else {**together(made, asked.language), **wrongs}
    problem = say("money", "wrong.some", {"count": len(wrongs)}, asked.language) if wrongs else ""
    ground = data.get("ground", "")
    wrong_ground = ""
    if not more and not wrongs:
        if now is not None and (now.data, now.ground) == (data_of(made), ground.strip()):  # a second click
            messages.success(asked.request, say("money", "rules.same", {}, asked.language))
            return HttpResponseRedirect(reverse("money-rules", kwargs={"id": id}))
        setting = set_cost_rules if own else set_money_rules
        try:
            setting(asked.somebody, agreement=place.agreement, data=data_of(made), ground=ground, seen=opened)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            if error.code == "form_saved_since":
                before = place.agreement.money_rules.filter(pk=opened or 0, organisation=number).first()
                old, theirs = _kept(before, tables, asked), _kept(now, tables, asked)
                both = merged(old, {**data_of(made), "ground": ground.strip()}, theirs)
                rows, ground, opened = written_of(both, tables), both.get("ground", ""), seen
                problem = f"{problem} {_changed(old, theirs, tables, asked)}"
            wrong_ground = problem if error.code in ("ground_missing", "identity_number_in_words") else ""
        else:
            messages.success(asked.request, say("money", "rules.set", {}, asked.language))
            return HttpResponseRedirect(reverse("money-rules", kwargs={"id": id}))
    fields = [shown(one, rows[one.name], wrongs, 6 if more == one.name else 2) for one in tables]
    seen = seen if opened is None else opened
    return _shown(place, fields, seen, own=own, ground=ground, problem=problem, wrong_ground=wrong_ground)


def _kept(row: MoneyRules | None, tables: Sequence[Table], asked: Asked) -> dict[str, Any]:
    """What the row says as the form would keep it, with its ground."""
    if row is None:
        return {}
    written = written_of(row.data, tables)
    found = {one.name: values(one, written[one.name], asked.language)[0] for one in tables}
    return {**data_of(found), "ground": row.ground}


def _changed(old: Mapping[str, Any], new: Mapping[str, Any], tables: Sequence[Table], asked: Asked) -> str:
    """Which tables of the form somebody else has changed, in words."""
    before, after = written_of(old, tables), written_of(new, tables)
    fields = [f"table.{one.name}" for one in tables if before[one.name] != after[one.name]]
    fields += ["field.ground"] if changed({"ground": old.get("ground")}, {"ground": new.get("ground")}) else []
    said = [say("money", code, {}, asked.language) for code in fields]
    return say("money", "saved_since", {"fields": said}, asked.language)


def _shown(
    place: Place,
    tables: Sequence[Shown],
    seen: int,
    *,
    own: bool,
    ground: str,
    problem: str = "",
    wrong_ground: str = "",
) -> dict[str, Any]:
    return {
        "place": place, "agreement": place.agreement, "tables": tables, "seen": seen, "own": own, "ground": ground, "problem": problem,
        "wrong_ground": wrong_ground,
    }  # fmt: skip


def _rows(asked: Asked, place: Place) -> list[MoneyRules]:
    """Every version, the last first, as known."""
    rows = place.agreement.money_rules.select_related("by", "organisation").order_by("-recorded", "-pk")
    return list(rows if asked.view.until is None else rows.filter(recorded__lt=asked.view.until))


def _side(asked: Asked, rows: Sequence[MoneyRules], tables: Sequence[Table], number: str, name: str) -> Side:
    versions = [version_of(row, tables, asked.language) for row in rows]
    mine = asked.may(Right.KEEP_ACCOUNTS) and not asked.known and number in ("", asked.somebody.organisation.pk)
    return Side(number, name, versions[0] if versions else None, versions[1:], mine)


def _lead(asked: Asked, agreed: Side, sides: Sequence[Side]) -> str:
    said = [one.name for one in sides if one.now is not None and one.now.tables]
    unsaid = [one.name for one in sides if one.name not in said]
    code = "rules.lead" if said and unsaid else "rules.lead.all" if said else "rules.lead.none"
    sentence = say("money", code, {"said": said, "unsaid": unsaid}, asked.language)
    return (
        sentence if agreed.now is not None else f"{sentence} {say('money', 'rules.lead.no_terms', {}, asked.language)}"
    )
