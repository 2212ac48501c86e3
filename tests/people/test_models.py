"""Names, ORCID iDs and the rule "a person xor a name"."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from blog.models import BlogPage
from demo.builders import build_person, build_post, quote_block, speaker_block
from people.attributions import get_named_people, iter_quotes
from people.blocks import QuoteBlock
from people.models import PersonPage, validate_orcid

pytestmark = pytest.mark.django_db


def test_title_and_address_are_made_of_the_name():
    person = build_person("Éva", "O’Brien", honorific="Prof", post_nominals="MP")
    assert person.title == "Prof Éva O’Brien MP"
    assert person.url == "/people/eva-obrien/"


def test_one_name_is_enough():
    assert build_person("", "Sukarsono").title == "Sukarsono"


def test_namesakes_get_addresses_of_their_own():
    assert build_person("Ann", "Lee").slug == "ann-lee"
    assert build_person("Ann", "Lee").slug == "ann-lee-2"


def test_lists_are_sorted_as_people_would_sort_them():
    names = ["Otterburn", "O’Hanlon", "Öberg", "Ofori-Lyle", "aabenholt", "Øst"]
    for name in names:
        build_person("A", name)
    people = PersonPage.objects.published().by_family_name()
    assert [p.family_name for p in people] == ["aabenholt", "Öberg", "Ofori-Lyle", "O’Hanlon", "Øst", "Otterburn"]


def test_a_draft_needs_no_name():
    draft = build_person("", "", live=False)
    assert draft.title == "Unnamed person"
    draft.family_name = "Found"
    draft.save_revision().publish()
    assert PersonPage.objects.get(pk=draft.pk).title == "Found"


def test_correcting_a_name_corrects_bylines_and_quotes_and_a_new_role_changes_neither():
    person = build_person("Ana", "Sliva", role="Student")
    quote = quote_block("Look.", person=person, role="Student")
    post = build_post(body=[quote], authors=[{"person": person, "role": "Student"}])
    person.family_name, person.role = "Silva", "Professor"
    person.save_revision().publish()
    post = BlogPage.objects.get(pk=post.pk)
    for voice in (post.credits[0], post.body[0].value):
        assert voice.display_name == "Ana Silva"
        assert voice.role == "Student"


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_orcid_with_its_check_character(orcid):
    validate_orcid(orcid)


def test_orcid_with_a_typing_error():
    with pytest.raises(ValidationError, match="typing error"):
        validate_orcid("0000-0002-1825-0098")


@pytest.mark.parametrize("value", ["0000-0002-1825", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097\n"])
def test_orcid_of_another_form(value):
    with pytest.raises(ValidationError, match="iD alone"):
        validate_orcid(value)


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


def test_a_draft_person_is_named_but_not_linked():
    person = build_person("Ana", "Silva", live=False)
    post = build_post(authors=[{"person": person}])
    assert post.credits[0].display_name == "Ana Silva"
    assert post.credits[0].link == ""


def test_everybody_named_in_a_post_is_found_once():
    ana, ben = build_person("Ana", "Silva"), build_person("Ben", "Okri-Lund")
    body = [quote_block("One.", person=ben), speaker_block("Two.", name="Guest"), quote_block("Three.", person=ana)]
    post = build_post(body=body, authors=[{"person": ana}])
    voices = get_named_people(post.credits, post.body)
    assert voices.names == ["Ana Silva", "Ben Okri-Lund", "Guest"]
    assert voices.person_ids == [ana.pk, ben.pk]
    assert [anchor for anchor, _quote in iter_quotes(post)] == [
        f"#quote-{body[0]['id']}",
        f"#quote-{body[2]['id']}",
    ]


def test_whoever_is_credited_cannot_be_deleted_silently():
    from django.db.models import ProtectedError

    person = build_person()
    build_post(authors=[{"person": person}])
    with pytest.raises(ProtectedError):
        person.delete()
