"""What the examples of ``docs/extending.md`` must do. Each ``check_...`` is one check.

They need a site with the examples in it, and run in a process of their own (``test_examples``): page types cannot be
taken away again.
"""

import json
import traceback
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from content.body.blocks import BodyStreamBlock
from content.publishing import PublicationRefusedError
from demo.builders import add_page, block, build_post, build_topic
from home.colour import DARK_BACKGROUND, get_contrast
from home.models import HomePage, SiteSettings
from topics.models import TopicPage
from users.models import User

from .examples import get_fragments

KEY_FIGURE = {"figure": "4,900", "meaning": "households on the waiting list"}


def get_text(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def get_model(name: str) -> Any:
    return apps.get_app_config("notices").get_model(name)


def build_notice(title: str, *, topics: Sequence[TopicPage] = (), **fields: Any) -> Any:
    fields = {"summary": f"{title}, in brief.", "body": [block("key_figure", KEY_FIGURE)]} | fields
    notice = get_model("NoticePage")(title=title, **fields)
    notice.topics = topics
    index_model = get_model("NoticeIndexPage")
    index = index_model.objects.first()
    if index is None:
        index = add_page(index_model(title="Notices", summary="All notices."), HomePage.objects.get())
    return add_page(notice, index)


def get_topic(title: str) -> TopicPage:
    return TopicPage.objects.filter(title=title).first() or build_topic(title)


def check_block() -> None:
    assert "key_figure" in BodyStreamBlock().child_blocks
    post = build_post("With a figure", body=[block("key_figure", KEY_FIGURE)])
    html = get_text(post.url)
    assert '<p class="key-figure"><strong>4,900</strong> households on the waiting list</p>' in html
    found = Client().get("/search/results.json", {"q": "households waiting"}).json()["results"]
    assert [result["title"] for result in found] == ["With a figure"], found
    key_figure = BodyStreamBlock().child_blocks["key_figure"]
    assert "4,900" in key_figure.render(key_figure.get_preview_value())
    post.delete()


def check_page_type() -> None:
    notice = build_notice("Closed in August")
    assert "households on the waiting list" in get_text(notice.url)
    assert notice.url in get_text("/sitemap.xml")
    assert "Closed in August" in get_text("/notices/")
    found = Client().get("/search/results.json", {"q": "closed august", "type": "notice"}).json()["results"]
    assert [result["title"] for result in found] == ["Closed in August"], found
    later = build_notice("To come", date=timezone.now() + timedelta(days=1))
    assert "To come" not in get_text("/notices/")
    assert Client().get(later.url).status_code == 404


def check_section() -> None:
    topic = get_topic("Housing")
    build_notice("On housing", topics=[topic])
    assert "On housing" in get_text(topic.url)
    assert "On housing" in get_text(f"{topic.url}?type=notice")
    assert "On housing" in get_text("/")


def check_feed_and_route() -> None:
    build_notice("In the feed")
    assert "In the feed" in [entry.title for entry in feedparser.parse(get_text("/notices/feed/")).entries]
    assert int(get_text("/notices/count/")) >= 1


def check_context() -> None:
    assert "another century" not in get_text(build_notice("Of today").url)
    assert "another century" in get_text(build_notice("Of old", date=timezone.now().replace(year=1999)).url)


def check_publication_check() -> None:
    with pytest.raises(PublicationRefusedError, match="at most 80 characters"):
        build_notice("A long title " * 9)


def check_filter() -> None:
    build_notice("On rents", topics=[get_topic("Rents")])
    build_notice("On nothing")
    html = get_text("/notices/?topic=rents")
    assert "On rents" in html
    assert "On nothing" not in html
    html = get_text(f"/notices/?year={timezone.now().year}&topic=no-such-topic&page=abc")
    assert "On rents" in html
    assert "On nothing" in html


def check_colour() -> None:
    (code,) = get_fragments("python")
    exec(compile(code, "docs/extending.md", "exec"), {})  # noqa: S102 - the code of this project's own documentation
    assert "--accent:#0b5d3b" in get_text("/theme.css")
    assert get_contrast(SiteSettings.objects.get().accent_on_dark, DARK_BACKGROUND) >= 4.5


def check_language() -> None:
    html = get_text(build_notice("Auf Deutsch", date=timezone.now().replace(month=1, day=2)).url)
    assert '<html lang="de">' in html
    assert "Zum Inhalt" in html
    assert "Skip to the content" not in html
    html = get_text("/notices/")
    assert "Alle Themen" in html
    assert "2. Januar" in html or "2 Januar" in html


def check_list_in_the_admin() -> None:
    build_notice("Closed on Monday", topics=[get_topic("Opening hours")])
    client = Client()
    client.force_login(User.objects.create_superuser("list-reader"))
    html = client.get("/admin/notices/", {"q": "monday closed"}).content.decode()
    assert "Closed on Monday" in html
    assert "Opening hours" in html
    assert "Post a notice" in html


def print_outcomes(names: list[str]) -> None:
    """Run some checks and print the outcome of each as JSON: an empty text, or the traceback."""
    outcomes = {}
    for name in names:
        try:
            globals()[name]()
        except Exception:
            outcomes[name] = traceback.format_exc()
        else:
            outcomes[name] = ""
    print(json.dumps(outcomes))
