"""Pages whose body is empty, as Elementor keeps what it shows in a field of its own."""

import json

from home.models import StandardPage
from wordpress.converting.elementor import read_elementor
from wordpress.models import ImportedItem

from .archive import picture
from .oddities import get


def widget(kind: str, **settings) -> dict:
    return {"id": "1", "elType": "widget", "widgetType": kind, "settings": settings, "elements": []}


def built(*widgets: dict) -> str:
    return json.dumps([{"elType": "container", "settings": {"title": "Never shown"}, "elements": list(widgets)}])


DATA = built(
    widget("heading", title="The Weigh House", align="left"),
    widget("text-editor", editor="<p>Forty <strong>stone</strong> of wool.</p>"),
    widget("button", text="Come in", link={"url": "https://else.example/in"}),
    widget("image", image={"url": "https://cdn.example/x.png", "id": 5}),
    widget("accordion", tabs=[{"tab_title": "When", "tab_content": "<p>At six.</p>"}]),
    widget("spacer", space={"size": 50}),
)


def test_a_page_with_an_empty_body(archive):
    archive.attach(5, "hall.png", picture(), alt="A hall")
    archive.add(7, "Built", "", type="page", slug="built", meta={"_elementor_data": DATA})
    archive.run()
    page = StandardPage.objects.get(title="Built")
    assert [block.block_type for block in page.body] == ["heading", "paragraph", "image", "heading", "paragraph"]
    shown = get("/built/").content.decode()
    for words in ("The Weigh House", "Forty <b>stone</b> of wool.", "Come in", "At six."):
        assert words in shown
    assert "Never shown" not in shown
    [item] = ImportedItem.objects.filter(kind="page")
    assert any("Elementor" in note for note in item.report["notes"])
    assert archive.run().counts["page"] == {"unchanged": 1}


def test_a_body_that_is_there_is_the_body(archive):
    archive.add(7, "Built", "<p>Its own words.</p>", type="page", slug="built", meta={"_elementor_data": DATA})
    archive.run()
    assert [block.value.source for block in StandardPage.objects.get(title="Built").body] == ["<p>Its own words.</p>"]


def test_what_is_no_such_field():
    for text in ("", "no JSON", "5", '{"settings": 3}', "[[[[]]]]", "[" * 5000 + "]" * 5000):
        assert read_elementor(text) == ("", [])
