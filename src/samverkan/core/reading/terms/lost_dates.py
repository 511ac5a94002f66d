"""Dates that the extraction lost, or that the text leaves to a signing day: a clause in, a finding out.

Nothing is guessed: "gäller från och med Namn och säte" has lost its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.anchors import Anchor
    from samverkan.core.reading.terms.clauses import Clause, Prose


# "gäller från och med" and then a name: the extraction lost the day between them.
_BEGINS = Wording(
    r"(?:gäll\w*|träder i ?kraft|avtalstid\w*)[^.;\d]{0,50}?(?:från och med|fr\.? ?o\.? ?m\.?)(?: den)?:? (?=[a-zåäö])",
)

_LOST = Wording(
    r"(?:gäller|gällande|träder i ?kraft|avtalstid\w*)[^.;\d]{0,50}?(?:från och med|fr\. ?o\. ?m\.?|fr o m|"
    r"\bfrom|från)(?: den)?(?P<gap> ?$| (?:till|t\.? ?o\.? ?m|och (?:med )?till|tom)\b| (?=[§(]))",
    r"(?:från och med|fr\. ?o\. ?m\.?|fr o m)(?: den)?(?P<gap2>$| till och med(?: den)?(?:$|[.,]))",
)

_LOST_END = Wording(
    r"(?:till och med|t\.? ?o\.? ?m\.?(?![.\w])|till den)(?: den)? ?(?:$|[.,;]|(?=under förutsättning|med möjlighet|"
    r"och förlängs))",
)

_MONTH_ONLY = Wording(
    r"(?:från och med|fr\. ?o\. ?m\.?|fr o m|gäller från|till och med|t\. ?o\. ?m\.?|"
    r"\btom) den \d{1,2} \w{3,9}$",
)

_UNSAID = Wording(
    r"(?:från|efter|vid|räknat från)[^.;,]{0,30}?(?:undertecknande|avtalstecknande|avtalets tecknande|"
    r"påskrift|underskrift)",
)


def report_lost(prose: Prose, clause: Clause, anchors: list[Anchor], plain: bool, findings: list[Finding]) -> None:
    """Words that announce a date which the extraction has lost, or which the text leaves to a signing day."""
    low = clause.low
    if _UNSAID.search(low) and (plain or "gäller" in low) and not anchors:
        findings.append(
            Finding(
                "date_not_stated",
                {"words": prose.text[clause.start : clause.end][:200]},
                prose.span(clause.start, clause.end),
            )
        )
        return
    m = _BEGINS.search(low)
    if m and prose.text[clause.start + m.end() : clause.start + m.end() + 1].isupper():
        findings.append(
            Finding(
                "date_lost",
                {"words": prose.text[clause.start : clause.end][:200]},
                prose.span(clause.start + m.start(), clause.start + m.end()),
            )
        )
        return
    for pattern in (_LOST, _LOST_END, _MONTH_ONLY):
        m = pattern.search(low)
        if m and "förläng" not in low[: m.start()]:
            findings.append(
                Finding(
                    "date_lost",
                    {"words": prose.text[clause.start : clause.end][:200]},
                    prose.span(clause.start + m.start(), clause.start + max(m.end(), m.start() + 1)),
                )
            )
            return
