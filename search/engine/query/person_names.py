"""Names of people in other forms: initials (“J. Quill”) and short forms of first names (“Bill” for William).

Another form is only looked for where it makes the name of somebody: “plan B” stays as it is, and so do bills.
"""

from search.models.documents import SearchDocumentQuerySet
from search.tokenizer import get_distinct_words

from ..db.sql import matches_tsquery

#: First names and their short forms: all of a group are one name.
_GROUPS = """
    abigail abby gail; albert bert al bertie; alexander alex alec sandy sasha; alexandra alex sandra sasha; alfred alf
    fred alfie; amanda mandy; andrew andy drew; ann anne anna annie nancy; anthony antony tony; arthur art; barbara
    barb babs; benjamin ben benny; bernard bernie; beverley bev; bradley brad; catherine katherine kathryn cathy kathy
    kate katie kitty; cecilia cissy; charles charlie chuck; charlotte lottie charlie; christina christine chris tina
    chrissie; christopher chris kit; clifford cliff; constance connie; cynthia cindy; daniel dan danny;
    david dave davey;
    deborah debra debbie deb; dennis den; dominic dom; donald don; dorothy dot dottie dolly; douglas doug; edward ed
    eddie ned ted teddy; edwin ed; eleanor ellie nell nora; elizabeth elisabeth liz lizzie beth betty bess eliza libby;
    emily em millie; eugene gene; evelyn evie; florence flo flossie; frances fran francie fanny; francis frank; franklin
    frank; frederick fred freddie; gabriel gabe; geoffrey jeffrey geoff jeff; george georgie; gerald gerry jerry;
    gertrude trudy; gillian gill jill; gregory greg; harold harry hal; harriet hattie; helen nell; henry harry hank hal;
    herbert bert herb; hugh hughie; ian iain; isabel isabella bella izzy; jacob jake; jacqueline jackie; james jim jimmy
    jamie; jane janie; janet jan; jason jay; jennifer jen jenny; jessica jess jessie; joan joanie; joanna joanne jo;
    john jack johnny jon; jonathan jon jonny; joseph joe joey; josephine jo josie; joshua josh; judith judy;
    julian jules;
    kenneth ken kenny; kimberly kim; laurence lawrence larry laurie; leonard len lenny leo; leslie les; lilian lily;
    louis lou; louisa lou; lucille lucy; madeleine maddie; margaret maggie meg peggy madge marge greta; martha patty;
    martin marty; mary molly polly; matilda tilly; matthew matt; maureen mo; maximilian max; michael mike mick micky;
    mohammed muhammad mohamed mohammad mo; nathaniel nathan nat nate; nicholas nick nicky; nicola nicky; oliver ollie;
    oscar ossie; pamela pam; patricia pat trish patty; patrick pat paddy; peter pete; philip phillip phil; philippa
    pippa; rachel rach; raymond ray; rebecca becky becca; reginald reg; richard dick rick ricky rich; robert bob rob
    bobby robbie bert; roger rodge; roland roly; ronald ron ronnie; rosemary rosie; rupert bert; russell russ; ruth
    ruthie; samantha sam; samuel sam sammy; sarah sally sadie; sidney sid; simon si; stanley stan; stephanie steph;
    stephen steven steve; stuart stu; susan sue susie; susannah sue susie; sylvia syl; terence terry; theodore theo ted
    teddy; theresa teresa terry tess; thomas tom tommy; timothy tim timmy; tobias toby; valerie val; victor vic;
    victoria vicky tori; vincent vince; virginia ginny; walter wally walt; wilfred wilf; william bill billy will willy
    liam; zachary zach zac
"""


def _build_short_forms() -> dict[str, set[str]]:
    others: dict[str, set[str]] = {}
    for group in map(str.split, _GROUPS.split(";")):
        full, *short = group
        others.setdefault(full, set()).update(short)
        for name in short:
            others.setdefault(name, set()).update({full, *short} - {name})
    return others


_OTHER_FORMS = _build_short_forms()
#: How many rows are read for names.
MAX_ROWS = 50


def find_other_names(texts: list[str], visible: SearchDocumentQuerySet) -> list[set[str]]:
    """Return, for each clause of a query in order, the names that it stands for as a part of somebody's name.

    ``texts`` are the clauses as normalised words. A clause is an initial (or several: “J.M.”) or a first name. Somebody
    is a person whom visible rows name with the word beside it, or who has it as the only word of the query.
    """
    found: list[set[str]] = [set() for _text in texts]
    forms = [_get_forms(text.split()) for text in texts]
    is_first_name_alone = len(texts) == 1 and len(texts[0]) > 1
    pairs = [(0, "")] if is_first_name_alone else _get_pairs([text.replace(" ", "") for text in texts])
    tsqueries = [_to_tsquery(form, neighbour) for place, neighbour in pairs for form in forms[place]]
    if not tsqueries:
        return found
    rows = visible.filter(matches_tsquery(" | ".join(tsqueries), "names_vector")).order_by()
    names = {
        frozenset(get_distinct_words(name))
        for row in rows.only("title", "kind", "people")[:MAX_ROWS]
        for name in (*row.people, *([row.title] if row.kind == "person" else []))
    }
    for place, neighbour in pairs:
        for name in names:
            if not neighbour or neighbour in name:
                found[place] |= {part for part in name - {neighbour} if _is_form(part, forms[place])}
    return found


def _get_forms(words: list[str]) -> set[str]:
    """Return the other forms of a name, or the beginning that an initial is, as “j:*”."""
    if words and all(len(word) == 1 and word.isalpha() for word in words):
        return {f"{words[0]}:*"}
    return _OTHER_FORMS.get(words[0], set()) if len(words) == 1 else set()


def _get_pairs(words: list[str]) -> list[tuple[int, str]]:
    """Return the place of each word with each word beside it that may be a part of the same name."""
    around = ["", *words, ""]
    beside = [(place, around[place + step]) for place in range(len(words)) for step in (0, 2)]
    return [(place, neighbour) for place, neighbour in beside if len(neighbour) > 1 and neighbour.isalpha()]


def _to_tsquery(form: str, neighbour: str) -> str:
    name, _star, is_prefix = form.partition(":")
    weighted = f"'{name}':{'*' if is_prefix else ''}AB"
    return f"({weighted} & '{neighbour}':AB)" if neighbour else weighted


def _is_form(part: str, forms: set[str]) -> bool:
    return any(part.startswith(form[:1]) and len(part) > 1 if form.endswith(":*") else part == form for form in forms)
