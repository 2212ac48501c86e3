"""The conversion of a whole text, and how a source with markup of its own extends it."""

from lxml.html import HtmlElement

from conversion.account import words_of
from conversion.blocks.body_converter import BodyConverter
from conversion.blocks.stream import BlockStream
from conversion.convert import convert_html
from conversion.findings import ConversionReport
from conversion.html.tree import allow_attributes, parse

from .contexts import PlainContext
from .converted import get_shapes


def test_html_as_browsers_show_it():
    html = (
        "<h1>Doors</h1><p>By Ida Quill</p><p>The hall <em>was</em> full.</p><script>alert(1)</script>"
        "<math><annotation encoding='application/x-tex'>x^2</annotation></math>"
    )
    conversion = convert_html(html, PlainContext())
    assert get_shapes(conversion) == [
        ("heading", {"text": "Doors", "level": "h2"}),
        ("paragraph", "<p>By Ida Quill</p><p>The hall <i>was</i> full.</p><p><code>x^2</code></p>"),
    ]
    assert ("markup", "<script>") in [(finding.kind, finding.what) for finding in conversion.findings]


def test_block_ids_are_derived_from_the_source():
    def get_ids(source: str) -> list[str]:
        conversion = convert_html("<p>One</p><hr>", PlainContext(source=source))
        return [block["id"] for block in conversion.blocks]

    assert get_ids("word:a.docx") == get_ids("word:a.docx")
    assert set(get_ids("word:a.docx")).isdisjoint(get_ids("word:b.docx"))


class NoticeConverter(BodyConverter):
    def add_special_block(self, stream: BlockStream, node: HtmlElement, around: tuple[HtmlElement, ...]) -> bool:
        if node.get("data-notice") is None:
            return False
        stream.add("details", {"summary": node.get("data-notice"), "text": self.convert_part(node)[0]["value"]})
        return True


def test_a_subclass_adds_blocks_of_its_own():
    html = '<p>Before.</p><div data-notice="Note"><p>Mind the step.</p></div>'
    body = parse(html, allow_attributes({"div": {"data-notice"}}))
    conversion = NoticeConverter.convert(body, PlainContext(), ConversionReport(), words_of(html))
    assert get_shapes(conversion) == [
        ("paragraph", "<p>Before.</p>"),
        ("details", {"summary": "Note", "text": "<p>Mind the step.</p>"}),
    ]
