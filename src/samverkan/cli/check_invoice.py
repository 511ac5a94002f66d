"""`samverkan check-invoice FILE...`: whether invoices keep the rules of Peppol, and by which version of them; no database is asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from samverkan.cli.output import complain, flush, put
from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside.files import fetch
from samverkan.outside.invoice_rules import SETTING, Rules
from samverkan.words import say, visible
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from samverkan.cli.arguments import Options
    from samverkan.outside.invoice_rules import Verdict
    from samverkan.words import Language

VALID, BROKEN, WRONG_CALL = 0, 1, 2


def print_verdicts(options: Options) -> int:
    """Check each file and print what is wrong by rule; 1 where anything is, or a file is no invoice, 2 without a rule set."""
    folder = options.named.get("--rules") or os.environ.get(SETTING, "").strip()
    if not folder:
        complain(say("cli", "rules_not_named", {"setting": SETTING}, options.language))
        return WRONG_CALL
    try:
        rules = Rules.from_folder(folder)
    except UnreadableError as error:
        complain(say_finding(Finding(error.code, error.values), options.language))
        return WRONG_CALL
    answers = [(path, _answer(path, rules)) for path in options.files]
    if options.json:
        _put_json(rules, answers, options.language)
    else:
        _put_text(rules, answers, options.language)
    flush()
    kept = all(not isinstance(found, Finding) and not any(one.fatal for one in found) for _, found in answers)
    return VALID if kept else BROKEN


def _answer(path: str, rules: Rules) -> tuple[Verdict, ...] | Finding:
    try:
        return rules.validate(fetch(path)[1])
    except UnreadableError as error:
        return Finding(error.code, {"source": path, **error.values})


def _put_text(rules: Rules, answers: list[tuple[str, tuple[Verdict, ...] | Finding]], language: Language) -> None:
    put(say("invoice", "check.rules", {"versions": ", ".join(rules.versions)}, language) + "\n")
    for path, found in answers:
        if isinstance(found, Finding):
            flush()
            complain(say_finding(found, language))
            continue
        faults = sum(one.fatal for one in found)
        values = {"source": visible(path), "faults": faults, "warnings": len(found) - faults}
        code = "check.broken" if faults else "check.warned" if found else "check.kept"
        put(say("invoice", code, values, language) + "\n")
        for one in found:
            flag = say("invoice", "check.fault" if one.fatal else "check.warning", {}, language)
            put(visible(f"  {flag} {one.rule}, {one.location}: {one.text}") + "\n")


def _put_json(rules: Rules, answers: list[tuple[str, tuple[Verdict, ...] | Finding]], language: Language) -> None:
    import json

    invoices = []
    for path, found in answers:
        unread = [found] if isinstance(found, Finding) else []
        verdicts = () if isinstance(found, Finding) else found
        invoices.append({
            "file": path,
            "valid": None if unread else not any(one.fatal for one in verdicts),
            "broken": [one._asdict() for one in verdicts],
            "findings": [{"code": one.code, "message": say_finding(one, language)} for one in unread],
        })  # fmt: skip
    answer = {"rules": [one._asdict() for one in rules.files], "invoices": invoices}
    put(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
