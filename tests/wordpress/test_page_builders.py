"""Bodies as page builders, word processors and plugins leave them."""

import pytest

from tests.conversion.converted import OLD, said
from wordpress.converting.core_blocks import is_core

from .converted import convert, shapes

# https://developer.wordpress.org/block-editor/reference-guides/core-blocks/ and what earlier versions had.
CORE = """accordion accordion-heading accordion-item accordion-panel archives audio avatar block breadcrumbs
    button buttons calendar categories code column columns comment-author-avatar comment-author-name
    comment-content comment-date comment-edit-link comment-reply-link comment-template comments
    comments-pagination comments-pagination-next comments-pagination-numbers comments-pagination-previous
    comments-title cover cover-image details embed file footnotes form form-input
    form-submission-notification form-submit-button freeform gallery group heading home-link html icon image
    latest-comments latest-posts legacy-widget list list-item loginout math media-text missing more
    navigation navigation-link navigation-overlay-close navigation-submenu nextpage page-list page-list-item
    paragraph pattern playlist playlist-track post-author post-author-biography post-author-name
    post-comments-count post-comments-form post-comments-link post-content post-date post-excerpt
    post-featured-image post-navigation-link post-template post-terms post-time-to-read post-title
    preformatted pullquote query query-no-results query-pagination query-pagination-next
    query-pagination-numbers query-pagination-previous query-title query-total quote read-more rss search
    separator shortcode site-logo site-tagline site-title social-link social-link-github social-links spacer
    subhead tab tabs table table-of-contents tag-cloud template-part term-count term-description term-name
    term-template terms-query text-columns verse video widget-group core-embed/youtube"""


@pytest.mark.parametrize("name", CORE.split())
def test_every_block_of_wordpress_itself_is_known(name):
    assert is_core(name)
    reasons = [reason for _outcome, reason in said(convert(f"<!-- wp:{name} /-->"), "block")]
    assert not any("plugin" in reason for reason in reasons)


class TestBuilders:
    def test_divi(self):
        html = (
            '[et_pb_section fb_built="1"][et_pb_row][et_pb_column type="4_4"][et_pb_text]<p>The hall was full.</p>'
            f'[/et_pb_text][et_pb_image src="{OLD}/a.jpg" alt="The hall" /][et_pb_blurb title="%22Keys%22"]Of iron.'
            '[/et_pb_blurb][et_pb_button button_text="Read on" button_url="https://example.org/"][/et_pb_button]'
            "[/et_pb_column][/et_pb_row][/et_pb_section]"
        )
        found = shapes(html, images={f"{OLD}/a.jpg": 7})
        assert [kind for kind, _value in found] == ["paragraph", "image", "heading", "paragraph"]
        assert found[0][1] == "<p>The hall was full.</p>"
        assert (found[1][1]["image"], found[1][1]["alt_text"]) == (7, "The hall")
        assert found[2][1]["text"] == '"Keys"'
        assert found[3][1] == '<p>Of iron.</p><p><a href="https://example.org/">Read on</a></p>'

    def test_wpbakery(self):
        html = (
            '[vc_row][vc_column width="1/2"][vc_column_text]The hall was full.\n\nPeople stood.[/vc_column_text]'
            '[vc_single_image image="5"][vc_gallery images="5,6"][vc_custom_heading text="Keys"][/vc_column][/vc_row]'
            "[vc_raw_html]JTNDcCUzRUhpJTNDJTJGcCUzRQ==[/vc_raw_html]"
            '[vc_btn title="Read on" link="url:https%3A%2F%2Fexample.org%2F|title:Read"]'
        )
        found = shapes(html, images={5: 7, 6: 8})
        assert [kind for kind, _value in found] == ["paragraph", "image", "gallery", "heading", "paragraph"]
        assert found[0][1] == "<p>The hall was full.</p><p>People stood.</p>"
        assert found[4][1] == '<p>Hi</p><p><a href="https://example.org/">Read on</a></p>'

    def test_what_it_was_is_reported_and_no_word_is_lost(self):
        converted = convert('[vc_row][vc_column]The hall[/vc_column][vc_raw_html]"?"[/vc_raw_html][/vc_row]')
        assert ("changed", "a page builder's layout; what it showed stays") in said(converted, "shortcode")
        assert converted.words.dropped == ()


