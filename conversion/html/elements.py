"""The elements of HTML, by what becomes of them in a conversion."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCK_TAGS = _names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main marquee menu nav ol p pre search section summary table
    tbody td tfoot th thead tr ul"""
)
# Elements that show something of their own, wherever they stand.
MEDIA_TAGS = _names("img iframe video audio object embed")
HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE_TAGS = _names(
    """a abbr b bdi bdo big br cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup
    time tt u var"""
)
# What a conversion looks at. Any other element is replaced by its content.
TAGS = BLOCK_TAGS | MEDIA_TAGS | INLINE_TAGS | {"source", "param", "button", "option"}
# Elements whose text a browser shows as code, in whatever tag.
CODE_TAGS = _names("xmp listing plaintext")
# Elements of which a browser shows nothing, or not as text. Theirs are listed among what was dropped.
HIDDEN_TAGS = _names(
    "noscript template svg textarea select datalist canvas noembed noframes title iframe video audio object"
)
# Elements that take room between the words around them, and of which nothing is kept.
BOX_TAGS = _names("svg textarea select canvas input")
# Elements without words.
WORDLESS_TAGS = _names("script style head")
# Elements that are known and whose content alone counts.
UNWRAPPED_TAGS = _names(
    """acronym area applet base basefont bgsound blink col colgroup command data frame frameset hgroup html image keygen
    link map meta meter multicol nextid nobr optgroup output picture portal progress rb rp rt rtc ruby selectedcontent
    slot spacer track wbr"""
)
KNOWN_TAGS = TAGS | CODE_TAGS | BOX_TAGS | HIDDEN_TAGS | WORDLESS_TAGS | UNWRAPPED_TAGS | {"math"}
