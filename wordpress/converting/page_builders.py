"""Page builders that lay out a page in shortcodes: Divi, WPBakery, Avada, Enfold and the like.

Their rows and columns, which only place things, are removed; what readers saw stays: the text inside, and the headings,
images, galleries, players and buttons that attributes name.
"""

import re
from base64 import b64decode
from binascii import Error as BadBase64
from collections import Counter
from html import escape
from urllib.parse import unquote

from conversion.findings import CHANGED, Finding

from .shortcodes import read_attributes

SHORTCODE = re.compile(
    r"\[(?P<end>/)?(?P<name>(?:et_pb|vc|fusion|av|avia|mk|cs|x|nectar|tatsu|fl)_[\w-]+)(?P<attributes>\s[^\[\]]*)?/?\]"
)
RAW = re.compile(r"(\[vc_raw_html[^\]]*\])([^\[]*)(?=\[/vc_raw_html\])")
# How Divi writes quotation marks and brackets in attributes.
ESCAPES = {"%22": '"', "%91": "[", "%93": "]"}
# The attributes that hold what was shown, in the order in which it was shown.
HEADINGS = ("title", "heading", "text", "headline")
LINES = ("subhead", "subtitle", "subheading", "author", "job_title", "company_name", "label")
IMAGES = ("src", "image", "image_url", "logo", "author_image", "portrait_url")
GALLERIES = ("gallery_ids", "images", "image_ids")
PLAYERS = ("video_src", "video_url", "video_link", "audio")
BUTTON_WORDS = ("button_text", "button_title", "btn_title")
ADDRESSES = ("button_url", "button_link", "url", "href", "link")
IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?|$)", re.IGNORECASE)


def decode_raw_html(html: str) -> str:
    """Return a body with the HTML of ``[vc_raw_html]``, which is kept encoded, written out."""
    return RAW.sub(_decode, html)


def _decode(found: re.Match[str]) -> str:
    try:
        return found[1] + unquote(b64decode(found[2].strip(), validate=True).decode())
    except (BadBase64, ValueError):
        return found[0]


def write_layout(html: str, findings: list[Finding]) -> str:
    """Return a body with HTML in place of the shortcodes of page builders."""
    used: Counter[str] = Counter()

    def write(found: re.Match[str]) -> str:
        if found["end"]:
            return "\n\n"
        used[found["name"]] += 1
        attributes = read_attributes((found["attributes"] or "").rstrip("/"))
        for code, sign in ESCAPES.items():
            attributes = {name: value.replace(code, sign) for name, value in attributes.items()}
        return f"\n\n{_write_tag(found['name'], attributes)}\n\n"

    html = SHORTCODE.sub(write, html)
    reason = "a page builder's layout; what it showed stays"
    for name, times in used.items():
        what = f"[{name}] ({times} times)" if times > 1 else f"[{name}]"
        findings.append(Finding("shortcode", CHANGED, what, reason))
    return html


def _write_tag(name: str, attributes: dict[str, str]) -> str:
    """Return the HTML that the opening tag of a page builder stood for."""
    pieces = []
    if numbers := _first(attributes, GALLERIES):
        pieces.append(f'<div data-gallery="{",".join(re.findall(r"[0-9]+", numbers))}"></div>')
    elif image := _first(attributes, IMAGES):
        pieces.append(_image(image, attributes))
    if player := _first(attributes, PLAYERS):
        pieces.append(f'<figure data-embed="{escape(player)}"></figure>')
    title = _first(attributes, HEADINGS)
    address = _address(attributes)
    if name.endswith(("_btn", "_button")):
        pieces.append(_button(_first(attributes, BUTTON_WORDS) or title, address))
    else:
        if title:
            pieces.append(f"<h3>{escape(title)}</h3>")
        pieces += [f"<p>{escape(attributes[line])}</p>" for line in LINES if attributes.get(line)]
        pieces.append(_button(_first(attributes, BUTTON_WORDS), address))
    return "".join(pieces)


def _first(attributes: dict[str, str], names: tuple[str, ...]) -> str:
    return next((attributes[name].strip() for name in names if attributes.get(name, "").strip()), "")


def _image(image: str, attributes: dict[str, str]) -> str:
    alt = escape(attributes.get("alt") or attributes.get("title_text") or "")
    if image.isascii() and image.isdigit():
        return f'<img data-id="{image}" alt="{alt}">'
    return f'<img src="{escape(image)}" alt="{alt}">' if IMAGE_FILE.search(image) else ""


def _address(attributes: dict[str, str]) -> str:
    link = _first(attributes, ADDRESSES)
    # WPBakery: url:https%3A%2F%2Fexample.org|title:Read|target:_blank
    if link.startswith("url:"):
        link = unquote(link.removeprefix("url:").partition("|")[0])
    return link if link.startswith(("http://", "https://", "/", "mailto:")) else ""


def _button(words: str, address: str) -> str:
    if not words:
        return ""
    return f'<p><a href="{escape(address)}">{escape(words)}</a></p>' if address else f"<p>{escape(words)}</p>"
