"""The Markdown twin of a page, at ``<page>/index.md``: its text for programs that read words and not layout.

CommonMark, with tables as GitHub has them (GFM, 4.10). It is made from the plain HTML that feeds have.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from markdownify import MarkdownConverter

from .extension import register_route
from .feed_entries import make_absolute, preload_bodies, render_content
from .models import BasePage

FILE_NAME = "index.md"
MEDIA_TYPE = "text/markdown"


#: A number that is followed by a full stop or a bracket, and does not begin a line.
_NUMBER_WITHIN_LINE = re.compile(r"(?<=\S )(\d{1,9})\\([.)])")

_Converter: Any = MarkdownConverter  # its stubs leave out what it converts


class Converter(_Converter):
    """Words are escaped so that none becomes markup; captions and lines of figures are paragraphs."""

    class Options:
        heading_style = "atx"
        bullets = "-"
        strong_em_symbol = "*"
        escape_misc = True
        newline_style = "backslash"

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what would become markup. A number is an item of a list only where it begins a line."""
        return _NUMBER_WITHIN_LINE.sub(r"\1\2", super().escape(text, parent_tags))

    def convert_figcaption(self, element: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_a(self, element: Any, text: str, parent_tags: set[str]) -> str:
        if "href" in element.attrs:
            element["href"] = quote_address(element["href"])
        return super().convert_a(element, text, parent_tags)

    def convert_img(self, element: Any, text: str, parent_tags: set[str]) -> str:
        alt = self.escape(" ".join(element.attrs.get("alt", "").split()), parent_tags)
        return f"![{alt}]({quote_address(element.attrs.get('src', ''))})"

    def convert_pre(self, element: Any, text: str, parent_tags: set[str]) -> str:
        """Fence code with more backticks than it has itself (CommonMark, 4.5)."""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        return f"\n\n{fence}\n{text}\n{fence}\n\n"


def register_markdown(page_type: type[BasePage]) -> None:
    """Let the pages of a type have a Markdown twin."""
    register_route(page_type, FILE_NAME, name="markdown")(serve_markdown)


def serve_markdown(page: BasePage, request: HttpRequest) -> HttpResponse:
    response = HttpResponse(make_markdown(page), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Link"] = f'<{page.full_url}>; rel="canonical"'  # RFC 6596, so that search engines list the page
    return response


def make_markdown(page: BasePage) -> str:
    """Return a page as Markdown: title, who wrote it and when, where it is, and its text."""
    preload_bodies([page])
    text = convert(make_absolute(render_content(page), page.full_url or ""))
    context = {"page": page, "title": escape_line(page.title), "text": mark_safe(text)}  # noqa: S308 - not HTML
    return render_to_string("components/markdown.txt", context).strip() + "\n"


def convert(html: str) -> str:
    """Return HTML as Markdown."""
    return Converter().convert(html).strip()


def quote_address(address: str) -> str:
    """Return an address without the characters that would end it in Markdown."""
    return address.translate({ord(character): f"%{ord(character):02X}" for character in " ()<>\\"})


def escape_line(text: str) -> str:
    """Return a text on one line, with the characters escaped that Markdown would read as markup."""
    return Converter().escape(" ".join(text.split()), set())
