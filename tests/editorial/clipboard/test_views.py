"""Copied blocks and pasted texts become the state of new blocks; nothing else gets in."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, Site

from blog.models import BlogIndexPage
from demo.builders import build_event, build_image, build_person, build_post, build_topic
from demo.drawing import draw_portrait
from events.models import EventIndexPage

pytestmark = pytest.mark.django_db
XHR = {"X-Requested-With": "XMLHttpRequest"}
NO_PERSON = {"person": None, "name": "Ida Quill", "role": "", "organisation": "", "unnamed": False}


@pytest.fixture
def post():
    return build_post("A report")


def send(client, name, page_or_path, status=200, field="body", **data):
    path = page_or_path if isinstance(page_or_path, str) else reverse("wagtailadmin_pages:edit", args=[page_or_path.pk])
    body = json.dumps({"path": path, "field": field, **data})
    response = client.post(reverse(name), body, content_type="application/json", headers=XHR)
    assert response.status_code == status, response.content
    return response.json() if status in (200, 413) else None


def content_state(text: str) -> str:
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


class TestCopiedBlocks:
    def test_they_come_back_as_states(self, editor_client, post):
        person = build_person("Ana", "Silva")
        copied = [
            {"type": "heading", "value": {"text": "Homes", "level": "h3"}},
            {"type": "paragraph", "value": content_state("Words.")},
            {
                "type": "quote",
                "value": NO_PERSON | {"person": str(person.pk), "name": "", "text": content_state("Said.")},
            },
            {"type": "divider", "value": None},
        ]
        pasted = send(editor_client, "paste_blocks", post, blocks=copied)
        assert pasted["notes"] == []
        heading, paragraph, quote, divider = pasted["blocks"]
        assert heading == {"type": "heading", "value": {"text": "Homes", "level": ["h3"]}}
        assert "Words." in json.loads(paragraph["value"])["blocks"][0]["text"]
        assert quote["value"]["person"]["id"] == person.pk
        assert divider["type"] == "divider"

    def test_a_kind_that_the_target_has_not_is_refused_in_words(self, editor_client):
        event = build_event()
        copied = [{"type": "heading", "value": {"text": "Homes", "level": "h2"}}, {"type": "image", "value": {}}]
        pasted = send(editor_client, "paste_blocks", event, field="photos", blocks=copied)
        assert [block["type"] for block in pasted["blocks"]] == ["image"]
        assert pasted["notes"] == ["A block of the kind “heading” cannot be used here."]

    def test_what_is_gone_or_not_for_the_user_is_left_out(self, make_user, client, post):
        client.force_login(make_user("Editors"))
        image = build_image(lambda: draw_portrait(1), "A quay", "Boats", filename="quay.jpg")
        secret = Collection.get_first_root_node().add_child(name="Secret")
        GroupCollectionPermission.objects.all().update(
            collection=Collection.objects.get(depth=1).add_child(name="Ours")
        )
        for collection, pk in ((secret, image.pk), (None, 999_999), (None, "1 OR 1=1")):
            if collection:
                type(image).objects.update(collection=collection)
            copied = [{"type": "image", "value": {"image": pk, "caption": content_state("Boats")}}]
            pasted = send(client, "paste_blocks", post, blocks=copied)
            assert "quay" not in json.dumps(pasted["blocks"])

    @pytest.mark.parametrize("blocks", [None, 3, "x", {"a": 1}, [1], [None], [{"type": ["x"]}], [{}]] * 1)
    def test_any_input(self, editor_client, post, blocks):
        response = editor_client.post(
            reverse("paste_blocks"),
            json.dumps({"path": reverse("wagtailadmin_pages:edit", args=[post.pk]), "field": "body", "blocks": blocks}),
            content_type="application/json",
        )
        assert response.status_code in (200, 400)

    @pytest.mark.parametrize("value", [None, 1, [], "x", {"text": {}}, {"person": []}, {"text": "null"}])
    def test_any_value(self, editor_client, post, value):
        for name in ("quote", "paragraph", "image", "table", "speakers", "related", "divider"):
            body = {"path": reverse("wagtailadmin_pages:edit", args=[post.pk]), "field": "body"}
            body["blocks"] = [{"type": name, "value": value}]
            response = editor_client.post(reverse("paste_blocks"), json.dumps(body), content_type="application/json")
            assert response.status_code in (200, 400), (name, value)


class TestWho:
    def test_only_editors_of_the_page(self, make_user, client, editor_client, post):
        heading = [{"type": "heading", "value": {"text": "Homes", "level": "h2"}}]
        send(editor_client, "paste_blocks", post, blocks=heading)
        assert client.post(reverse("paste_blocks"), "{}", content_type="application/json").status_code == 302
        client.force_login(make_user("Contributors"))
        send(client, "paste_blocks", post, status=403, blocks=heading)

    def test_a_new_page(self, editor_client):
        add = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", BlogIndexPage.objects.get().pk])
        assert send(editor_client, "paste_blocks", add, blocks=[])["blocks"] == []
        wrong = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", EventIndexPage.objects.get().pk])
        send(editor_client, "paste_blocks", wrong, status=403, blocks=[])

    @pytest.mark.parametrize("path", ["", "/", "/admin/", "/admin/pages/999999/edit/", "x" * 3000])
    def test_other_addresses(self, editor_client, path):
        body = json.dumps({"path": path, "field": "body", "blocks": []})
        response = editor_client.post(reverse("paste_blocks"), body, content_type="application/json", headers=XHR)
        assert response.status_code in (400, 403)

    def test_other_fields_and_no_json(self, editor_client, post):
        send(editor_client, "paste_blocks", post, status=400, field="title", blocks=[])
        for body in ("", "[]", "{", "\x00"):
            response = editor_client.post(reverse("paste_html"), body, content_type="application/json")
            assert response.status_code == 400
        assert editor_client.get(reverse("paste_html")).status_code == 405


class TestPastedHtml:
    def types(self, pasted):
        return [block["type"] for block in pasted["blocks"]]

    def test_structure_becomes_blocks(self, editor_client, post):
        html = (
            "<h1>Homes</h1><p>Words with <b>weight</b>.</p><ul><li>One</li><li>Two</li></ul>"
            "<blockquote><p>A passage of a text.</p></blockquote>"
            "<table><tr><th>Year</th><th>Homes</th></tr><tr><td>2024</td><td>12</td></tr></table>"
        )
        pasted = send(editor_client, "paste_html", post, html=html)
        assert self.types(pasted) == ["heading", "paragraph", "extract", "table"]
        assert pasted["notes"] == []
        types = [part["type"] for part in json.loads(pasted["blocks"][1]["value"])["blocks"]]
        assert types == ["unstyled", "unordered-list-item", "unordered-list-item"]

    def test_links_to_the_admin_and_to_files_come_off(self, editor_client, post):
        topic = build_topic("Housing")
        edit = reverse("wagtailadmin_pages:edit", args=[topic.pk])
        html = (
            '<h2>Links</h2><p><a href="file:///C:/a.docx">one</a> <a href="C:\\a.docx">two</a> '
            '<a href="http://testserver/admin/reports/">three</a> <a href="/relative/">four</a> '
            f'<a href="http://testserver{edit}">five</a> <a href="{topic.full_url}">six</a> '
            '<a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">seven</a> '
            '<a href="https://example.org/b">eight</a> <a href="mailto:a@example.org">nine</a></p>'
        )
        pasted = send(editor_client, "paste_html", post, html=html)
        entities = [entity["data"] for entity in json.loads(pasted["blocks"][1]["value"])["entityMap"].values()]
        assert [entity.get("id") for entity in entities[:2]] == [topic.pk, topic.pk]
        addresses = [entity.get("url") for entity in entities[2:]]
        assert addresses == ["https://example.org/a", "https://example.org/b", "mailto:a@example.org"]
        assert len(pasted["notes"]) == 4

    def test_pictures_are_not_lost_without_a_word(self, editor_client, post):
        html = (
            '<h2>Pictures</h2><p>Words</p><img src="data:image/png;base64,AAAA"><img src="https://example.org/a.png">'
        )
        pasted = send(editor_client, "paste_html", post, html=html)
        assert pasted["notes"][0].startswith("2 pictures were not pasted.")
        assert "img" not in json.dumps(pasted["blocks"])

    def test_it_may_be_too_long(self, editor_client, post):
        pasted = send(editor_client, "paste_html", post, status=413, html="x" * 1_000_001)
        assert pasted["blocks"] == []
        assert "in parts" in pasted["notes"][0]

    @pytest.mark.parametrize(
        "html", ["", "<", "<p>\x00</p>", "<table>" * 500, "<div>" * 5000, "<ul><li>" * 300, "&#0;"]
    )
    def test_any_input(self, editor_client, post, html):
        send(editor_client, "paste_html", post, html=html)

    def test_the_blocks_can_be_published(self, editor_client, post):
        assert Site.objects.exists()
        html = (
            "<h2>Homes</h2><p>Words.</p><p>“We need homes now, and we need them near the station,” said Ida Quill.</p>"
        )
        pasted = send(editor_client, "paste_html", post, html=html)
        assert self.types(pasted)[0] == "heading"
