"""Which items concern a cooperation agreement between public bodies, and what their words do with it.

An agreement with a firm, a lease, a purchase or an employment is none; an agreement (avtal, överenskommelse) is
one where another public body is its party.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.standing.names import body_in, kind_of_body, person_in, person_key
from samverkan.core.writing.leaving import leaves

if TYPE_CHECKING:
    from samverkan.core.reading.values import Item, Reading

_COOPERATION: Final = re.compile(
    r"samverkansavtal|samarbetsavtal|samverkansöverenskommelse|samarbetsöverenskommelse|avtal(?:et)? om samverkan"
    r"|avtal(?:et)? om samarbete|samverkan vid|samverkan avseende|förbundsordning"
    r"|gemensam\w*\s+(?:\w+\s+){0,2}?\w*nämnd",
    re.IGNORECASE,
)
_AGREEMENT: Final = re.compile(r"\b\w*avtal(?:et|en|s)?\b|\b\w*överenskommelse(?:n|r)?\b", re.IGNORECASE)
_OTHER_AGREEMENT: Final = re.compile(
    r"hyresavtal|hyreskontrakt|köpeavtal|arrende|markanvisning|exploatering|anställning|kollektivavtal|ramavtal|upphandl"
    r"|leasing|entreprenad|nyttjanderätt|servitut|låneavtal|borgen|gåvo|aktieägar|sponsor|försäljning|\bköp av\b"
    r"|fastighet|tjänstekoncession|genomförandeavtal|detaljplan|optionsavtal|licens",
    re.IGNORECASE,
)
_EXTENDS: Final = re.compile(r"\bförläng(?:a|er|s|des|as|t|ning|ningen)\b", re.IGNORECASE)
_NOT_EXTENDS: Final = re.compile(
    r"(?:utan|med)\s+(?:möjlighet|rätt|option)\s+(?:till|på|att)\s+(?:\w+\s+){0,3}?förläng\w+|ytterligare förläng\w+",
    re.IGNORECASE,
)
_INSTRUMENT = r"(?:\w*avtal(?:et|en|s)?|\w*överenskommelse[nr]?|förbundsordning(?:en)?|reglemente(?:t)?)"
_AMENDS: Final = re.compile(
    r"\btilläggsavtal\w*|\btilläggsöverenskommelse\w*"
    rf"|\b(?:ändring|revidering|justering|tillägg)(?:en|ar|arna)?\s+(?:av|i|till)\s+(?:\w+\s+){{0,3}}?{_INSTRUMENT}\b"
    rf"|\b(?:ändra(?:d|t|de|r|s)?|revidera(?:d|t|de|r|s)?)\s+(?:\w+\s+){{0,3}}?{_INSTRUMENT}\b",
    re.IGNORECASE,
)
_REFUSES: Final = re.compile(r"\b(?:teckna|ingå|godkänna|anta|delta)\b", re.IGNORECASE)
_CORRECTS: Final = re.compile(
    r"\b(?:rättar?|korrigerar?)\b[^.]{0,40}\b(?:beslut|protokoll)|\b(?:beslut|protokoll)\w*\b[^.]{0,60}\b(?:rättas|korrigeras)\b",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(r"§+\s*(\d+[a-z]?)")
_LETTERS: Final = re.compile(r"(?<![\wÅÄÖ])[A-ZÅÄÖ]{2,6}(?![\wåäö])")
_NOT_BODIES: Final = frozenset({"AB", "PM", "PDF", "DNR", "HSL", "SOL", "LSS", "KL", "OSL", "SFS", "DOCX", "ROS"})
_DISPOSES: Final = frozenset(
    {
        "approve",
        "adopt",
        "reject",
        "postpone",
        "refer_back",
        "withdrawn",
        "rescind",
        "terminate",
        "propose",
        "refrain",
        "fulfilled",
    }
)


def concerns(item: Item, reading: Reading) -> bool:
    """Whether the item concerns a cooperation agreement and disposes, or proposes to dispose, of it."""
    if reading.kind == "agreement":
        return item.terms is not None
    disposing = [
        one for one in item.decisions if one.act in _DISPOSES or leaves(one.text.value) or corrects(one.text.value)
    ]
    if not disposing:
        return False
    title = item.title.value if item.title else ""
    texts = [title, *(one.text.value for one in disposing)]
    if item.terms is not None and item.terms.title is not None:
        texts.append(item.terms.title.value)
    if any(leaves(one.text.value) for one in disposing):
        return True
    if not any(concerns_agreement(text) for text in texts):
        return False
    return any(_COOPERATION.search(text) for text in texts) or _has_public_counterpart(item, reading)


def concerns_agreement(text: str) -> bool:
    """Whether a text speaks of an agreement of the kind that public bodies cooperate by."""
    if _COOPERATION.search(text):
        return True
    return _AGREEMENT.search(text) is not None and _OTHER_AGREEMENT.search(text) is None


def _has_public_counterpart(item: Item, reading: Reading) -> bool:
    """Whether some party named is another public body than the paper's own."""
    organisation = item.organisation or reading.organisation
    own = person_key(organisation.value) if organisation else ""
    body = item.body or reading.body
    for party in item.terms.parties if item.terms else ():
        person = person_in(party.value)
        if person is not None and person_key(person[0]) != own:
            return True
        named = body_in(party.value)
        if person is None and named is not None and (body is None or kind_of_body(named) != kind_of_body(body.value)):
            return True
    return False


