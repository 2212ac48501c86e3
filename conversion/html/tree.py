"""HTML as a tree, parsed as browsers do, with nothing in it that could act."""

import re
from collections.abc import Iterator

import lxml.html
import nh3
from lxml.html import HtmlElement

# What is known here; other elements give way to what they hold.


def _names(text: str) -> set[str]:
    return set(text.split())


BLOCK_TAGS = _names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main marquee menu nav ol p pre search section summary table
    tbody td tfoot th thead tr ul"""
)
# Elements that show something of their own, wherever they stand.
SHOWN_TAGS = _names("img iframe video audio object embed")
INLINE_TAGS = _names(
    """a abbr b bdi bdo big br cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup
    time tt u var"""
)
TAGS = BLOCK_TAGS | SHOWN_TAGS | INLINE_TAGS | {"script", "style", "source", "param", "input", "button", "option"}
ATTRIBUTES = {
    "*": {"class", "id", "style", "title", "data-block", "data-attributes", "data-attachment", "data-gallery",
          "data-embed", "data-id", "data-full-url"},
    "a": {"href", "download", "name"},
    "img": {"src", "srcset", "alt", "width", "height", "data-src", "data-orig-file", "data-lazy-src"},
    "iframe": {"src", "data-src"},
    "video": {"src", "poster"},
    "audio": {"src"},
    "source": {"src"},
    "embed": {"src"},
    "object": {"data"},
    "param": {"name", "value"},
    "font": {"color", "face", "size"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "pre": {"lang", "data-enlighter-language"},
    "blockquote": {"cite"},
    "q": {"cite"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel", "ftp", "javascript", "data", "file", "sms", "webcal", "feed", "vbscript"}

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags that need no end tag, and so do not nest.
NEVER_DEEP = {"p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "input", "source", "track", "param", "option",
    "col", "embed", "area", "wbr", "link", "meta", "thead", "tbody", "tfoot"}  # fmt: skip
SOURCE = re.compile(r"<source\b[^<>]*>")
MAX_NESTING = 400
# Below this the tree is text: no text is written so deep, and the converter follows the tree by recursion.
MAX_DEPTH = 60

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    clean_content_tags={"noscript", "template", "svg", "textarea", "select", "canvas"},
    strip_comments=True,
    link_rel=None,
    url_schemes=SCHEMES,
)
_parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)


def is_too_deep(html: str) -> bool:
    """Whether tags nest deeper than anybody writes: parsing such HTML takes time by the square of its depth."""
    depth = 0
    for closing, name in TAG.findall(html):
        if name.lower() not in NEVER_DEEP:
            depth = max(depth - 1, 0) if closing else depth + 1
            if depth > MAX_NESTING:
                return True
    return False


def parse(html: str) -> HtmlElement:
    """Return a ``body`` element. HTML that nests absurdly deep is taken as its text alone."""
    if is_too_deep(html):
        html = re.sub(r"<[^<>]*>", " ", html)
    # HTML knows no CDATA and would take it for a comment.
    clean = _cleaner.clean(html.replace("<![CDATA[", "&lt;![CDATA["))
    # The parser takes <source> for an element that holds what follows it.
    clean = SOURCE.sub(r"\g<0></source>", clean)
    root = lxml.html.document_fromstring(f"<body>{clean}</body>".encode(), parser=_parser)
    body = root.find("body")
    _limit_depth(body)
    return body


def _limit_depth(body: HtmlElement) -> None:
    stack = [(body, 0)]
    while stack:
        node, depth = stack.pop()
        if depth < MAX_DEPTH:
            stack.extend((child, depth + 1) for child in node)
        elif len(node):
            text = " ".join(node.itertext())
            for child in list(node):
                node.remove(child)
            node.text = text


def content(node: HtmlElement) -> Iterator[str | HtmlElement]:
    """Yield the texts and elements in an element, in order."""
    if node.text:
        yield node.text
    for child in node:
        yield child
        if child.tail:
            yield child.tail


def has_class(node: HtmlElement, *names: str) -> bool:
    classes = (node.get("class") or "").split()
    return any(name in classes for name in names)


def text_of(node: HtmlElement) -> str:
    """Return the text of an element with white space as browsers show it."""
    return collapse("".join(node.itertext()))


def collapse(text: str) -> str:
    return " ".join(text.split())


def has_block_inside(node: HtmlElement) -> bool:
    return any(child.tag in BLOCK_TAGS or child.tag in SHOWN_TAGS for child in node.iterdescendants())


def is_image_link(link: HtmlElement) -> bool:
    """Whether a link holds an image and no words but its caption, so that it is the image's own."""
    captions = "".join(text_of(caption) for caption in link.iter("figcaption"))
    return any(True for _image in link.iter("img")) and text_of(link) == captions
