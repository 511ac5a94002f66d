"""The sample authorities' ledger answers as the sample papers do, and loading it again adds nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.db.models import Model

import samverkan
from samverkan.actions.samples import load_samples
from samverkan.store.append_only import KEPT
from samverkan.store.models import Cooperation
from samverkan.store.standings import standings
from samverkan.store.view import JOINT, View

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def loaded() -> list[str]:
    return list(load_samples(EXAMPLES, password="prova samverkan"))


def test_the_ledger_answers_as_the_files(loaded: list[str]) -> None:
    on = date(2025, 3, 1)
    papers = [path for folder in ("vastana", "alingsas") for path in sorted((EXAMPLES / folder).iterdir())]
    files = samverkan.standing(map(samverkan.read, papers), on=on)
    ledger = [
        one
        for all_ in Cooperation.objects.all()
        for one in standings(all_.pk, View(JOINT), on=on, party=None)[1].agreements
    ]
    shown = {(one.title, one.standing, tuple(party.status for party in one.parties)) for one in files.agreements}
    assert {(one.title, one.standing, tuple(party.status for party in one.parties)) for one in ledger} == shown


def test_loading_again_adds_nothing(loaded: list[str]) -> None:
    def rows() -> dict[type[Model], int]:
        return {model: model._default_manager.count() for model in KEPT}

    before = rows()
    assert list(load_samples(EXAMPLES, password="prova samverkan")) == []
    assert rows() == before
