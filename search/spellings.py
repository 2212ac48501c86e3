"""British and American spellings of English words, as one word.

The tokenizer replaces the American spelling in texts and queries, so that either finds the other in words, phrases,
titles and names. “programme” becomes “program”, because the stem of “programme” is that of “programmer”.
"""

_OUR = (
    "arb ard arm behavi cand cl col demean end enam endeav fav ferv flav glam harb hon hum lab neighb od parl ranc"
    " rig rum sav splend tum val vap vig"
)
_OUR_ENDINGS = (
    "",
    *("s", "ed", "er", "ers", "ing", "able", "ably", "ful", "fully", "less", "al", "ally", "hood", "hoods", "ly"),
    *("ite", "ites", "itism", "fast", "blind", "side", "sides", "master", "y"),
)
_RE = "calib cent fib goit lit lust manoeuv meag mit och reconnoit sab scept sepulch somb spect theat"
_ISE = (
    "agon anaesthet antagon apolog author brutal capital categor central character civil colon commercial critic"
    " crystall decentral democrat digit dramat econom emphas equal eulog familiar fertil final formal general"
    " global harmon hospital human hypothes ideal immun individual industrial institutional legal liberal local"
    " marginal material maxim mechan memor minim mobil modern monopol national neutral normal optim organ"
    " pasteur patron penal personal polar popular prior privat public radical rational real recogn regular"
    " reorgan revital revolution scrutin secular sensational social special stabil standard steril stigmat subsid"
    " summar symbol sympath synchron synthes terror theor trivial urban util vandal victim visual western"
)
_ISE_ENDINGS = ("e", "es", "ed", "er", "ers", "ing", "able", "ation", "ations", "ational", "ationally")
_YSE = ("anal", "catal", "paral", "dial", "electrol")
_DOUBLE_L = (
    "cancel channel counsel dial duel enamel equal fuel grovel jewel label level marvel model panel pencil quarrel"
    " refuel shovel signal spiral towel travel tunnel unravel"
)
_OTHERS = """
    aeroplane airplane; aluminium aluminum; analogue analog; annexe annex; archaeology archeology;
    archaeological archeological; archaeologist archeologist; archaeologists archeologists; axe ax; catalogue catalog;
    catalogues catalogs; catalogued cataloged; cosy cozy; defence defense;
    defences defenses; dialogue dialog; dialogues dialogs; encyclopaedia encyclopedia;
    enrol enroll; enrolment enrollment; enrolments enrollments; fulfil fulfill; fulfilment fulfillment; grey gray;
    greys grays; haemoglobin hemoglobin; instalment installment; instalments installments; jewellery jewelry;
    judgement judgment; judgements judgments; leukaemia leukemia; licence license; licences licenses;
    manoeuvre maneuver; manoeuvres maneuvers; mediaeval medieval; mould mold; moulds molds; mouldy moldy;
    moustache mustache; offence offense; offences offenses; orthopaedic orthopedic; paediatric pediatric;
    paediatrician pediatrician; plough plow; ploughs plows; ploughed plowed; ploughing plowing; practise practice;
    practised practiced; practises practices; practising practicing; pretence pretense; pyjamas pajamas;
    sceptic skeptic; sceptics skeptics; sceptical skeptical; scepticism skepticism; skilful skillful; sulphur sulfur;
    travelogue travelog; tyre tire; tyres tires; wilful willful; woollen woolen; yoghurt yogurt;
    ageing aging; acknowledgement acknowledgment; acknowledgements acknowledgments;
    centred centered; centring centering; ochre ocher; manoeuvred maneuvered;
"""


def _build_table() -> dict[str, str]:
    """Return the British spelling of each American one, but for “program”."""
    pairs = {f"{root}or{ending}": f"{root}our{ending}" for root in _OUR.split() for ending in _OUR_ENDINGS}
    pairs |= {f"{root}er{ending}": f"{root}re{ending}" for root in _RE.split() for ending in ("", "s")}
    pairs |= {f"{root}iz{ending}": f"{root}is{ending}" for root in _ISE.split() for ending in _ISE_ENDINGS}
    pairs |= {f"{root}yz{ending}": f"{root}ys{ending}" for root in _YSE for ending in ("e", "es", "ed", "er", "ing")}
    pairs |= {
        f"{root}{ending}": f"{root}l{ending}" for root in _DOUBLE_L.split() for ending in ("ed", "er", "ers", "ing")
    }
    others = [tuple(pair.split()) for pair in _OTHERS.split(";") if len(pair.split()) == 2]
    pairs |= {american: british for british, american in others}
    return {**pairs, "programme": "program", "programmes": "programs"}


ONE_SPELLING = _build_table()


def get_spellings(word: str) -> list[str]:
    """Return a word, in the spelling that the index has, and its other spellings."""
    return [word, *(other for other, one in ONE_SPELLING.items() if one == word)]
