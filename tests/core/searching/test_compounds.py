"""Which words are found by which: what somebody who searches in Swedish expects, pair by pair."""

import pytest

from samverkan.core.searching.compounds import compounds, forms, tails
from samverkan.store.swedish import stem

ON_FILE = """
samverkan samverka avtal avtalet nämnd nämnden social sociala barn hälsa hälso vård enhet sjuk sjukvård kommun kommunen kom
mun bo stad bostad hem verk del tal kapital lag underlag förslag slag drag uppdrag handling behandling kostnad kost plan
ordförande ord ledamot leda mot region råd brukare brukar område folk tjänst tjänsteman man skola skolor förskola mål föremål
familj central centralen part arbete arbetet utskott möte stöd föräldrar förälder verksamhet utveckling chef direktör beslut
slut protokoll koll kyrka gård barnmorska morsk kvinna läkare besök år tid jour dag möten bok land landsting ting rapport
""".split()
KNOWN = {*ON_FILE, *map(stem, ON_FILE)}

FOUND = """
avtalet samverkansavtalet; avtal samverkansavtal; avtalen samverkansavtalets; nämnd socialnämnden; nämnden socialnämndens;
nämnder sjukvårdsnämnderna; vård barnhälsovården; vården sjukvårdsnämnden; hälsa barnhälsovård; hälsan folkhälsorådet;
barn barnhälsovårdsenheten; barnhälsovård barnhälsovårdsenheten; samverkan samverkansavtalet; social socialtjänsten;
skola förskoleskolan; verksamheten verksamhetschefen; råd brukarråd; rådet brukarrådets; stad stadsdelen; del stadsdelar;
ledamot nämndledamöter; ledamöterna nämndledamot; tjänst tjänsteman; familjecentral familjecentralen; familj familjecentralerna;
central familjecentralen; arbete arbetsutskottet; utskott arbetsutskottets; mötet nämndmöten; stöd föräldrastöd;
föräldrar föräldrastödet; avtal avtalstid; tid avtalstiden; plan verksamhetsplaner; chef verksamhetschefer; kyrka kyrkogård;
gård kyrkogården; kvinnor kvinnoläkare; läkare jourläkaren; kommun kommundirektör; besök hembesök; besöket läkarbesök;
protokoll nämndprotokoll; bok avtalsböcker; landsting landstingsråd; uppdrag nämnduppdrag
"""
NOT_FOUND = """
stad bostad; stad bostaden; bo bostad; mun kommun; kom kommunen; tal avtal; tal kapital; slag förslag; drag uppdrag;
lag underlag; lag förslag; handling behandling; handlingar behandlingen; handling omförhandling; kost kostnad; mot ledamot;
slut beslut; mål föremål; skola förskola; nämnd ovannämnda; nämnd benämnd; man kommunen; år råd; år avtalsår; råd område;
avtal bostad; ting behandling; plan planering; region regional; ord ordning; del handel; är ärende; i island;
rapport apport; port rapport
"""


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(one.split()[0], one.split()[1]) for one in table.split(";")]


def _finds(sought: str, printed: str) -> bool:
    """Whether a search for the first word finds the second, with the lexicon above."""
    whole, own = stem(printed), stem(sought)
    places = [(whole, at) for at, _ in tails(whole)]
    return whole == own or bool(compounds(forms(sought, stem), places, lambda asked: asked & KNOWN))


@pytest.mark.parametrize(("sought", "printed"), _pairs(FOUND))
def test_a_word_finds_its_forms_and_the_compounds_it_is_a_part_of(sought: str, printed: str) -> None:
    assert _finds(sought, printed)


@pytest.mark.parametrize(("sought", "printed"), _pairs(NOT_FOUND))
def test_a_word_does_not_find_what_only_ends_or_begins_with_its_letters(sought: str, printed: str) -> None:
    assert not _finds(sought, printed)


@pytest.mark.parametrize("sought", ["avtal", "nämnd", "uppsägning"])
def test_a_long_word_finds_the_compounds_it_ends_even_when_no_other_word_is_known(sought: str) -> None:
    for printed in (f"social{sought}en", f"ramverks{sought}"):
        whole = stem(printed)
        assert compounds(forms(sought, stem), [(whole, at) for at, _ in tails(whole)], lambda _: set()) == {whole}


def test_the_lexicon_is_asked_twice_however_many_words_there_are() -> None:
    asked: list[int] = []
    places = [(f"{first}avtal", len(first)) for first in (f"okänt{n}" for n in range(500))]
    compounds(["avt"], places, lambda these: asked.append(len(these)) or set())
    assert len(asked) == 2
