"""The first sentence of an answer: whether the agreement holds on the day, on what terms, and what is missing.

In: a standing, the day, and how many things are unsure. Out: one sentence that can be read aloud by itself; where the
agreement is settled, a second one says who has decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.standing.names import person_in
from samverkan.core.writing.standing_json import rule_code
from samverkan.words.proofs import say_proof, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from samverkan.core.standing.values import Proof, Standing, TermsRow
    from samverkan.words.values import Values

_PARTY_RULES: Final = frozenset(
    {
        "no_decision_on_file", "proposal_is_not_decision", "postponed", "referred_back", "refused", "withdrawn",
        "rescinded_from_its_day", "annulled_never_taken",
    }
)  # fmt: skip
_ENDED_BY: Final = frozenset({"terminated", "extension_refused_in_time"})
_NOT_CHANGED: Final = frozenset({"extended_by_decisions", "amended"})
_NOT_EXTENDED: Final = frozenset({"extended_by_decisions", "extension_excluded", "extension_beyond_option"})


def first_sentence(one: Standing, on: date, unsure: int, print_: Values) -> str:
    """The sentence, in the language of `print_`."""
    return _Sentence(one, on, unsure, print_).said()


class _Sentence:
    """The sentence of one standing on its way: its rules by name, the terms that count for the day."""

    def __init__(self, one: Standing, on: date, unsure: int, print_: Values) -> None:
        self.one, self.on, self.unsure, self.print = one, on, unsure, print_
        self.language = print_.language
        self.proofs = list(_tree(one.proof))

    def said(self) -> str:
        code = self.one.standing
        row = self._row()
        values = {
            "on": self.on,
            "until": self._until(),
            "terms": "" if row is None else self._terms(row),
            "divided": self._divided(row),
            "missing": self._missing(),
            "decided": self._deciders(),
            "why": "; ".join(map(self._inside, self._why())),
        }
        return say_proof(f"standing.{code}", values, self.language)

    def _row(self) -> TermsRow | None:
        """The terms of the day; before the first the first, after the last the last."""
        rows = self.one.terms
        for row in rows:
            if row.to is None or self.on <= row.to.last:
                return row
        return rows[-1] if rows else None

    def _until(self) -> str:
        """How long, extensions and notice counted in."""
        if not self.one.terms:
            return ""
        last = self.one.terms[-1]
        if last.to is not None and last.to.last == self.on:
            return self.print.say("last_day")
        return self.print.until(last.to, open_ended=last.open_ended)

    def _inside(self, sentence: str) -> str:
        """A sentence after a colon or semicolon: a name keeps its capital, a Swedish body's among Swedish words does not."""
        names = [party.name for party in self.one.parties if person_in(party.name)]
        if self.language != "sv":
            names = [name for party in self.one.parties for name in (party.name, party.body) if name]
        named = any(sentence.startswith(name) for name in names)
        return sentence if named else sentence[:1].lower() + sentence[1:]

    def _terms(self, row: TermsRow) -> str:
        return self.print.say("waiting_terms", terms=self.print.row(row, used_up=False).replace(";", ","))

    def _divided(self, row: TermsRow | None) -> str:
        if row is None or not row.shares:
            return self.print.say("without_shares")
        basis = "confirmed" if row.confirmed else row.bases.get("shares", row.basis)
        shares = ", ".join(map(self.print.share, row.shares))
        return self.print.say("with_shares", shares=shares, basis=self.print.word("word", basis))

    def _missing(self) -> str:
        changes = [proof for proof in self.proofs if proof.rule in _NOT_CHANGED and proof.holds is False]
        if changes:
            return "; ".join(map(self._inside, self._sentences(changes)))
        otherwise = [entry.values["term"] for entry in self.one.open if entry.values.get("paper") == "minutes"]
        if otherwise:
            said = say_proof("standing.why.minutes", {"terms": list(dict.fromkeys(otherwise))}, self.language)
            return self._inside(said)
        number = {0: "nothing_missing", 1: "one_unsure"}.get(self.unsure, "some_unsure")
        return self.print.say(number, number=self.unsure)

    def _deciders(self) -> list[str]:
        """The parties that have decided: a body's name keeps its capital only where it opens the row."""
        names: list[str] = []
        for party in self.one.parties:
            if party.status not in {"decided", "decided_conditionally"}:
                continue
            name = who(party.body, party.name, self.language)
            inner = names and party.body is not None and party.body.casefold() != party.name.casefold()
            names.append(name[:1].lower() + name[1:] if inner else name)
        return names

    def _why(self) -> Iterator[str]:
        code = self.one.standing
        if code == "lapsed":
            because = self.one.proof.because
            yield from self._sentences(proof for proof in because if proof.rule == "matter_closed")
            (refused,) = [proof for proof in because if proof.rule == "a_party_refused"]
            yield from self._sentences(refused.because)
        elif code == "cannot_tell":
            yield from self._contradictions()
        elif code == "agreed":
            begins = [proof for proof in self.proofs if proof.rule == "period_not_begun"]
            start = begins[0].values["start"] if begins else None
            yield self.print.say("begins" if begins else "begins_unsaid", day=start)
        elif code == "ended":
            yield from self._ended()
        else:
            yield from self._waits()

    def _contradictions(self) -> Iterator[str]:
        contradicting = [proof for proof in self.proofs if proof.rule == "papers_contradict" and proof.holds]
        if contradicting:
            yield from self._sentences(contradicting[0].because)
        else:
            unclear = [proof for proof in self.proofs if proof.rule == "end_cannot_be_told"]
            yield from self._sentences(unclear[0].because)

    def _ended(self) -> Iterator[str]:
        (over,) = [proof for proof in self.proofs if proof.rule == "period_is_over"]
        yield self.print.say("ended_on", day=over.values["end"])
        found = [proof for proof in self.proofs if proof.rule in _ENDED_BY and proof.holds]
        found += [proof for proof in self.proofs if proof.rule in _NOT_EXTENDED and proof.holds is False]
        yield from self._sentences(found)

    def _waits(self) -> Iterator[str]:
        """What bars: parties that have not decided; else what differs; else conditions, signatures, an unknown party."""
        undecided = [proof for proof in self.proofs if proof.rule in _PARTY_RULES and "status" in proof.values]
        later = {entry.party: entry.values for entry in self.one.open if entry.values.get("paper") == "later"}
        for proof in undecided:
            values = later.get(str(proof.values["party"]))
            if values is not None and proof.rule == "no_decision_on_file":
                yield say_proof("standing.why.later", {**values, "paper": None}, self.language)
            else:
                yield from self._sentences([proof])
        terms = [match.term for match in self.one.matching if match.verdict == "differs"]
        if terms:
            yield say_proof("standing.why.differs", {"terms": terms}, self.language)
        if undecided or terms:
            return
        unmet = [one for one in self.one.conditions if one.met is not True and one.because.rule != "signature_required"]
        own = [one for one in unmet if one.kind != "matching_decision"]  # what only waits for another's is met by that
        for condition in own or unmet:
            words = " ".join(condition.text.split()).split(". ")[0]
            values = {"party": condition.party, "kind": condition.kind, "words": words}
            yield say_proof("standing.why.condition", values, self.language)
        rules = {"signature_required", "other_party_unknown"}
        yield from dict.fromkeys(
            self._sentences(proof for proof in self.proofs if proof.rule in rules and proof.holds is not True)
        )

    def _sentences(self, proofs: Iterable[Proof]) -> Iterator[str]:
        for proof in proofs:
            yield say_proof(rule_code(proof), proof.values, self.language).removesuffix(".")


def _tree(proof: Proof) -> Iterator[Proof]:
    yield proof
    for one in proof.because:
        yield from _tree(one)
