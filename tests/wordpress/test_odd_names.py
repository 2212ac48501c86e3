"""People, topics, tags and events as real archives have them: of one name, of none, in circles, and on odd clocks."""

from datetime import UTC, datetime

import pytest
from taggit.models import Tag

from people.models import PersonPage
from topics.models import TopicPage

from .archive import SITE, Archive
from .oddities import Moved, SoundImport, get, raw_item, term

MANY_TAGS = [f"Ware no. {number}" for number in range(120)]
SIX, EIGHT = "2030-06-01 18:00:00", "2030-06-01 20:00:00"
EVERY_DAY = 'a:1:{s:5:"rules";a:1:{i:0;a:1:{s:4:"type";s:9:"Every Day";}}}'
EVENTS = {
    100: {"_EventStartDate": SIX, "_EventEndDate": EIGHT, "_EventTimezone": "UTC+2"},
    101: {"_EventStartDate": SIX, "_EventEndDate": EIGHT, "_EventTimezone": "UTC-3:30"},
    102: {"_EventStartDate": SIX, "_EventEndDate": EIGHT, "_EventTimezone": "UTC+5.5"},
    103: {"_EventStartDate": SIX, "_EventEndDate": EIGHT},
    104: {"_EventStartDate": SIX, "_EventEndDate": "2030-06-01 16:00:00", "_EventTimezone": "Europe/Paris"},
    105: {"_EventStartDate": "2030-06-01 00:00:00", "_EventEndDate": "2030-06-01 23:59:59", "_EventAllDay": "yes"},
    106: {"_EventStartDate": SIX, "_EventEndDate": "2030-06-04 12:00:00", "_EventVenueID": "999"},
    107: {"_EventEndDate": EIGHT},
    108: {"_EventStartDate": SIX, "_EventRecurrence": EVERY_DAY},
    109: {"_EventStartDate": "2030-03-31 01:30:00", "_EventTimezone": "Europe/London"},
    110: {"_EventStartDate": "half past six", "_EventTimezone": "Mars/Olympus"},
    111: {"_EventStartDate": SIX, "_EventCost": "£" * 400, "_EventURL": "javascript:alert(1)",
          "_EventDuration": "9" * 5000, "_EventOrganizerID": "a:2:{broken"},
}  # fmt: skip
CATEGORIES = [
    ("a", "Wool", "b"), ("b", "Flax", "a"), ("self", "Rope", "self"), ("lost", "Hemp", "nowhere"),
    ("wool-2", "Wool", ""), ("Wool-3", "WOOL", ""), ("%e2%9a%96%ef%b8%8f", "⚖️", ""), ("amp", "Salt &amp; Rice", ""),
    ("long", "Long name " * 40, ""), ("nameless", "", ""), ("uncategorized", "Uncategorized", ""),
]  # fmt: skip
TERMS = [
    ("category", "a", "Wool"), ("post_tag", "a", "Wool"), ("post_tag", "b", "wool"), ("post_tag", "", "No slug"),
    ("post_tag", "long", "Long tag " * 40), ("post_tag", "%e2%9a%96", "⚖️"), ("post_tag", "comma", "salt, rice"),
    ("post_format", "post-format-aside", "Aside"), ("series", "scales", "On scales"),
]  # fmt: skip


def fill(archive: Archive) -> None:
    add = archive.add
    archive.authors = {
        "mina": "Mina Ahlberg", "mina2": "Mina Ahlberg", "nobody": "", "scale": "⚖️ Weigher", "admin": "admin",
        "long": "Long " * 80 + "Name", "given": "Ida &amp; Sons", "Ünïcode": "Zoë Þórsdóttir",
    }  # fmt: skip
    archive.categories = CATEGORIES
    archive.items.append(term("language", "en", "English") + term("product_cat", "spice", "Spices", number=7))
    logins = [*archive.authors, "undeclared", "", "x" * 300]
    for number, login in enumerate(logins, 1):
        add(number, f"By {number}", creator=login)
    add(20, "Every category", terms=[("category", slug, name) for slug, name, _parent in archive.categories])
    add(21, "More than a hundred tags", terms=[("post_tag", f"ware-{n}", name) for n, name in enumerate(MANY_TAGS)])
    add(22, "Tag and category", terms=TERMS)
    add(23, "In English", slug="one-slug", link=f"{SITE}/en/one-slug/", terms=[("language", "en", "English")])
    add(24, "Auf Deutsch", slug="one-slug", link=f"{SITE}/de/one-slug/", terms=[("language", "de", "Deutsch")])
    archive.items.append(
        raw_item(title="Categories by name alone", link=f"{SITE}/by-name/", wp_post_id="25", wp_post_type="post",
                 wp_status="publish", wp_post_date="2014-03-19 10:30:00", content_encoded="Words.",
                 category="Barley", dc_creator="mina").replace("</item>", "<category>Oats and Rye</category></item>")
    )  # fmt: skip
    for number, meta in EVENTS.items():
        add(number, f"Event {number}", type="tribe_events", meta=meta, link=f"{SITE}/event/event-{number}/")
    add(120, "A hall", type="tribe_venue", meta={"_VenueLat": "north", "_VenueURL": "no address"})
    add(
        121,
        "An event in a hall",
        type="tribe_events",
        link=f"{SITE}/event/hall/",
        meta=EVENTS[103] | {"_EventVenueID": "120"},
    )


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    return move_in(fill)


class TestSound(SoundImport):
    pass


