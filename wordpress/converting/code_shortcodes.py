"""Code that a plugin for highlighting enclosed: ``[sourcecode language="php"]…[/sourcecode]``, ``[python]…[/python]``.

It is taken as it was typed before anything else is read, for what stands in it looks like HTML, and is none.
"""

import re

from conversion.context import CHANGED, Finding

from .shortcodes import attributes_of

# Without those that are words, too: “[text]”, “[source]”, “[go]”.
LANGUAGES = frozenset(
    str.split("""bash shell cpp csharp css diff erlang groovy haskell html java javascript js matlab objc perl php plain
    powershell python ruby scala sql typescript vb xml yaml""")
)
OPEN = re.compile(rf"(?<!\[)\[(sourcecode|code|{'|'.join(sorted(LANGUAGES))})([\s=][^\[\]]*)?\]", re.IGNORECASE)
MARKED_UP = re.compile(r"<(pre|code|script|style|textarea)\b[^<>]*>", re.IGNORECASE)
LINE_END = re.compile(r"<br\s*/?>\s*?\n|</p>\s*<p>|\r\n?")
BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,31};)")


def with_code(html: str, findings: list[Finding]) -> str:
    """Return a body with the code of such shortcodes as HTML; what was HTML already stays."""
    pieces, at, absent = [], 0, set()
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
        pieces += [html[at : found.start()], _written(found, html[found.end() : end], _stands_alone(html, found))]
        findings.append(Finding("shortcode", CHANGED, f"[{found[1]}]", "became code"))
        at = end + len(closing)
    return "".join([*pieces, html[at:]])


def _stands_alone(html: str, found: re.Match) -> bool:
    """Whether nothing stands before it on its line."""
    line = html[max(html.rfind("\n", 0, found.start()), 0) : found.start()]
    return not re.sub(r"<[^<>]*>", "", line).strip()


def _written(found: re.Match, code: str, alone: bool) -> str:
    text = BARE_AMPERSAND.sub("&amp;", LINE_END.sub("\n", code)).replace("<", "&lt;").replace(">", "&gt;")
    if not alone and "\n" not in text:
        return f"<code>{text}</code>"
    told, name = found[2] or "", found[1].lower()
    attributes = attributes_of(told)
    # As in forums: [code="php"].
    language = attributes.get("language") or attributes.get("lang") or (told.startswith("=") and attributes.get(""))
    language = language or (name if name in LANGUAGES else "")
    language = re.sub(r"[^\w+#-]", "", language)
    return f'\n\n<pre class="language-{language}">{text}</pre>\n\n' if language else f"\n\n<pre>{text}</pre>\n\n"
