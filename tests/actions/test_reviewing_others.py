"""Nobody makes themselves a party to what others have agreed."""

from datetime import date

import pytest
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import InvalidError
from samverkan.actions.documents import receive
from samverkan.actions.marking import mark
from samverkan.actions.reading import read_paper
from samverkan.actions.reviewing import Place, record
from samverkan.store.drafted import CONFIRMED
from samverkan.store.models import Agreement, Cooperation, Entry, Party

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"


def _alone() -> Agreement:
    """An agreement that the region has opened with nobody yet."""
    agreement = Agreement.objects.create(cooperation=Cooperation.objects.create())
    Party.objects.create(agreement=agreement, organisation=office(REGION).organisation)
    return agreement


@pytest.mark.parametrize("of", ["agreement", "cooperation"])
def test_a_paper_cannot_be_put_with_an_agreement_of_others(of: str) -> None:
    _, agreement = confirm(office(REGION), OURS, arrived=date(2019, 10, 30), agreement=_alone())
    assert [one.organisation_id for one in agreement.parties.all()] == [REGION]
    acting = office(MUNICIPALITY)
    document, _ = receive(acting, paper=read_paper((EXAMPLES / THEIRS).read_bytes(), "x"), arrived=date(2019, 11, 20))
    draft = document.draft
    mark(acting, draft=draft, fact="0.0", state=CONFIRMED)
    place = Place(agreement=agreement) if of == "agreement" else Place(cooperation=agreement.cooperation)
    with pytest.raises(InvalidError, match="not_your_agreement"):
        record(acting, draft=draft, places={0: place}, why="bekräftat")
    assert Party.objects.filter(organisation=MUNICIPALITY).count() == 0
    assert Entry.objects.count() == 1
    assert Agreement.objects.count() == 1