@pytest.mark.usefixtures("db")
class TestPeople:
    def authors(self, moved, number) -> list[str]:
        return [author.display_name for author in moved.page(number).authors.all()]

    def test_two_accounts_of_one_name_are_one_person(self, moved):
        assert self.authors(moved, 1) == self.authors(moved, 2) == ["Mina Ahlberg"]
        assert PersonPage.objects.filter(family_name="Ahlberg").count() == 1
        assert "there is a person of that name already" in moved.notes("author:mina2")

    @pytest.mark.parametrize(("number", "login"), [(3, "nobody"), (9, "undeclared")])
    def test_an_account_without_a_name_is_called_by_its_login_and_said_to_be(self, moved, number, login):
        assert self.authors(moved, number) == [login]
        assert "gives no name" in moved.notes(f"author:{login}")

    @pytest.mark.parametrize("number", [5, 10])
    def test_accounts_that_are_no_person_are_nobody(self, moved, number):
        assert self.authors(moved, number) == []
        assert "nobody is named as its author" in moved.notes(number)

    def test_names_of_any_signs(self, moved):
        assert self.authors(moved, 4) == ["⚖️ Weigher"]
        assert self.authors(moved, 8) == ["Zoë Þórsdóttir"]
        assert self.authors(moved, 7) == ["Ida & Sons"]
        assert len(self.authors(moved, 6)) == len(self.authors(moved, 11)) == 1


@pytest.mark.usefixtures("db")
class TestTopics:
    def test_categories_of_one_name_are_one_topic(self, moved):
        assert TopicPage.objects.filter(title__iexact="wool").count() == 1
        assert "there is a topic of that name already" in moved.notes("category:wool-2")

    def test_circles_end_somewhere(self, moved):
        wool, flax = TopicPage.objects.get(title="Wool"), TopicPage.objects.get(title="Flax")
        assert {wool.parent_id, flax.parent_id} in ({None, wool.pk}, {None, flax.pk})
        assert TopicPage.objects.get(title="Rope").parent_id is None
        assert TopicPage.objects.get(title="Hemp").parent_id is None

    def test_names_are_cut_kept_and_read_as_they_were_meant(self, moved):
        titles = [topic.title for topic in moved.page(20).topics.all()]
        assert {"⚖️", "Salt & Rice", "nameless"} <= {*titles}
        assert "Uncategorized" not in titles
        assert max(map(len, titles)) <= 255
        assert len(titles) == 8

    def test_categories_without_a_slug_are_each_their_own(self, moved):
        assert {topic.title for topic in moved.page(25).topics.all()} == {"Barley", "Oats and Rye"}

    def test_groups_of_plugins_are_listed(self, moved):
        for group in ("language: English", "language: Deutsch", "post_format: Aside", "series: On scales"):
            assert moved.summary["other_taxonomies"][group] == 1
            assert group in moved.report

    def test_translations_are_posts_of_their_own(self, moved):
        assert get("/en/one-slug/").headers["Location"] == "/blog/one-slug/"
        assert get("/de/one-slug/").headers["Location"] == "/blog/one-slug-2/"


@pytest.mark.usefixtures("db")
class TestTags:
    def test_more_than_a_hundred_on_one_post(self, moved):
        assert {tag.name for tag in moved.page(21).tags.all()} == {*MANY_TAGS}

    def test_of_one_name_in_any_case_are_one(self, moved):
        names = [tag.name for tag in moved.page(22).tags.all()]
        assert sum(name.casefold() == "wool" for name in names) == 1
        assert {"⚖️", "salt, rice", "No slug"} <= {*names}
        assert Tag.objects.filter(name__startswith="Long tag").get().name == ("Long tag " * 40)[:100]


@pytest.mark.usefixtures("db")
class TestEvents:
    @pytest.mark.parametrize(
        ("number", "hour", "minute", "zone"),
        [(100, 16, 0, "UTC+2"), (101, 21, 30, "UTC-3:30"), (102, 12, 30, "UTC+5.5")],
    )
    def test_clocks_without_a_place_say_the_moment(self, moved, number, hour, minute, zone):
        assert moved.page(number).starts_at == datetime(2030, 6, 1, hour, minute, tzinfo=UTC)
        assert moved.page(number).live
        assert f"18:00 {zone}" in moved.notes(number)

    def test_without_a_zone_the_clocks_are_those_of_the_site(self, moved):
        assert moved.page(103).starts_at == datetime(2030, 6, 1, 17, tzinfo=UTC)

    def test_an_end_before_the_beginning(self, moved):
        event = moved.page(104)
        assert event.ends_at > event.starts_at == datetime(2030, 6, 1, 16, tzinfo=UTC)
        assert "ended before it began" in moved.notes(104)

    def test_whole_days_and_several(self, moved):
        assert moved.page(105).all_day
        assert (moved.page(106).ends_at - moved.page(106).starts_at).days == 2
        assert "it had no venue" in moved.notes(106)

    @pytest.mark.parametrize("number", [107, 110])
    def test_without_a_beginning_it_is_a_draft(self, moved, number):
        assert not moved.page(number).live
        assert "it has no date" in moved.notes(number)

    def test_of_what_recurs_one_date_is_here_and_that_is_said(self, moved):
        assert moved.page(108).live
        assert "recurred" in moved.notes(108)

    def test_an_hour_that_the_clocks_left_out(self, moved):
        assert moved.page(109).starts_at == datetime(2030, 3, 31, 1, 30, tzinfo=UTC)
        assert "the clocks go forward" in moved.notes(109)

    def test_fields_that_say_nothing_of_use(self, moved):
        event = moved.page(111)
        assert (event.booking_url, event.organiser, len(event.price_note)) == ("", "", 255)
        assert "its link is no address" in moved.notes(111)
        assert moved.page(121).venue.name == "A hall"
