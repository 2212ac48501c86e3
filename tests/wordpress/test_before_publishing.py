"""What is left to do after an import: the page that lists it, fields to take, and uploads that come later."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from blog.models import BlogPage
from home.models import StandardPage
from media.models import CustomImage
from wordpress.importing.custom_fields import make_pattern
from wordpress.models import ImportRun

from .archive import Archive
from .oddities import Moved, command

URL = "/admin/wordpress/"
INTRO = '<p>Words that only the template showed, "a whole paragraph" of them.</p>'
FIELDS = {
    "intro": INTRO, "_intro": "field_5a1b", "align": "left", "sections": 'a:1:{i:0;s:4:"text";}',
    "sections_0_body": "The first row of three.", "sections_1_body": "And the second row.", "link": "https://a.example/x",
    "_yoast_wpseo_title": "A title for engines",
}  # fmt: skip
WIDGETS = [
    ("testimonial", {"testimonial_content": "Fine pier", "testimonial_name": "Odo Lamp", "testimonial_job": "Rigger"}),
    ("price-list", {"price_list": [{"title": "Mooring", "price": "12", "item_description": "A night"}]}),
    ("counter", {"ending_number": 250, "suffix": " boats", "title": "In the harbour"}),
    ("call-to-action", {"title": "Join", "button": "Press here", "link": {"url": "https://a.example/j"}}),
    ("unheard-of", {"slogan": "No words are lost", "css_classes": "wide left"}),
]  # fmt: skip


def fill(archive: Archive) -> None:
    archive.authors = {"mina": "Mina Ahlberg", "mq7": ""}
    archive.categories = [("rents", "Rents", ""), ("buses", "Buses", "")]
    archive.attach(5, "2014/lost.png")
    built = [{"elType": "widget", "widgetType": kind, "settings": settings} for kind, settings in WIDGETS]
    archive.add(7, "Made of fields", "", type="page", slug="fields", meta=FIELDS)
    archive.add(8, "Built", "", type="page", slug="built", meta={"_elementor_data": json.dumps(built)})
    archive.add(9, "Empty", "", type="page", slug="empty")
    archive.add(
        10, "Form", '[contact-form-7 id="12" title="Write"]', creator="mq7", terms=[("category", "buses", "Buses")]
    )
    for number in range(11, 14):
        archive.add(number, f"Rents {number}", '[gallery ids="5"]Words.', terms=[("category", "rents", "Rents")])


@pytest.mark.usefixtures("imports_root")
def test_uploads_can_be_given_after_the_import(administrator, handed_in):
    uploads = handed_in.pop("uploads")
    administrator.post(URL, handed_in)
    administrator.post(f"{URL}{ImportRun.objects.first().pk}/import/")
    done = ImportRun.objects.first()
    shown = administrator.get(f"{URL}{done.pk}/").content.decode()
    assert "1 file of the old site is not here." in shown
    assert "Give the uploads now" in shown
    administrator.post(f"{URL}{done.pk}/uploads/", {})
    assert ImportRun.objects.first() == done
    administrator.post(f"{URL}{done.pk}/uploads/", {"uploads": uploads})
    later = ImportRun.objects.first()
    assert (later.state, later.counts["attachment"]) == ("done", {"new": 1})
    assert CustomImage.objects.count() == 1
    shown = administrator.get(f"{URL}{later.pk}/").content.decode()
    assert "Give the uploads now" not in shown
    # Nothing is missing any more: the export is gone.
    again = SimpleUploadedFile("uploads.zip", b"PK")
    assert administrator.post(f"{URL}{later.pk}/uploads/", {"uploads": again}).url == URL
    assert ImportRun.objects.first() == later


@pytest.mark.usefixtures("imports_root")
def test_fields_can_be_taken_before_and_after_the_import(administrator, archive):
    """Those that readers certainly saw are ticked, so that one press reaches every word."""
    archive.add(
        7,
        "With fields",
        "<p>A text.</p>",
        meta={"intro": "Shown by the design.", "_intro": "field_1", "memo": "Only for the editors."},
    )
    archive.add(8, "Another", "<p>A text.</p>", meta={"credits": "Set by the port."})
    administrator.post(URL, {"export": SimpleUploadedFile("export.xml", archive.text().encode())})
    look = ImportRun.objects.first()
    ticked = 'name="fields" value="{}" checked>'.format
    page = administrator.get(f"{URL}{look.pk}/").content.decode()
    assert ticked("intro") in page
    assert ticked("memo") not in page
    administrator.post(f"{URL}{look.pk}/import/")
    done = ImportRun.objects.first()
    for address in (f"{URL}{done.pk}/", f"{URL}{done.pk}/before/"):
        page = administrator.get(address).content.decode()
        assert "Take these fields now" in page
        assert ticked("intro") in page
        assert "<code>memo</code> (4 words)" in page
    # Nothing ticked, or something that is no field, starts nothing.
    administrator.post(f"{URL}{done.pk}/fields/", {"fields": "title"})
    assert ImportRun.objects.first() == done
    administrator.post(f"{URL}{done.pk}/fields/", {"fields": "intro"})
    administrator.post(f"{URL}{ImportRun.objects.first().pk}/fields/", {"fields": "credits"})
    last = ImportRun.objects.first()
    assert (last.state, last.counts["post"]) == ("done", {"unchanged": 1, "updated": 1})
    texts = [str(post.body) for post in BlogPage.objects.order_by("title")]
    assert "Set by the port." in texts[0]
    assert "Shown by the design." in texts[1]
    assert "<code>memo</code> (4 words)" in administrator.get(f"{URL}{last.pk}/before/").content.decode()
    # In another look, what was taken is ticked: it would be lost otherwise.
    text = archive.text().replace("A text", "A new text")
    administrator.post(URL, {"export": SimpleUploadedFile("export.xml", text.encode())})
    assert ticked("credits") in administrator.get(f"{URL}{ImportRun.objects.first().pk}/").content.decode()


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    return move_in(fill)


@pytest.mark.usefixtures("db")
class TestFields:
    def test_words_in_fields_count_as_dropped_and_are_listed(self, moved):
        told = moved.item_report(7)
        assert told["fields"] == {"intro": 11, "sections_*_body": 9}
        assert told["words"]["in"] - told["words"]["kept"] == 20
        assert "paragraph" in told["words"]["dropped"]
        assert "intro: Words that only the template" in moved.findings(7, "field")
        assert "its words stood in fields that were not taken: intro, sections_*_body" in moved.notes(7)

    def test_a_page_that_nothing_is_left_of_is_a_draft(self, moved):
        assert not moved.page(7).live
        assert moved.page(9).live  # it was as empty there

    def test_short_settings_of_widgets_are_shown_and_unknown_ones_listed(self, moved):
        text = moved.text(8)
        for words in ("Fine pier", "Odo Lamp", "Rigger", "Mooring", "12", "A night", "250 boats", "Press here"):
            assert words in text
        assert moved.item_report(8)["words"]["dropped"] == ["No", "words", "are", "lost"]
        assert "No words are lost" in moved.findings(8, "field")

    def test_chosen_fields_are_added_to_the_text(self, moved):
        chosen = {"fields": ["intro", "sections_*_body"], "curly_quotes": True}
        assert "page             3 updated" in command("import_wordpress", *moved.files, **chosen)
        assert "page             3 unchanged" in command("import_wordpress", *moved.files, **chosen)
        page = StandardPage.objects.get(slug="fields")
        assert page.live
        text = str(page.body)
        assert text.index("“a whole paragraph”") < text.index("first row") < text.index("second row")

    @pytest.mark.parametrize(
        ("key", "pattern"),
        [("intro", "intro"), ("rows_0_title", "rows_*_title"), ("a_1_b_12", "a_*_b_*"), ("h2_text", "h2_text")],
    )
    def test_rows_are_one_field(self, key, pattern):
        assert make_pattern(key) == pattern


class TestBeforePublishing:
    def test_it_lists_what_is_to_be_done(self, moved, administrator):
        run = ImportRun.objects.filter(source="old.weighhouse.example").first()
        assert "Before you publish" in administrator.get(f"{URL}{run.pk}/").content.decode()
        shown = administrator.get(f"{URL}{run.pk}/before/")
        sections = {str(section.heading): section for section in shown.context_data["sections"]}
        listed = {heading: [row.title for row in section.rows] for heading, section in sections.items()}
        assert listed == {
            "Authors who are called by a login": ["mq7"],
            "Categories that may rather be tags": ["Buses"],
            "Shortcodes in texts": ["Form"],
            "Pages without text": ["Empty", "Made of fields"],
            "Pages with missing images": ["Rents 11", "Rents 12", "Rents 13"],
        }
        assert sections["Shortcodes in texts"].rows[0].note == "[contact-form-7]"
        assert "intro" in sections["Pages without text"].rows[1].note
        text = shown.content.decode()
        assert "1 file of the old site is not here." in text
        assert f'href="/admin/pages/{moved.page(10).pk}/edit/"' in text

    def test_what_somebody_has_edited_is_listed_no_more(self, moved, administrator):
        run = ImportRun.objects.filter(source="old.weighhouse.example").first()
        moved.page(10).save_revision().publish()
        sections = administrator.get(f"{URL}{run.pk}/before/").context_data["sections"]
        assert "Shortcodes in texts" not in [section.heading for section in sections]

    def test_nobody_else_sees_it(self, moved, editor_client):
        run = ImportRun.objects.filter(source="old.weighhouse.example").first()
        assert editor_client.get(f"{URL}{run.pk}/before/").status_code in {302, 403}
