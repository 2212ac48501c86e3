"""Contracts with the private interfaces of Wagtail's hooks, requests, images, pages and admin views.

Each test fails with a sentence that says what an upgrade has changed, and which function has to be adapted.
"""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from taggit.models import Tag
from wagtail import urls as wagtail_urls
from wagtail.admin import filters
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.images.views import chooser as image_chooser
from wagtail.models import Page, Site
from wagtail.rich_text import features
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from blog.models import BlogIndexPage, BlogPage
from content.body.link_handlers import BodyPageLinkHandler
from content.wagtail_hooks import ReferenceCheckingDeleteBulkAction
from core import wagtail_compat as compat
from core.trash import TRASH_PATH, including_trash
from demo.builders import build_page, build_post
from editorial.trash.bulk_actions import TrashPages
from media.models import CustomImage
from people.models import PersonPage
from users.models import User

from .contracts import contract

pytestmark = pytest.mark.django_db


def test_a_broken_contract_is_told_in_a_sentence():
    with pytest.raises(pytest.fail.Exception) as failure, contract("Wagtail no longer waves", "wave", "greeting"):
        raise AttributeError("no wave")
    assert str(failure.value) == (
        "Wagtail no longer waves: adapt core.wagtail_compat.wave, used for greeting (AttributeError: no wave)."
    )


class TestHooks:
    def test_the_link_handler(self):
        with contract(
            "Wagtail no longer uses the link handler that was registered last", "AFTER_WAGTAIL", "links in rich text"
        ):
            assert features.get_link_types()["page"] is BodyPageLinkHandler

    def test_the_bulk_action(self):
        with contract(
            "Wagtail no longer uses the bulk action that was registered last", "AFTER_WAGTAIL", "deleting pages"
        ):
            found = bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "delete")
            assert found is TrashPages
            assert issubclass(found, ReferenceCheckingDeleteBulkAction)


class TestPageTree:
    def test_managers_leave_out_what_is_restricted(self):
        with contract("Wagtail's managers of pages have no common base", "restrict_page_managers", "the trash"):
            page = build_post("A post").page_ptr
            Page.objects.filter(pk=page.pk).update(path=f"{TRASH_PATH}0001")
            managers = (Page.objects, BlogPage.objects, Page._default_manager)
            assert not any(manager.filter(pk=page.pk).exists() for manager in managers)
            assert Page._base_manager.filter(pk=page.pk).exists()
            with including_trash():
                assert BlogPage.objects.filter(pk=page.pk).exists()

    def test_the_next_path_below_a_page(self):
        with contract("Treebeard numbers paths in another way", "get_next_child_path", "the trash"):
            parent = BlogIndexPage.objects.get()
            assert compat.get_next_child_path(parent) == f"{parent.path}0001"
            expected = [compat.get_next_child_path(parent)]
            assert [build_post("A post").path] == expected
            assert compat.get_next_child_path(BlogIndexPage.objects.get()) == f"{parent.path}0002"

    def test_addresses_below_a_page(self):
        with contract("Wagtail updates addresses in another way", "update_addresses_below", "the trash"):
            top = build_page("Top")
            below = build_page("Below", parent=top)
            before, top.url_path = top.url_path, "/home/summit/"
            compat.update_addresses_below(top, before)
            assert Page.objects.get(pk=below.pk).url_path == "/home/summit/below/"


class TestRequests:
    @pytest.mark.parametrize(
        ("host", "hostname"), [("example.org:8000", "example.org"), ("Not-Allowed.example", "not-allowed.example")]
    )
    def test_the_hostname(self, rf, host, hostname):
        with contract(
            "Django no longer gives the host of a request unchecked", "get_request_hostname", "finding the site"
        ):
            assert compat.get_request_hostname(rf.get("/", HTTP_HOST=host)) == hostname

    def test_the_site(self, rf, django_assert_num_queries):
        request, site = rf.get("/"), Site(hostname="example.org")
        with contract(
            "Wagtail no longer keeps the site on the request as before", "set_site and has_site", "finding the site"
        ):
            assert not compat.has_site(request)
            compat.set_site(request, site)
            with django_assert_num_queries(0):
                assert Site.find_for_request(request) is site
            assert compat.has_site(request)

    def test_the_site_that_wagtail_has_found(self, rf):
        request = rf.get("/")
        with contract("Wagtail no longer keeps the site on the request", "has_site", "finding the site"):
            Site.find_for_request(request)
            assert compat.has_site(request)

    def test_the_route(self, rf, django_assert_num_queries):
        request, page = rf.get("/nowhere/"), Page.objects.get(depth=1)
        with contract("Wagtail no longer takes the route from the request", "set_route", "serving pages"):
            compat.set_route(request, RouteResult(page))
            with django_assert_num_queries(0):
                assert Page.route_for_request(request, "nowhere/").page is page

    def test_no_route(self, rf, django_assert_num_queries):
        request = rf.get("/nowhere/")
        with (
            contract("Wagtail no longer takes the route from the request", "set_route", "serving pages"),
            django_assert_num_queries(0),
        ):
            compat.set_route(request, None)
            assert Page.route_for_request(request, "nowhere/") is None

    def test_the_url_patterns(self):
        with contract(
            "Wagtail no longer names its URL patterns as before", "exclude_page_view", "replacing the page view"
        ):
            left = compat.exclude_page_view(wagtail_urls.urlpatterns)
            assert len(left) == len(wagtail_urls.urlpatterns) - 1
            assert serve not in {pattern.callback for pattern in left}
            assert reverse("wagtailcore_login")


