"""Bodies as real archives have them: of page builders and unknown plugins, broken, endless, and deep."""

from base64 import b64encode

import pytest

from blog.models import BlogPage

from .archive import SITE, Archive, comment, picture
from .oddities import Moved, SoundImport, get

UNKNOWN = (
    '<!-- wp:wares/ledger {"id":3,"note":"\\u0000\\ud83d"} -->\n<div class="ledger"><p>Wool, forty stone.</p>'
    "<!-- wp:wares/row -->\n<div>Flax, nine stone.</div>\n<!-- /wp:wares/row --></div>\n<!-- /wp:wares/ledger -->"
)
MALFORMED = (
    '<!-- wp:paragraph {"align":"center",} -->\n<p>Malformed settings.</p>\n<!-- /wp:paragraph -->\n'
    '<!-- wp:heading {"level":} -->\n<h2>A heading stays.</h2>\n<!-- /wp:heading -->\n'
    "<!-- wp:list -->\n<ul><li>Never closed.</li></ul>\n<!-- wp:quote -->\n"
    "<blockquote><p>Neither was this.</p></blockquote>\n"
    '<!-- /wp:nothing -->\n<!-- wp:image {"id":"5"} /-->\n<!-- wp:embed {"url":["x"]} /-->\n<p>At the end.</p><!-- wp:'
)
DEEP_BLOCKS = "<!-- wp:group -->\n<div>" * 700 + "<p>Far below.</p>" + "</div>\n<!-- /wp:group -->" * 700
BUILDERS = (
    '[vc_row full_width="stretch_row"][vc_column width="1/2"][vc_column_text]Words of a column.[/vc_column_text]'
    '[vc_custom_heading text="A heading of the builder"][/vc_column][/vc_row]'
    '[et_pb_section][et_pb_row][et_pb_text admin_label="Text"]Words of another builder.[/et_pb_text]'
    '[et_pb_blurb title="A blurb"]Inside the blurb.[/et_pb_blurb][/et_pb_row]'
    f"[vc_raw_html]{b64encode(b'%3Cp%3ERaw words.%3C%2Fp%3E%00').decode()}[/vc_raw_html]"
)
SHORTCODES = (
    '[tabs][tab title="One"]In the first.[/tab][tab title="Two"]In the second.[/tabs]\n\n'
    '[caption id="attachment_5" align="left"]No picture in here.\n\n[gallery ids="no,numbers"]\n\n'
    '[button link="/?p=1"]Press [b]here[/b][/button] [[gallery]] [sic] [unclosed attr="\n\n'
    '[audio][/audio][video src=""]\n\n'
    '[embed][/embed][contact-form-7 id="12" title="Write to us"]'
)
IMAGES = (
    "<p>Before.<img><img src=''><img src='data:image/png;base64,iVBORw0KGgo=' alt='drawn in'>"
    f"<img srcset='{SITE}/wp-content/uploads/scales.png 300w'><img data-src='{SITE}/wp-content/uploads/scales.png'>"
    f"<img src='data:image/gif;base64,R0lGOD' data-lazy-src='{SITE}/wp-content/uploads/scales.png' class='lazyload'>"
    "<img src='//[broken'><img src='file:///C:/scales.png' alt='on a disk'><img src='https://else.example/a.png'>After.</p>"
)  # fmt: skip
TABLES = (
    "<table><tr><th rowspan='2'>Ware</th><th colspan='2'>Weight</th></tr><tr><td>first</td><td>second</td></tr>"
    "<tr><td rowspan='0'>Wool</td><td colspan='99999'>forty</td></tr></table>"
    "<table><tr><td>Outside<table><tr><td>Inside</td></tr></table></td></tr></table><table></table>"
    "<table><tr><td>" + "<table><tr><td>" * 60 + "Innermost" + "</td></tr></table>" * 61
)
FREEFORM = (
    "<!-- wp:freeform -->Classic\n\nlines.<!-- /wp:freeform --><!-- wp:html --><marquee>Moving</marquee>"
    "<dialog open>Spoken</dialog><custom-ware>Own</custom-ware><!-- /wp:html -->"
)
CONTROL = (
    '<p>Half &#xD83D; nothing &#0; &#x110000; and &#99999999999; end.</p><!-- wp:tab {"label":"A\\u0000b \\ud83d"} /-->'
)


