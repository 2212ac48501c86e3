"""Shortcodes of code highlighters: ``[sourcecode language="php"]…[/sourcecode]``, ``[python]…[/python]``.

They are written out before anything else is read, since the code in them may look like HTML.
"""

import re

from conversion.findings import CHANGED, Finding
from conversion.html.code import LANGUAGES

from .shortcodes import read_attributes

PLUGINS = ("codebox", "codesyntax", "crayon", "enlighter", "geshi", "highlight", "prism", "syntaxhighlighter")
# CodeColorer's are [cc], with letters for settings ([cci], [ccn]), and perhaps the language ([cc_php]).
NAMES = ("sourcecode", "code", r"cc[a-z]{0,4}(?:_[\w+#-]{1,20})?", *PLUGINS, *sorted(LANGUAGES))
OPEN = re.compile(rf"(?<!\[)\[({'|'.join(NAMES)})([\s=][^\[\]]*)?\]", re.IGNORECASE)
MARKED_UP = re.compile(r"<(pre|code|script|style|textarea)\b[^<>]*>", re.IGNORECASE)
LINE_END = re.compile(r"<br\s*/?>\s*?\n|</p>\s*<p>|\r\n?")
BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,31};)")


def write_code(html: str, findings: list[Finding]) -> str:
    """Return a body with the code of such shortcodes as HTML; code that is HTML already stays."""
    pieces: list[str] = []
    absent: set[str] = set()
    at = 0
    while found := OPEN.search(html, at):
        marked_up = MARKED_UP.search(html, at, found.start())
        end = html.find(f"</{marked_up[1]}", marked_up.end()) if marked_up else -1
        if end >= 0:
            pieces.append(html[at:end])
            at = end
            continue
        closing = f"[/{found[1]}]"
        end = -1 if closing in absent else html.find(closing, found.end())
        if end < 0:
            absent.add(closing)
            pieces.append(html[at : found.end()])
            at = found.end()
            continue
        pieces += [html[at : found.start()], _write(found, html[found.end() : end], _stands_alone(html, found))]
        findings.append(Finding("shortcode", CHANGED, f"[{found[1]}]", "became code"))
        at = end + len(closing)
    return "".join([*pieces, html[at:]])


def _stands_alone(html: str, found: re.Match[str]) -> bool:
    """Whether nothing stands before it on its line."""
    line = html[max(html.rfind("\n", 0, found.start()), 0) : found.start()]
    return not re.sub(r"<[^<>]*>", "", line).strip()


def _write(found: re.Match[str], code: str, alone: bool) -> str:
    text = BARE_AMPERSAND.sub("&amp;", LINE_END.sub("\n", code)).replace("<", "&lt;").replace(">", "&gt;")
    if not alone and "\n" not in text:
        return f"<code>{text}</code>"
    in_tag, name = found[2] or "", found[1].lower()
    attributes = read_attributes(in_tag)
    # As in forums: [code="php"].
    language = attributes.get("language") or attributes.get("lang") or (in_tag.startswith("=") and attributes.get(""))
    language = language or (name if name in LANGUAGES else name.partition("_")[2] if name.startswith("cc") else "")
    language = re.sub(r"[^\w+#-]", "", language)
    return f'\n\n<pre class="language-{language}">{text}</pre>\n\n' if language else f"\n\n<pre>{text}</pre>\n\n"
