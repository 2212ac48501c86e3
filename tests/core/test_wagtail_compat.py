"""Contracts with the private interfaces of Wagtail, Django and psycopg (``core.wagtail_compat``).

Each test fails with a sentence that says what an upgrade has changed, and which function has to be adapted.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail import urls as wagtail_urls
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic import IndexView
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.models import Page, Site
from wagtail.rich_text import features
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from content.body.link_handlers import BodyPageLinkHandler
from content.wagtail_hooks import GuardedDeleteBulkAction
from core import wagtail_compat as compat
from media.models import CustomDocument, CustomImage
from people.models import PersonPage
from users.models import User

pytestmark = pytest.mark.django_db


@contextmanager
def contract(statement: str, name: str, purpose: str) -> Iterator[None]:
    """Fail with one sentence when anything goes wrong in the block."""
    try:
        yield
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        pytest.fail(f"{statement}: adapt core.wagtail_compat.{name}, used for {purpose} ({reason}).", pytrace=False)


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
            assert found is GuardedDeleteBulkAction


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
        rendition = image.renditions.get()
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


class Stream(compat.LockedStreamBlock):
    word = CharBlock()
    struct = StructBlock([("name", CharBlock())])


class TestStreams:
    def test_blocks_are_loaded_by_type(self):
        loaded = []

        class Value(compat.LoadableStreamValue):
            def load_blocks(self, type_name: str) -> None:
                loaded.append(type_name)
                super().load_blocks(type_name)

        stored = [{"type": "word", "value": "a"}, {"type": "struct", "value": {}}, {"type": "word", "value": "b"}]
        with contract(
            "Wagtail no longer creates all blocks of a type when the first one is read",
            "LoadableStreamValue",
            "loading all that a body refers to at once",
        ):
            stream = Value(Stream(), stored, is_lazy=True)
            assert loaded == []
            assert [child.block_type for child in stream] == ["word", "struct", "word"]
            assert loaded == ["word", "struct"]

    def test_a_stream_from_the_database_is_lazy(self):
        stored = [{"type": "word", "value": "a", "id": "1"}]
        with contract(
            "Wagtail no longer tells a lazy stream by is_lazy", "LoadableStreamValue", "reading stored bodies"
        ):
            stream = StreamBlock([("word", CharBlock())]).to_python(stored)
            assert isinstance(stream, StreamValue)
            assert stream.is_lazy
            assert list(stream.raw_data) == stored

    def test_a_draft_is_validated_with_optional_fields(self):
        block = Stream()
        with contract(
            "Wagtail no longer makes the fields of blocks optional while it validates a draft (then the lock can go)",
            "LockedStreamBlock",
            "autosave beside publication",
        ):
            seen = []
            block.child_blocks["word"].clean = lambda value: seen.append(block.child_blocks["word"].field.required)
            block.clean_deferred(block.normalize([("word", "a")]))
            assert seen == [False]
            assert block.child_blocks["word"].field.required

    def test_one_thread_validates_at_a_time(self):
        block, entered, order = Stream(), threading.Event(), []

        def draft():
            entered.set()
            block.clean_deferred(block.normalize([("word", "a")]))
            order.append("draft")

        block.child_blocks["word"].clean = lambda value: value
        with contract("Validation is no longer locked", "LockedStreamBlock", "autosave beside publication"):
            thread = threading.Thread(target=draft)
            with compat._deferred_validation_lock:
                thread.start()
                entered.wait(5)
                thread.join(0.1)
                order.append("publication")
            thread.join(5)
            assert order == ["publication", "draft"]

    def test_items_of_a_list(self):
        block = ListBlock(CharBlock())
        with contract("Wagtail no longer stores lists as before", "is_list_item", "finding references in bodies"):
            stored = block.get_prep_value(block.normalize(["a"]))
            assert [compat.is_list_item(block, item) for item in stored] == [True]
            assert stored[0]["value"] == "a"
            assert not compat.is_list_item(block, "a")


class TestForms:
    @pytest.mark.parametrize("is_draft", [True, False])
    def test_the_validation_of_a_draft_is_told_by_blocks(self, is_draft):
        block, seen = Stream(), []
        struct = block.child_blocks["struct"]

        def clean_struct(value):
            seen.append(compat.is_draft_validation(struct))
            return value

        struct.clean = clean_struct
        with contract(
            "Wagtail no longer tells a block that it validates a draft",
            "is_draft_validation",
            "checks that drafts are spared",
        ):
            clean = block.clean_deferred if is_draft else block.clean
            clean(block.normalize([("struct", {"name": "a"})]))
            assert seen == [is_draft]

    def test_the_validation_of_a_draft_is_told_by_forms(self):
        class Form(WagtailAdminPageForm):
            class Meta:
                model = Page
                fields = ["title"]

        form = Form(instance=Page(), parent_page=None)
        with contract(
            "Wagtail no longer tells a form that it validates a draft",
            "is_draft_validation",
            "checks that drafts are spared",
        ):
            assert not compat.is_draft_validation(form)
            form.defer_required_fields()
            assert compat.is_draft_validation(form)
            form.restore_required_fields()
            assert not compat.is_draft_validation(form)

    def test_the_instance_is_validated_with_the_new_values(self):
        class Form(compat.ValidateInstanceMixin, forms.ModelForm):
            class Meta:
                model = Group
                fields = ["name"]

            def validate_instance(self) -> None:
                super().validate_instance()
                self.add_error(None, f"name={self.instance.name}, errors={list(self.errors)}")

        with contract(
            "Django no longer validates the instance of a model form in _post_clean",
            "ValidateInstanceMixin",
            "the checks before publication",
        ):
            assert Form({"name": "Editors of maps"}).non_field_errors() == ["name=Editors of maps, errors=[]"]
            assert "errors=['name']" in Form({"name": ""}).non_field_errors()[0]


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


def test_the_title_column(rf):
    view = IndexView(model=Group, edit_url_name="wagtailusers_groups:edit")
    view.setup(rf.get("/"))
    view.request.user = User(is_superuser=True)
    with contract("Wagtail's lists no longer make their title column", "get_title_column", "the lists of bookings"):
        column = compat.get_title_column(view, "name")
        assert column.name == "name"
        assert column.get_link_url(Group(pk=3), {}) == reverse("wagtailusers_groups:edit", args=[3])


class TestFilesAndRows:
    def test_a_new_file(self):
        with contract("Django no longer marks files that are not stored yet", "has_new_file", "reading documents"):
            document = CustomDocument(title="Report", file=ContentFile(b"Words.", name="report.txt"))
            assert compat.has_new_file(document.file)
            document.save()
            assert not compat.has_new_file(document.file)
            document = CustomDocument.objects.get(pk=document.pk)
            assert not compat.has_new_file(document.file)
            document.file = ContentFile(b"Others.", name="report.txt")
            assert compat.has_new_file(document.file)

    def test_deleting_rows(self):
        Group.objects.bulk_create([Group(name="a"), Group(name="b"), Group(name="c")])
        with contract(
            "Django no longer deletes the rows of a queryset in one statement", "delete_rows", "the search index"
        ):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                compat.delete_rows(Group.objects.filter(name__in="ab"))
            assert [query["sql"].split()[0] for query in queries] == ["DELETE"]
            assert [Group.objects.filter(name=name).exists() for name in "abc"] == [False, False, True]


class TestConnections:
    @pytest.fixture
    def connection_without_transaction(self):
        connections["contract"] = connection.copy("contract")
        yield connections["contract"]
        connections["contract"].close()
        del connections["contract"]

    def test_nested_transactions(self, connection_without_transaction):
        with contract(
            "Django no longer counts savepoints in savepoint_ids", "is_nested_transaction", "the settings of a search"
        ):
            assert not compat.is_nested_transaction(connection_without_transaction)
            with transaction.atomic(using="contract"):
                assert not compat.is_nested_transaction(connection_without_transaction)
                with transaction.atomic(using="contract", savepoint=False):
                    assert compat.is_nested_transaction(connection_without_transaction)
                assert not compat.is_nested_transaction(connection_without_transaction)

    def test_prepared_statements(self):
        def count_prepared() -> int:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%contract%"])
                return cursor.fetchone()[0]

        with contract(
            "psycopg no longer prepares statements as the connection says", "prepared_statements", "fast searches"
        ):
            with compat.prepared_statements(connection, 2):
                for number in range(3):
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT %s AS contract", [number])
                        assert cursor.fetchone() == (number,)
            assert count_prepared() == 1
            for number in range(3):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT %s AS contract_again", [number])
            assert count_prepared() == 1

    @pytest.mark.parametrize("is_bound_by_server", [True, False])
    def test_binary_results(self, is_bound_by_server):
        with contract("psycopg no longer sends binary results on demand", "use_binary_results", "counting facets"):
            if is_bound_by_server:
                with compat.prepared_statements(connection, 5), connection.cursor() as cursor:
                    compat.use_binary_results(cursor)
                    cursor.execute("SELECT %s::bytea", [b"\0\1"])
                    assert cursor.cursor.pgresult.fformat(0) == 1
                    assert bytes(cursor.fetchone()[0]) == b"\0\1"
            else:
                with connection.cursor() as cursor:
                    compat.use_binary_results(cursor)
                    cursor.execute("SELECT %s::bytea", [b"\0\1"])
                    assert bytes(cursor.fetchone()[0]) == b"\0\1"