def many_words(number: int) -> str:
    return " ".join(f"ware{n:x}" for n in range(number))


def fill(archive: Archive) -> None:
    add = archive.add
    archive.attach(5, "scales.png", picture(), alt="Scales")
    add(1, "Unknown blocks", UNKNOWN)
    add(2, "Malformed blocks", MALFORMED)
    add(3, "Deep blocks", DEEP_BLOCKS)
    add(4, "Deep HTML", "<div>" * 5000 + "At the bottom." + "</div>" * 5000)
    add(6, "Builders", BUILDERS)
    add(7, "Shortcodes", SHORTCODES)
    add(8, "Pictures", IMAGES)
    add(9, "Tables", TABLES)
    add(10, "Control", CONTROL)
    add(11, "Cyclic patterns", 'Before.<!-- wp:block {"ref":20} /-->After.<!-- wp:block {"ref":"20"} /-->')
    add(20, "Pattern a", 'Of a.<!-- wp:block {"ref":21} /-->', type="wp_block")
    add(21, "Pattern b", 'Of b.<!-- wp:block {"ref":20} /-->', type="wp_block")
    add(12, "Secret patterns", "Before." + "".join(f'<!-- wp:block {{"ref":{n}}} /-->' for n in (22, 23, 24, 25)))
    for number, status in enumerate(["draft", "private", "trash"], 22):
        add(number, f"Pattern {status}", f"Hiddenpattern{number}.", type="wp_block", status=status)
    add(25, "Pattern locked", "Hiddenpattern25.", type="wp_block", password="tare")
    add(13, "Very many words", f"<p>{many_words(160_000)}</p>")
    add(14, "Endless paragraph", "Wool and flax and rope. " * 220_000)
    add(15, "Marks", "Lead.<!--more Read on-->Rest.<!--nextpage-->Second page.<!-- an editor's remark --><!---->")
    add(16, "Unclosed", "<p>One <b>bold <i>both <a href='/x'>link <ul><li>point <blockquote>said <table><tr><td>cell")
    add(17, "Pinged", "Words.", comments=(
        comment(1, "Linked here.", type="pingback") + comment(2, "Too.", type="trackback") + comment(3, "Kept.")
        + comment(4, "Wrong\x00 &#0; [gallery] <script>x</script><img src=x>kept.") + comment(5, "Waits.", approved="0")
        + comment(6, "Spam.", approved="spam") + comment(7, "Bin.", approved="trash")
        + comment(8, "Noted.", type="review") + comment(10, "Hidden from readers.", type="note")
        + comment(3, "Twice the number.") + comment(9, "An answer.", parent=99)
    ))  # fmt: skip
    add(18, "Summary alone", "", excerpt="Only this.")
    add(
        19,
        "Word’s leavings",
        "<!--[if gte mso 9]><xml><w:x>no</w:x></xml><![endif]--><p class=MsoNormal>Word<o:p></o:p>.</p>",
    )
    add(26, "Long heading", f"<h2>{'Heading ' * 100}</h2><pre>{'x' * 20_000}</pre><p>{'y' * 20_000}</p>")
    add(27, "Quotes", "“" * 300 + "said ‘" * 300)
    add(
        28,
        "Attributes",
        f'<p style="{"a" * 100_000}" onclick="x" {"b " * 2000}>Plain.</p><a href="{"c" * 5000}">long</a>',
    )
    add(29, "Freeform and HTML", FREEFORM)


@pytest.fixture(scope="module")
def moved(move_in) -> Moved:
    return move_in(fill, comments=True)


class TestSound(SoundImport):
    secrets = tuple(f"Hiddenpattern{number}" for number in range(22, 26))


