"""Quoted words are the paper's own, and are found where they stand."""

from samverkan.core.sources import Span
from samverkan.core.writing.justered import justered_on
from samverkan.core.writing.quoting import cited, misquoted, place_of

TEXT = "Nämnden godkänner\n\navtalet.\nNämnden  godkänner avtalet igen."


def test_words_are_found_whatever_white_space_lies_between_them() -> None:
    assert place_of(TEXT, "godkänner avtalet.") == Span(8, 27)
    assert place_of(TEXT, "Nämnden godkänner avtalet", near=0) == Span(0, 26)
    assert place_of(TEXT, "Nämnden godkänner avtalet", near=40) == Span(28, 54)
    assert place_of(TEXT, "Nämnden avslår") is None
    assert place_of(TEXT, "  ") is None


def test_a_citation_quotes_its_own_place() -> None:
    pages = [[0, 28, "1 (2)"], [28, len(TEXT), "2 (2)"]]
    found = cited(TEXT, pages, Span(28, 54), {"section": "7", "day": None})
    assert found == {"page": "2 (2)", "section": "7", "span": [28, 54], "words": "Nämnden  godkänner avtalet"}
    assert misquoted({"citations": [found]}, TEXT) == []


def test_words_that_the_text_does_not_say_there_are_told() -> None:
    right = {"span": [0, 7], "words": "Nämnden"}
    for wrong in ({"span": [1, 8], "words": "Nämnden"}, {"span": [0, 7], "words": "Styrelsen"}, {"span": [0, 900], "words": TEXT},
                  {"span": [7, 7], "words": ""}, {"span": ["0", "7"], "words": "Nämnden"}, {"span": [0], "words": "N"}):  # fmt: skip
        assert misquoted({"conditions": [{"citations": [right, wrong]}]}, TEXT) == [wrong["words"]]


def test_the_day_of_justering_is_the_one_named_beside_the_word() -> None:
    for text in ("Justeringsdatum: 2024-06-25", "Protokollet justerades den 25 juni 2024.", "Justerat 2024-06-25 av A"):
        found = justered_on(f"Sammanträde 2024-06-18.\n{text}\n")
        assert found is not None
        assert str(found.value) == "2024-06-25"
    assert justered_on("Justerandes sign. Sammanträde 2024-06-18") is None
    assert justered_on("Protokollet är justerat. Anslaget sätts upp 2024-06-26") is None
