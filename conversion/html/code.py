"""Program code in HTML: the language that its markup names."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from .elements import BLOCK_TAGS
from .tree import iter_content

# Names of languages that stand alone as a class. Without those that are words, too: “text”, “source”, “go”.
LANGUAGES = frozenset(
    str.split("""bash shell cpp csharp css diff erlang groovy haskell html java javascript js matlab objc perl php plain
    powershell python ruby scala sql typescript vb xml yaml""")
)
# As HTML5, highlight.js, SyntaxHighlighter and Crayon write it.
LANGUAGE_CLASS = re.compile(r"(?<!\S)(?:language-|lang[-:]|brush:\s*)([\w+#.-]+)")
MAX_LENGTH = 50


def code_of(node: HtmlElement) -> str:
    """Return the text of a ``pre`` as it is set: breaks and blocks in it are lines."""
    return "".join(_iter_lines(node)).strip("\n").rstrip()


def _iter_lines(node: HtmlElement) -> Iterator[str]:
    at_start = True
    for child in iter_content(node):
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        else:
            is_line = child.tag in BLOCK_TAGS
            yield "\n" if is_line and not at_start else ""
            yield from _iter_lines(child)
            following = (child.tail or "\n")[0] if child.getnext() is None or child.tail else ""
            yield "\n" if is_line and following not in ("", "\n") else ""
        at_start = False


def find_language(node: HtmlElement, attributes: tuple[str, ...] = ("lang",)) -> str:
    """Return the language of a ``pre``, from its classes or the first of ``attributes`` that it has; or nothing."""
    for inner in node.iter("pre", "code"):
        classes = inner.get("class") or ""
        if named := LANGUAGE_CLASS.search(classes):
            return named[1][:MAX_LENGTH]
        given = next(filter(None, map(inner.get, attributes)), None)
        if language := given or next((name for name in classes.split() if name in LANGUAGES), ""):
            return language[:MAX_LENGTH]
    return ""