class TestRenditions:
    @pytest.fixture
    def image(self, settings):
        content = io.BytesIO()
        Image.new("RGB", (40, 30), "navy").save(content, "PNG")
        file = ContentFile(content.getvalue(), name="picture.png")
        created = CustomImage.objects.create(title="Quay", description="A quay.", file=file)
        created.get_rendition("width-20")
        return CustomImage.objects.get(pk=created.pk)

    def test_are_taken_from_the_image(self, image, django_assert_num_queries):
        rendition = image.renditions.get(filter_spec="width-20")
        with contract(
            "Wagtail no longer takes renditions from image.prefetched_renditions",
            "set_prefetched_renditions and add_prefetched_rendition",
            "loading all images of a page at once",
        ):
            assert not compat.has_prefetched_renditions(image)
            compat.set_prefetched_renditions(image)
            compat.add_prefetched_rendition(image, rendition)
            with django_assert_num_queries(0):
                assert image.get_rendition("width-20") is rendition
            assert compat.has_prefetched_renditions(image)

    def test_are_created_where_they_are_missing(self, image):
        with contract(
            "Wagtail no longer creates a rendition that was not prefetched", "set_prefetched_renditions", "new images"
        ):
            compat.set_prefetched_renditions(image)
            assert image.get_rendition("width-10").width == 10


class TestPages:
    @pytest.fixture
    def page(self):
        return PersonPage(honorific="Prof", given_name="Ida", family_name="Quill", depth=2, path="00010009")

    def test_defaults_are_set_before_validation(self, page):
        with contract(
            "Wagtail no longer sets a page's defaults in _set_core_field_defaults",
            "PageDefaultsMixin.set_core_defaults",
            "the titles of people",
        ):
            page.minimal_clean()
            assert (page.title, page.draft_title) == ("Prof Ida Quill", "Prof Ida Quill")

    def test_the_slug_comes_from_the_title(self, page):
        with contract(
            "Wagtail no longer makes slugs in _get_autogenerated_slug",
            "PageDefaultsMixin.get_default_slug",
            "the addresses of people",
        ):
            page.full_clean(exclude=["content_type", "owner"])
            assert page.slug == "ida-quill"

    def test_a_title_without_letters_gets_a_slug(self, page):
        page.given_name, page.family_name, page.honorific = "", "🎉", ""
        page.minimal_clean()
        assert page.slug == "person"

    def test_a_parent_that_is_set_is_not_looked_up(self, page, django_assert_num_queries):
        parent = Page(depth=1, path="0001")
        with contract("Treebeard keeps the parent elsewhere", "set_parent", "the page chooser"):
            compat.set_parent(page, parent)
            with django_assert_num_queries(0):
                assert page.get_parent() is parent


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("superuser"))
    return client


def test_the_titles_of_pages_in_the_admin(admin, monkeypatch):
    monkeypatch.setattr(Page, "get_admin_display_title", Page.get_admin_display_title)
    home = Site.objects.get().root_page
    with contract(
        "Wagtail's admin no longer names pages by get_admin_display_title", "replace_admin_titles", "titles of drafts"
    ):
        compat.replace_admin_titles(lambda page: f"Page number {page.pk}")
        for page in (home, home.specific):
            assert page.get_admin_display_title() == f"Page number {home.pk}"
        assert f"Page number {home.pk}" in admin.get(f"/admin/pages/{home.pk}/").content.decode()


@pytest.mark.parametrize("address", ["/admin/images/", "/admin/images/chooser/", "/admin/documents/"])
def test_popular_tags(admin, monkeypatch, address):
    for module in (filters, image_chooser):
        monkeypatch.setattr(module, "popular_tags_for_model", module.popular_tags_for_model)
    tag = Tag.objects.create(name="herring")
    with contract(
        "Wagtail no longer suggests tags by popular_tags_for_model", "replace_popular_tags", "the tags of hidden files"
    ):
        compat.replace_popular_tags(lambda model, count=10: Tag.objects.filter(pk=tag.pk))
        assert "herring" in admin.get(address).content.decode()


def test_the_title_column(rf):
    view = IndexView(model=Group, edit_url_name="wagtailusers_groups:edit")
    view.setup(rf.get("/"))
    view.request.user = User(is_superuser=True)
    with contract("Wagtail's lists no longer make their title column", "get_title_column", "the lists of bookings"):
        column = compat.get_title_column(view, "name")
        assert column.name == "name"
        assert column.get_link_url(Group(pk=3), {}) == reverse("wagtailusers_groups:edit", args=[3])


class TestDateWidgets:
    @pytest.mark.parametrize("widget_class", [AdminDateInput, AdminDateTimeInput, AdminTimeInput])
    def test_the_mixin_is_asked(self, widget_class):
        with contract("Wagtail's date widgets have changed", "extend_date_widget", "dates as people write them"):
            widget = widget_class()
            config = widget.get_config()
            assert config["validateOnBlur"] is False
            assert config["format"] == widget.js_format
            assert "js/admin-dates.js" in str(widget.media)
            assert "date-time-chooser.js" in str(widget.media)
            assert widget.value_from_datadict({"name": "unclear"}, {}, "name") == "unclear"
            assert 'id="id_name-words"' in widget.render("name", None, {"id": "id_name"})
