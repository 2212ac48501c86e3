"""Blocks of plugins of which the export holds nothing but settings, with words in them."""

import json

import pytest

from tests.conversion.converted import said
from wordpress.converting.bodies import convert_body

from .contexts import EverythingContext
from .converted import convert, shapes

TAKEN = ("changed", "a plugin's block; its texts were taken from its settings")


def void(name: str, **settings) -> str:
    return f"<!-- wp:{name} {json.dumps(settings)} /-->"


def words(html: str) -> str:
    return " ".join(str(value) for _kind, value in shapes(html))


class TestFieldsOfAcf:
    def test_texts_titles_and_links(self):
        data = {"rows_0_title": "Wool", "_rows_0_title": "field_1", "rows_0_text": "<p>Forty <b>stone</b>.</p>"}
        data |= {"quote": "We weigh it all.", "cta": {"title": "Read on", "url": "https://else.example/"}, "rows": 1}
        html = void("acf/ledger", data=data, mode="preview")
        conversion = convert(html)
        assert [block["type"] for block in conversion.blocks] == ["heading", "paragraph"]
        shown = str(conversion.blocks)
        assert "<p>Forty <b>stone</b>.</p><p>We weigh it all.</p>" in shown
        assert '<a href="https://else.example/">Read on</a>' in shown
        assert said(conversion, "block") == [TAKEN]

    def test_images(self):
        html = void("acf/hero", data={"hero_image": 5, "heading": "The hall"})
        assert [block["type"] for block in convert_body(html, EverythingContext()).blocks] == ["image", "heading"]

    @pytest.mark.parametrize("value", ["dark", "field_5f", "https://else.example/a", "5", "", None, ["x y"], True])
    def test_choices_keys_and_addresses_are_no_text(self, value):
        assert shapes(void("acf/hero", data={"colour": value})) == []


class TestModulesOfDivi:
    def test_what_is_shown_on_a_wide_screen(self):
        wide = {"content": {"innerContent": {"desktop": {"value": "<p>Forty stone.</p>"}, "phone": {"value": "40"}}}}
        assert shapes(void("divi/text", **wide)) == [("paragraph", "<p>Forty stone.</p>")]

    def test_a_button(self):
        value = {"text": "Come in", "linkUrl": "https://else.example/"}
        html = void("divi/button", button={"innerContent": {"desktop": {"value": value}}})
        assert shapes(html) == [("paragraph", '<p><a href="https://else.example/">Come in</a></p>')]

    def test_settings_that_nest_without_end(self):
        deep = {"innerContent": {"desktop": {"value": "Never read"}}}
        for _level in range(200):
            deep = {"module": deep}
        assert shapes(void("divi/text", **deep)) == []


class TestOthers:
    def test_the_usual_names_of_texts(self):
        html = void("wares/callout", title="Mind this", content="Wool is heavy.", align="left", id=5)
        assert words(html) == "{'text': 'Mind this', 'level': 'h2'} <p>Wool is heavy.</p>"

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("wares/contact-form", "a plugin's block of which the export holds nothing but its settings"),
            ("jetpack/field-text", "a plugin's block of which the export holds nothing but its settings"),
            ("tribe/event-venue", "the event's page shows it from its own fields"),
        ],
    )
    def test_forms_and_parts_of_events_are_left_out(self, name, reason):
        conversion = convert(void(name, label="Your name"))
        assert conversion.blocks == []
        assert said(conversion, "block") == [("dropped", reason)]

    def test_nothing_in_them_acts(self):
        html = void("wares/callout", content="<p>Wool<script>alert(1)</script><img src=x onerror=alert(1)></p>")
        assert "alert" not in words(html)
