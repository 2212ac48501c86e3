"""Who said it: *Name, role, said:* before a quotation, and *said Name, role* after it."""

import re

from .names import MAX_ROLE, PERSON, SENTENCE_END, Attribution, is_name, read_attribution, role_before

VERB = (
    r"(?:said|says|added|adds|commented|comments|explained|explains|noted|notes|argued|argues|remarked|remarks"
    r"|concluded|concludes|continued|continues|stated|states|replied|replies|answered|answers|wrote|writes|observed"
    r"|observes|warned|warns|stressed|stresses|emphasised|emphasized|recalled|recalls|asked|asks|announced|insisted"
    r"|insists|agreed|agrees|admitted|admits|acknowledged|acknowledges|suggested|suggests|joked|jokes|reflected|reflects"
    r"|declared|declares|told|tells|claimed|claims|responded|responds|believed|believes|urged|urges|confirmed|confirms"
    r"|revealed|reveals|cautioned|cautions|maintained|maintains|countered|counters|advised|advises"
    r"|pointed out|points out|summed up|sums up|predicted|predicts|quipped|exclaimed"
    # Other languages, whose names and marks are read here, too: German, French, Spanish, Italian, Portuguese, Dutch,
    # Scandinavian, Polish, Russian.
    r"|sagte|sagt|erklärte|erklärt|schrieb|meinte|meint|betonte|betont|ergänzte"
    r"|dit|a dit|a déclaré|déclare|explique|a expliqué|écrit|affirme|a affirmé|ajoute|a ajouté|souligne|a souligné"
    r"|dijo|ha dicho|afirmó|explicó|señaló|declaró|aseguró|añadió|comentó|destacó"
    r"|ha detto|ha dichiarato|ha spiegato|spiega|afferma|ha affermato|disse|afirmou|explicou|declarou|comentou"
    r"|zei|zegt|vertelde|schreef|säger|sade|sier|siger|sagde|powiedział|powiedziała|mówi|dodał|dodała"
    r"|сказал|сказала|заявил|заявила|говорит)"
)
# The lead ends in “said:” or “said,”, or with some words between: “told the meeting:”.
LEAD = re.compile(
    rf"^(?P<who>.{{3,400}}?),?\s+{VERB}(?P<tail>(?:\s+[^:“\"]{{1,80}})?)\s*(?P<mark>[:,])?\s*$", re.DOTALL
)
SAID_BY = re.compile(rf"{VERB}\s+(?P<who>.+)", re.DOTALL)
DASHED = re.compile(r"(?:[—–―]|-{1,3})\s*(?P<who>.+)", re.DOTALL)
# What follows a name and is told of it, not what somebody is.
TOLD = re.compile(
    r"(?:who|whose|which|that|when|while|as|after|before|during|in|at|on|from|with|without|because|but|and|or|to|his"
    r"|her|their|its|he|she|they|yesterday|today|then|later|adding|\w+ing|\d.*)\b",
    re.IGNORECASE,
)
# What stands before a name that is a place's or a body's, or the second of two: “chair of the Weigh House”.
JOINED = re.compile(
    r"\b(?:of|for|at|from|in|with|by|to|and|de|du|des|della|von|für|van)(?:\s+(?:the|this|our|its|der|la))?\Z|&\Z",
    re.IGNORECASE,
)
QUOTED = re.compile('[“”"«»„]')
MAX_ROLE_WORDS = 20


def read_lead(text: str) -> tuple[Attribution, bool] | None:
    """Read “Name, role, said:”. The flag says that these are all its words, so that nothing else needs keeping."""
    lead = LEAD.match(text)
    if not lead:
        return None
    who, tail = lead["who"].strip().rstrip(","), lead["tail"].strip()
    if SENTENCE_END.search(who):
        return None
    found = read_attribution(who)
    if found and not found.source:
        return found, not tail
    end_of_others = 0
    for start in re.finditer(r"(?<![\w.])(?=[A-ZÀ-ÖØ-Þ])", who):
        introduced = PERSON.match(who, start.start()) if start.start() >= end_of_others else None
        if introduced and JOINED.search(who[: introduced.start()].rstrip()):
            end_of_others = introduced.end()
        elif introduced and is_name(introduced[0]):
            before, rest = who[: introduced.start()].strip(" ,"), who[introduced.end() :].strip(" ,")
            role = role_before(before)
            if len(rest) > MAX_ROLE or (rest and role):
                return None
            return Attribution(introduced[0], rest or role), not tail and bool(role)
    return None


def read_after(text: str) -> Attribution | None:
    """Read “said Name, role”, “Name, role, said” or “– Name, role”; None if it tells anything more."""
    text = text.strip(" ,:")
    text = text if text.endswith(("Jr.", "Sr.")) else text.rstrip(".")
    named = SAID_BY.fullmatch(text) or DASHED.fullmatch(text)
    if named:
        found = read_attribution(named["who"]) or _with_role_before(named["who"])
    else:
        lead = read_lead(text)
        found = lead[0] if lead and lead[1] else None
    return found if found and not found.source and _is_role(found.role) else None


def _with_role_before(who: str) -> Attribution | None:
    """Read “council leader Name”."""
    for person in PERSON.finditer(who):
        role = role_before(who[: person.start()].strip(" ,"))
        if role and person.end() == len(who) and is_name(person[0]):
            return Attribution(person[0], role)
    return None


def _is_role(text: str) -> bool:
    parts = [part.strip() for part in text.split(",")]
    told = any(TOLD.match(part) for part in parts) or QUOTED.search(text)
    return not text or (len(text.split()) <= MAX_ROLE_WORDS and not told)
