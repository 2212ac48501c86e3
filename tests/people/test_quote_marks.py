"""Quotation marks typed around a quote come off; those within it, and apostrophes, stay."""

import pytest
from wagtail.rich_text import RichText

from people.blocks import QuoteBlock
from people.quote_marks import strip_quotation_marks

OFF = {
    "“Homes first.”": "Homes first.",
    '"Homes first."': "Homes first.",
    "‘Homes first.’": "Homes first.",
    "'Homes first.'": "Homes first.",
    "«\xa0Homes first.\xa0»": "Homes first.",
    "„Homes first.“": "Homes first.",
    " “Homes first”. ": " Homes first. ",
    "“We can’t wait, and it’s the tenants’ turn.”": "We can’t wait, and it’s the tenants’ turn.",
    "'We can't wait.'": "We can't wait.",
    "“He said ‘no’ to it.”": "He said ‘no’ to it.",
    "“They called it “fair”.”": "They called it “fair”.",
    '"They called it "fair" then."': 'They called it "fair" then.',
    "<b>“Homes first.”</b>": "<b>Homes first.</b>",
    "“<b>Homes</b> first.”": "<b>Homes</b> first.",
    "“Homes first.": "Homes first.",
    "Homes first.”": "Homes first.",
}
STAYS = [
    "Homes first.",
    "“Yes,” she said, “we will.”",
    '"Yes," she said, "we will."',
    "‘Yes,’ she said, ‘we will.’",
    "’Tis the season.",
    "'Tis the season of the workers'",
    'The shelf is 9"',
    "It is the tenants’",
    "They called it “fair”",
    "“Fair” is what they called it.",
    "",
]


@pytest.mark.parametrize("typed", OFF)
def test_marks_around_it_come_off(typed):
    assert strip_quotation_marks(f'<p data-block-key="a">{typed}</p>') == f'<p data-block-key="a">{OFF[typed]}</p>'


@pytest.mark.parametrize("typed", STAYS)
def test_others_stay(typed):
    assert strip_quotation_marks(f"<p>{typed}</p>") == f"<p>{typed}</p>"


def test_a_speech_of_several_paragraphs():
    assert (
        strip_quotation_marks("<p>“One.</p><p>“Two ‘a’.</p><p>“Three.”</p>")
        == "<p>One.</p><p>Two ‘a’.</p><p>Three.</p>"
    )
    assert strip_quotation_marks("<p>“One.</p><p>Two.”</p>") == "<p>One.</p><p>Two.</p>"
    assert strip_quotation_marks("<p>“One.”</p><p>“Two.”</p>") == "<p>One.</p><p>Two.</p>"
    assert strip_quotation_marks('<p>"One.</p><p>"Two."</p>') == "<p>One.</p><p>Two.</p>"
    kept = "<p>“One” is a number.</p><p>Two is “two”</p>"
    assert strip_quotation_marks(kept) == kept


def test_they_come_off_when_the_block_is_saved():
    block = QuoteBlock()
    value = {"text": RichText("<p>“Homes first.”</p>"), "person": None, "name": "Ida Quill"}
    value |= {"role": "", "organisation": "", "unnamed": False, "source": "", "source_url": ""}
    assert block.clean(block.normalize(value))["text"].source == "<p>Homes first.</p>"
