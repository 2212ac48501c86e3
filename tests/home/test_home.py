"""The home page, the settings of a site, and the navigation of every page."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from blog.models import BlogIndexPage
from demo.builders import build_event, build_page, build_post, build_topic, publish, quote_block
from home.colour import DARK_BACKGROUND, LIGHT_BACKGROUND, get_contrast, lighten
from home.models import HomePage, SiteSettings

pytestmark = pytest.mark.django_db


class TestHomePage:
    def test_leads_with_the_newest_post_and_never_shows_it_twice(self, client):
        posts = [build_post(f"Post {n}", date=timezone.now() - timedelta(days=n)) for n in range(1, 9)]
        context = client.get("/").context
        assert context["lead"] == posts[0]
        assert context["latest"] == posts[1:7]

    def test_leads_with_the_chosen_post_while_it_is_published(self, client):
        old, new = build_post("Old", date=timezone.now() - timedelta(days=9)), build_post("New")
        home = HomePage.objects.get()
        home.lead_post = old
        home.save_revision().publish()
        assert client.get("/").context["lead"] == old
        old.unpublish()
        assert client.get("/").context["lead"] == new

    def test_shows_the_next_events_soonest_first(self, client):
        later = build_event("Later", starts_at=timezone.now() + timedelta(days=9))
        sooner = build_event("Sooner")
        build_event("Over", starts_at=timezone.now() - timedelta(days=9))
        assert client.get("/").context["next_events"] == [sooner, later]

    def test_features_the_chosen_quote_or_else_the_newest(self, client):
        chosen = build_post(body=[quote_block("First.", name="A"), quote_block("Second.", name="B")])
        build_post("Newer", body=[quote_block("Newest.", name="C")], date=timezone.now() - timedelta(minutes=1))
        assert client.get("/").context["featured_quote"].name == "C"
        home = HomePage.objects.get()
        home.quote_post, home.quote_block_id = chosen, chosen.body[1].id
        home.save_revision().publish()
        featured = client.get("/").context["featured_quote"]
        assert featured.name == "B"
        assert featured.anchor == f"#quote-{chosen.body[1].id}"
        chosen.body = list(reversed(chosen.body.get_prep_value()))
        publish(chosen)
        assert client.get("/").context["featured_quote"].name == "B", "it is the same quote in another place"
        home.quote_block_id = "gone"
        home.save_revision().publish()
        assert client.get("/").context["featured_quote"].name == "B", "the first of the post, where the quote is gone"

    def test_the_editor_counts_quotes_and_the_page_keeps_the_block(self, editor_client):
        chosen = build_post(body=[quote_block("First.", name="A"), quote_block("Second.", name="B")])
        home = HomePage.objects.get()
        form_class = HomePage.get_edit_handler().get_form_class()

        def send(number):
            form = form_class(
                {"title": "Home", "slug": "home", "summary": "S", "quote_post": chosen.pk, "quote_number": number},
                instance=home,
            )
            assert form.is_valid(), form.errors
            return form.save(commit=False).quote_block_id

        assert send(2) == chosen.body[1].id
        assert form_class(instance=home).initial["quote_number"] == 2
        assert send(99) == chosen.body[1].id
        assert send(1) == chosen.body[0].id

    def test_an_empty_site_has_a_home_page(self, client):
        assert client.get("/").status_code == 200


class TestSettings:
    @pytest.fixture
    def settings_of_site(self):
        return SiteSettings.for_site(Site.objects.get())

    @pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "123456", "#ffffff; }"])
    def test_what_is_no_colour_is_refused(self, settings_of_site, colour):
        settings_of_site.accent_colour = colour
        with pytest.raises(ValidationError) as refusal:
            settings_of_site.full_clean()
        assert "accent_colour" in refusal.value.message_dict

    def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast(self, settings_of_site):
        settings_of_site.accent_colour = "#ffd400"
        with pytest.raises(ValidationError, match=r"contrast is 1\.4"):
            settings_of_site.full_clean()

    def test_the_accent_reaches_the_style_sheet_in_both_schemes(self, client, settings_of_site):
        settings_of_site.accent_colour = "#003366"
        settings_of_site.save()
        css = client.get("/theme.css").content.decode()
        assert "--accent:#003366" in css
        assert f"--accent-dark:{settings_of_site.accent_on_dark}" in css
        assert f"theme.css?v={settings_of_site.theme_version}" in client.get("/").content.decode()

    @pytest.mark.parametrize("colour", ["#000000", "#003366", "#7a1f2b", "#005500"])
    def test_the_accent_is_readable_on_both_grounds(self, colour):
        assert get_contrast(colour, LIGHT_BACKGROUND) >= 4.5
        assert get_contrast(lighten(colour, DARK_BACKGROUND), DARK_BACKGROUND) >= 4.5

    def test_reading_writes_nothing(self, client):
        client.get("/")
        client.get("/theme.css")
        assert not SiteSettings.objects.exists()

    def test_contrast_of_black_and_white_is_21(self):
        assert get_contrast("#000000", "#ffffff") == pytest.approx(21)

    def test_texts_reach_every_page(self, client, settings_of_site):
        settings_of_site.organisation = "The Mill & Weir Trust"
        settings_of_site.footer_text = "Two centuries of <water>."
        settings_of_site.save()
        html = client.get("/blog/").content.decode()
        assert "The Mill &amp; Weir Trust" in html
        assert "Two centuries of &lt;water&gt;." in html


class TestNavigation:
    def test_menu_section_and_breadcrumbs(self, client):
        topic = build_topic("Housing")
        context = client.get(topic.url).context
        assert [page.slug for page in context["navigation"]] == ["blog", "events", "people", "topics", "publications"]
        assert context["section"].slug == "topics"
        assert [page.slug for page in context["breadcrumbs"]] == ["topics"]

    def test_a_private_section_is_not_in_the_menu(self, client):
        PageViewRestriction.objects.create(page=BlogIndexPage.objects.get(), restriction_type="login")
        assert "blog" not in [page.slug for page in client.get("/").context["navigation"]]

    def test_pages_that_are_not_in_the_menu_are_in_the_footer_unless_hidden(self, client):
        build_page("Visit"), build_page("Draft", live=False)
        build_page("Gone", expire_at=timezone.now() - timedelta(minutes=1))
        PageViewRestriction.objects.create(page=build_page("Board papers"), restriction_type="login")
        assert [page.title for page in client.get("/").context["footer_pages"]] == ["Visit"]

    def test_pages_below_pages_have_breadcrumbs(self, client):
        parent = build_page("About us")
        child = build_page("Our building", parent=parent)
        assert [page.title for page in client.get(child.url).context["breadcrumbs"]] == ["About us"]


@pytest.mark.parametrize(
    ("parent", "allowed"),
    [
        (
            "home.HomePage",
            {
                "blogindexpage",
                "eventindexpage",
                "personindexpage",
                "publicationindexpage",
                "topicindexpage",
                "standardpage",
            },
        ),
        ("blog.BlogIndexPage", {"blogpage"}),
        ("blog.BlogPage", set()),
        ("publications.PublicationIndexPage", {"publicationpage"}),
        ("publications.PublicationPage", set()),
        ("events.EventIndexPage", {"eventpage", "eventseries"}),
        ("events.EventPage", set()),
        ("people.PersonIndexPage", {"personpage"}),
        ("people.PersonPage", set()),
        ("topics.TopicIndexPage", {"topicpage"}),
        ("topics.TopicPage", set()),
        ("home.StandardPage", {"standardpage"}),
    ],
)
def test_the_tree_cannot_be_built_wrongly(parent, allowed):
    model = apps.get_model(parent)
    assert {child._meta.model_name for child in model.allowed_subpage_models()} == allowed
    assert model.page_description
