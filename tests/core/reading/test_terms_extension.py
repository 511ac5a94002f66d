"""How an agreement goes on or ends: extension, notice, steering, target group. The comment names the trait of its row."""

import pytest
from terms_reading import minutes, section

EXTENSION = [
    # right to extend, longest time, once
    ("Avtalet gäller med möjlighet till förlängning med maximalt 24 månader.", ("option", 24, 1, None)),
    # genitive of years
    ("Avtalet gäller till 2026-12-31 med rätt till ett års förlängning.", ("option", 12, 1, None)),
    # each time, no limit
    ("Parterna kan komma överens om att förlänga avtalet med två år åt gången.", ("option", 24, None, None)),
    # by the year, until a day
    ("Parterna har rätt att förlänga avtalet årsvis till och med 2031-12-31.", ("option", 12, None, None)),
    # times and length
    ("Avtalet får förlängas två (2) gånger med ett (1) år per gång.", ("option", 12, 2, None)),
    # added years
    ("Avtalet kan förlängas med 1+1 år.", ("option", 12, 2, None)),
    # by agreement only
    ("Avtalet kan förlängas efter skriftlig överenskommelse.", ("option", None, None, None)),
    # automatic, periods of months, limit and refusal
    (
        "Avtalet förlängs automatiskt i 12 månadersperioder, dock högst i två (2) omgångar, om det ej "
        "sagts upp senast sex månader före avtalstidens utgång.",
        ("automatic", 12, 2, 6),
    ),
    # "per automatik", bracket repeats the figure
    (
        "Avtalet förlängs per automatik i tolv (12) månader om ingen part säger upp det tre (3) månader innan.",
        ("automatic", 12, None, 3),
    ),
    # goes on, no word for extending
    (
        "Avtalet fortsätter härefter att gälla ett år i sänder om det inte sägs upp minst nio månader före årsskiftet.",
        ("automatic", 12, None, 9),
    ),
    # the refusal first, "annars"
    (
        "Part som vill säga upp avtalet ska göra det senast fyra månader före avtalstidens slut, annars "
        "förlängs avtalet med två (2) år i taget.",
        ("automatic", 24, None, 4),
    ),
    # the refusal in the sentence before
    (
        "Uppsägning ska ske senast tolv månader före avtalstidens utgång. I annat fall förlängs avtalet med tre år i sänder.",
        ("automatic", 36, None, 12),
    ),
    # refusal in weeks: no whole months
    (
        "Avtalet förlängs med ett år i taget om det inte sägs upp minst sex veckor före utgången.",
        ("automatic", 12, None, None),
    ),
    # refusal by a date
    ("Avtalet förlängs med ett år i taget om det inte sagts upp senast 1/11.", ("automatic", 12, None, None)),
    # excluded
    ("Avtalet gäller utan möjlighet till förlängning.", ("excluded", None, None, None)),
    # excluded by negation
    ("Avtalet kan inte förlängas.", ("excluded", None, None, None)),
    # ends by itself
    ("Avtalet upphör därefter utan föregående uppsägning.", ("excluded", None, None, None)),
    # not by itself, but by agreement
    (
        "Förlängning sker inte automatiskt. Parterna får genom överenskommelse förlänga avtalet med fyra år.",
        ("option", 48, 1, None),
    ),
    # an older agreement was extended: a period, not a rule
    ("Det tidigare avtalet har förlängts till och med 2021-12-31.", None),
    # no right
    ("Någon rätt till förlängning finns inte.", ("excluded", None, None, None)),
    # goes on, another verb
    ("Därefter löper avtalet vidare med ett år i taget om det inte sägs upp.", ("automatic", 12, None, None)),
    # a new period begins
    (
        "Ny avtalsperiod inleds automatiskt om 24 månader om ingen sagt upp avtalet sex månader innan.",
        ("automatic", 24, None, 6),
    ),
    # "är förlängt" where no one has refused
    (
        "Uppsägning minst nio månader före utgången, i annat fall är avtalet förlängt med tre år för varje gång.",
        ("automatic", 36, None, 9),
    ),
    # an open end after a fixed time
    ("Avtalet fortsätter därefter att gälla tills vidare med tre månaders uppsägningstid.", None),
    # silence
    ("Avtalet gäller tills vidare.", None),
    # an open end by way of extending
    ("Därefter förlängs avtalet tills vidare med en uppsägningstid av tolv månader.", None),
    # not by itself is not excluded
    ("Avtalet förlängs inte automatiskt.", None),
    # goes on for so long
    ("Sker ingen uppsägning löper avtalet på ytterligare tolv månader.", ("automatic", 12, None, None)),
    # ends without notice only if something happens
    ("Avtalet upphör utan uppsägning om en av parterna uppgår i en annan kommun.", None),
    # not possible, other words
    ("Avtalet gäller längst till och med 2025-12-31. Det går inte att förlänga.", ("excluded", None, None, None)),
    ("Att förlänga avtalet är inte möjligt.", ("excluded", None, None, None)),
]


