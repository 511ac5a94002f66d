"""Clauses that decide whether an agreement holds, each row with the wording it covers."""

from __future__ import annotations

import pytest

from samverkan.core.sources import Span
from samverkan.core.writing.clauses import asks_signing, going_on_clause, signing_clause
from samverkan.core.writing.leaving import last_day_in, leaves, lets_leave


@pytest.mark.parametrize("clause", [
    "Avtalet träder i kraft när samtliga parter undertecknat det",
    "Detta avtal gäller endast undertecknat av båda parter",
    "Avtalet börjar gälla först då det har undertecknats av behöriga företrädare för parterna",
    "Överenskommelsen är bindande för parterna när den undertecknats",
    "Avtalet gäller från och med dagen för undertecknandet till och med den 31 december 2025",
    "Avtalet blir gällande under förutsättning att det skrivits under av samtliga kommuner",
])  # fmt: skip
def test_an_agreement_that_must_be_signed(clause: str) -> None:
    text = f"5 Avtalstid\nAvtalet gäller i tre år. {clause}. Det förlängs inte."
    found = signing_clause(text, Span(0, len(text)))
    assert found is not None
    assert clause in text[slice(*found)]


@pytest.mark.parametrize("clause", [
    "Ändringar och tillägg till detta avtal ska för att vara bindande vara undertecknade av parterna",
    "Uppsägning gäller först när den undertecknats",
    "Avtalet är upprättat i två exemplar, varav parterna undertecknat var sitt",
    "Avtalet gäller från och med den 1 januari 2020",
    "Undertecknat av parterna den 2 december 2019",
])  # fmt: skip
def test_an_agreement_that_says_nothing_of_it(clause: str) -> None:
    assert signing_clause(clause, Span(0, len(clause))) is None


@pytest.mark.parametrize(("text", "goes_on"), [
    ("Om en part säger upp avtalet fortsätter det att gälla mellan övriga parter.", True),
    ("Medlem kan utträda ur förbundet. Förbundet består då mellan kvarvarande medlemmar.", True),
    ("Säger en kommun upp avtalet upphör det att gälla för samtliga.", False),
    ("Uppsägning ska ske skriftligen till övriga parter.", False),
    ("Avtalet gäller mellan parterna.", False),
])  # fmt: skip
def test_whether_it_goes_on_between_the_others(text: str, goes_on: bool) -> None:
    assert (going_on_clause(text, Span(0, len(text))) is not None) is goes_on


@pytest.mark.parametrize(("words", "signing"), [
    ("under förutsättning att avtalet undertecknas av båda parter", True),
    ("med förbehåll för att samtliga kommuner undertecknat avtalet", True),
    ("under förutsättning att Region Vik fattar likalydande beslut", False),
])  # fmt: skip
def test_a_condition_of_signing(words: str, signing: bool) -> None:
    assert asks_signing(words) is signing


@pytest.mark.parametrize(("words", "own", "another"), [
    ("Ekby kommun begär utträde ur Kommunalförbundet Viken den 31 december 2022.", True, False),
    ("Kommunen utträder ur förbundet till den 31 december 2022", True, False),
    ("Kommunfullmäktige godkänner Alby kommuns utträde ur Kommunalförbundet Viken.", False, True),
    ("Samverkansavtalet godkänns.", False, False),
])  # fmt: skip
def test_who_leaves(words: str, own: bool, another: bool) -> None:
    assert (leaves(words), lets_leave(words)) == (own, another)


@pytest.mark.parametrize(("words", "last"), [
    ("sägs upp till den 31 december 2022", "2022-12-31"),
    ("sägs upp från och med den 1 januari 2023", "2022-12-31"),
    ("sägs upp till och med 2022-12-31", "2022-12-31"),
    ("sägs upp", None),
    ("upphör 31 februari 2022", None),
])  # fmt: skip
def test_the_last_day_a_notice_names(words: str, last: str | None) -> None:
    found = last_day_in(words)
    assert (found and str(found)) == last


def test_a_long_text_without_a_sentence_is_passed_over_in_linear_time() -> None:
    text = "avtalet gäller när undertecknat " * 50_000
    assert signing_clause(text, Span(0, len(text))) is None
    assert going_on_clause(text, Span(0, len(text))) is None
