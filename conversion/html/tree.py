"""HTML as a tree: parsed as browsers parse it, without scripts, and limited in depth."""

import re
from collections.abc import Iterator, Mapping

import lxml.html
import nh3
from lxml.html import HtmlElement


def _names(text: str) -> set[str]:
    return set(text.split())


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
# Any other element is replaced by its content.
TAGS = BLOCK_TAGS | MEDIA_TAGS | INLINE_TAGS | {"script", "style", "source", "param", "input", "button", "option"}
ATTRIBUTES = {
    "*": {"class", "id", "style", "title"},
    "a": {"href", "download", "name"},
    "img": {"src", "srcset", "alt", "width", "height", "data-src", "data-lazy-src"},
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
    "pre": {"lang"},
    "blockquote": {"cite"},
    "q": {"cite"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel", "ftp", "javascript", "data", "file", "sms", "webcal", "feed", "vbscript"}

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags that need no end tag, so that many of them do not mean deep nesting.
NOT_NESTING = {"p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "input", "source", "track", "param",
    "option", "col", "embed", "area", "wbr", "link", "meta", "thead", "tbody", "tfoot"}  # fmt: skip
SOURCE = re.compile(r"<source\b[^<>]*>")
MAX_NESTING = 400
# Below this depth the tree becomes text: nobody writes so deep, and the converter follows the tree by recursion.
MAX_DEPTH = 60


def make_cleaner(extra_attributes: Mapping[str, set[str]] | None = None) -> nh3.Cleaner:
    """Return a cleaner that keeps ``ATTRIBUTES`` and ``extra_attributes`` (by tag, or ``"*"`` for all tags)."""
    extra = extra_attributes or {}
    attributes = {tag: ATTRIBUTES.get(tag, set()) | extra.get(tag, set()) for tag in {*ATTRIBUTES, *extra}}
    return nh3.Cleaner(
        tags=TAGS,
        attributes=attributes,
        clean_content_tags={"noscript", "template", "svg", "textarea", "select", "canvas"},
        strip_comments=True,
        link_rel=None,
        url_schemes=SCHEMES,
    )


DEFAULT_CLEANER = make_cleaner()
_parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)


def is_too_deep(html: str) -> bool:
    """Whether tags nest deeper than anybody writes: parsing takes time by the square of the depth."""
    depth = 0
    for closing, name in TAG.findall(html):
        if name.lower() not in NOT_NESTING:
            depth = max(depth - 1, 0) if closing else depth + 1
            if depth > MAX_NESTING:
                return True
    return False


def parse(html: str, cleaner: nh3.Cleaner = DEFAULT_CLEANER) -> HtmlElement:
    """Return a ``body`` element. HTML that nests absurdly deep is reduced to its text."""
    if is_too_deep(html):
        html = re.sub(r"<[^<>]*>", " ", html)
    # HTML has no CDATA and would read it as a comment.
    clean = cleaner.clean(html.replace("<![CDATA[", "&lt;![CDATA["))
    # The parser would put all that follows a <source> into it.
    clean = SOURCE.sub(r"\g<0></source>", clean)
    root = lxml.html.document_fromstring(f"<body>{clean}</body>".encode(), parser=_parser)
    body = next(root.iterchildren("body"))
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


def iter_content(node: HtmlElement) -> Iterator[str | HtmlElement]:
    """Yield the texts and child elements of an element, in order."""
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
    """Return a text with single spaces for all white space."""
    return " ".join(text.split())


def plain_text(html: str) -> str:
    """Return the words of a title or an excerpt on one line."""
    return text_of(parse(html)) if "<" in html or "&" in html else collapse(html)


def iter_comments(html: str) -> Iterator[tuple[int, int]]:
    """Yield where HTML comments begin and end."""
    end = 0
    while (start := html.find("<!--", end)) >= 0:
        end = html.find("-->", start + 4) + 3
        if end < 3:
            return
        yield start, end


def has_block_inside(node: HtmlElement) -> bool:
    return any(child.tag in BLOCK_TAGS or child.tag in MEDIA_TAGS for child in node.iterdescendants())


def is_image_link(link: HtmlElement) -> bool:
    """Whether a link holds an image and no words but its caption, so that it is the link of the image."""
    captions = "".join(text_of(caption) for caption in link.iter("figcaption"))
    return any(True for _image in link.iter("img")) and text_of(link) == captions
