"""A body as plain HTML, for readers outside the site: feeds, Markdown, and whoever republishes it.

It has the words, images and links of the page, without classes, portraits, scripts, and what only leads around the
site. A type of block has a template below ``templates/plain``; the markup of one without is that of the page, cleaned.
"""

import re
from functools import cache
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

#: What only decorates a page, such as the first letter of a name in place of a portrait.
_DECORATION = re.compile(r'<span\b[^<>]*\saria-hidden="true"[^<>]*>[^<]*</span>')
_TAG = re.compile(r"<[a-z][^<>]*>")
_ATTRIBUTE = re.compile(r'\s(?:class|dir|role|tabindex|loading|decoding|(?:aria|data)-[\w-]+)(?:="[^"]*")?(?=[\s>])')
_EMPTY_REGION = re.compile(r"</?(?:div|section|aside)\s*>")


@cache
def _find_template(block_type: str) -> Any:
    try:
        return get_template(f"plain/{block_type}_block.html")
    except TemplateDoesNotExist:
        return None


def render_plain(body: StreamValue) -> str:
    """Return a body as plain HTML."""
    return "".join(map(_render_block, body))


def _render_block(bound: StreamValue.StreamChild) -> str:
    if isinstance(bound.value, RichText):
        return str(bound.value)
    context = {"value": bound.value, "block_id": bound.id}
    template = _find_template(bound.block_type)
    return template.render(context).strip() if template else clean(bound.render(context))


def clean(html: str) -> str:
    """Return the markup of a page without what only its style sheets and scripts use."""
    html = _TAG.sub(lambda tag: _ATTRIBUTE.sub("", tag[0]), _DECORATION.sub("", html))
    return _EMPTY_REGION.sub("", html).strip()
