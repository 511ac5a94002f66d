"""The verbs that decide: each form with its act. One readable table; grammar that weighs them is in acts.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.values import Act

# Act: infinitives | finite forms (present, past, passive, old forms in -es). Trait: what the office does by the verb.
_FORMS: tuple[tuple[Act, str, str], ...] = (
    (
        "approve",
        "godkänna bifalla bevilja medge tillstyrka",
        "godkänner godkänns godkännes godkände godkändes godkänt bifaller bifalls bifalles biföll "
        "bifölls beviljar beviljas beviljade beviljades medger medges medgav tillstyrker tillstyrks "
        "tillstyrkes tillstyrkte",
    ),
    (
        "adopt",
        "anta fastställa antaga",
        "antar antas antages antog antogs antagit fastställer fastställs fastställes fastställde fastställdes",
    ),
    ("note", "notera anteckna", "noterar noteras noterade noterades antecknar antecknas antecknade antecknades"),
    ("assign", "uppdra uppdraga", "uppdrar uppdras uppdrages uppdrog"),
    (
        "delegate",
        "delegera bemyndiga befullmäktiga",
        "delegerar delegeras delegerade bemyndigar bemyndigas bemyndigade befullmäktigar befullmäktigas",
    ),
    ("postpone", "bordlägga uppskjuta", "bordlägger bordläggs bordlägges bordlade bordlades uppskjuts uppskjutes"),
    ("refer_back", "återremittera", "återremitterar återremitteras återremitterade återremitterades"),
    ("reject", "avslå avstyrka avvisa", "avslår avslås avslog avslogs avstyrker avstyrks avvisar avvisas avvisades"),
    ("elect", "utse välja", "utser utses utsåg utsågs väljer väljs väljes valde valdes omväljs nyväljs"),
    ("terminate", "uppsäga", "uppsäger uppsägs"),
    ("rescind", "upphäva", "upphäver upphävs upphäves upphävde upphävdes"),
    ("withdrawn", "", "utgår utgick"),
    (
        "propose",
        "föreslå hemställa rekommendera",
        "föreslår föreslog hemställer hemställde rekommenderar förslår förordar förordade",
    ),
    (
        "other",
        "överlämna översända lämna avge ställa anse remittera hänskjuta begära uppmana avsätta anslå "
        "inrätta bilda ändra ersätta köpa sälja yttra besvara framföra ansöka "
        "överföra omfördela fördela tillföra finansiera medfinansiera genomföra införa inleda "
        "avsluta återkalla anmäla tacka förklara konstatera instämma ansluta tilldela upprätta "
        "ombilda kvarstå samråda upplåta skriva underteckna publicera expediera ange redovisa "
        "anordna arrangera höja sänka förrätta avveckla",
        "överlämnar överlämnas översänder översänds lämnar lämnas avger avges ställer anser anses "
        "remitterar nominerar nominerade tillsätter inrättar "
        "remitteras hänskjuts begär uppmanar avsätter avsätts anslår anslås inrättas bildas upphör "
        "träder "
        "ändras ersätts köper säljer yttrar besvaras framförs ansöker överförs omfördelas fördelas "
        "tillförs finansieras genomförs införs inleds avslutas återkallar återkallade återkallas avbryts förklarar "
        "förklaras konstaterar "
        "instämmer ställs flyttar flyttas tillkommer upprättas ska skall bör får har är sker gäller utökas höjs sänks tilldelas",
    ),
)

INFINITIVES: dict[str, Act] = {form: act for act, infinitives, _ in _FORMS for form in infinitives.split()}
FINITE: dict[str, Act] = {form: act for act, _, finite in _FORMS for form in finite.split()}

# "godkänns", "antogs": a line that ends with one is a whole decision
PASSIVES = frozenset(form for form, act in FINITE.items() if act != "other" and form.endswith("s"))

# An agreement is entered, extended or revised: approve, where the object is an agreement or a joint authority's statutes.
_ENTER_INFINITIVE = frozenset("teckna ingå förlänga revidera sluta träffa förnya prolongera".split())
_ENTER_FINITE = frozenset(
    (
        "tecknar tecknas ingår ingås förlänger förlängs förlängdes förlängde reviderar "
        "revideras reviderades sluter träffar förnyas förnyar prolongeras"
    ).split()
)
AGREEMENT = Wording(
    r"(?i)avtal(?:et|en|ets|s|ens)?(?![\wåäö])|överenskommelse(?:n|ns|r|rna)?(?![\wåäö])|förbundsordning(?:en|ens)?(?![\wåäö])"
)

ENTER = _ENTER_INFINITIVE | _ENTER_FINITE
_FORMS_ALL = ENTER | INFINITIVES.keys() | FINITE.keys()
_PUNCTUATION = {ord(c): " " for c in ".,:;!?()[]\"'”“’«»•*–—-/0123456789§"}

# Wordings of more than one word; {n} words may stand between.
_GAP = r"(?:\s+\S+){0,12}?\s+"
# Act, a word that must stand in it, the wording.
PHRASES: tuple[tuple[Act, str, Wording], ...] = (
    ("assign", "i uppdrag", Wording(rf"(?i)(?<![\wåäö])(?:får|fick|ges|gavs|åläggs){_GAP}?i\s+uppdrag")),
    (
        "assign",
        "uppdrag",
        Wording(
            rf"(?i)(?<![\wåäö])(?:ger|ge|gav|lämnar|lämna){_GAP}(?:i\s+)?uppdrag(?:et)?(?:\s+(?:åt|till|"
            rf"att))?(?![\wåäö])"
        ),
    ),
    ("assign", "uppdrag ", Wording(r"(?i)(?<![\wåäö])uppdrag\s+(?:ges|lämnas)\s+(?:åt|till)")),
    (
        "note",
        "till handlingarna",
        Wording(rf"(?i)(?<![\wåäö])(?:lägger|lägga|läggs|lägges|lades|lade){_GAP}?till\s+handlingarna"),
    ),
    (
        "note",
        "till ",
        Wording(rf"(?i)(?<![\wåäö])(?:tar|ta|tas|tog|föra|förs|för){_GAP}?till\s+(?:protokollet|handlingarna)"),
    ),
    ("note", "ta", Wording(r"(?i)(?<![\wåäö])(?:tar|ta|tog|tagit|har\s+tagit)\s+(?:del\s+av|emot)(?![\wåäö])")),
    ("refrain", "avst", Wording(r"(?i)(?<![\wåäö])(?:avstår|avstå|avstod)\s+(?:(?:\S+\s+){0,2}från|möjlighet|att\s)")),
    ("refrain", "avs", Wording(r"(?i)(?<![\wåäö])(?:avser|avsåg)\s+(?:inte|ej)\s+att")),
    ("terminate", " upp", Wording(rf"(?i)(?<![\wåäö])(?:säger|säga|sägs|sade|sades){_GAP}?upp(?![\wåäö])")),
    ("delegate", "rätt att", Wording(rf"(?i)(?<![\wåäö])(?:ger|ge|ges|får){_GAP}rätt\s+att(?![\wåäö])")),
    ("delegate", "mandat", Wording(rf"(?i)(?<![\wåäö])(?:ger|ge|ges|får){_GAP}mandat(?![\wåäö])")),
    ("delegate", "delegation", Wording(rf"(?i)(?<![\wåäö])(?:ger|ge|ges|får){_GAP}delegation(?![\wåäö])")),
    (
        "propose",
        "förslag",
        Wording(r"(?i)(?<![\wåäö])(?:lämnar|lämnade|lämnat)\s+förslag\s+(?:till\s+beslut\s+)?(?:om\s+)?att(?![\wåäö])"),
    ),
    ("other", " bort", Wording(r"(?i)(?<![\wåäö])(?:ta|tar|tas|togs)\s+bort(?![\wåäö])")),
    ("postpone", "skjut", Wording(r"(?i)(?<![\wåäö])(?:skjuts|skjuta|skjuter)\s+(?:\S+\s+){0,3}upp(?![\wåäö])")),
    ("withdrawn", "dra", Wording(r"(?i)(?<![\wåäö])(?:dras|dra|drar)\s+(?:\S+\s+){0,3}(?:tillbaka|ur)(?![\wåäö])")),
    ("withdrawn", "utgå", Wording(r"(?i)(?<![\wåäö])(?:utgår|(?:ska|skall)\s+utgå)(?![\wåäö])")),
)
_WORD = Wording(r"[A-Za-zÅÄÖåäöé]+")
_LEADS_CLAUSE = frozenset("att som om när där vilken vilket vilka då eftersom innan ifall vars huruvida hur".split())


class Verb(NamedTuple):
    """A deciding verb found: where, its act, whether finite, and whether it stands inside a clause of its own."""

    start: int
    end: int
    act: Act
    finite: bool
    inside: bool
    word: str


def verbs_in(text: str, start: int, end: int) -> list[Verb]:
    """Deciding verbs of text[start:end] in order; longer wordings stand for the verbs in them."""
    found: list[Verb] = []
    segment = text[start:end].lower()
    for act, mark, pattern in PHRASES:
        if mark in segment:
            for m in pattern.finditer(text, start, end):
                first = m.group().split()[0].lower()
                found.append(
                    Verb(
                        m.start(),
                        m.end(),
                        act,
                        first not in ("ge", "lägga", "ta", "avstå", "säga", "skjuta", "lämna", "föra", "dra"),
                        inside(text, start, m.start()),
                        first,
                    )
                )
    phrases = sorted((v.start, v.end) for v in found)
    passed, reach = 0, 0
    for at, word in _words(text, start, end):
        while passed < len(phrases) and phrases[passed][0] <= at:
            reach = max(reach, phrases[passed][1])
            passed += 1
        entering = word in ENTER
        form: Act | None = FINITE.get(word)
        finite = form is not None or word in _ENTER_FINITE
        if form is None:
            form = INFINITIVES.get(word)
        if entering:
            near = (
                text[max(start, at - 160) : at]
                if word.endswith("s")
                else text[at + len(word) : min(end, at + len(word) + 120)]
            )
            if AGREEMENT.search(near):
                form = "approve"
            elif form is None and word in ("ingår", "ingå", "träffar", "sluta", "sluter", "träffa"):
                continue
            else:
                form = "other"
        if form is None or at < reach:
            continue
        found.append(Verb(at, at + len(word), form, finite, inside(text, start, at), word))
    found.sort()
    return found


def _words(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The words of text[start:end] that are forms in the table, with their places; the rest is passed over at speed."""
    lowered = text[start:end].lower()
    hits = [word for word in lowered.translate(_PUNCTUATION).split() if word in _FORMS_ALL]
    found, at = [], 0
    for word in hits:
        while True:
            at = lowered.find(word, at)
            after = at + len(word)
            if at < 0 or (
                (at == 0 or not lowered[at - 1].isalpha()) and (after >= len(lowered) or not lowered[after].isalpha())
            ):
                break
            at += 1
        if at < 0:
            break
        found.append((start + at, word))
        at += len(word)
    return found


