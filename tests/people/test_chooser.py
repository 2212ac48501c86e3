"""The person chooser: searching, creating a person, and the question about people of the same name."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from demo.builders import build_image, build_person
from people.models import PersonPage

pytestmark = pytest.mark.django_db
NEW_PERSON = {"given_name": "Rut", "family_name": "Ahlgren", "role": "Surveyor", "organisation": "Harbour Board"}


def face() -> bytes:
    data = BytesIO()
    Image.new("RGB", (200, 200), "tan").save(data, "PNG")
    return data.getvalue()


def create(client: Client, **data):
    return client.post(reverse("person_chooser:create"), NEW_PERSON | data)


def test_the_list_shows_role_and_organisation(editor_client):
    build_person("Ana", "Silva", role="Keeper", organisation="Museum")
    html = editor_client.get(reverse("person_chooser:choose")).json()["html"]
    assert "Ana Silva" in html
    assert "Keeper" in html
    assert "New person" in html


def test_search_finds_by_name(editor_client):
    build_person("Ana", "Silva")
    build_person("Ben", "Okri-Lund")
    html = editor_client.get(reverse("person_chooser:choose_results"), {"q": "silv"}).content.decode()
    assert "Ana Silva" in html
    assert "Okri-Lund" not in html


def test_an_editor_creates_a_person_who_is_live_at_once(editor_client):
    result = create(editor_client).json()["result"]
    person = PersonPage.objects.get(pk=result["id"])
    assert result["title"] == "Rut Ahlgren"
    assert person.live
    assert (person.role, person.organisation, person.url) == ("Surveyor", "Harbour Board", "/people/rut-ahlgren/")
    assert person.owner.username == "editors"


def test_a_contributor_creates_a_draft(make_user):
    client = Client()
    client.force_login(make_user("Contributors"))
    create(client)
    assert not PersonPage.objects.get(family_name="Ahlgren").live


def test_a_family_name_is_needed_and_what_was_typed_is_kept(editor_client):
    answer = create(editor_client, family_name="").json()
    assert answer["step"] == "reshow_creation_form"
    assert "Surveyor" in answer["htmlFragment"]
    assert not PersonPage.objects.exists()


def test_whoever_may_not_add_people_may_not_create(make_user):
    user = make_user("Contributors")
    user.groups.get().page_permissions.all().delete()
    client = Client()
    client.force_login(user)
    assert create(client).status_code in (302, 403)
    assert not PersonPage.objects.exists()


class TestFinding:
    @pytest.fixture
    def people(self):
        build_person("José", "Saramago Peña")
        build_person("Éva", "O’Brien", honorific="Prof", post_nominals="MP")
        build_person("Ben", "Okri-Lund")
        build_person("Ann", "Lee", live=False, role="Surveyor")

    def found(self, client, words: str) -> str:
        return client.get(reverse("person_chooser:choose_results"), {"q": words}).content.decode()

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("jose", "José Saramago Peña"),
            ("JOSÉ pena", "José Saramago Peña"),
            ("ramag", "José Saramago Peña"),
            ("O'Brien", "Prof Éva O’Brien MP"),
            ("OBrien", "Prof Éva O’Brien MP"),
            ("o’brien eva", "Prof Éva O’Brien MP"),
            ("Prof Eva O'Brien MP", "Prof Éva O’Brien MP"),
            ("okri lund", "Ben Okri-Lund"),
            ("Okri-Lund", "Ben Okri-Lund"),
        ],
    )
    def test_any_part_of_a_name_without_accents(self, editor_client, people, words, name):
        html = self.found(editor_client, words)
        assert name in html
        assert html.count("data-chooser-modal-choice") == 1

    @pytest.mark.parametrize("words", ["jose lund", "%", "_", "\\", "x" * 5000, "”’"])
    def test_whatever_else_is_typed_is_answered(self, editor_client, people, words):
        response = editor_client.get(reverse("person_chooser:choose_results"), {"q": words})
        assert response.status_code == 200

    def test_drafts_are_found_and_marked(self, editor_client, people):
        html = self.found(editor_client, "ann lee")
        assert "Surveyor" in html
        assert "Draft" in html
        assert "Draft" not in self.found(editor_client, "jose")

    def test_a_corrected_name_is_found(self, editor_client):
        person = build_person("Ana", "Sliva")
        person.family_name = "Silva"
        person.save_revision().publish()
        assert "Ana Silva" in self.found(editor_client, "silva")
        assert "Ana Silva" not in self.found(editor_client, "sliva")

    def test_photos_cost_no_query_each(self, editor_client, django_assert_max_num_queries):
        photo = build_image(face, "A face", "A face.", filename="face.png")
        for number in range(8):
            build_person("Ida", f"Quill {number}", photo=photo)
        self.found(editor_client, "quill")
        with django_assert_max_num_queries(12):
            assert self.found(editor_client, "quill").count("<img") == 8


class TestDuplicates:
    NAMES = (
        ("Ida", "Quill"),
        ("IDA", "quill"),
        ("Ída", "Quíll"),
        ("Ida", "Quil"),
        ("Prof Ida", "Quill"),
        ("I.", "Quill"),
        ("Quill", "Ida"),
    )

    @pytest.mark.parametrize(("given_name", "family_name"), NAMES)
    def test_a_name_like_one_that_is_there_is_asked_about(self, editor_client, given_name, family_name):
        there = build_person("Ida", "Quill", honorific="Dame", role="Keeper", organisation="Museum")
        answer = create(editor_client, given_name=given_name, family_name=family_name).json()
        assert answer["step"] == "reshow_creation_form"
        assert "Dame Ida Quill, Keeper, Museum" in answer["htmlFragment"]
        assert "create a new person all the same" in answer["htmlFragment"]
        assert PersonPage.objects.get() == there

    @pytest.mark.parametrize(("there", "given_name"), [("Bartholomew", "B."), ("B.", "Bartholomew")])
    def test_an_initial_may_stand_for_a_name_that_is_much_longer(self, editor_client, there, given_name):
        build_person(there, "Ng")
        answer = create(editor_client, given_name=given_name, family_name="Ng").json()
        assert answer["step"] == "reshow_creation_form"

    @pytest.mark.parametrize(("given_name", "family_name"), [("Joan", "Smith"), ("Ida", "Marlowe"), ("", "Smithson")])
    def test_another_name_is_not(self, editor_client, given_name, family_name):
        build_person("John", "Smith")
        assert create(editor_client, given_name=given_name, family_name=family_name).json()["step"] == "chosen"

    def test_whoever_is_there_can_be_chosen_instead(self, editor_client):
        there = build_person("Ida", "Quill", role="Keeper")
        answer = create(editor_client, given_name="Ida", family_name="Quill", same_person=there.pk).json()
        assert answer["result"]["id"] == str(there.pk)
        assert answer["result"]["role"] == "Keeper"
        assert PersonPage.objects.count() == 1

    def test_namesakes_can_be_created_on_purpose(self, editor_client):
        there = build_person("Ida", "Quill")
        answer = create(editor_client, given_name="Ida", family_name="Quill", same_person="new").json()
        assert answer["result"]["id"] != str(there.pk)
        assert PersonPage.objects.count() == 2

    def test_somebody_else_cannot_be_slipped_in(self, editor_client):
        build_person("Ida", "Quill")
        other = build_person("Ben", "Okri-Lund")
        answer = create(editor_client, given_name="Ida", family_name="Quill", same_person=other.pk).json()
        assert answer["step"] == "reshow_creation_form"

    def test_drafts_are_asked_about_too(self, editor_client):
        build_person("Ida", "Quill", live=False)
        answer = create(editor_client, given_name="Ida", family_name="Quill").json()
        assert "Ida Quill (draft)" in answer["htmlFragment"]


def test_a_name_that_is_not_found_is_created_from_its_parts(editor_client):
    html = editor_client.get(reverse("person_chooser:choose_results"), {"q": "Prof Sára Galván MP"}).text
    button = re.search('data-create-from-search="([^"]+)"', html)
    assert json.loads(unescape(button[1])) == {
        "honorific": "Prof",
        "given_name": "Sára",
        "family_name": "Galván",
        "post_nominals": "MP",
    }
