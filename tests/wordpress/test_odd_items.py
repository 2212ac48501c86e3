"""Items as real archives have them: types and statuses of plugins, dates that are none, parents in a circle."""

from datetime import UTC, datetime
from html import escape

import pytest

from blog.models import BlogPage
from home.models import HomePage

from .archive import SITE, Archive, comment
from .oddities import Moved, SoundImport, get, raw_item

OTHER_TYPES = [
    *("product", "product_variation", "shop_order", "nav_menu_item", "revision", "wp_template", "wp_template_part"),
    *("wp_navigation", "wp_global_styles", "custom_css", "customize_changeset", "oembed_cache", "elementor_library"),
    *("acf-field-group", "wpcf7_contact_form", "user_request", "Ware ⚖️", "x" * 80),
]
STATUSES = [
    "draft",
    "pending",
    "future",
    "private",
    "inherit",
    "acf-disabled",
    "wc-completed",
    "dp-rewrite-republish",
    "",
]
RESTRICTED = {
    44: ("Everybody’s. [restrict level='1']{}[/restrict]", {}),
    45: ("{} for members.", {"_members_access_role": "subscriber"}),
    46: ("<!-- wp:premium-content/container -->\n<div><p>{}</p></div>\n<!-- /wp:premium-content/container -->", {}),
    47: ("[members_only]{}[/members_only]", {"rcp_user_level": "None"}),
}
DATES = {
    60: "0000-00-00 00:00:00",
    61: "1711-03-19 10:30:00",
    62: "1969-12-31 23:59:59",
    63: "9999-12-31 23:59:59",
    64: "0001-01-01 00:00:00",
    65: "2014-02-30 10:30:00",
    66: "2014-03-19T10:30:00Z",
    67: "2014-03-30 01:30:00",
    68: "never",
    69: "",
}


