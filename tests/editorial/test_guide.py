"""The guide for editors inside the admin: every chapter of docs/editors.md, its search, and first steps."""

import re

import pytest
from django.urls import reverse
from PIL import Image

from bench.guide_pictures import FOLDER, SCREENS, SIZE
from demo.builders import build_event, build_post
from editorial.guide.chapters import GUIDE, get_chapters, search

pytestmark = pytest.mark.django_db


def test_every_chapter_of_the_documentation_is_there():
    titles = re.findall(r"^## (.+)$", GUIDE.read_text(), re.MULTILINE)
    assert [chapter.title for chapter in get_chapters()] == titles
    assert len({chapter.slug for chapter in get_chapters()}) == len(titles)


def test_a_chapter_is_text_with_links_within_the_guide(editor_client):
    html = editor_client.get(reverse("guide_chapter", args=["people-and-topics"])).content.decode()
    assert '<a href="../the-trash/">trash</a>' in html
    assert ".md" not in html
    assert editor_client.get(reverse("guide_chapter", args=["the-trash"])).status_code == 200
    assert editor_client.get(reverse("guide_chapter", args=["nothing"])).status_code == 404


def test_links_lead_to_chapters():
    slugs = {chapter.slug for chapter in get_chapters()}
    linked = {slug for chapter in get_chapters() for slug in re.findall(r'href="\.\./([\w-]+)/"', chapter.html)}
    assert linked <= slugs
    assert not [chapter.title for chapter in get_chapters() if 'href="#' in chapter.html]


def test_it_is_searched_by_all_words(editor_client):
    assert [hit.chapter.title for hit in search("chatham house")] == ["Publishing a report", "Announcing an event"]
    assert search("chatham zeppelin") == []
    html = editor_client.get(reverse("guide"), {"q": "<b>trash"}).content.decode()
    assert "&lt;b&gt;trash" in html
    assert "0 chapters have it" in html
    assert editor_client.get(reverse("guide"), {"q": "\x00" * 9000}).status_code in {200, 400}


class TestPictures:
    """They are taken of the running demo by ``make guide-pictures``."""

    def test_each_is_there_is_small_and_says_what_it_shows(self):
        shown = re.findall(r"!\[([^\]]*)\]\(\.\./static/guide/([\w-]+)\.webp\)", GUIDE.read_text())
        assert sorted(name for _alt, name in shown) == sorted(SCREENS)
        assert sorted(file.name for file in FOLDER.iterdir()) == sorted(f"{name}.webp" for name in SCREENS)
        for alt, name in shown:
            assert len(alt.split()) >= 4, name
            assert (FOLDER / f"{name}.webp").stat().st_size < 100_000, name
            with Image.open(FOLDER / f"{name}.webp") as image:
                assert image.size == (SIZE["width"], SIZE["height"]), name

    def test_the_screens_that_they_show_still_exist(self, editor_client):
        ids = {"post": build_post(live=False).pk, "event": build_event(takes_bookings=True).pk}
        addresses = [address.format(**ids) for address in SCREENS.values()]
        assert {address: editor_client.get(address).status_code for address in addresses} == dict.fromkeys(
            addresses, 200
        )

    def test_the_help_menu_shows_them(self, editor_client):
        html = editor_client.get(reverse("guide_chapter", args=["working-together"])).content.decode()
        assert re.search(r'<img loading="lazy" src="/static/guide/approval-by-link[\w.]*\.webp" alt="The form', html)
        assert "../static/" not in html


def test_first_steps_are_marked_once_they_are_done(editor_client, django_user_model):
    user = django_user_model.objects.get(username="editors")
    assert "– done" not in editor_client.get(reverse("guide")).content.decode()
    build_post(owner=user, live=False)
    assert editor_client.get(reverse("guide")).content.decode().count("– done") == 1
