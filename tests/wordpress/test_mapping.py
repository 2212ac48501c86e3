"""Where each thing of an export goes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from blog.models import BlogIndexPage, BlogPage
from demo.builders import build_person, build_topic
from home.models import HomePage, StandardPage
from people.models import PersonPage
from search.models import SearchDocument
from topics.models import TopicPage

from .archive import picture


class TestPosts:
    def test_a_post_is_published_with_its_words_address_and_dates(self, archive):
        archive.add(7, "Who pays for a bus", "First.\n\nSecond.", slug="bus", excerpt="In <b>short</b>.")
        archive.run()
        post = BlogPage.objects.get()
        assert (post.title, post.slug, post.live, post.summary) == ("Who pays for a bus", "bus", True, "In short.")
        assert post.date == post.first_published_at == datetime(2014, 3, 19, 10, 30, tzinfo=UTC)
        assert post.last_published_at.year == 2014
        assert "First." in str(post.body)
        assert "Second." in str(post.body)
        assert not post.has_unpublished_changes

    def test_the_indexes_are_as_after_publishing_by_hand(self, archive):
        archive.attach(5, "2014/hall.png", picture())
        archive.add(7, "Who pays for a bus", meta={"_thumbnail_id": "5"})
        archive.run()
        post = BlogPage.objects.get()
        assert SearchDocument.objects.filter(page_id=post.pk).exists()
        assert list(Page.objects.search("pays")) == [post.page_ptr]
        assert ReferenceIndex.get_references_to(post.hero_image).exists()

    def test_without_excerpt_the_summary_is_whole_words_of_the_text(self, archive):
        archive.add(7, content="Lorries " * 100, excerpt="")
        archive.run()
        summary = BlogPage.objects.get().summary
        assert summary.endswith("Lorries…")
        assert len(summary) <= 400

    def test_what_has_neither_text_nor_title_can_still_be_published(self, archive):
        archive.add(7, title="", content="", excerpt="", slug="the-market")
        archive.run()
        post = BlogPage.objects.get()
        assert (post.title, post.live) == ("The market", True)
        assert [block.block_type for block in post.body] == ["divider"]

    def test_a_date_of_zeros_is_the_day_of_the_import(self, archive):
        archive.add(7, date="0000-00-00 00:00:00", status="draft")
        archive.run()
        assert timezone.now() - BlogPage.objects.get().date < timedelta(minutes=5)

    @pytest.mark.parametrize(
        ("slug", "expected"), [("2019", "post-7-2019"), ("feed", "post-7-feed"), ("%e3%81%82", "a"), ("a--b", "a-b")]
    )
    def test_addresses_that_this_blog_cannot_have(self, archive, slug, expected):
        archive.add(7, slug=slug)
        archive.run()
        assert BlogPage.objects.get().slug == expected

    def test_two_posts_of_one_address(self, archive):
        archive.add(7, slug="a")
        archive.add(8, slug="a")
        archive.run()
        assert {post.slug for post in BlogPage.objects.all()} == {"a", "a-2"}

    def test_what_search_engines_were_told(self, archive):
        archive.add(7, "Buses", meta={
            "_yoast_wpseo_title": "Who pays %%sep%% %%sitename%%",
            "_yoast_wpseo_metadesc": "Fares and subsidies.",
            "_yoast_wpseo_meta-robots-noindex": "1",
        })  # fmt: skip
        archive.run()
        post = BlogPage.objects.get()
        assert post.seo_title == "Who pays – The Weigh House"
        assert (post.search_description, post.noindex) == ("Fares and subsidies.", True)

    @pytest.mark.parametrize(
        "meta",
        [
            {"_seopress_titles_desc": "Fares.", "_seopress_robots_index": "yes"},
            {"_genesis_description": "Fares.", "_genesis_noindex": "1"},
            {"rank_math_description": "Fares.", "rank_math_robots": 'a:1:{i:0;s:7:"noindex";}'},
        ],
    )
    def test_by_other_plugins(self, archive, meta):
        archive.add(7, "Buses", meta=meta)
        archive.run()
        post = BlogPage.objects.get()
        assert (post.search_description, post.noindex) == ("Fares.", True)


class TestStates:
    @pytest.mark.parametrize("status", ["draft", "pending", "private", "future"])
    def test_what_was_not_public_is_a_draft(self, archive, client, status):
        archive.add(7, slug="secret", status=status)
        archive.run()
        post = BlogPage.objects.get()
        assert not post.live
        assert post.get_latest_revision_as_object().title == "A post"
        assert client.get("/blog/secret/").status_code == 404
        assert not SearchDocument.objects.filter(page_id=post.pk).exists()

    def test_a_post_with_a_password_is_a_draft(self, archive):
        archive.add(7, password="sesame")
        result = archive.run()
        assert not BlogPage.objects.get().live
        assert result.counts["post"]["new"] == 1

    @pytest.mark.parametrize("status", ["trash", "auto-draft"])
    def test_rubbish_is_left_behind_and_counted(self, archive, status):
        archive.add(7, status=status)
        result = archive.run()
        assert not BlogPage.objects.exists()
        assert result.scan.not_imported == {f"post ({status})": 1}

    def test_what_is_taken_back_on_the_old_site_is_taken_back_here(self, archive):
        archive.add(7)
        archive.run()
        archive.items.clear()
        archive.add(7, status="private")
        archive.run()
        assert not BlogPage.objects.get().live


class TestPages:
    def test_pages_form_a_tree_whatever_their_order(self, archive):
        archive.add(9, "Rooms", type="page", slug="rooms", parent=8)
        archive.add(8, "Visit", type="page", slug="visit")
        archive.run()
        visit = StandardPage.objects.get(slug="visit")
        assert visit.get_parent().specific == HomePage.objects.get()
        assert [page.slug for page in visit.get_children()] == ["rooms"]

    def test_pages_above_each_other_end_the_circle_at_the_home_page(self, archive):
        archive.add(8, type="page", slug="a", parent=9)
        archive.add(9, type="page", slug="b", parent=8)
        archive.run()
        assert StandardPage.objects.count() == 2
        assert StandardPage.objects.filter(depth=3).count() == 1

    def test_the_empty_page_of_the_blog_is_the_blog(self, archive):
        archive.add(8, "Blog", "", type="page", slug="blog")
        archive.run()
        assert not StandardPage.objects.exists()
        assert BlogIndexPage.objects.get().slug == "blog"

    def test_menus_and_custom_types_are_counted(self, archive):
        archive.add(8, type="nav_menu_item")
        archive.add(9, type="recipe")
        assert archive.run().scan.not_imported == {"nav_menu_item": 1, "recipe": 1}


class TestTopics:
    def test_categories_are_topics_below_those_above_them(self, archive):
        archive.categories = [("rents", "Rents &amp; leases", "housing"), ("housing", "Housing", "")]
        archive.add(7, terms=[("category", "rents", "Rents &amp; leases"), ("post_tag", "bus", "Buses")])
        archive.run()
        post = BlogPage.objects.get()
        [topic] = post.topics.all()
        assert (topic.title, topic.live, topic.parent.title) == ("Rents & leases", True, "Housing")
        assert [tag.name for tag in post.tags.all()] == ["Buses"]

    def test_a_topic_of_that_name_is_used(self, archive):
        topic = build_topic("Housing")
        archive.categories = [("homes", "housing", "")]
        archive.add(7, terms=[("category", "homes", "housing")])
        archive.run()
        assert [found.pk for found in BlogPage.objects.get().topics.all()] == [topic.pk]

    def test_categories_above_each_other_do_not_hang(self, archive):
        archive.categories = [("a", "A", "b"), ("b", "B", "a")]
        archive.run()
        assert TopicPage.objects.count() == 2

    def test_no_category_is_no_topic(self, archive):
        archive.add(7, terms=[("category", "uncategorized", "Uncategorized")])
        archive.run()
        assert not TopicPage.objects.exists()


class TestAuthors:
    def names(self) -> list[str]:
        return [author.display_name for author in BlogPage.objects.get().authors.all()]

    def test_an_author_becomes_a_person(self, archive):
        archive.authors = {"mina": "Dr Mina de la Cruz OBE"}
        archive.add(7)
        archive.run()
        person = PersonPage.objects.get()
        assert self.names() == ["Dr Mina de la Cruz OBE"]
        assert (person.given_name, person.family_name, person.live) == ("Mina", "de la Cruz", True)

    def test_a_person_of_that_name_is_used_whatever_the_title(self, archive):
        person = build_person("Mina", "Ahlberg", honorific="Prof")
        archive.add(7)
        archive.run()
        assert BlogPage.objects.get().authors.get().person_id == person.pk

    def test_who_wrote_nothing_public_is_not_public(self, archive):
        archive.add(7, status="draft")
        archive.run()
        assert not PersonPage.objects.get().live

    def test_nobody_is_credited_for_an_account(self, archive):
        archive.authors = {"admin": "admin"}
        archive.add(7, creator="admin")
        archive.run()
        assert self.names() == []
        assert not PersonPage.objects.exists()

    def test_co_authors_come_before_the_account(self, archive):
        archive.authors |= {"tomas": "Tomas Ferrand"}
        archive.add(3, "Ida Quill", type="guest-author", slug="cap-ida", meta={"cap-display_name": "Ida Quill"})
        archive.add(7, terms=[("author", "cap-tomas", "tomas"), ("author", "cap-ida", "ida")])
        archive.run()
        assert self.names() == ["Tomas Ferrand", "Ida Quill"]
