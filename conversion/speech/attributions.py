"""Attributions: *Name, role, said:* before a quotation, *said Name, role* after it, and *Name, role* alone."""

import re
from collections.abc import Callable

from .names import PERSON, POST_NOMINAL, SENTENCE_END, is_name
from .roles import MAX_LENGTH, read_role_before_name
from .types import Attribution
from .word_lists import ROLE_NOUNS

ENDS_IN_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\Z")
# After a name: where it was said, not the role of the speaker.
WHERE = re.compile(r"(?:in|from|at|on|via|writing|speaking|quoted)\s", re.IGNORECASE)
SPEECH_VERB = (
    r"(?:said|says|added|adds|commented|comments|explained|explains|noted|notes|argued|argues|remarked|remarks"
    r"|concluded|concludes|continued|continues|stated|states|replied|replies|answered|answers|wrote|writes|observed"
    r"|observes|warned|warns|stressed|stresses|emphasised|emphasized|recalled|recalls|asked|asks|announced|insisted"
    r"|insists|agreed|agrees|admitted|admits|acknowledged|acknowledges|suggested|suggests|joked|jokes|reflected|reflects"
    r"|declared|declares|told|tells|claimed|claims|responded|responds|believed|believes|urged|urges|confirmed|confirms"
    r"|revealed|reveals|cautioned|cautions|maintained|maintains|countered|counters|advised|advises"
    r"|pointed out|points out|summed up|sums up|predicted|predicts|quipped|exclaimed"
    # Other languages: German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish,
    # Russian.
    r"|sagte|sagt|erklärte|erklärt|schrieb|meinte|meint|betonte|betont|ergänzte"
    r"|dit|a dit|a déclaré|déclare|explique|a expliqué|écrit|affirme|a affirmé|ajoute|a ajouté|souligne|a souligné"
    r"|dijo|ha dicho|afirmó|explicó|señaló|declaró|aseguró|añadió|comentó|destacó"
    r"|ha detto|ha dichiarato|ha spiegato|spiega|afferma|ha affermato|disse|afirmou|explicou|declarou|comentou"
    r"|zei|zegt|vertelde|schreef|säger|sade|sier|siger|sagde|powiedział|powiedziała|mówi|dodał|dodała"
    r"|сказал|сказала|заявил|заявила|говорит)"
)
# The lead ends in “said:” or “said,”, or with some words between: “told the meeting:”.
LEAD = re.compile(
    rf"^(?P<who>.{{3,400}}?),?\s+{SPEECH_VERB}(?P<tail>(?:\s+[^:“\"]{{1,80}})?)\s*(?P<mark>[:,])?\s*$", re.DOTALL
)
SAID_BY = re.compile(rf"{SPEECH_VERB}\s+(?P<who>.+)", re.DOTALL)
AFTER_DASH = re.compile(r"(?:[—–―]|-{1,3})\s*(?P<who>.+)", re.DOTALL)
# After a name: what somebody did, not what somebody is.
NOT_A_ROLE = re.compile(
    r"(?:who|whose|which|that|when|while|as|after|before|during|in|at|on|from|with|without|because|but|and|or|to|his"
    r"|her|their|its|he|she|they|yesterday|today|then|later|adding|\w+ing|\d.*)\b",
    re.IGNORECASE,
)
# Before a name that belongs to a place or a body, or is the second of two: “chair of the Weigh House”.
PART_OF_OTHER_NAME = re.compile(
    r"\b(?:of|for|at|from|in|with|by|to|and|de|du|des|della|von|für|van)(?:\s+(?:the|this|our|its|der|la))?\Z|&\Z",
    re.IGNORECASE,
)
QUOTED = re.compile('[“”"«»„]')
MAX_ROLE_WORDS = 20


def read_attribution(text: str, is_known_name: Callable[[str], object] | None = None) -> Attribution | None:
    """Read “Name, role” or “Name (role)”; None for other texts.

    ``is_known_name(name)`` may accept names that do not look like one.
    """
    text = text.strip()
    text = text if text.endswith(("Jr.", "Sr.")) else text.rstrip(".")
    name, _comma, role = text.partition(",")
    post_nominal = re.match(rf"\s*{POST_NOMINAL}(?=,|\s*\Z)", role) if role else None
    if post_nominal:
        name, role = f"{name},{post_nominal[0]}", role[post_nominal.end() :].lstrip(",")
    if bracket := re.fullmatch(r"([^()]+?)\s*\(([^()]+)\)", text):
        name, role = bracket[1], bracket[2]
    elif not role and (dash := re.fullmatch(r"([^–—-]+?)\s+[–—-]\s+(.+)", text)):
        name, role = dash[1], dash[2]
    name, role = name.strip(), role.strip(" –—-")
    if len(role) > MAX_LENGTH or not name or len(name) > MAX_LENGTH or SENTENCE_END.search(role):
        return None
    is_known = is_known_name is not None and is_known_name(name)
    if not (is_name(name) or is_known):
        return _with_role_first(name, role)
    if WHERE.match(role) or (is_known and ENDS_IN_YEAR.search(role)):
        return Attribution(name, "", role)
    # “Standing Orders, 1974” is no person.
    return None if ENDS_IN_YEAR.search(role) else Attribution(name, role)


def _with_role_first(first: str, second: str) -> Attribution | None:
    """Read “Director of Housing, Jane Doe”."""
    nouns = {word.lower() for word in first.split()}
    return Attribution(second, first) if nouns & ROLE_NOUNS and is_name(second) else None


def read_leading_attribution(text: str) -> tuple[Attribution, bool] | None:
    """Read “Name, role, said:”. The flag tells whether the text has no further words that need to be kept."""
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
        if introduced and PART_OF_OTHER_NAME.search(who[: introduced.start()].rstrip()):
            end_of_others = introduced.end()
        elif introduced and is_name(introduced[0]):
            before, rest = who[: introduced.start()].strip(" ,"), who[introduced.end() :].strip(" ,")
            role = read_role_before_name(before)
            if len(rest) > MAX_LENGTH or (rest and role):
                return None
            return Attribution(introduced[0], rest or role), not tail and bool(role)
    return None


def read_trailing_attribution(text: str) -> Attribution | None:
    """Read “said Name, role”, “Name, role, said” or “– Name, role”; None if it has any further words."""
    text = text.strip(" ,:")
    text = text if text.endswith(("Jr.", "Sr.")) else text.rstrip(".")
    named = SAID_BY.fullmatch(text) or AFTER_DASH.fullmatch(text)
    if named:
        found = read_attribution(named["who"]) or _with_role_before(named["who"])
    else:
        lead = read_leading_attribution(text)
        found = lead[0] if lead and lead[1] else None
    return found if found and not found.source and _is_role(found.role) else None


def _with_role_before(who: str) -> Attribution | None:
    """Read “council leader Name”."""
    for person in PERSON.finditer(who):
        role = read_role_before_name(who[: person.start()].strip(" ,"))
        if role and person.end() == len(who) and is_name(person[0]):
            return Attribution(person[0], role)
    return None


def _is_role(text: str) -> bool:
    parts = [part.strip() for part in text.split(",")]
    is_narration = any(NOT_A_ROLE.match(part) for part in parts) or QUOTED.search(text)
    return not text or (len(text.split()) <= MAX_ROLE_WORDS and not is_narration)
