"""A section's heading alone on its line: the line's text in, the kind of section, whose it is and to whom it goes out."""

from __future__ import annotations

from typing import Literal, NamedTuple

from samverkan.core.reading.names import ABBREVIATIONS, bodies_in, nominative
from samverkan.core.reading.wording import Wording

Section = Literal[
    "decision", "proposal", "background", "documents", "handling", "procedure", "dissent", "justering", "dispatch", "end",
]  # fmt: skip


class Heading(NamedTuple):
    """A heading: its kind, whose it is ("Arbetsutskottets förslag"), for whom ("till kommunfullmäktige")."""

    kind: Section
    owner: str | None = None
    targets: tuple[str, ...] = ()
    dated: bool = False  # a heading with a date tells of earlier handling
    lead: bool = False  # the heading is also a lead-in ("NÄMNDEN BESLUTAR"): its words are read with what follows


_GEN = r"(?:[A-ZÅÄÖ][\wåäö,-]*(?:\s[\wåäö,-]+){0,7}?(?:s|utskott)\s)"
_TARGET = r"(?:[A-ZÅÄÖa-zåäö][\wåäö-]*(?:/[A-ZÅÄÖ]+|\s[\wåäö-]+){0,6})"

# Heading alone on its line. (kind, wording); upper or lower case; a colon may follow.
_TABLE: tuple[tuple[Section, str], ...] = (
    (
        "decision",
        rf"(?P<own1>{_GEN})?beslut(?:et|en)?(?:\si\s(?P<in1>{_TARGET}))?(?:\s(?P<dated1>(?:den\s\d{{1,2}}\s\w+\s\d{{4}}|"
        rf"\d{{4}}-\d\d-\d\d),?(?:\s§\s?\d+)?))?|s\sbeslut|(?:beslutsmening|att-satser)",
    ),
    (
        "decision",
        rf"(?P<lead>{_TARGET}\s(?:beslutar|beslutade|beslöt)(?:\satt|\sföljande|"
        rf"\sför\segen\sdel(?:\satt)?)?)",
    ),
    (
        "proposal",
        rf"(?P<own2>{_GEN})?(?:förslag|beslutsförslag|föreslaget\sbeslut)(?:\still\sbeslut(?:et)?)?"
        rf"(?:\s(?:i|till|för|hos|"
        rf"inför)\s(?P<target>{_TARGET}))?(?:\s(?P<dated2>(?:den\s\d{{1,2}}\s\w+\s\d{{4}}|"
        rf"\d{{4}}-\d\d-\d\d),?(?:\s§\s?\d+)?))?",
    ),
    (
        "background",
        r"(?:kort\s)?(?:sammanfattning|ärendebeskrivning|redogörelse|beskrivning)(?:\s(?:av|för|"
        r"i)\s(?:ärendet|beslutet|ärende))?|ärendet?|bakgrund(?:\soch\s\w+)?|"
        r"inledning|föredragning(?:en)?|information(?:en)?|bedömning(?:en)?|"
        r"(?:förvaltningens\s)?överväganden?|skäl(?:en)?\s(?:för|till)\s(?:beslut|"
        r"ställningstagande)\w*|"
        r"motivering|aktuellt|konsekvenser(?:\sför\s[\w ]{3,40})?|ekonomi(?:ska\skonsekvenser)?|"
        r"ekonomisk\s\w+|juridiska\s\w+|barn(?:rätts)?perspektiv\w*|"
        r"(?:barnkonventionen|jämställdhet\w*|miljökonsekvenser|samverkan|beredning(?:\sav\särendet)?)|"
        r"(?:ärendets\s)?(?:tidigare\s)?(?:behandling|beslut\soch\sbehandling)(?:\sav\särendet)?|"
        r"tidigare\sbeslut|ärendets\s(?:gång|beredning|handläggning)|"
        r"syfte|uppföljning|utvärdering|inriktning|redovisning(?:\sav\suppdrag(?:et)?)?|"
        r"[\wåäö]*(?:analys|utlåtande)n?t?",
    ),
    (
        "documents",
        r"(?:besluts?)?underlag(?:\s(?:för|till)\sbeslut(?:et)?)?|handling(?:ar|"
        r"arna)?(?:\si\särendet)?|bilag(?:a|or|orna)|dokument|sunderlag|tillhörande\shandlingar",
    ),
    (
        "handling",
        r"yrkanden?(?:t)?|(?:till(?:äggs)?|avslags|ändrings|bifalls)yrkanden?|förslag\soch\syrkanden?|"
        r"yrkanden?\soch\sförslag|"
        r"(?:framställda\s)?(?:förslag|yrkanden)\s(?:under|på|vid)\s(?:dagens\s)?(?:sammanträdet|"
        r"mötet|sammanträde)|dagens\ssammanträde|"
        r"(?:ärendets\s)?behandling(?:en)?\s(?:på|vid|under)\s(?:dagens\s)?sammanträde\w*|inlägg|"
        r"överläggning(?:en)?|diskussion|debatt|anförande\w*|framställningar",
    ),
    (
        "procedure",
        r"propositions?(?:ordning|er)?|besluts(?:gång|ordning)|omröstning(?:sresultat|sproposition)?|"
        r"votering(?:sresultat)?|ställningstagande",
    ),
    (
        "dissent",
        r"reservation(?:er|en)?|protokollsanteckning(?:ar|en)?|särskil(?:t|da)\syttranden?|jäv|"
        r"(?:deltar|deltog)\s(?:ej|inte)\si\sbeslutet?|röstförklaring|närvarorätt|"
        r"anteckning(?:ar)?\still\sprotokollet",
    ),
    ("justering", r"(?:omedelbar\s)?justering(?:\sav\sprotokoll\w*)?"),
    (
        "dispatch",
        r"(?:(?:besluts?(?:et)?|protokolls?(?:utdrag(?:et)?|et)?|utdrag|paragrafen|expediering|kopia|"
        r"kopior)\s)?(?:av\sbeslutet\s)?(?:ska\s)?(?:skickas|expedieras|sänds|sändes|översänds|delges|"
        r"meddelas|lämnas)"
        r"(?:\s(?:till|för\skännedom(?:\still)?|för\sverkställighet(?:\still)?|via\s[\w-]+))?|"
        r"expedier(?:ing|as)(?:\still)?|expediering\soch\sinformation|sändlista|delges|delgivning|"
        r"kopia\still|"
        r"(?:protokolls?)?utdrag(?:\still)?|beslut\still|för\skännedom(?:\still)?|"
        r"för\sverkställighet(?:\still)?|beslutsexpediering|protokollsutdrag",
    ),
    (
        "end",
        r"anslag(?:s?bevis)?|bevis(?:\som\sanslag)?|anslag\s?/\s?bevis|underskrifter|"
        r"hur\s(?:man\s)?överklagar|besvärshänvisning|relevanta\sdokument",
    ),
)
_ALONE = Wording(
    r"(?i)(?:\d{1,2}(?:\.\d)?\.?\s)?(?:" + "|".join(f"(?P<k{i}>{w})" for i, (_, w) in enumerate(_TABLE)) + r")\s*:?"
)
# A heading's first word, cut to eight letters; other headings hold "beslut" or "förslag".
_FIRST = frozenset(
    word[:8]
    for word in (
        "förslag beslut beslutet besluten beslutsmening beslutsförslag föreslaget kort "
        "sammanfattning ärendebeskrivning redogörelse beskrivning ärendet ärende ärendets "
        "bakgrund inledning föredragning föredragningen information informationen bedömning "
        "bedömningen överväganden övervägande förvaltningens skäl skälen motivering aktuellt "
        "konsekvenser ekonomi ekonomiska ekonomisk juridiska juridisk barnperspektiv "
        "barnrättsperspektiv barnkonventionen jämställdhet miljökonsekvenser samverkan "
        "beredning tidigare behandling behandlingen syfte uppföljning utvärdering inriktning "
        "redovisning utlåtande analys underlag beslutsunderlag handlingar handling "
        "handlingarna bilaga bilagor bilagorna dokument sunderlag tillhörande yrkande "
        "yrkanden yrkandet tilläggsyrkande avslagsyrkande ändringsyrkande bifallsyrkande "
        "framställda framställningar dagens inlägg överläggning överläggningen diskussion "
        "debatt anförande propositionsordning proposition propositioner beslutsgång "
        "beslutsordning omröstning omröstningsresultat votering ställningstagande reservation "
        "reservationer protokollsanteckning protokollsanteckningar särskilt särskilda jäv "
        "deltar deltog röstförklaring närvarorätt anteckning anteckningar omedelbar justering "
        "protokoll protokollsutdrag protokollet utdrag paragrafen expediering expedieras "
        "kopia kopior skickas sänds sändes översänds delges meddelas lämnas sändlista "
        "delgivning för anslag anslagsbevis bevis underskrifter hur besvärshänvisning "
        "relevanta av ska att-satser s"
    ).split()
)