@pytest.mark.usefixtures("db")
class TestWordsStay:
    @pytest.mark.parametrize(
        ("number", "words"),
        [(1, "Wool, forty stone."), (1, "Flax, nine stone."), (2, "Malformed settings."), (2, "A heading stays."),
         (2, "Never closed."), (2, "Neither was this."), (2, "At the end."), (3, "Far below."), (4, "At the bottom."),
         (6, "Words of a column."), (6, "A heading of the builder"), (6, "Words of another builder."), (6, "A blurb"),
         (6, "Inside the blurb."), (6, "Raw words."), (7, "In the first."), (7, "In the second."), (7, "[sic]"),
         (7, "No picture in here."), (7, "[gallery]"), (7, "[contact-form-7"), (8, "Before.After."), (9, "Innermost"),
         (9, "Outside"), (10, "end."), (11, "Before.Of a.Of b.After."), (12, "Before."), (15, "Lead. Rest."),
         (15, "Second page."), (16, "cell"), (19, "Word."), (26, "x" * 20_000), (26, "y" * 20_000), (28, "Plain."),
         (29, "Moving"), (29, "Spoken"), (29, "Own")],
    )  # fmt: skip
    def test_of_every_kind_of_body(self, moved, number, words):
        assert words in moved.text(number)

    @pytest.mark.parametrize("number", [*range(1, 5), *range(6, 20), *range(26, 30)])
    def test_and_are_counted(self, moved, number):
        words = moved.item_report(number)["words"]
        lost = words["in"] - words["kept"]
        assert lost == len(words["dropped"])
        # What looks like the beginning of a comment, and the words of an address without an end.
        assert lost <= 1

    @pytest.mark.parametrize("number", [*range(1, 5), *range(6, 13), 16, *range(26, 30)])
    def test_an_editor_can_save_and_publish_each(self, moved, number):
        page = moved.page(number)
        page.full_clean()
        page.save_revision().publish()
        assert get(page.url).status_code == 200


@pytest.mark.usefixtures("db")
class TestWhatTheReportSays:
    @pytest.mark.parametrize(
        ("number", "kind", "said"),
        [(1, "block", "wares/ledger: kept, a plugin's block"), (7, "shortcode", "[contact-form-7]: kept, a plugin's"),
         (6, "shortcode", "[et_pb_text]: changed, a page builder's layout"), (8, "image", "it is in no library"),
         (8, "image", "an image without an address: dropped"), (11, "block", "pattern 20: dropped, it holds itself"),
         (12, "block", "pattern 22: dropped, nothing of it was shown"), (15, "block", "page break: changed"),
         (26, "heading", "too long for a heading; it became a paragraph")],
    )  # fmt: skip
    def test_of_what_is_not_as_it_was(self, moved, number, kind, said):
        assert said in moved.findings(number, kind)

    def test_late_pictures_are_found_where_scripts_looked_for_them(self, moved):
        assert sum(block.block_type == "image" for block in moved.page(8).body) == 3

    def test_comments_are_kept_without_pings_and_what_was_hidden(self, moved):
        assert moved.item_report(17)["comments"] == {"left": 11, "kept": 5}
        text = get(moved.page(17).url).content.decode()
        for hidden in ("Linked here.", "Waits.", "Spam.", "Bin.", "Hidden from readers.", "mail.example", "192.0.2.77"):
            assert hidden not in text
        for shown in ("Kept.", "kept.", "Noted.", "An answer."):
            assert shown in text


@pytest.mark.usefixtures("db")
class TestEnormousBodies:
    @pytest.mark.parametrize(("number", "word"), [(13, "ware4e1f"), (14, "flax")])
    def test_they_are_found(self, moved, number, word):
        titles = [result["title"] for result in get(f"/search/results.json?q={word}").json()["results"]]
        assert moved.page(number).title in titles

    def test_an_editor_finds_and_saves_them(self, moved):
        page = moved.page(13)
        page.save_revision().publish()
        assert page.title in [found.title for found in BlogPage.objects.search("ware4e1f")]
        assert str(page.body).count("ware") == 160_000
