"""The law of the extract: of any § of any meeting, printed, signed and verified, page and data are found to agree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.meetings import Made, meetings

from extracts import AT, official, trust
from samverkan.core.deciding.values import Item, Meeting, Point, Stand, Vote
from samverkan.core.law import Body
from samverkan.core.writing.extract import Certifier
from samverkan.core.writing.extract_making import extract_of
from samverkan.core.writing.extract_page import page_says
from samverkan.core.writing.item_printed import item_printed
from samverkan.outside.carried import pages_of
from samverkan.outside.extracting import REASON, extract_pdf
from samverkan.outside.verifying import verify_bytes

QUICK = [Phase.explicit, Phase.reuse, Phase.generate]  # making a smaller failing one takes minutes


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(meetings(most=2))
def test_every_item_of_every_meeting_is_accepted_as_it_was_made(made: Made) -> None:
    meeting = made.meeting._replace(day=min(made.meeting.day, AT.date()))  # one that has been
    for item in meeting.items:
        blocks = item_printed(meeting, item)
        by = (Certifier("Anna Ek", "nämndsekreterare", date(2024, 5, 14)),)
        extract = extract_of(meeting, item, blocks, organisation_number="2321990018", certified=by)
        pdf = official().sign(extract_pdf(extract, blocks, made=AT), name="Anna Ek", reason=REASON, at=AT)
        found = verify_bytes(pdf, "utdrag.pdf", trust=trust(), at=AT)
        assert found.findings == ()
        assert found.accepted
        assert found.extract == extract


@pytest.mark.parametrize("voters", [8, 38, 45, 61, 150])
def test_a_list_of_votes_that_goes_on_over_pages_is_one_list(voters: int) -> None:
    stands: tuple[tuple[str, Stand], ...] = tuple((f"Ledamot {at}", "yes") for at in range(voters))
    votes = (Vote("bifall till förslaget", "avslag", stands),)
    item = Item("Avtalet", "7", votes=votes, points=(Point("Nämnden godkänner avtalet.", "approve"),))
    meeting = Meeting("Region Västana", "Regionfullmäktige", Body.FULLMAKTIGE, date(2024, 4, 23), 151, items=(item,))
    blocks = item_printed(meeting, item)
    by = (Certifier("Anna Ek", "", date(2024, 5, 14)),)
    extract = extract_of(meeting, item, blocks, organisation_number="2321990018", certified=by)
    pages, unseen = pages_of(extract_pdf(extract, blocks, made=AT))
    assert unseen == []
    assert page_says(extract, pages)
    assert not page_says(extract, [page.replace("Ledamot 7 ", "Ledamot 17 ") for page in pages])
