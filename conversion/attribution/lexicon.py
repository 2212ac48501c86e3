"""English and French words that tell who speaks: verbs of speech and report, pronouns, and words between."""

import re

from ..speech.word_lists import ROLE_NOUNS

# Verbs of speech, in the past and the present: what they govern is what somebody said.
SPEECH_VERBS = frozenset(
    str.split("""said says say adds added commented comments explained explains noted notes argued argues remarked
    remarks concluded concludes continued continues stated states replied replies answered answers wrote
    writes observed observes warned warns stressed stresses emphasised emphasises emphasized emphasizes
    recalled recalls asked asks announced announces insisted insists agreed agrees admitted admits
    acknowledged acknowledges suggested suggests joked jokes reflected reflects declared declares told
    tells claimed claims responded responds believed believes urged urges confirmed confirms revealed
    reveals cautioned cautions maintained maintains countered counters advised advises predicted predicts
    quipped exclaimed objected objects asserted asserts complained complains conceded concedes repeated
    repeats reported reports thinks thought promised promises proposed proposes pleaded interjected
    interrupted protested whispered laughed murmured shouted volunteered offered ventured began begins
    mused sighed remembers remembered laughs smiles smiled summarised summarized pledged vowed contended
    contends affirmed affirms disclosed mentioned mentions dit déclare explique affirme ajoute souligne
    disagreed disagrees retorted retorts rejoined recounted recounts assured assures reassured pressed presses
    shouted shouts cried cries yelled snapped grumbled chuckled demanded demands
    écrit raconte rappelle estime précise répond conclut""")
)
# Verbs of several words, as patterns.
SPEECH_PHRASES = (
    r"liked to say|likes to say|used to say|shot back|shoots back|fired back|hit back|hits back|cut in"
    r"|pointed out|points out|summed up|sums up|went on|goes on|put it|puts it|spoke up|chipped in|called out"
    r"|a dit|a déclaré|a expliqué|a affirmé|a ajouté|a souligné|a écrit|a raconté|a rappelé|a estimé|a précisé"
    r"|a répondu|a conclu|described|describes|called|calls|dubbed|likened|praised|criticised|criticized|dismissed"
    r"|spoke of|speaks of|spoke about|talked of|talked about|referred to|refers to|welcomed|condemned|compared"
)
# Verbs that report what somebody said or showed, without its words.
REPORT_VERBS = frozenset(
    str.split("""spoke speaks talked talks described describes discussed discusses outlined outlines presented presents
    highlighted highlights questioned questions introduced introduces showed shows traced traces pointed
    called calls welcomed welcomes thanked thanks shared shares looked considered considers drew gave
    gives raised raises challenged challenges examined examines explored explores compared compares
    contrasted criticised criticises criticized praised praises defended defends demonstrated demonstrates
    detailed details summarised summarises summarized reviewed reviews reminded reminds encouraged
    encourages pressed focused focuses focussed set turned addressed addresses told tells read reads
    rejected rejects disagreed doubted wondered wonders hoped hopes expressed expresses underlined
    underlines opened closed invited reassured cited cites quoted quotes recounted recounts related
    identified identifies asked sketched contributed found finds felt feels recommended recommends""")
)
ADVERB = (
    r"(?:also|then|later|further|now|again|however|therefore|finally|first|once|recently|simply|only|rightly|\w+ly)"
)
AUXILIARY = r"(?:has|have|had|would|will|did|does|could|can|a|avait)"
BETWEEN = re.compile(rf"\s*(?:,\s*)?(?:(?:{ADVERB}|{AUXILIARY})\b\s*(?:,\s*)?)*", re.IGNORECASE)
VERB = re.compile(rf"(?<![\w’'-])(?:(?P<phrase>{SPEECH_PHRASES})|(?P<verb>[^\W\d_]+))(?![\w’'-])", re.IGNORECASE)
# Subjects that stand for somebody named before.
PRONOUNS = {"he": "m", "she": "f", "they": "", "il": "m", "elle": "f"}
PRONOUN = re.compile(r"(?<![\w’'-])(?:he|she|they|il|elle)(?![\w’'-])", re.IGNORECASE)
TITLE_GENDER = {
    "mr": "m", "sir": "m", "lord": "m", "m.": "m", "herr": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f",
    "lady": "f", "baroness": "f", "mme": "f", "mlle": "f", "frau": "f", "fr": "m",
}  # fmt: skip
ROLE_WORDS = ROLE_NOUNS | frozenset(
    str.split("""volunteer campaigner carer tenant farmer baker barrister solicitor surgeon midwife paediatrician
    geographer criminologist anthropologist archaeologist conservator composer conductor photographer
    treasurer clerk vicar bishop rector rapporteur moderator convenor coach teacher headteacher head pupil
    apprentice driver mechanic pharmacist registrar bursar mp minister ombudsman inspector superintendent
    constable sergeant detective chemist biologist ecologist hydrologist epidemiologist statistician
    demographer translator novelist playwright filmmaker critic columnist correspondent reporter publisher
    printer bookseller shopkeeper landlord superviser supervisor technician warden ranger gardener
    forester fisher fisherman skipper pilot captain engineer chairperson vice-chair vice-chancellor co-
    chair co-author co-founder co-director pro-vice-chancellor spokesman commissioner auditor accountant
    actuary banker investor entrepreneur lobbyist caretaker porter cook chef directrice directeur
    présidente président professeure professeur maire historienne historien conservatrice conservateur
    chercheuse chercheur bibliothécaire responsable guide partner associate intern resident mother father
    parent neighbour witness survivor delegate panellist candidate lead leader clinician physician
    psychiatrist therapist counsellor dentist optician vet veterinarian alderman alderwoman provost
    secretary-general linguist sommelier organiser organizer convener activist official adviser advisor
    trustee patron curator master mistress nun monk guard ingénieur ingénieure géographe avocat avocate
    republican democrat colleague luthier man woman boy girl visitor passenger shopper customer
    écrivain écrivaine architecte économiste sociologue médecin""")
)
# Other words that end so are roles, too: clockmaker, hydrologist, harbourmaster, fishmonger.
ROLE_ENDINGS = re.compile(
    r"(?!(?:check|short|play|black|white|wait|blog)list|(?:tw|ex|res|cons|ass|ins|pers|ag|wr)ist)"
    r"[^\W\d_]{2,}(?:[^\W\d_]ist|ologist|ographer|iatrist|maker|keeper|master|monger|smith|wright|seller|holder|worker|owner|player|bearer|builder"
    r"|setter|hunter|singer|finder|minder|walker|maid|(?<!hu)(?<!ger)(?<!ro)(?<!nor)man|ician|arian|graphe|logue)\Z"
)
# Plural or impersonal subjects: with them a run of what one person said ends.
OTHER_SUBJECT = re.compile(
    r"\A(?:(?:the|this|that|an?|some|several|many|most|all|two|three|four|five|other|our|both)\s+)?(?:[\w’'-]+\s+){0,3}?"
    r"(?:event|meeting|discussion|debate|audience|panel|evening|afternoon|morning|session|conference|seminar|workshop"
    r"|participants|speakers|delegates|attendees|members|residents|questions|round[ -]?table|committee|lecture|talk"
    r"|series|organisers|researchers|guests|board|council|applause|programme|report|exhibition|minutes|chair)\b",
    re.IGNORECASE,
)


def is_role_word(word: str) -> bool:
    """Whether a word names what somebody is."""
    lower = word.lower()
    return lower in ROLE_WORDS or bool(ROLE_ENDINGS.match(lower))


def find_verbs(text: str, *, reported: bool = False) -> list[re.Match[str]]:
    """Return the verbs of speech in a text; with ``reported`` also those that report."""
    return [found for found in VERB.finditer(text) if is_verb(found, reported=reported)]


def is_verb(found: re.Match[str], *, reported: bool = False) -> bool:
    word = (found["verb"] or "").lower()
    return bool(found["phrase"]) or word in SPEECH_VERBS or (reported and word in REPORT_VERBS)
