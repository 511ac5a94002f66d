"""A verified extract as lines for a person: the sentence, who certified and when, what was decided, what does not fit."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TYPE_CHECKING

from samverkan.outside.verifying import HALF_SIGNED, here
from samverkan.words import say, written
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.writing.agreement_data import AgreementData
    from samverkan.core.writing.extract import Extract
    from samverkan.outside.signatures import Signed
    from samverkan.outside.verifying import Verified
    from samverkan.words import Language

_WIDTH = 100


def verified_lines(verified: Verified, language: Language) -> Iterator[str]:
    """Everything that is known of the extract, in the order a person asks."""
    signers = list(dict.fromkeys(one.signer for one in verified.signatures))
    yield from _wrapped(say("verifying", sentence_of(verified), {"signers": signers}, language), "")
    if verified.signatures:
        yield from ("", say("verifying", "head.certified", {}, language))
        for one in verified.signatures:
            yield from _wrapped(_signed(one, language), "  ")
    if verified.extract is not None:
        yield from ("", say("verifying", "head.decided", {}, language))
        yield from _decided(verified.extract, language)
    if verified.agreement is not None:
        yield from ("", say("verifying", "head.agreed", {}, language))
        yield from _agreed(verified.agreement, language)
    if verified.findings:
        yield from ("", say("verifying", "head.wrong", {}, language))
        for found in verified.findings:
            yield from _wrapped(say_finding(found, language), "  * ", "    ")


def sentence_of(verified: Verified) -> str:
    """The code (domain `verifying`) of the first sentence: the worst that is known."""
    if verified.accepted:
        return "accepted" if verified.agreement is None else "agreement_accepted"
    signed = verified.signatures
    worst = [
        ("not_whole", verified.whole is False),
        ("not_signed", any(found.code == "not_signed" for found in verified.findings)),
        ("not_read", not signed and verified.whole is None),
        ("not_valid", any(one.valid is False for one in signed)),
        ("differs", verified.page_matches_data is False),
        ("not_trusted", not all(one.trusted for one in signed)),
        ("not_sure", not all(one.valid for one in signed)),
        ("not_carrying", verified.extract is None and verified.agreement is None),
        ("half_signed", any(found.code in HALF_SIGNED for found in verified.findings)),
    ]
    return next((code for code, holds in worst if holds), "not_accepted")


def _signed(one: Signed, language: Language) -> str:
    named = {"signer": one.signer, "organisation": one.organisation}
    who = say("verifying", "signer" if one.organisation else "signer_alone", named, language)
    if one.time is None:
        return f"{who}, {say('verifying', 'signed_unknown', {'level': one.level}, language)}"
    time = here(datetime.fromisoformat(one.time))
    values = {"day": time.date(), "clock": f"{time:%H.%M}", "level": one.level}
    return f"{who}, {say('verifying', 'signed_proven' if one.proven else 'signed_told', values, language)}"


def _decided(extract: Extract, language: Language) -> Iterator[str]:
    values = {**extract._asdict(), "day": extract.meeting_day}
    yield from _wrapped(say("verifying", "decided", values, language), "  ")
    yield from _wrapped(extract.title, "  ")
    for at, point in enumerate(extract.item.decisions, 1):
        number = f"{point.number or at}. "
        words = say("verifying", "quote", {"words": " ".join(point.text.value.split())}, language)
        yield from _wrapped(words, "    " + number, "    " + " " * len(number))
    if not extract.item.decisions:
        yield f"    {say('verifying', 'no_points', {}, language)}"
    if extract.registry_number:
        yield f"  {say('verifying', 'registry_number', {'number': extract.registry_number}, language)}"
    if extract.justerad:
        yield f"  {say('verifying', 'justerad', {'day': extract.justerad}, language)}"
    if extract.agreement:
        yield f"  {say('verifying', 'agreement', {'urn': extract.agreement}, language)}"
    if extract.clause:
        yield f"  {say('verifying', 'clause', {'clause': extract.clause}, language)}"
    for one in extract.certified:
        name = "certifies" if one.office else "certifies_plainly"
        yield from _wrapped(
            say("verifying", name, {**one._asdict(), "day": written(one.day, language)}, language), "  "
        )


def _agreed(agreement: AgreementData, language: Language) -> Iterator[str]:
    """What is signed: it is an agreement, not an extract of minutes."""
    yield from _wrapped(say("verifying", "not_an_extract", {}, language), "  ")
    yield from _wrapped(agreement.clause.title, "  ")
    for name, number in agreement.numbers:
        yield f"    {name}, {number[:6]}-{number[6:]}"
    if agreement.urn:
        yield f"  {say('verifying', 'agreement', {'urn': agreement.urn}, language)}"
    yield f"  {say('verifying', 'clause', {'clause': agreement.fingerprint}, language)}"


def _wrapped(text: str, first: str, later: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )
