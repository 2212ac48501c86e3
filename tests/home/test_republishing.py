"""Republishing: the clean HTML of a post whose licence allows others to print it."""

from datetime import UTC, datetime

import pytest
from lxml import html
from wagtail.models import Site

from demo.builders import (
    block,
    build_image,
    build_page,
    build_person,
    build_post,
    paragraph_block,
    publish,
    quote_block,
)
from demo.drawing import draw_portrait
from home.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    free, other = (
        build_image(lambda: draw_portrait(1), name, name, filename=f"{name}.jpg") for name in ("ours", "hers")
    )
    free.licence, other.licence = "CC BY-SA 4.0", "All rights reserved"
    for image in (free, other):
        image.save()
    page = build_page("About rents")
    return build_post(
        "Rent & <rates>",
        date=datetime(2026, 3, 2, tzinfo=UTC),
        licence="CC BY 4.0",
        authors=[{"person": build_person("Ana", "Silva")}, {"name": "Ola Berg"}],
        hero_image=other,
        hero_caption="Hers alone",
        body=[
            paragraph_block(f'<p>All <a linktype="page" id="{page.pk}">about</a> it.</p>'),
            block("image", {"image": free.pk, "caption": "Ours"}),
            quote_block("Rents rise.", name="Ida Quill"),
        ],
    )


def get_copied(client, post) -> html.HtmlElement:
    page = html.fromstring(client.get(f"{post.url}republish/").content)
    (source,) = page.iter("pre")
    return html.fragment_fromstring("".join(map(str, source.itertext())), create_parent="div")


def test_it_has_the_text_with_credit_and_the_way_to_the_original(client, post):
    copied = get_copied(client, post)
    assert copied.find("h1").text == "Rent & <rates>"
    text = " ".join(copied.text_content().split())
    assert "By Ana Silva, Ola Berg" in text
    assert "All about it." in text
    assert "Rents rise." in text
    assert text.endswith("was first published by Roundtable on 2 March 2026, under the licence CC BY 4.0.")
    (original,) = copied.xpath("//a[@rel='canonical']")
    assert original.get("href") == post.full_url
    assert copied.xpath("//a[@rel='license']/@href") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert all(address.startswith("http") for address in copied.xpath("//@href | //@src"))
    assert not copied.xpath("//@class | //script | //style")


def test_images_of_others_are_left_out_with_their_captions(client, post):
    (image,) = get_copied(client, post).iter("img")
    assert image.get("src").startswith("http://127.0.0.1:8000/media/images/ours")
    answer = client.get(f"{post.url}republish/")
    assert "Hers alone" not in answer.content.decode()
    assert "One image is left out" in answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_post_leads_there_if_its_licence_allows_it(client, post):
    assert "Republish this post" in client.get(post.url).content.decode()
    post.licence = "All rights reserved"
    publish(post)
    assert "Republish this post" not in client.get(post.url).content.decode()
    assert client.get(f"{post.url}republish/").status_code == 404


def test_the_licence_of_the_site_is_that_of_its_posts(client):
    post = build_post("Plain")
    assert client.get(f"{post.url}republish/").status_code == 404
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"licence": "CC BY-ND 4.0"})
    assert client.get(f"{post.url}republish/").status_code == 200


def test_what_is_hidden_or_withdrawn_is_not_republished(client, post):
    post.withdrawn_because = "It was wrong."
    post = publish(post)
    assert client.get(f"{post.url}republish/").status_code == 404
    address = post.url
    post.unpublish()
    assert client.get(f"{address}republish/").status_code == 404