def fill(archive: Archive) -> None:
    add = archive.add
    for number, kind in enumerate(OTHER_TYPES, 1000):
        add(
            number,
            f"Ware {number}",
            "Goods of the shop.",
            type=kind,
            status="inherit" if kind == "revision" else "publish",
        )
    for number, status in enumerate(STATUSES, 30):
        add(number, f"Unseen {status}", f"Secretword{number} of scales.", status=status,
            excerpt=f"Secretword{number}.", comments=comment(number, f"Secretword{number} answered."))  # fmt: skip
    add(40, "Locked", "Secretword40. “Secretword40,” said Mina Ahlberg.", password="tare", excerpt="Secretword40",
        meta={"_yoast_wpseo_metadesc": "Secretword40"})  # fmt: skip
    add(41, "In the bin", "Secretword41.", status="trash")
    add(42, "Hardly begun", "", status="auto-draft")
    add(43, "By a private category", "Secretword43.", status="private", terms=[("category", "hidden", "Secret pots")])
    for number, (content, meta) in RESTRICTED.items():
        add(number, f"For members {number}", content.format(f"Secretword{number}"), meta=meta, excerpt="For members.")
    for number, date in DATES.items():
        add(number, f"Dated {number}", "On the date.", date=date)
    archive.items.append(
        raw_item(title="Dated by the feed", link=f"{SITE}/dated-by-the-feed/", wp_post_id="59", wp_status="publish",
                 wp_post_type="post", pubDate="Wed, 19 Mar 2014 10:30:00 +0100", content_encoded="Words.")
    )  # fmt: skip
    add(58, "Announced too early", "Secretword58.", date="2999-01-01 00:00:00")
    for number, (title, parent, status) in enumerate(
        [("Child of a later one", 72, "publish"), ("Its own parent", 71, "publish"), ("A later one", 0, "publish"),
         ("Circle a", 74, "publish"), ("Circle b", 75, "publish"), ("Circle c", 73, "publish"),
         ("An orphan", 9999, "publish"), ("Child of the bin", 78, "publish"), ("A parent in the bin", 0, "trash"),
         ("Child of a draft", 80, "publish"), ("Secretword80", 0, "draft"), ("Child of the private", 82, "publish"),
         ("Secretword82", 0, "private"), ("Child of a post", 40, "publish"), ("Child of a file", 90, "publish"),
         ("Negative", -5, "publish")], 70,
    ):  # fmt: skip
        add(number, title, f"Page {number}.", type="page", parent=parent, status=status, slug=f"page-{number}",
            link=f"{SITE}/page-{number}/")  # fmt: skip
    for depth in range(33):
        add(200 + depth, f"Depth {depth}", "Deep.", type="page", parent=199 + depth if depth else 0,
            slug=f"depth-{depth}", link=f"{SITE}/" + "".join(f"depth-{d}/" for d in range(depth + 1)))  # fmt: skip
    add(92, "Blank", "  \n \t&nbsp; \n")
    add(93, "Comments alone", "<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph --><!--more--><!--nextpage-->")
    add(94, "\x01Control\x0b &amp;amp; twice &#8217; &#x1F4DC; &lt;b&gt;", "Nul&#0; bell&#7; half&#xD83D; ￿ end.")
    add(95, "Windows lines", "One.\r\n\r\nTwo.\r\nThree.")
    add(96, "Mojibake", "The cafÃ© of the weigh house, itâ€™s open.")
    word = "number"
    archive.items += [
        raw_item(title="Without a number", link=f"{SITE}/none/", wp_post_type="post", wp_status="publish",
                 wp_post_date="2014-03-19 10:30:00", content_encoded="No number."),
        raw_item(title="Worded number", link=f"{SITE}/worded/", wp_post_id=word, wp_post_type="post",
                 wp_status="publish", wp_post_date="2014-03-19 10:30:00", content_encoded="A worded number."),
        raw_item(title="Huge number", link=f"{SITE}/huge/", wp_post_id="9" * 30, wp_post_type="post",
                 wp_status="publish", wp_post_date="2014-03-19 10:30:00", content_encoded="A huge number."),
        raw_item(title="Negative number", link=f"{SITE}/negative/", wp_post_id="-7", wp_post_type="post",
                 wp_status="publish", wp_post_date="2014-03-19 10:30:00", content_encoded="A negative number."),
        raw_item(),
    ]  # fmt: skip
    add(97, "Odd fields", "Of fields.", meta={
        "_elementor_data": '[{"id":"1","settings":{"title":"' + "Goods " * 60_000 + '"}}]',
        "_thumbnail_id": "9" * 5000, "footnotes": "[{",
        "_yoast_wpseo_title": "%%title%% %%page%% %%sep%% " + "long " * 90,
        "_wp_attachment_metadata": 'a:2:{s:5:"width";i:', "_edit_last": "1", "x" * 400: "y",
    })  # fmt: skip


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    return move_in(fill, comments=True)


class TestSound(SoundImport):
    secrets = tuple(f"Secretword{number}" for number in (*range(30, 48), 58, 80, 82))

    def test_no_other_page_names_what_is_private(self, moved, db):
        for number in (79, 81):
            assert "secretword" not in get(moved.item_report(number)["url"]).content.decode().casefold()


@pytest.mark.usefixtures("db")
class TestWhatIsLeftBehind:
    @pytest.mark.parametrize("kind", [*OTHER_TYPES, "post (trash)", "post (auto-draft)"])
    def test_it_is_counted_with_a_reason(self, moved, kind):
        assert moved.summary["not_imported"][kind] == 1
        assert moved.summary["why_not"][kind]
        assert escape(moved.summary["why_not"][kind]) in moved.report
        assert f"1 not imported: {moved.summary['why_not'][kind]}" in moved.said

    def test_reasons_are_particular(self, moved):
        reasons = moved.summary["why_not"]
        assert reasons["post (trash)"] == "it was in the bin"
        assert "menus are made anew" in reasons["nav_menu_item"]
        assert reasons["shop_order"] == reasons["product"] != reasons["custom_css"]

    def test_an_item_of_nothing_is_said_to_be_that(self, moved):
        assert any("the item is empty and was passed over" in repair for repair in moved.summary["repairs"])


