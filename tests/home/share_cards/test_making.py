"""Share cards follow what is published: made once, made again with other words, removed with it."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from demo.builders import build_event, build_image, build_person, build_post, build_topic, publish, quote_block
from demo.drawing import draw_portrait
from home.models import HomePage, ShareCard, SiteSettings
from home.share_cards import making, tasks
from home.share_cards.due import get_due_pages, get_due_quotes
from media.share_images import SHARE_FILTER
from people.models import Quote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def drawn(monkeypatch, settings, tmp_path) -> list:
    """Write words instead of drawing them, into a folder of their own; return what was asked for."""
    settings.MEDIA_ROOT = tmp_path
    asked: list = []

    def draw(words, accent: str) -> bytes:
        asked.append(words)
        return f"{words} {accent}".encode()

    monkeypatch.setattr(making, "draw_card", draw)
    return asked


@pytest.fixture
def make_cards(django_capture_on_commit_callbacks):
    def make() -> set[str]:
        """Make what is due; return the names of all files of cards."""
        with django_capture_on_commit_callbacks(execute=True):
            assert making.make_due_cards(60) is False
        assert not get_due_pages().exists()
        assert not get_due_quotes().exists()
        return get_files()

    return make


def get_files() -> set[str]:
    known = default_storage.exists(making.FOLDER)
    return {f"{making.FOLDER}/{name}" for name in default_storage.listdir(making.FOLDER)[1]} if known else set()


def get_card(page) -> str:
    return str(ShareCard.objects.get(page=page))


def get_og(client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    return dict(re.findall(r'<meta property="(og:image[\w:]*)" content="([^"]*)">', html))


def test_what_each_card_says(drawn, make_cards):
    SiteSettings.objects.create(site=Site.objects.get(), organisation="Quay House", tagline="On water")
    ada = build_person("Ada", "Quill", role="Keeper", organisation="Museum")
    build_topic("Rivers")
    build_post(
        "A report", date=timezone.now().replace(2026, 3, 2), body=[quote_block("It rained.", person=ada, role="Clerk")]
    )
    build_event("An evening", starts_at=timezone.now().replace(2027, 5, 4))
    files = make_cards()
    shown = {(words.heading, words.text): (words.name, words.detail) for words in drawn}
    assert shown["", "Quay House"] == ("", "On water")
    assert shown["Quay House", "Ada Quill"] == ("", "Keeper, Museum")
    assert shown["Quay House", "A report"] == ("Post", "2 March 2026")
    assert shown["Quay House", "An evening"] == ("Event", "4 May 2027")
    assert shown["Quay House", "It rained."] == ("Ada Quill", "Clerk")
    assert ("Quay House", "Rivers") in shown
    assert len(files) == len(shown) == ShareCard.objects.count()


def test_the_page_names_its_card(client, make_cards):
    post = build_post("A river & its price", body=[quote_block("“It” rained.", name="Cora Lind")])
    assert get_og(client, post.url) == {}
    make_cards()
    og = get_og(client, post.url)
    assert og == {
        "og:image": f"http://127.0.0.1:8000/media/{get_card(post)}",
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A river &amp; its price",
    }
    html = client.get(post.url).content.decode()
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    graph = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])["@graph"]
    assert next(node for node in graph if node["@type"] == "BlogPosting")["image"]["url"] == og["og:image"]
    quote = Quote.objects.get()
    of_quote = get_og(client, f"{post.url}cite/{quote.block_id}/")
    assert of_quote["og:image"].endswith(quote.share_card.file.name)
    assert of_quote["og:image:alt"] == "Cora Lind: “It” rained."
    assert client.get(og["og:image"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_other_words_another_address(drawn, make_cards):
    ada = build_person("Ada", "Quill")
    post = build_post("Before", body=[quote_block("It rained.", person=ada)])
    files, before = make_cards(), get_card(post)
    drawn.clear()
    assert make_cards() == files
    assert drawn == []
    post.title, ada.family_name = "After", "Crane"
    post, ada = publish(post), publish(ada)
    after = make_cards()
    assert {words.text for words in drawn} == {"After", "Ada Crane", "It rained."}
    assert before not in after
    assert len(after) == len(files)


def test_another_look_draws_all_again(drawn, make_cards):
    build_post("A report")
    files = make_cards()
    SiteSettings.objects.create(site=Site.objects.get(), accent_colour="#7a1f1f")
    after = make_cards()
    assert files.isdisjoint(after)
    assert len(after) == len(files)


def test_a_chosen_image_needs_no_card(client, make_cards, django_capture_on_commit_callbacks):
    image = build_image(lambda: draw_portrait(3), "A boat", "A boat", filename="boat.jpg")
    post = build_post("A report")
    make_cards()
    card = get_card(post)
    post.listing_image = image
    publish(post)
    assert card not in make_cards()
    assert get_card(post) == ""
    image.get_rendition(SHARE_FILTER)
    assert "images/" in get_og(client, post.url)["og:image"]
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    make_cards()
    assert get_card(post)


def test_what_is_hidden_has_none(make_cards, django_capture_on_commit_callbacks):
    quoting = {"body": [quote_block("It rained.", name="Cora Lind")]}
    build_post("A draft", live=False, **quoting)
    build_post("Later", date=timezone.now() + timedelta(days=1), **quoting)
    private, offline, deleted = (build_post(title, **quoting) for title in ("Private", "Offline", "Deleted"))
    files = make_cards()
    assert not ShareCard.objects.filter(page__title__in=["A draft", "Later"]).exists()
    assert Quote.objects.filter(share_card__isnull=False).count() == 3
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    with django_capture_on_commit_callbacks(execute=True):
        offline.unpublish()
        deleted.delete()
    assert len(get_files()) == len(files) - 4  # at once
    assert len(make_cards()) == len(files) - 6


def test_a_file_without_a_card_is_removed(make_cards):
    build_post("A report")
    files = make_cards()
    with default_storage.open(f"{making.FOLDER}/orphan.jpg", "wb") as file:
        file.write(b"")
    making.remove_orphans()
    assert get_files() == files


def test_a_text_that_cannot_be_drawn_keeps_no_other_from_its_card(monkeypatch, make_cards, client):
    def draw(words, accent: str) -> bytes:
        if words.text == "Bad":
            raise ValueError
        return b"card"

    monkeypatch.setattr(making, "draw_card", draw)
    bad, good = build_post("Bad"), build_post("Good")
    make_cards()
    assert (get_card(bad), get_card(good) != "") == ("", True)
    assert get_og(client, bad.url) == {}


def test_publishing_makes_it(settings, django_capture_on_commit_callbacks):
    settings.SHARE_CARDS = True
    with django_capture_on_commit_callbacks(execute=True):
        post = build_post("A report")
    assert get_card(post) in get_files()
    home = HomePage.objects.get()
    assert get_card(home) in get_files()
    tasks.make_missing_cards()
