"""Quote blocks name a person xor a guest, and have a text."""

import pytest
from wagtail.blocks import StructBlockValidationError

from demo.builders import build_person
from people.blocks import QuoteBlock

pytestmark = pytest.mark.django_db


class TestQuoteBlock:
    def value(self, **fields):
        return QuoteBlock().to_python({"text": "<p>Said.</p>", "person": None, "name": "", "role": ""} | fields)

    def test_a_guest_is_named(self):
        assert QuoteBlock().clean(self.value(name="Guest")).display_name == "Guest"

    @pytest.mark.parametrize(
        "empty", ["", "<p></p>", '<p data-block-key="a1b2c"></p>', "<p>&nbsp; </p>", "<p><b> </b></p>"]
    )
    def test_a_quote_without_a_word_is_refused_at_publishing_only(self, empty):
        block = QuoteBlock()
        value = self.value(name="Guest", text=empty)
        with pytest.raises(StructBlockValidationError) as refusal:
            block.clean(value)
        assert "text" in refusal.value.block_errors
        block.defer_required_validation()
        assert block.clean_deferred(value).name == "Guest"

    def test_nobody_is_refused_at_publishing(self):
        with pytest.raises(StructBlockValidationError) as refusal:
            QuoteBlock().clean(self.value())
        assert "person" in refusal.value.block_errors

    def test_nobody_is_allowed_in_a_draft(self):
        block = QuoteBlock()
        block.defer_required_validation()
        assert block.clean_deferred(self.value()).display_name == ""

    def test_person_and_name_are_refused_even_in_a_draft(self):
        block = QuoteBlock()
        value = self.value(person=build_person().pk, name="Guest")
        block.defer_required_validation()
        with pytest.raises(StructBlockValidationError):
            block.clean_deferred(value)
