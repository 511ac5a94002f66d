"""What the ledger refuses to keep."""

from datetime import date

import pytest
from tests.store.office import EXAMPLES, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.marking import mark
from samverkan.actions.reading import read_paper
from samverkan.actions.reviewing import Place, record
from samverkan.core.facts import Confirmation
from samverkan.core.findings import SamverkanError
from samverkan.store.append import Recording, append_fact
from samverkan.store.drafted import CONFIRMED
from samverkan.store.models import Agreement, Entry, Fact

PAPER = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"


def test_a_fact_with_a_personal_identity_number_is_not_kept() -> None:
    acting = office(REGION)
    _, agreement = confirm(acting, PAPER, arrived=date(2019, 10, 30))
    before = Fact.objects.count()
    recording = Recording(acting.organisation, acting.person, acting.at, acting.today, "enligt modern, 811228-9874")
    with pytest.raises(SamverkanError, match="identity_number"):
        append_fact(Confirmation(id="-", party="Region Västana", of="shares"), recording, agreement=agreement)
    assert Fact.objects.count() == before


def test_nor_is_a_paper_that_quotes_one_and_nothing_of_it_is_recorded() -> None:
    acting = office(REGION)
    text = (EXAMPLES / PAPER).read_text(encoding="utf-8")
    assert "godkänna" in text
    paper = read_paper(text.replace("godkänna", "för 811228-9874 godkänna").encode(), "x.txt")
    document, _ = receive(acting, paper=paper, arrived=date(2019, 10, 30))
    draft = document.draft
    for item in draft.items:
        for n in range(len(item["facts"])):
            mark(acting, draft=draft, fact=f"{item['position']}.{n}", state=CONFIRMED)
    with pytest.raises(SamverkanError, match="identity_number"):
        record(acting, draft=draft, places={item["position"]: Place() for item in draft.items}, why="bekräftat")
    assert not Entry.objects.exists()
    assert not Agreement.objects.exists()
    draft.refresh_from_db()
    assert draft.state == "waiting"
