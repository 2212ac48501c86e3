"""Choosing a person, and creating one without leaving the post."""

import pytest
from django.test import Client
from django.urls import reverse

from demo.builders import build_person
from people.models import PersonPage

pytestmark = pytest.mark.django_db
NEW_PERSON = {"given_name": "Rut", "family_name": "Ahlgren", "role": "Surveyor", "organisation": "Harbour Board"}


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
