"""Typed addresses become venues, and none of their words is lost."""

from importlib import import_module

import pytest

from events.models import Venue

keep = import_module("events.migrations.0005_keep_places")

pytestmark = pytest.mark.django_db


@pytest.fixture
def venues():
    return keep.Venues(Venue)


def test_an_address_is_a_venue_and_the_same_one_once(venues):
    first, place = venues.for_place("Quay House", "2 Custom Quay\r\n\r\nHull ")
    assert (first, place) == (venues.for_place("Quay House", "2 Custom Quay\nHull")[0], "")
    venue = Venue.objects.get()
    assert (venue.name, venue.address_lines) == ("Quay House", ["2 Custom Quay", "Hull"])


def test_a_name_alone_stays_a_place(venues):
    assert venues.for_place("The reading room", " \n") == (None, "The reading room")


def test_an_address_alone_is_named_by_its_first_line(venues):
    pk, place = venues.for_place("", "Town Hall\nHull")
    venue = Venue.objects.get(pk=pk)
    assert (venue.name, venue.address_lines, place) == ("Town Hall", ["Hull"], "")


def test_other_places_at_one_address_are_others(venues):
    assert venues.for_place("Room 1", "2 Quay")[0] != venues.for_place("Room 2", "2 Quay")[0]
