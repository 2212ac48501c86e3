"""Contracts with the private interfaces of Wagtail's and Django's blocks and forms."""

import threading

import pytest
from django import forms
from django.contrib.auth.models import Group
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.models import Page

from core import wagtail_compat as compat

from .contracts import contract

pytestmark = pytest.mark.django_db


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

    @pytest.mark.parametrize("method", ["clean", "clean_deferred"])
    def test_one_thread_validates_at_a_time(self, method):
        block, entered, order = Stream(), threading.Event(), []

        def validate():
            entered.set()
            getattr(block, method)(block.normalize([("word", "a")]))
            order.append("the other thread")

        block.child_blocks["word"].clean = lambda value: value
        with contract("Validation is no longer locked", "LockedStreamBlock", "autosave beside publication"):
            thread = threading.Thread(target=validate)
            with compat._deferred_validation_lock:
                thread.start()
                entered.wait(5)
                thread.join(0.1)
                assert block.child_blocks["word"].field.required
                order.append("this thread")
            thread.join(5)
            assert order == ["this thread", "the other thread"]

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
