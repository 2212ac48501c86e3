"""Pages of people: title and slug from the name, sorting, and ORCID iDs."""

import pytest
from django.core.exceptions import ValidationError

from demo.builders import build_person, build_post
from people.models import PersonPage, validate_orcid
from people.models.person import validate_fediverse

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


class TestFediverse:
    def test_a_post_names_the_accounts_of_its_authors(self, client):
        ana = build_person("Ana", "Silva", fediverse="@ana@social.example")
        hidden = build_person("Ida", "Moss", fediverse="@ida@social.example", live=False)
        post = build_post(authors=[{"person": ana}, {"person": hidden}, {"name": "A guest"}])
        html = client.get(post.url).content.decode()
        assert '<meta name="fediverse:creator" content="@ana@social.example">' in html
        assert html.count("fediverse:creator") == 1
        page = client.get(ana.url).content.decode()
        assert '<a href="https://social.example/@ana" rel="me">@ana@social.example</a>' in page

    @pytest.mark.parametrize(
        "value", ["ana@social.example", "@ana", "https://social.example/@ana", "@ana@host", "@a@b.c d"]
    )
    def test_another_form_is_refused(self, value):
        with pytest.raises(ValidationError):
            validate_fediverse(value)