@pytest.mark.parametrize(("text", "expected"), EXTENSION)
def test_extension(text, expected):
    found = section("Avtalstid", text).extension
    assert (found and (found.mode, found.months, found.times, found.notice_months)) == expected
    assert found is None or found.value is (expected[0] != "excluded")


WORDED = [
    # refusal by a day of the year: whole months to the end of the period
    (
        "Avtalet gäller åren 2021-2022. Har det inte sagts upp senast den 30 september det år det löper ut "
        "förlängs det med ett år i taget.",
        ("automatic", 12, None, 3),
    ),
    # the same notice each time, right after the time itself
    (
        "Om avtalet inte sägs upp minst 18 månader före utgången av avtalstiden förlängs det med tre år, varje gång med samma "
        "uppsägningstid.",
        ("automatic", 36, None, 18),
    ),
    # the day in a sentence of its own
    (
        "Avtalet gäller åren 2021-2022. Därefter löper det vidare med ett år i sänder. Uppsägning ska ha skett senast den 30 juni.",
        ("automatic", 12, None, 6),
    ),
    # holds after it, in periods
    (
        "Om avtalet inte sägs upp senast fyra månader före avtalstidens utgång gäller det därefter i perioder om tolv månader.",
        ("automatic", 12, None, 4),
    ),
    # by school year
    ("Avtalet kan förlängas ett läsår i taget.", ("option", 12, None, None)),
    # an adjective
    ("Avtalet är förlängningsbart två gånger om vardera ett år.", ("option", 12, 2, None)),
    # goes on, words between
    (
        "Avtalet löper därefter vidare med oförändrade villkor ett kalenderår i taget om ingen part sagt upp det.",
        ("automatic", 12, None, None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_worded(text, expected):
    found = section("Avtalstid", text).extension
    assert found is not None
    assert (found.mode, found.months, found.times, found.notice_months) == expected


TERMINATION = [
    # mutual notice
    ("Avtalet gäller tillsvidare med en ömsesidig uppsägningstid av sex månader.", 6),
    # "om"
    ("Avtalet kan sägas upp med en uppsägningstid om nio (9) månader.", 9),
    # genitive of years
    ("För avtalet gäller två års uppsägningstid.", 24),
    # counted from the turn of the year
    ("Uppsägningstiden är ett år räknat från nästkommande årsskifte.", 12),
    # half a year
    ("Uppsägningstiden är ett halvt år.", 6),
    # leaving
    ("Önskar kommun lämna samarbetet ska det meddelas skriftligen senast 12 månader före årsskiftet.", 12),
    # by school year: the least
    ("Avtalet upphör vid utgången av det läsår som infaller sedan ett år förflutit från uppsägningen.", 12),
    # two notices: the ordinary one
    (
        "Avtalet kan sägas upp med tre månaders uppsägningstid om lagstiftningen ändras väsentligt. I "
        "övrigt gäller en uppsägningstid på tolv månader.",
        12,
    ),
    # only the special one
    ("Om förutsättningarna ändras väsentligt får part säga upp avtalet med sex månaders uppsägningstid.", 6),
    # days: no whole months
    ("Avtalet kan sägas upp med 90 dagars varsel.", None),
    # at once for breach
    ("Part får säga upp avtalet med omedelbar verkan vid väsentligt avtalsbrott.", None),
    # a refusal to extend is not notice
    ("Avtalet förlängs med ett år i taget om det inte sägs upp senast sex månader före avtalstidens utgång.", None),
    # by school year, in months, another verb
    ("Efter uppsägning upphör avtalet vid det läsårs slut som följer närmast efter det att arton månader gått.", 18),
    # a short form of months
    ("Avtalet kan sägas upp med en uppsägningstid om 6 mån.", 6),
    # what it goes on for is no notice
    ("Avtalet prolongeras med ett år i sänder om det inte sagts upp.", None),
    # leaving is announced
    ("En kommun kan lämna samarbetet vid årets slut, om det anmäls till de andra nio månader dessförinnan.", 9),
    # stepping out
    ("Part som vill träda ur samarbetet ska meddela det senast arton månader i förväg.", 18),
    # leaving early, where the agreement can also be extended
    (
        "Avtalet kan förlängas med ett år. Part som önskar utträda före avtalstidens slut ska säga upp avtalet senast "
        "fyra månader i förväg.",
        4,
    ),
    # follow-up after months
    ("Uppföljning sker 12 månader efter att avtalet börjat gälla.", None),
]


@pytest.mark.parametrize(("text", "expected"), TERMINATION)
def test_termination(text, expected):
    found = section("Uppsägning", text).termination
    assert (found.notice_months if found else None) == expected


SEATS = [
    # two from some, one from the rest
    (
        "I styrgruppen ingår två representanter för Tallby kommun och en representant för var och en av de övriga.",
        (False, None),
    ),
    ("I styrgruppen har regionen fem platser medan de två övriga parterna har en plats var.", (False, None)),
    # more from the region than from each municipality
    ("Styrgruppen har tre ledamöter från regionen och en ledamot från varje kommun.", (False, None)),
    # all of them, then those of each
    ("Styrgruppen består av sex personer, två från respektive part.", (True, 2)),
    # one sort of party has more than the other, a number for each
    ("I styrgruppen ingår två representanter för regionen och en för varje kommun.", (False, None)),
    ("Styrgruppen består av tre chefer från Region Solvik och en chef från vardera Norrvik och Tallby.", (False, None)),
    # so many persons each
    ("En styrgrupp ska finnas. Norrviks kommun och Region Solvik utser tre personer var.", (True, 3)),
    # "vardera" before the number, no word for who they are
    ("Kommunen och regionen har vardera två personer i en styrgrupp.", (True, 2)),
    ("I styrgruppen ingår tre från varje huvudman.", (True, 3)),
    # all of them, then two numbers
    ("Styrgruppen består av fyra personer, två från regionen och en från vardera kommunen.", (False, None)),
    # told after a sentence that only mentions the group
    (
        "Frågor om ekonomi tas upp i styrgruppen.\n\nStyrgrupp\nParterna utser vardera två personer till styrgruppen.",
        (True, 2),
    ),
    # an office of each
    ("Frågor bereds i en styrgrupp, som består av en skolchef från varje kommun.", (True, 1)),
]


@pytest.mark.parametrize(("text", "expected"), SEATS)
def test_seats(text, expected):
    found = section("Organisation", text).steering_group
    assert found is not None
    assert (found.equal, found.per_party) == expected


STEERING = [
    # seats from each party
    ("Verksamheten leds av en styrgrupp med två representanter från vardera parten.", (True, 2)),
    # each party chooses
    ("I styrgruppen utser varje part en ledamot.", (True, 1)),
    # equal without a number
    ("Styrgruppen ska ha en jämlik representation från parterna.", (True, None)),
    # as many from each
    ("En styrgrupp med lika många från parterna leder arbetet.", (True, None)),
    # party by party, equal
    (
        "En styrgrupp ska finnas. Norrviks kommun utser 3 ledamöter, Tallby kommun utser 3 ledamöter "
        "och Region Solvik utser 3 ledamöter.",
        (True, 3),
    ),
    # party by party, unequal
    (
        "En styrgrupp ska finnas. Norrviks kommun utser 1 ledamot, Tallby kommun utser 1 ledamot och "
        "Region Solvik utser 2 ledamöter.",
        (False, None),
    ),
    # no word on seats
    ("Verksamheten leds av en styrgrupp.", (None, None)),
    # a direction is an organ, not a steering group
    ("Direktionen består av sju ledamöter och sju ersättare.", None),
]


@pytest.mark.parametrize(("text", "expected"), STEERING)
def test_steering(text, expected):
    found = section("Organisation", text).steering_group
    assert (found and (found.equal, found.per_party)) == expected


TARGET = [
    # offers support to
    (
        "Verksamheten erbjuder stöd till gravida och föräldrar med barn upp till ett år.",
        "gravida och föräldrar med barn upp till ett år",
        0,
    ),
    # turns to
    ("Mottagningen vänder sig till unga i åldern 13–23 år.", "unga i åldern 13–23 år", 0),
    # what must have happened first
    (
        "Mottagningen riktar sig till familjer. För deltagande krävs genomfört stödmöte. Remiss krävs från barnhälsovården.",
        "familjer",
        2,
    ),
    # approval conditions the agreement, not the group
    ("Mottagningen riktar sig till familjer. För insatsen krävs att avtalet godkänns av fullmäktige.", "familjer", 0),
]


@pytest.mark.parametrize(("text", "who", "needs"), TARGET)
def test_target(text, who, needs):
    found = section("Syfte och målgrupp", text).target_group
    assert found is not None
    assert found.text.value == who
    assert len(found.prerequisites) == needs


IN_MINUTES = [
    # excluded by the decision
    ("Nämnden godkänner avtal om Fyren utan möjlighet till förlängning.", "", ("excluded", "decided")),
    # told
    ("Nämnden godkänner avtal om Fyren.", "Avtalet kan förlängas med ett år.", ("option", "told")),
    # an extension decided shows that it can be
    ("Avtalet om Fyren förlängs med ett år.", "", ("option", "decided")),
    ("Nämnden godkänner förlängning av avtalet till och med den 31 maj 2028.", "", ("option", "decided")),
    # an assignment to extend is none yet
    ("Nämnden ger direktören i uppdrag att förlänga avtalet om Fyren.", "", None),
    # what was extended
    ("Nämnden godkänner avtal om Fyren.", "Avtalet har förlängts till 2024-12-31.", None),
    # refraining is no rule
    ("Nämnden godkänner avtal om Fyren.", "Nämnden avstår därefter från ytterligare förlängning.", None),
]


@pytest.mark.parametrize(("decided", "told", "expected"), IN_MINUTES)
def test_in_minutes(decided, told, expected):
    found = minutes(decided, told)[0]
    extension = found.extension if found else None
    assert (extension and (extension.mode, extension.basis)) == expected
