"""What the API answers of an agreement is what `samverkan standing --json` answers of the same papers."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests import answers
from tests.api.system import OURS, THEIRS, System
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office

from samverkan.store.models import Document


@pytest.mark.parametrize("on", ["2019-10-31", "2020-06-01", "2031-01-01"])
def test_the_agreement_is_the_one_that_the_command_prints(on: str) -> None:
    region = office(REGION)
    office(MUNICIPALITY)
    _, agreement = confirm(region, OURS, arrived=date(2019, 10, 30))
    confirm(region, THEIRS, arrived=date(2019, 11, 20), agreement=agreement)
    (printed,) = answers.standing(EXAMPLES / OURS, EXAMPLES / THEIRS, on=on)
    told = System(REGION).get(f"agreements/{agreement.pk}/standing?on={on}").content.decode()
    for document in Document.objects.select_related("particulars"):
        path = next(str(EXAMPLES / one) for one in (OURS, THEIRS) if one.endswith(document.particulars.file_name))
        told = told.replace(f"/api/v1/documents/{document.pk}", path)
    printed = {**printed, "proof": _without_linking(printed["proof"])}
    assert json.loads(told) == printed


def _without_linking(proof: Any) -> Any:
    """The command says on what grounds the papers concern one agreement; in the ledger a person has settled that."""
    kept = [one for one in proof["because"] if one["rule"] != "one_agreement"]
    assert len(kept) == len(proof["because"]) - 1
    return {**proof, "because": kept}
