"""Events of The Events Calendar: times, places, organisers, status."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from wagtail.models import Site

from blog.models import BlogPage
from events.models import EventIndexPage, EventPage, Venue
from tests.samples import sample
from topics.models import TopicPage
from wordpress.address_check import check_addresses
from wordpress.importing.events import read_ids
from wordpress.importing.options import ImportOptions
from wordpress.importing.runner import run_import
from wordpress.importing.scan import scan_export
from wordpress.models import ImportedItem
from wordpress.reading.export import Export

from .archive import SITE
from .oddities import command

TIMES = {
    "_EventStartDate": "2019-07-01 18:00:00",
    "_EventEndDate": "2019-07-01 19:30:00",
    "_EventTimezone": "Europe/London",
}


def add(archive, post_id=11, title="A lecture", **meta):
    archive.add(post_id, title, type="tribe_events", slug=f"event-{post_id}", meta=TIMES | meta,
                terms=[("tribe_events_cat", "lectures", "Lectures")])  # fmt: skip


def event() -> EventPage:
    return EventPage.objects.get()


class TestTimes:
    def test_local_times_are_read_off_the_events_own_clocks(self, archive):
        add(archive, _EventTimezone="America/New_York")
        archive.run()
        assert event().live
        assert event().starts_at == datetime(2019, 7, 1, 22, 0, tzinfo=UTC)
        assert event().timezone == "America/New_York"

    def test_utc_is_believed_before_local_time(self, archive):
        add(archive, _EventStartDateUTC="2019-07-01 17:05:00")
        archive.run()
        assert event().starts_at == datetime(2019, 7, 1, 17, 5, tzinfo=UTC)

    def test_an_all_day_event_ends_at_midnight(self, archive):
        add(archive, _EventAllDay="yes", _EventEndDate="2019-07-02 23:59:59")
        archive.run()
        assert event().all_day
        assert (event().first_day.day, event().last_day.day) == (1, 2)

    @pytest.mark.parametrize("zone", ["UTC-5", "Nowhere/Special"])
    def test_a_zone_without_a_name_is_told(self, archive, zone):
        add(archive, _EventTimezone=zone)
        archive.run()
        assert event().timezone == "Europe/London"

    def test_an_end_before_the_start_is_mended(self, archive):
        add(archive, _EventEndDate="2019-07-01 17:00:00", _EventDuration="5400")
        archive.run()
        assert (event().ends_at - event().starts_at).total_seconds() == 5400

    def test_without_a_date_it_is_a_draft(self, archive):
        archive.add(11, "Some day", type="tribe_events")
        result = archive.run()
        assert not event().live
        assert result.failures == 0


class TestPlaces:
    def test_a_venue_is_made_once(self, archive):
        archive.add(3, "Quay House", type="tribe_venue", meta={
            "_VenueAddress": "2 Custom Quay", "_VenueCity": "Northgate", "_VenueZip": "N1 2QH", "_VenueLat": "53.47",
            "_VenueLng": "-2.23", "_VenueURL": "no address",
        })  # fmt: skip
        add(archive, 11, _EventVenueID="3")
        add(archive, 12, _EventVenueID="3")
        archive.run()
        archive.run()
        venue = Venue.objects.get()
        assert venue.full_address == "Quay House, 2 Custom Quay, Northgate N1 2QH"
        assert (venue.latitude, venue.map_url) == (Decimal("53.47"), "")
        assert set(EventPage.objects.values_list("venue", "attendance")) == {(venue.pk, "in_person")}

    def test_a_venue_of_that_name_is_used(self, archive):
        venue = Venue.objects.create(name="Quay House")
        archive.add(3, "quay house", type="tribe_venue")
        add(archive, _EventVenueID="3")
        archive.run()
        assert event().venue == venue

    @pytest.mark.parametrize(
        ("url", "map_url", "directions"),
        [
            ("https://quay.example", "", "Ring twice.\nTelephone: 0161 496 0000\nWebsite: https://quay.example"),
            ("www.quay.example/visit", "", "Ring twice.\nTelephone: 0161 496 0000\nWebsite: www.quay.example/visit"),
            ("https://maps.example/?q=1", "https://maps.example/?q=1", "Ring twice.\nTelephone: 0161 496 0000"),
            ("see the map", "", "Ring twice.\nTelephone: 0161 496 0000"),
        ],
    )
    def test_how_to_reach_a_venue(self, archive, url, map_url, directions):
        archive.add(3, "Quay House", "<p>Ring twice.</p>", type="tribe_venue",
                    meta={"_VenuePhone": "0161 496 0000", "_VenueURL": url})  # fmt: skip
        add(archive, _EventVenueID="3")
        archive.run()
        venue = Venue.objects.get()
        assert (venue.map_url, venue.directions) == (map_url, directions)

    def test_visitors_can_follow_the_website_of_a_venue(self, archive, client):
        archive.add(3, "Quay House", type="tribe_venue", meta={"_VenueURL": "https://quay.example"})
        times = {"_EventStartDate": "2099-07-01 18:00:00", "_EventEndDate": "2099-07-01 19:00:00"}
        add(archive, _EventVenueID="3", **times)
        archive.run()
        assert 'href="https://quay.example"' in client.get(event().url).content.decode()

    def test_what_is_not_added_to_a_venue_that_is_here_is_told(self, archive):
        Venue.objects.create(name="Quay House", directions="Down the hill.")
        archive.add(3, "Quay House", type="tribe_venue", meta={"_VenuePhone": "0161 496 0000"})
        add(archive, _EventVenueID="3")
        archive.run()
        assert Venue.objects.get().directions == "Down the hill."
        assert "0161 496 0000" in ImportedItem.objects.get(kind="tribe_venue").report["reason"]

    def test_online_is_no_venue(self, archive):
        archive.add(3, "Online", type="tribe_venue")
        add(archive, _EventVenueID="3", _EventURL="https://booking.example/1")
        archive.run()
        assert (event().attendance, event().booking_url) == ("online", "https://booking.example/1")
        assert not Venue.objects.exists()

    def test_both_ways_to_come(self, archive):
        archive.add(3, "Quay House", type="tribe_venue")
        add(archive, _EventVenueID="3", _tribe_events_virtual_url="https://meet.example/1")
        archive.run()
        assert (event().attendance, event().online_url) == ("hybrid", "https://meet.example/1")

    def test_a_dry_run_makes_no_venue(self, archive):
        archive.add(3, "Quay House", type="tribe_venue")
        add(archive, _EventVenueID="3")
        archive.run(dry_run=True)
        assert not Venue.objects.exists()


class TestTheRest:
    def test_organisers_categories_price_and_links(self, archive, client):
        archive.add(4, "Port Authority", type="tribe_organizer", meta={"_OrganizerWebsite": "https://port.example"})
        archive.add(5, "The Friends", type="tribe_organizer")
        add(archive, _EventOrganizerID='a:2:{i:0;s:1:"4";i:1;s:1:"5";}', _EventCost="£12.50")
        archive.run()
        assert (event().organiser, event().organiser_url) == ("Port Authority, The Friends", "https://port.example")
        assert (event().price, event().currency) == (Decimal("12.50"), "GBP")
        assert [topic.title for topic in event().topics.all()] == ["Lectures"]
        assert client.get("/events/category/lectures/").headers["Location"] == "/topics/lectures/"

    def test_how_to_reach_organisers_is_told_to_the_editor_alone(self, archive, client):
        ways = {"_OrganizerPhone": "0161 496 0001", "_OrganizerEmail": "port@mail.example"}
        port, friends = ({"_OrganizerWebsite": f"https://{name}.example"} for name in ("port", "friends"))
        archive.add(4, "Port Authority", "Weighing.", type="tribe_organizer", meta=ways | port)
        archive.add(5, "The Friends", "", type="tribe_organizer", meta=friends)
        add(archive, _EventOrganizerID="4,5")
        archive.run()
        notes = "; ".join(ImportedItem.objects.get(kind="tribe_events").report["notes"])
        assert "told of Port Authority has no place here: “0161 496 0001; port@mail.example; Weighing.”" in notes
        assert "told of The Friends has no place here: “https://friends.example”" in notes
        assert event().organiser_url == "https://port.example"
        assert "port@mail.example" not in client.get(event().url).content.decode()

    @pytest.mark.parametrize(
        ("status", "expected"), [("canceled", "cancelled"), ("postponed", "postponed"), ("scheduled", "scheduled")]
    )
    def test_status_and_reason(self, archive, status, expected):
        add(archive, _tribe_events_status=status, _tribe_events_status_reason="The hall is flooded.")
        archive.run()
        assert event().status == expected
        assert event().status_reason == ("" if expected == "scheduled" else "The hall is flooded.")

    def test_who_typed_it_in_is_no_speaker_and_no_person(self, archive):
        add(archive)
        archive.run()
        assert not event().speakers.exists()

    @pytest.mark.parametrize(
        ("values", "expected"),
        [(["4"], [4]), (["4,5"], [4, 5]), (["4", "5", "4"], [4, 5]), (["", "x", 'a:1:{i:0;O:1:"x":0:{}}'], [])],
    )
    def test_read_ids_in_custom_fields(self, values, expected):
        assert read_ids(values) == expected


def test_a_real_calendar(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    result = run_import(ImportOptions(files=(sample("events-2017-2019.xml.gz"),), limit=40))
    assert result.counts["tribe_events"] == {"new": 40}
    assert EventPage.objects.live().filter(timezone="America/New_York", attendance="online").count() >= 38


class TestOldAndOddEvents:
    def test_a_place_and_organiser_of_the_first_versions(self, archive):
        place = {"_EventVenue": "Quay House", "_EventAddress": "1 Quay", "_EventCity": "Northgate"}
        add(archive, _EventOrganizer="The Guild", _EventPhone="0161 496 0002", **place)
        archive.run()
        assert "0161 496 0002" in "; ".join(ImportedItem.objects.get(kind="tribe_events").report["notes"])
        assert (event().place, event().organiser) == ("Quay House, 1 Quay, Northgate", "The Guild")

    def test_what_was_told_of_a_venue_and_an_organiser(self, archive):
        archive.add(5, "Quay House", "<p>Ring twice.</p>", type="tribe_venue")
        archive.add(6, "The Guild", "<p>Weighing since 1402.</p>", type="tribe_organizer")
        add(archive, _EventVenueID="5", _EventOrganizerID="6")
        archive.run()
        assert Venue.objects.get().directions == "Ring twice."
        [item] = ImportedItem.objects.filter(kind="tribe_events")
        assert any("Weighing since 1402." in note for note in item.report["notes"])

    @pytest.mark.parametrize(
        "path", ["/event/event-11/2019-07-01/", "/events/2019-07/", "/events/month/2019-07/", "/events/page/2/"]
    )
    def test_addresses_of_its_dates_and_of_lists(self, archive, path):
        add(archive)
        archive.items[-1] = archive.items[-1].replace(f"{SITE}/2014/03/19/event-11/", f"{SITE}/event/event-11/")
        archive.run()
        assert Client().get(path).status_code == 301

    def test_links_to_lists_and_venues_lead_to_the_events(self, archive):
        archive.add(5, "Quay House", type="tribe_venue", link=f"{SITE}/venue/quay/")
        add(archive, _EventVenueID="5")
        archive.add(12, "Links", f'<a href="{SITE}/events/2019-07/">July</a> <a href="{SITE}/venue/quay/">where</a>')
        archive.run()
        section = EventIndexPage.objects.get()
        assert str(BlogPage.objects.get().body.raw_data).count(f'linktype="page" id="{section.pk}"') == 2


class TestTags:
    """Events have no tags here."""

    ADDRESSES = ("events/tag/wool", "events/tag/wool/list", "events/tag/wool/month", "events/tag/wool/feed")

    def tagged(self, archive, name: str = "Wool &amp; flax") -> None:
        archive.add(11, "A lecture", type="tribe_events", link=f"{SITE}/event/a-lecture/", meta=TIMES,
                    terms=[("post_tag", "wool", name)])  # fmt: skip
        archive.add(12, "Links", f'<a href="{SITE}/events/tag/wool/">All on wool</a>')
        archive.add(13, "Of a post", terms=[("post_tag", "salt", "Salt")])

    @pytest.mark.parametrize("address", [*ADDRESSES, "events/tag/wool/page/2"])
    def test_their_addresses_lead_to_the_list_of_events(self, archive, client, address):
        self.tagged(archive)
        archive.run()
        response = client.get(f"/{address}/")
        assert (response.status_code, response.headers["Location"]) == (301, EventIndexPage.objects.get().url)

    def test_or_to_the_topic_of_that_name(self, archive, client):
        self.tagged(archive)
        archive.categories = [("wool-and-flax", "Wool &amp; flax", "")]
        archive.run()
        topic = TopicPage.objects.get()
        assert client.get("/events/tag/wool/").headers["Location"] == topic.url
        assert f'linktype="page" id="{topic.pk}"' in str(BlogPage.objects.get(title="Links").body.raw_data)

    def test_they_are_proved(self, archive):
        self.tagged(archive)
        archive.run()
        asked = check_addresses(scan_export(Export((archive.write(),))), Site.objects.get())
        answers = {answer.path.strip("/"): answer for answer in asked}
        assert {*self.ADDRESSES} <= {*answers}
        assert [answer for answer in answers.values() if not answer.is_good] == []
        assert "events/tag/salt" not in answers

    def test_undo_takes_them_back(self, archive, client):
        self.tagged(archive)
        archive.run()
        command("import_wordpress", archive.write(), undo=True)
        assert client.get("/events/tag/wool/").status_code == 404
