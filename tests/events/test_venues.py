"""Venues in the admin: who may describe them, and making one while writing an event."""

import pytest
from django.test import Client
from django.urls import reverse

from demo.builders import build_event, build_venue
from events.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(make_user):
    def log_in(role: str) -> Client:
        client = Client()
        client.force_login(make_user(role))
        return client

    return log_in


@pytest.mark.parametrize(
    ("role", "edits", "deletes"),
    [("Contributors", False, False), ("Editors", True, False), ("Administrators", True, True)],
)
def test_who_may_do_what(client_of, role, edits, deletes):
    client, venue = client_of(role), build_venue()
    viewset = Venue.snippet_viewset
    assert client.get(reverse(viewset.get_url_name("add"))).status_code == 200
    for name, allowed in (("edit", edits), ("delete", deletes)):
        response = client.get(reverse(viewset.get_url_name(name), args=[venue.pk]))
        assert (response.status_code == 200) == allowed, name


def test_one_is_made_on_the_spot(client_of):
    chooser = Venue.snippet_viewset.chooser_viewset
    url = reverse(chooser.get_url_name("create"))
    response = client_of("Contributors").post(url, {"name": "The Made Hall", "locality": "Hull"})
    assert response.json()["step"] == "chosen"
    assert str(Venue.objects.get()) == "The Made Hall, Hull"


def test_one_that_is_used_is_not_deleted(client_of):
    venue = build_venue()
    build_event(venue=venue)
    url = reverse(Venue.snippet_viewset.get_url_name("delete"), args=[venue.pk])
    client_of("Administrators").post(url)
    assert Venue.objects.filter(pk=venue.pk).exists()