_DECIDING = frozenset(
    form for table in (INFINITIVES, FINITE) for form, act in table.items() if act not in ("other", "withdrawn")
) | frozenset(
    "beslutar beslutade beslutades fattade fattat lämnat föreslås anser ställer överlämnas remitteras".split()
)


def words_of(text: str) -> list[str]:
    """The words of the text in small letters, figures and punctuation left out."""
    return text.lower().translate(_PUNCTUATION).split()


def holds_verb(text: str) -> bool:
    """Whether any deciding form of the table stands in the text: a cheap look before sentences are weighed."""
    words = words_of(text)
    return not _DECIDING.isdisjoint(words) or "uppdrag" in text or "handlingarna" in text


def inside(text: str, start: int, at: int) -> bool:
    """Whether the word at `at` stands in a subordinate clause: a clause-leading word comes shortly before, with no comma between."""
    before = text[max(start, at - 70) : at]
    comma = max(before.rfind(","), before.rfind("."), before.rfind(":"), before.rfind(";"))
    words = [w.lower() for w in _WORD.findall(before[comma + 1 :])[-6:]]
    leads = max((i for i, w in enumerate(words) if w in _LEADS_CLAUSE), default=None)
    if leads is None:
        return False
    # "som antogs 2019 upphävs": the clause has its own verb already, the next is the sentence's
    return not any(w in FINITE for w in words[leads + 1 :])