class TestPlugins:
    def test_an_accordion_is_details_without_its_signs(self):
        html = (
            '<div class="wp-block-accordion"><div class="wp-block-accordion-item">'
            '<h3 class="wp-block-accordion-heading"><button>'
            '<span class="wp-block-accordion-heading__toggle-title">Who pays?</span>'
            '<span class="wp-block-accordion-heading__toggle-icon" aria-hidden="true">+</span></button></h3>'
            '<div class="wp-block-accordion-panel"><p>Nobody.</p></div></div></div>'
        )
        assert shapes(html) == [("details", {"summary": "Who pays?", "text": "<p>Nobody.</p>"})]

    def test_pictures_with_sources_for_several_screens(self):
        html = f'<picture><source srcset="{OLD}/a.webp"><img src="{OLD}/a.jpg" alt="A hall"></picture><p>After.</p>'
        assert [kind for kind, _value in shapes(html, images={f"{OLD}/a.jpg": 7})] == ["image", "paragraph"]
        late = f'<img srcset="{OLD}/a-300x200.jpg 300w, {OLD}/a.jpg 900w" alt="A hall">'
        assert [kind for kind, _value in shapes(late, images={f"{OLD}/a.jpg": 7})] == ["image"]

    def test_a_link_around_a_figure_is_the_images_own(self):
        html = (
            '<a href="https://example.org/"><figure><img src="a" alt="x"><figcaption>The hall</figcaption></figure></a>'
        )
        converted = convert(html, images={"a": 7})
        assert converted.blocks[0]["value"]["caption"] == '<p><a href="https://example.org/">The hall</a></p>'
        assert said(converted, "link") == [("kept", "")]

    def test_formulas_are_their_source(self):
        html = (
            '<p>Say <math><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></math> or '
            "<math><mi>y</mi></math>.</p>"
        )
        assert shapes(html) == [("paragraph", "<p>Say <code>x^2</code> or <code>y</code>.</p>")]
        assert len(said(convert(html), "code")) == 2

    def test_maps_and_sound_of_other_sites_are_links(self):
        converted = convert('<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>')
        assert "https://www.google.com/maps/embed?pb=1</a>" in converted.blocks[0]["value"]
        assert said(converted, "embed") == [("changed", "it cannot be played here; a link leads to it")]

    def test_a_playlist_and_tabs(self):
        html = (
            f'<!-- wp:playlist-track {{"id":12,"src":"{OLD}/talk.mp3","title":"The talk"}} /-->'
            '<!-- wp:tab {"label":"First"} --><section><p>Inside.</p></section><!-- /wp:tab -->'
        )
        found = shapes(html, files={12: 9})
        assert found[0] == ("recording", {"file": 9, "title": "The talk", "caption": ""})
        assert found[1] == ("paragraph", "<p><b>First</b></p><p>Inside.</p>")

    def test_notes_lose_the_arrow_that_led_back(self):
        html = '<ol><li id="fn-1">A note. <a href="#fnref-1">↩︎</a></li></ol>'
        assert shapes(html) == [("paragraph", "<ol><li>A note.</li></ol>")]
        assert said(convert(html), "link") == [("dropped", "it led from a note back into the text")]

    def test_what_plain_cells_and_lines_cannot_hold_is_reported(self):
        row = '<tr><td><b>1710</b></td><td><a href="/x">Iron</a></td></tr>'
        table = f"<table><tr><th>Year</th><th>Key</th></tr>{row}</table>"
        reason = "its links stand together below it, and bold and italics are plain text in it"
        assert said(convert(table), "table") == [("changed", reason)]
        assert said(convert("<pre>a <em>b</em></pre>"), "code") == [
            ("changed", "bold and italics are plain text in it")
        ]

    def test_what_was_never_shown_as_text_is_reported(self):
        html = '<noscript>No</noscript><svg></svg><map><area href="https://example.org/door"></map><p>Text.</p>'
        converted = convert(html)
        assert {reason for _outcome, reason in said(converted, "markup")} == {"it holds nothing that was read as text"}
        assert said(converted, "link") == [("dropped", "it was a part of an image that could be clicked")]


class TestOldHands:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("First<br><br>Second<br /> <br/>Third", "<p>First</p><p>Second</p><p>Third</p>"),
            ('<center><font size="5"><b>Big</b> words</font></center>', "<p><b>Big</b> words</p>"),
            ("<div>Loose <div>inner</div> words<div><div>deep</div></div>tail</div>",
             "<p>Loose</p><p>inner</p><p>words</p><p>deep</p><p>tail</p>"),
            ('<p class="MsoNormal"><span><o:p>&nbsp;</o:p></span></p><p class="MsoNormal"><b>Bold<o:p></o:p></b></p>'
             "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->", "<p><b>Bold</b></p>"),
            ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>",
             "<p>a</p><p>b</p><p>c</p>"),
            ("<form><label>Name</label><button>Send</button></form>", "<p>Name Send</p>"),
        ],
    )  # fmt: skip
    def test_the_words_are_all_there(self, html, text):
        converted = convert(html)
        assert [block["value"] for block in converted.blocks] == [text]
        assert converted.words.dropped == ()
