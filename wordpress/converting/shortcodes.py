"""Shortcodes: those of WordPress become the HTML that they stand for, others stay as text and are reported.

Syntax: https://developer.wordpress.org/apis/shortcode/
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from conversion.findings import CHANGED, KEPT, Finding

# As on wordpress.com: a film by its address or its number.
FILMS = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}
KNOWN = ("caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist", *FILMS)
CODE = re.compile(r"<(pre|code|script|style|textarea)\b", re.IGNORECASE)
OPEN = re.compile(r"(\[?)\[([a-zA-Z][\w-]{1,40})((?:\s|/|=)[^\[\]]*)?\]")
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|"([^"]*)"|(\S+)""")
QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
FILES = ("src", "mp3", "m4a", "ogg", "oga", "wav", "flac", "wma", "mp4", "m4v", "webm", "ogv", "wmv", "flv", "mov")
# The tags of the known shortcodes, which were never shown as text.
KNOWN_TAG = re.compile(rf"(?<!\[)\[/?(?:{'|'.join(KNOWN)})(?:[\s=][^\[\]]*)?/?\](?!\])")
CAPTION = re.compile(r"""\scaption\s*=\s*(?:"([^"]*)"|'([^']*)')""")
FILM_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>]+")
FILM_NUMBER = re.compile(r"(?<![\w-])(?:\d{5,12}|[\w-]{11})(?![\w-])")
PICTURE = re.compile(r"((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a shortcode; one without a name is under ``""``."""
    found: dict[str, str] = {}
    text = text or ""
    if not QUOTED.search(text):
        # Editors and wptexturize turn its quotation marks into typographic or escaped ones.
        text = unescape(text).translate({0x201C: '"', 0x201D: '"', 0x2033: '"', 0xA0: " "})
    for name, double, single, bare, lone_quoted, lone in ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape(double or single or bare or lone_quoted or lone))
    return found


def remove_known_tags(html: str) -> str:
    """Return HTML without the tags of known shortcodes, but with the captions in their attributes."""

    def caption(found: re.Match[str]) -> str:
        words = CAPTION.search(found[0])
        return f" {words[1] or words[2]} " if words else " "

    return KNOWN_TAG.sub(caption, html)


def expand(html: str, findings: list[Finding]) -> str:
    """Return the HTML with the known shortcodes written out, outside of code."""
    if "[" not in html:
        return html
    return "".join(piece if is_code else _expand(piece, findings) for piece, is_code in _split_at_code(html))


def _split_at_code(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of HTML outside and inside of code, each with whether it is code."""
    at = 0
    while start := CODE.search(html, at):
        end = re.compile(rf"</{start[1]}\s*>", re.IGNORECASE).search(html, start.end())
        if not end:
            break
        yield html[at : start.start()], False
        yield html[start.start() : end.end()], True
        at = end.end()
    yield html[at:], False


def _expand(html: str, findings: list[Finding]) -> str:
    pieces: list[str] = []
    at = 0
    absent: set[str] = set()
    while found := OPEN.search(html, at):
        pieces.append(html[at : found.start()])
        escaped, name, attributes = found[1], found[2].lower(), found[3] or ""
        if escaped and html[found.end() : found.end() + 1] == "]":
            pieces.append(found[0][1:])
            at = found.end() + 1
            continue
        pieces.append(escaped)
        closing = f"[/{found[2]}]"
        end = -1 if attributes.endswith("/") or closing in absent else html.find(closing, found.end())
        if end < 0:
            absent.add(closing)
        if name not in KNOWN:
            _report_unknown(found, end >= 0, findings)
            pieces.append(found[0].removeprefix("[" * len(escaped)))
            at = found.end()
            continue
        content = html[found.end() : end] if end >= 0 else ""
        at = end + len(closing) if end >= 0 else found.end()
        written = (
            _film(FILMS[name], attributes, content)
            if name in FILMS
            else WRITERS[name](read_attributes(attributes.rstrip("/")), content)
        )
        findings.append(Finding("shortcode", CHANGED, f"[{name}]", "written out as what it showed"))
        pieces.append(f"\n\n{written}\n\n" if written else content)
    return "".join([*pieces, html[at:]])


def _report_unknown(found: re.Match[str], closed: bool, findings: list[Finding]) -> None:
    """Report what looks like a plugin's shortcode; an editor's [sic] does not."""
    name, attributes = found[2], found[3] or ""
    if closed or re.search(r"[\w-]\s*=\s*[\"'&“”\w]", attributes) or "_" in name:
        findings.append(Finding("shortcode", KEPT, f"[{name}]", "a plugin's shortcode, kept as text"))


def _caption(attributes: dict, content: str) -> str:
    picture = PICTURE.search(content)
    if not picture:
        return ""
    caption = attributes.get("caption") or picture[2].strip()
    number = re.search(r"\d+", attributes.get("id", ""))
    data = f' data-attachment="{number[0]}"' if number else ""
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure{data}>{content[: picture.start()]}{picture[1]}{figcaption}</figure>"


def _gallery(attributes: dict, content: str) -> str:
    ids = ",".join(re.findall(r"\d+", attributes.get("ids") or attributes.get("include") or ""))
    return f'<div data-gallery="{ids}"></div>'


def _embed(attributes: dict, content: str) -> str:
    url = (content or attributes.get("src") or attributes.get("") or "").strip()
    return f'<figure data-embed="{escape(unescape(url))}"></figure>' if url else ""


def _player(tag: str) -> Callable[[dict, str], str]:
    def write(attributes: dict, content: str) -> str:
        url = next((attributes[name] for name in FILES if attributes.get(name)), attributes.get("", ""))
        # A player without a file plays what is attached to the post, or what is inside it.
        return f'<{tag} src="{escape(url)}"></{tag}>{content}' if url else content

    return write


def _film(address: str, attributes: str, content: str) -> str:
    text = unescape(f"{attributes} {content}").lstrip("= ")
    url = FILM_ADDRESS.search(text)
    number = None if url else FILM_NUMBER.search(text)
    film = url[0] if url else address.format(number[0]) if number else ""
    return f'<figure data-embed="{escape(film)}"></figure>' if film else ""


def _playlist(attributes: dict, content: str) -> str:
    ids = re.findall(r"\d+", attributes.get("ids", ""))
    tag = "video" if attributes.get("type") == "video" else "audio"
    return "".join(f'<{tag} data-attachment="{number}"></{tag}>' for number in ids)


WRITERS = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "embed": _embed,
    "audio": _player("audio"),
    "video": _player("video"),
    "playlist": _playlist,
}
