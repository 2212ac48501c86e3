"""The block editor's blocks, and shortcodes."""

import pytest

from tests.conversion.converted import said
from wordpress.converting.bodies import convert_body
from wordpress.converting.gutenberg import UNKNOWN_CORE

from .contexts import PlainWordPressContext
from .converted import convert, shapes


class TestBlocksAndShortcodes:
    def test_patterns_are_written_out_and_may_not_contain_themselves(self):
        patterns = {4: '<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph --><!-- wp:block {"ref":4} /-->'}
        converted = convert('<!-- wp:block {"ref":4} /-->', patterns=patterns)
        assert converted.blocks[0]["value"] == "<p>Shared.</p>"
        assert said(converted, "block") == [("kept", "written out where it was used"), ("dropped", "it holds itself")]
        assert said(convert('<!-- wp:block {"ref":4} /-->'), "block") == [("dropped", "the export does not hold it")]

    def test_dynamic_and_plugins_blocks_are_reported(self):
        html = '<!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:acme/map {"x":1} /--><!-- wp:acme/box --><p>In.</p>'
        converted = convert(html)
        assert [block["value"] for block in converted.blocks] == ["<p>In.</p>"]
        assert [outcome for outcome, _reason in said(converted, "block")] == ["dropped", "dropped", "kept"]

    def test_a_block_of_wordpress_that_is_newer_than_the_import_is_called_so(self):
        converted = convert("<!-- wp:hologram --><p>In.</p><!-- /wp:hologram --><!-- wp:core/orrery /-->")
        assert [block["value"] for block in converted.blocks] == ["<p>In.</p>"]
        assert said(converted, "block") == [("kept", UNKNOWN_CORE), ("dropped", UNKNOWN_CORE)]

    def test_social_links_and_columns(self):
        html = (
            '<!-- wp:columns --><div class="wp-block-columns"><div><p>Left</p></div><div><p>Right</p></div></div>'
            '<!-- wp:social-link {"url":"https://social.example/w","service":"mastodon"} /-->'
        )
        assert shapes(html) == [
            ("paragraph", '<p>Left</p><p>Right</p><p><a href="https://social.example/w">Mastodon</a></p>')
        ]

    def test_footnotes(self):
        html = "<!-- wp:paragraph --><p>Text.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
        converted = convert_body(html, PlainWordPressContext(), '[{"id":"a","content":"A <em>note</em>."}]')
        assert converted.blocks[0]["value"] == "<p>Text.</p><ol><li>A <i>note</i>.</li></ol>"

    def test_unknown_shortcodes_stay_and_are_reported_but_remarks_are_not(self):
        html = 'A [sic] remark. [contact-form-7 id="1"] [tabs]inner[/tabs] [[gallery]] <code>[gallery]</code>'
        converted = convert(html)
        assert converted.blocks[0]["value"] == (
            '<p>A [sic] remark. [contact-form-7 id="1"] [tabs]inner[/tabs] [gallery] <code>[gallery]</code></p>'
        )
        assert [finding.what for finding in converted.findings if finding.kind == "shortcode"] == [
            "[contact-form-7]", "[tabs]",
        ]  # fmt: skip

    def test_split_posts_and_summaries(self):
        html = "One.\n\n<!--more-->\n\nTwo.\n\n<!--nextpage-->\n\nThree."
        assert shapes(html) == [
            ("paragraph", "<p>One.</p><p>Two.</p>"), ("divider", None), ("paragraph", "<p>Three.</p>"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "html",
        [
            *("", " ", "<", "<!--", "<!-- wp:", "[", "[caption]", "[caption]x[/caption]", "]]>", "<![CDATA[x]]>"),
            *(
                "<table>",
                "<ul>x</ul>",
                "<li>",
                "<blockquote>",
                "<figure>",
                "<details>",
                "<h2>",
                "<pre>",
                "<a>",
                "<img>",
            ),
            *("<iframe>", "&#0;&#xD800;", "<!-- wp:image {'id':} -->", '<img src="http://[x">', "<video>", "<object>"),
            *(
                '<a href="http://[x">x</a>',
                f"[gallery ids='{'9' * 5000}']",
                '<blockquote cite="http://[x">a</blockquote>',
            ),
            *(
                "<div data-gallery='lightbox'>x</div>",
                "<p data-attributes='x'>x</p>",
                "<figure data-attributes='[1]'><img>",
            ),
            *("<div>" * 3000 + "deep", "<b><p>" * 3000 + "deep", "<ul><li>" * 3000 + "deep"),
        ],
    )
    def test_scraps_break_nothing(self, html):
        converted = convert(html)
        assert converted.words.share_kept == 1 or converted.words.words_in < 3
