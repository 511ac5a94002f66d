"""Search over the documents: the same answers on both databases, and only what the one who asks may see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.store.own import workspace

from samverkan.actions.documents import receive, share
from samverkan.actions.reading import read_paper
from samverkan.store import wording
from samverkan.store.models import SearchKnown, SearchReader, SearchTail, SearchText
from samverkan.store.search import search
from samverkan.store.view import JOINT, View
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.actions.acting import Acting
    from samverkan.store.models import Document
    from samverkan.store.search import Found

ARRIVED = date(2024, 3, 1)


def _paper(acting: Acting, text: str, name: str = "anteckning.txt") -> Document:
    return receive(acting, paper=read_paper(text.encode(), name), arrived=ARRIVED).document


def _sought(acting: Acting, text: str, *, joint: bool = False, **more: object) -> Found:
    scope = JOINT if joint else acting.organisation.pk
    return search(acting.organisation, View(scope), text, **more)  # type: ignore[arg-type]


def _marked(found: Found) -> list[list[str]]:
    return [[piece.text for piece in hit.quote.pieces if piece.hit] for hit in found.hits if hit.quote is not None]


def test_definite_forms_and_compound_parts_are_found_and_marked_as_printed() -> None:
    acting = office(REGION)
    _paper(acting, "Samverkansavtalet om barn gäller. Socialnämnden har beslutat.")
    assert _marked(_sought(acting, "avtalet")) == [["Samverkansavtalet"]]
    assert _marked(_sought(acting, "nämnd")) == [["Socialnämnden"]]
    assert _marked(_sought(acting, "barnen avtal")) == [["Samverkansavtalet", "barn"]]


def test_a_word_that_becomes_known_later_divides_earlier_compounds_too() -> None:
    acting = office(REGION)
    _paper(acting, "Vi ses på brukarrådet.")
    assert _sought(acting, "råd").total == 0  # three letters, and nothing tells what "brukar" is
    _paper(acting, "En brukare kom.")
    assert _marked(_sought(acting, "råd")) == [["brukarrådet"]]


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("avtal", {"a", "b", "c"}),
        ("avtal -barn", {"b", "c"}),
        ('"avtalet gäller"', {"a"}),
        ('avtal -"avtalet gäller"', {"b", "c"}),
        ('"gäller avtalet"', set()),
        ("förl*", {"b"}),
        ("avtal förl* -ett", set()),
        ("HSN 2024-00157", {"c"}),
        ('"2024-00157"', {"c"}),
        ("-avtal", set()),
        ("", set()),
        ("' OR 1=1; \"; DROP TABLE store_fact; -- NEAR( * ^ : {", set()),
        ("stems : avtal AND NOT (", set()),
    ],
)
def test_what_is_asked_so_finds_these(text: str, papers: set[str]) -> None:
    acting = office(REGION)
    made = {
        "a": _paper(acting, "Ett avtal. Avtalet gäller barn."),
        "b": _paper(acting, "Avtalet förlängs ett år och gäller sedan."),
        "c": _paper(acting, "Avtal med dnr HSN 2024-00157."),
    }
    found = _sought(acting, text)
    assert {hit.document.pk for hit in found.hits} == {made[name].pk for name in papers}
    assert found.total == len(papers)


def test_headings_come_first_then_words_of_their_own_then_the_newest() -> None:
    acting = office(REGION)
    day = date(2024, 6, 18)
    minutes, _ = confirm(acting, "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt", arrived=day, justered=day)
    part = _paper(acting, "Ett ramsamverkansavtal finns.")
    own = _paper(acting, "Ett samverkansavtal finns.")
    assert [hit.document for hit in _sought(acting, "samverkansavtal").hits] == [minutes, own, part]


def test_results_are_paged_and_a_page_too_far_is_the_last() -> None:
    acting = office(REGION)
    for n in range(5):
        _paper(acting, f"Avtal nummer {n}.")
    first, second, far = (_sought(acting, "avtal", page=page, size=2) for page in (1, 2, 99))
    assert (first.total, first.pages, len(first.hits)) == (5, 3, 2)
    assert not {hit.document.pk for hit in first.hits} & {hit.document.pk for hit in second.hits}
    assert (far.page, len(far.hits)) == (3, 1)


def test_hits_are_chosen_by_kind_body_and_year() -> None:
    acting = office(REGION)
    day = date(2024, 6, 20)
    minutes, _ = confirm(acting, "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt", arrived=day)
    other = _paper(acting, "Om samverkansavtal.")
    assert [one.document for one in _sought(acting, "avtal", kind="minutes").hits] == [minutes]
    assert [one.document for one in _sought(acting, "avtal", body="Hälso- och sjukvårdsnämnden").hits] == [minutes]
    assert _sought(acting, "avtal", year=2024).total == 2
    assert _sought(acting, "avtal", year=2023).total == 0
    assert [one.document for one in _sought(acting, "avtal", kind="unknown", year=2024).hits] == [other]


def test_another_organisation_finds_only_what_is_joint_and_since_then() -> None:
    region, municipality = office(REGION), office(MUNICIPALITY)
    day = date(2024, 6, 18)
    file = "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt"
    document, agreement = confirm(region, file, arrived=day)
    _paper(region, "Vårt eget utkast om samverkansavtal.")
    assert _sought(region, "samverkansavtal").total == 2
    assert _sought(region, "samverkansavtal", joint=True).total == 0
    assert _sought(municipality, "samverkansavtal").total == 0
    share(region, document=document, ground="justering")
    assert [hit.document for hit in _sought(municipality, "samverkansavtal").hits] == [document]
    assert [hit.document for hit in _sought(region, "samverkansavtal", joint=True).hits] == [document]
    assert agreement.parties.count() == 2


def test_an_earlier_day_finds_what_was_known_and_had_arrived_then() -> None:
    then = datetime(2024, 3, 5, 12, tzinfo=UTC)
    acting = office(REGION, at=then)
    _paper(acting, "Ett avtal.")
    organisation, scope = acting.organisation, acting.organisation.pk
    assert search(organisation, View(scope, known=then.date()), "avtal").total == 1
    assert search(organisation, View(scope, known=then.date() - timedelta(days=1)), "avtal").total == 0
    assert search(organisation, View(scope, papers=ARRIVED), "avtal").total == 1
    assert search(organisation, View(scope, papers=ARRIVED - timedelta(days=1)), "avtal").total == 0


def test_a_very_long_paper_is_found_to_its_end_with_its_place() -> None:
    acting = office(REGION)
    text = "Ord " * 60_000 + "\nDet sista avtalet gäller.\n" + " ".join(f"unikt{n:07d}" for n in range(60_000))
    _paper(acting, text)
    (hit,) = _sought(acting, "avtal").hits
    assert hit.quote is not None
    assert "avtalet" in text[hit.quote.start : hit.quote.end]
    assert _sought(acting, "unikt0059999").total == 1
    assert _sought(acting, '"ord ord" -avtal').total > 0


def test_dropped_and_rebuilt_it_is_the_same() -> None:
    region = office(REGION)
    day = date(2024, 6, 18)
    confirm(region, "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt", arrived=day, justered=day)
    confirm(office(MUNICIPALITY), "vastana/2024-06-12-socialnamnden-71.txt", arrived=day, justered=day)
    _paper(region, "Socialnämnden och avtalet.")
    before = _all(), _sought(region, "nämnd")
    assert list(rebuild_search())[-1] == 3
    assert (_all(), _sought(region, "nämnd")) == before


def test_it_is_rebuilt_while_papers_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_BATCH", 1)
    region = office(REGION)
    documents = [_paper(region, f"Socialnämnden och avtalet {n}.") for n in range(2)]
    before = _all()
    for done in rebuild_search():
        if done == 1:
            wording.index_documents(documents)
    assert _all() == before


def _all() -> list[list[object]]:
    texts = SearchText.objects.order_by("document", "start")
    readers = SearchReader.objects.order_by("text__document", "organisation")
    return [
        [*texts.values_list("document", "start", "end", "kind", "body", "title", "day")],
        [*readers.values_list("text__document", "organisation", "day", "since", "reached", "joint_since", "joint_reached")],
        [*SearchTail.objects.order_by("stem", "at").values_list("stem", "at", "tail")],
        [*SearchKnown.objects.order_by("word").values_list("word", flat=True)],
    ]  # fmt: skip


_PAPER = f"""
from datetime import date
from tests.store.office import confirm, office
day = date(2024, 6, 18)
confirm(office({REGION!r}), "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt", arrived=day, justered=day)
from samverkan.store.models import SearchReader
print(SearchReader.objects.count())
"""
_AT_ONCE = """
import time
from samverkan.store.models import Document
from samverkan.store.wording import index_documents, index_readers
end = time.monotonic() + 3
while time.monotonic() < end:
    {does}
"""


@pytest.mark.parametrize(
    "does",
    [
        ("index_readers(Document.objects.values_list('pk', flat=True))",) * 3,
        ("index_readers(Document.objects.values_list('pk', flat=True))", "index_documents(Document.objects.all())"),
    ],
)
def test_two_who_say_at_once_who_may_find_a_paper_say_it_once(tmp_path: Path, does: tuple[str, ...]) -> None:
    with workspace(tmp_path / "home") as own:
        count = own.python(_PAPER)
        for one in [own.start_python(_AT_ONCE.format(does=what)) for what in does]:
            _, err = one.communicate(timeout=120)
            assert one.returncode == 0, err
        assert (
            own.python("from samverkan.store.models import SearchReader; print(SearchReader.objects.count())") == count
        )
