"""Links to images that are kept at other sites."""

import re
from html import escape
from urllib.parse import unquote

EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,5}$")
SIZE_SUFFIX = re.compile(r"-(?:\d+x\d+|scaled|rotated|e\d{10,})$")


def readable_name(url: str) -> str:
    """Return the name of a file in words: ``hall of scales`` for ``…/2014/hall-of_scales-300x200.jpg?w=100``."""
    name = EXTENSION.sub("", unquote(url.partition("?")[0].rstrip("/").rpartition("/")[2]))
    while (shorter := SIZE_SUFFIX.sub("", name)) != name:
        name = shorter
    return " ".join(re.sub(r"[-_+.\s]+", " ", name).split())


def link_to_image(url: str, alt: str, caption: str) -> tuple[str, str]:
    """Return a paragraph with a link to an image, and the caption if it is not used in it.

    The link's words are the alt text (plain), else the caption (rich text), else the name of the file. A caption with
    links of its own stays as it is.
    """
    if alt or not caption or "<a " in caption:
        label = escape(alt or readable_name(url) or url, quote=False)
    else:
        label, caption = caption, ""
    return f'<p><a href="{escape(url)}">{label}</a></p>', caption
