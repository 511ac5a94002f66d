"""The quote of a hit: as printed, marked, where most of what is sought stands together."""

from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.searching.quoting import Marks, Quote, quote

TEXT = (
    "Ärendet om avtalet togs upp. " + "Annat hände också den dagen i nämnden. " * 12
    + "Samverkansavtalet\nom barn förlängs ett år. " + "Slut. " * 80 + "Avtalet igen."
)  # fmt: skip


def _shown(found: Quote | None) -> str:
    assert found is not None
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in found.pieces)


def test_the_hits_are_marked_as_printed_where_most_of_them_meet() -> None:
    found = quote(TEXT, Marks({"avtalet": 0, "samverkansavtalet": 0, "barn": 1}, {}, [], []), str)
    assert "[Samverkansavtalet] om [barn] förlängs ett år." in _shown(found)
    assert found is not None
    assert found.more == 2
    assert TEXT[found.start : found.end].replace("\n", " ") == "".join(piece.text for piece in found.pieces)


def test_phrases_and_beginnings_are_marked_too() -> None:
    assert "[barn förlängs]" in _shown(quote(TEXT, Marks({}, {}, [], [(("barn", "förlängs"), 0)]), str))
    assert "[Samverkansavtalet]" in _shown(quote(TEXT, Marks({}, {}, [("samv", 0)], []), str))


def test_a_compound_is_marked_by_its_sure_tail() -> None:
    assert "[Samverkansavtalet]" in _shown(quote(TEXT, Marks({}, {"avtalet": 0}, [], []), str))


def test_without_a_hit_there_is_no_quote() -> None:
    assert quote(TEXT, Marks({"bil": 0}, {}, [], []), str) is None


@given(st.text(alphabet="avtl .\n-", max_size=900))
def test_a_quote_is_always_a_part_of_the_text(text: str) -> None:
    found = quote(text, Marks({"avtal": 0}, {}, [("av", 1)], [(("t", "a"), 2)]), str)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert "".join(piece.text for piece in found.pieces).split() == text[found.start : found.end].split()
        assert any(piece.hit for piece in found.pieces)