@pytest.mark.usefixtures("db")
class TestStatuses:
    @pytest.mark.parametrize("number", range(30, 39))
    def test_what_is_not_published_is_a_draft_and_says_what_it_was(self, moved, number):
        status = STATUSES[number - 30]
        assert not moved.page(number).live
        assert f"“{status}”" in moved.notes(number) or "does not say" in moved.notes(number)
        assert f"Secretword{number}" in moved.text(number)

    def test_a_password_hides_body_excerpt_and_quotations(self, moved):
        page = moved.page(40)
        assert not page.live
        assert "Secretword40" in page.summary
        assert "protected by a password" in moved.notes(40)
        assert get("/?p=40").status_code == 200  # the home page, and no redirect
        assert "secretword40" not in get("/people/mina-ahlberg/").content.decode().casefold()

    @pytest.mark.parametrize("number", RESTRICTED)
    def test_what_plugins_kept_for_members_is_a_draft(self, moved, number):
        assert not moved.page(number).live
        assert "not everybody could read all of it" in moved.notes(number)
        assert f"Secretword{number}" in moved.text(number)

    def test_a_date_to_come_keeps_a_post_until_then(self, moved):
        assert get(moved.item_report(58)["url"]).status_code == 404
        assert "still to come" in moved.notes(58)


@pytest.mark.usefixtures("db")
class TestDates:
    @pytest.mark.parametrize("number", [number for number in DATES if number not in (61, 62, 66, 67)])
    def test_what_is_no_date_is_said(self, moved, number):
        assert "it has no date" in moved.notes(number)
        assert moved.page(number).live

    @pytest.mark.parametrize(
        ("number", "moment"),
        [(61, datetime(1711, 3, 19, 10, 30)), (62, datetime(1969, 12, 31, 23, 59, 59)),
         (66, datetime(2014, 3, 19, 10, 30)), (67, datetime(2014, 3, 30, 1, 30)), (59, datetime(2014, 3, 19, 9, 30))],
    )  # fmt: skip
    def test_old_dates_stay_as_they_were(self, moved, number, moment):
        assert moved.page(number).date == moment.replace(tzinfo=UTC)

    def test_archives_of_years_that_are_others_here_lead_to_those(self, moved):
        assert get("/1969/").headers["Location"] == "/blog/1970/"
        assert get("/1969/12/31/").headers["Location"] == "/blog/1970/1/"


@pytest.mark.usefixtures("db")
class TestPlaces:
    @pytest.mark.parametrize(("number", "above"), [(70, 72), (73, 74), (74, 75), (79, 80), (81, 82), (229, 228)])
    def test_pages_stand_below_those_above_them_wherever_these_come(self, moved, number, above):
        path = moved.page(number).path
        assert path.startswith(moved.page(above).path)
        assert path != moved.page(above).path

    @pytest.mark.parametrize("number", [71, 75, 76, 77, 83, 84, 230])
    def test_those_that_cannot_are_at_the_top_and_say_so(self, moved, number):
        assert moved.page(number).get_parent().specific_class is HomePage
        assert "cannot stand below" in moved.notes(number)


@pytest.mark.usefixtures("db")
class TestTexts:
    @pytest.mark.parametrize("number", [92, 97])
    def test_they_can_be_published_with_little_in_them(self, moved, number):
        moved.page(number).full_clean()

    def test_what_has_no_text_says_so(self, moved):
        assert "it has no text" in moved.notes(92)

    def test_control_characters_go_and_entities_are_read_once(self, moved):
        page = moved.page(94)
        assert page.title == "Control &amp; twice ’ 📜 <b>"
        assert "half" in str(page.body)
        assert "end." in str(page.body)

    def test_windows_lines_are_lines(self, moved):
        assert "<p>One.</p>" in moved.text(95)
        assert "<p>Two.<br/>Three.</p>" in moved.text(95)

    def test_mojibake_stays_as_it_was_read(self, moved):
        assert "cafÃ©" in moved.text(96)
        assert "itâ€™s" in moved.text(96)

    @pytest.mark.parametrize("title", ["Without a number", "Worded number", "Huge number", "Negative number"])
    def test_items_are_known_without_a_number(self, moved, title):
        assert BlogPage.objects.get(title=title).live

    def test_search_engines_title_is_cut_and_its_variables_are_gone(self, moved):
        title = moved.page(97).seo_title
        assert title.startswith("Odd fields – long long")
        assert len(title) <= 255
