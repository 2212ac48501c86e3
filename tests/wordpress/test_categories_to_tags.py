"""Categories that are rather tags: turned into them after an import, on the page "Before you publish"."""

import pytest

from blog.models import BlogPage
from demo.builders import build_event
from topics.models import TopicPage
from wordpress.models import ImportedItem, ImportRun

from .archive import SITE


def get_address() -> str:
    run = ImportRun.objects.values_list("pk", flat=True)[0]
    return f"/admin/wordpress/{run}/tags/"


def get_revisions() -> dict[str, int]:
    return dict(BlogPage.objects.values_list("title", "latest_revision"))


@pytest.fixture
def turned(administrator, archive):
    archive.categories = [("buses", "Buses", ""), ("ferries", "Ferries", ""), ("piers", "Piers", "")]
    text = f'<p><a href="{SITE}/category/buses/">All on buses</a></p>'
    archive.add(7, "Night buses", text, terms=[("category", "buses", "Buses"), ("post_tag", "night", "Night")])
    archive.add(8, "Draft", terms=[("category", "buses", "Buses")], status="draft")
    archive.add(9, "Boats", terms=[("category", "ferries", "Ferries")])
    archive.add(10, "Stones", terms=[("category", "piers", "Piers")])
    archive.run()
    build_event("Regatta", topics=[TopicPage.objects.get(title="Ferries")])
    items = ImportedItem.objects.filter(kind="category", page__title__in=("Buses", "Ferries"))
    before = get_revisions()
    response = administrator.post(get_address(), {"items": [*items.values_list("pk", flat=True), "x"]}, follow=True)
    # Nothing was published anew: an import still knows what nobody has edited.
    assert get_revisions() == before
    return response


def test_posts_and_their_drafts_get_the_tag(turned):
    shown = turned.content.decode()
    assert "1 topic is a tag now." in shown
    assert "“Ferries” stays a topic: “Regatta” needs it." in shown
    assert {topic.title for topic in TopicPage.objects.all()} == {"Ferries", "Piers"}
    night, draft = BlogPage.objects.get(title="Night buses"), BlogPage.objects.get(title="Draft")
    assert {*night.tags.names()} == {"Buses", "Night"}
    assert {*draft.get_latest_revision_as_object().tags.names()} == {*draft.tags.names()} == {"Buses"}
    assert not night.topics.exists()
    assert not draft.get_latest_revision_as_object().topics.exists()


def test_addresses_lead_to_the_tag(turned, client):
    for old in ("/category/buses/", "/?cat=1", "/topics/buses/"):
        assert client.get(old).headers["Location"] == "/blog/tag/buses/"
    for old in ("/category/buses/feed/", "/topics/buses/feed/", "/?cat=1&feed=rss2"):
        assert client.get(old).headers["Location"] == "/blog/tag/buses/feed/"
    assert '<a href="/blog/tag/buses/">All on buses</a>' in client.get("/blog/post-7/").content.decode()


def test_later_imports_keep_the_tag(turned, archive, client):
    before = get_revisions()
    archive.run()
    assert get_revisions() == before
    archive.add(11, "More", f'<a href="{SITE}/category/buses/">to</a>', terms=[("category", "buses", "Buses")])
    archive.run()
    more = BlogPage.objects.get(title="More")
    assert ([*more.tags.names()], more.topics.count()) == (["Buses"], 0)
    assert 'href="/blog/tag/buses/"' in str(more.body.raw_data[0]["value"])
    assert client.get("/category/buses/").headers["Location"] == "/blog/tag/buses/"


def test_what_somebody_has_edited_stays(turned, administrator):
    topic = TopicPage.objects.get(title="Piers")
    topic.save_revision().publish()
    item = ImportedItem.objects.get(page=topic)
    shown = administrator.post(get_address(), {"items": item.pk}, follow=True).content.decode()
    assert "“Piers” stays a topic: somebody has edited it." in shown
    assert TopicPage.objects.filter(pk=topic.pk).exists()
