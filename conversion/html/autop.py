"""Paragraphs from blank lines, in text that may hold other HTML.

This is the algorithm ``wpautop`` of WordPress, step by step, as the meaning of such text is defined by it:
https://developer.wordpress.org/reference/functions/wpautop/
"""

import re

BLOCKS = (
    "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address"
    "|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu"
    "|summary)"
)
PRE = re.compile(r"<pre[\s>].*?</pre>|<pre[\s>].*\Z", re.DOTALL)
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
UNBROKEN = re.compile(r"<(script|style|svg|math)\b", re.IGNORECASE)
# Private-use characters stand for line breaks that must stay as they are.
IN_TAG, IN_CODE = "\ue000", "\ue001"


LONG_SPACE = re.compile(r"\s{100,}")


def _rules(*rules: tuple[str, str]) -> list[tuple[re.Pattern, str]]:
    return [(re.compile(pattern, re.DOTALL), replacement) for pattern, replacement in rules]


SPREAD = _rules(
    (rf"(<{BLOCKS}[\s/>])", r"\n\n\1"),
    (rf"(</{BLOCKS}>)", r"\1\n\n"),
    (r"(<hr\s*?/?>)", r"\1\n\n"),
)
# Elements without text of their own, and their content.
JOIN = _rules(
    (r"\s*<option", "<option"),
    (r"</option>\s*", "</option>"),
    (r"(<object[^<>]*>)\s*", r"\1"),
    (r"\s*</object>", "</object>"),
    (r"\s*(</?(?:param|embed)[^<>]*>)\s*", r"\1"),
    (r"([<\[](?:audio|video)[^<>\[\]]*[>\]])\s*", r"\1"),
    (r"\s*([<\[]/(?:audio|video)[>\]])", r"\1"),
    (r"\s*(<(?:source|track)[^<>]*>)\s*", r"\1"),
    (r"\s*(<figcaption[^<>]*>)", r"\1"),
    (r"</figcaption>\s*", "</figcaption>"),
    (r"\n\n+", "\n\n"),
)
UNWRAP = _rules(
    (r"<p>\s*</p>", ""),
    (r"<p>([^<]+)</(div|address|form)>", r"<p>\1</p></\2>"),
    (rf"<p>\s*(</?{BLOCKS}[^<>]*>)\s*</p>", r"\1"),
    (r"<p>(<li.+?)</p>", r"\1"),
    (r"<p><blockquote([^<>]*)>", r"<blockquote\1><p>"),
    (r"</blockquote></p>", "</p></blockquote>"),
    (rf"<p>\s*(</?{BLOCKS}[^<>]*>)", r"\1"),
    (rf"(</?{BLOCKS}[^<>]*>)\s*</p>", r"\1"),
)
BREAK = _rules(
    (r"<br>|<br/>", "<br />"),
    (r"(?<!<br />)\s*\n", "<br />\n"),
)
UNBREAK = _rules(
    (rf"(</?{BLOCKS}[^<>]*>)\s*<br />", r"\1"),
    (r"<br />(\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^<>]*>)", r"\1"),
    (r"\n</p>$", "</p>"),
)


def _apply(rules: list[tuple[re.Pattern, str]], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def _shorten(match: re.Match) -> str:
    """Shorten long white space, over which the rules would go again and again."""
    lines = match[0].count("\n")
    return "\n" * min(lines, 2) if lines else " "


def _keep_breaks(text: str) -> str:
    """Mark the line breaks inside scripts and drawings."""
    pieces, at = [], 0
    while start := UNBROKEN.search(text, at):
        end = re.compile(f"</{start[1]}>", re.IGNORECASE).search(text, start.end())
        if not end:
            break
        pieces += [text[at : start.start()], text[start.start() : end.start()].replace("\n", IN_CODE)]
        at = end.start()
    return "".join([*pieces, text[at:]])


def autop(text: str) -> str:
    """Return HTML with paragraphs for blank lines and breaks for single line ends."""
    if not text.strip():
        return ""
    pres: list[str] = []

    def keep(match: re.Match) -> str:
        pres.append(match[0])
        return f"<pre wp-pre-tag-{len(pres) - 1}></pre>"

    text = LONG_SPACE.sub(_shorten, PRE.sub(keep, text + "\n"))
    text = LONG_SPACE.sub(_shorten, re.sub(r"<br\s*/?>\s*<br\s*/?>", "\n\n", text))
    text = _apply(SPREAD, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = TAG.sub(lambda match: match[0].replace("\n", IN_TAG), text)
    text = _apply(JOIN, text)
    pieces = [piece.strip("\n") for piece in re.split(r"\n\s*\n", text) if piece]
    text = _apply(UNWRAP, "".join(f"<p>{piece}</p>\n" for piece in pieces))
    text = _keep_breaks(text)
    text = _apply(BREAK, text).replace(IN_CODE, "\n")
    text = _apply(UNBREAK, text).replace(IN_TAG, "\n")
    return re.sub(r"<pre wp-pre-tag-(\d+)></pre>", lambda match: pres[int(match[1])], text)