def extends_agreement(item: Item) -> bool:
    """Whether what the item decides, or proposes, is to extend an agreement that there already is."""
    texts = [one.text.value for one in item.decisions if one.act in {"approve", "propose"}]
    return any(_EXTENDS.search(_NOT_EXTENDS.sub("", text)) for text in texts)


def amends_agreement(item: Item, *, text: bool = False) -> bool:
    """Whether what the item decides, or proposes, changes an agreement that there already is; of a text, by its title."""
    if text:
        title = item.terms.title if item.terms is not None else item.title
        return title is not None and _AMENDS.search(title.value) is not None
    texts = [one.text.value for one in item.decisions if one.act in {"approve", "adopt", "propose"}]
    titled = item.title is not None and _AMENDS.search(item.title.value) is not None
    return bool(texts) and (titled or any(_AMENDS.search(one) for one in texts))


def only_assigns(item: Item, reading: Reading) -> bool:
    """Whether the item decides on no agreement but gives an assignment that concerns one between public bodies."""
    if reading.kind == "agreement":
        return False
    given = [one.text.value for one in item.decisions if one.act == "assign"]
    if not any(concerns_agreement(text) for text in given):
        return False
    return any(_COOPERATION.search(text) for text in given) or _has_public_counterpart(item, reading)


def refuses_agreement(text: str) -> bool:
    """Whether to refrain, in these words, is to refuse the agreement rather than to extend or follow it up."""
    return _REFUSES.search(text) is not None


def corrects(text: str) -> bool:
    """Whether the decision, in these words, corrects what an earlier one says (FL 36): it decides terms, not the matter."""
    return _CORRECTS.search(text) is not None


def pointer_in(title: str) -> tuple[str | None, str | None, str | None]:
    """The § and body that a supporting document's title names: the pointer as printed, the §, the body."""
    match = _SECTION.search(title)
    if match is None:
        return None, None, None
    near = title[max(0, match.start() - 40) : match.end() + 40]
    letters = next((one for one in _LETTERS.findall(near) if one not in _NOT_BODIES), None)
    if letters is not None:
        before = re.search(rf"{letters}\s*$", title[: match.start()])
        return (f"{letters} § {match[1]}" if before else f"§ {match[1]} {letters}"), match[1], letters
    body = body_in(near)
    return f"§ {match[1]}" + (f" {body}" if body else ""), match[1], body