def may_be_heading(text: str) -> bool:
    """A cheap look before the table: the first word is one that headings begin with, or the line speaks of a decision."""
    if text[-1] in ",;" or (text[-1] == "." and len(text) > 40):
        return False
    lowered = text.lower()
    words = lowered.split(None, 2)
    if not words:
        return False
    first = words[0]
    if first[0].isdigit():
        first = words[1] if len(words) > 1 else ""
    if first.partition("/")[0].rstrip(":.")[:8] in _FIRST:
        return True
    return "s beslut" in lowered or "s förslag" in lowered or "beslutar" in lowered or "besluta" in lowered[-24:]


_PREPOSITION = Wording(r"\s(?:att|får|utifrån|ska|har|enligt|med|av|till|på|efter|genom|om)\s")


def alone(text: str) -> Heading | None:
    """The heading that the whole line is; None where it is none."""
    if text.startswith(("Enligt ", "På ", "Efter ", "Med ")):
        return None  # an attribution: "Enligt kommunstyrelsens förslag:"
    match = _ALONE.fullmatch(text.rstrip(" ."))
    if match is None or (text[0].islower() and not text.startswith("s beslut")):
        return None
    kind = next(kind for i, (kind, _) in enumerate(_TABLE) if match[f"k{i}"] is not None)
    owner = match["own1"] or match["own2"]
    if text.rstrip().endswith(".") and kind not in ("dissent",):
        return None
    if kind == "decision" and match["lead"] is not None:
        subject = match["lead"]
        if text[0].isdigit() and not subject.isupper():
            return None  # "1. Nämnden föreslår att fullmäktige beslutar att": the first line of a point
        if not bodies_in(subject.lower().capitalize()) and not subject.isupper():
            return None
        return Heading("decision", lead=True)
    if owner and _PREPOSITION.search(owner):
        return None  # "... fördelas enligt kulturnämndens förslag": a sentence
    if kind == "decision" and owner and not (bodies_in(owner) or owner.isupper()):
        return None
    if match["in1"]:
        if not bodies_in(match["in1"]) and match["in1"].lower() not in ("ärendet", "korthet"):
            return None  # "Direktionens beslut i valärenden": a title
        owner = owner or next((name.value for name in bodies_in(match["in1"])), None)
        if owner is None:
            return None
    if match["target"] and not targets_of(match["target"]) and not _MEMBERS.search(match["target"]):
        return None  # "Förslag till nya stadgar": a title
    dated = match["dated1"] is not None or match["dated2"] is not None
    return Heading(kind, owner_of(owner), targets_of(match["target"]), dated)


_MEMBERS = Wording(r"(?i)kommun|medlem|part(?:er|erna)(?![\wåäö])|mötet")


def owner_of(owner: str | None) -> str | None:
    """ "Arbetsutskottets", "NÄMNDENS" → the body in the nominative."""
    if owner is None:
        return None
    owner = owner.strip()
    if owner.isupper():
        owner = owner.capitalize()
    name = nominative(owner)
    return name if name != owner else owner.removesuffix("s")


def targets_of(target: str | None) -> tuple[str, ...]:
    """ "KS/KF" → Kommunstyrelsen, Kommunfullmäktige; "kommunfullmäktige" as it is; a word that is no body: nothing."""
    if target is None:
        return ()
    if target.upper().replace("/", "").isalpha() and target.isupper() and len(target) <= 8:
        names = [ABBREVIATIONS.get(part) for part in target.split("/")]
        return tuple(name for name in names if name)
    chain = tuple(name.value for name in bodies_in(target))
    return chain if " för förslag till " in target else chain[:1]
