"""Bodies to blocks: what each kind of thing becomes, and what is said about it."""

import pytest

from tests.samples import sample
from wordpress.converting.bodies import convert_body, convert_text, plain_text
from wordpress.converting.records import FileTarget, ImageTarget, LinkTarget

from .contexts import PlainContext

OLD = "https://old.example"
FILM = "https://www.youtube.com/watch?v=a1B2c3D4e5F"


def convert(html: str, **known):
    return convert_body(html, PlainContext(**known))


def shapes(html: str, **known) -> list[tuple]:
    return [(block["type"], block["value"]) for block in convert(html, **known).blocks]


def said(conversion, kind: str) -> list[tuple[str, str]]:
    return [(finding.outcome, finding.reason) for finding in conversion.findings if finding.kind == kind]


class TestText:
    def test_classic_paragraphs_and_lists_are_one_block(self):
        html = "One,\ntwo.\n\n<ul>\n<li>a<ul><li>b</li></ul></li>\n<li><p>c</p><p>d</p></li>\n</ul>\nThree."
        assert shapes(html) == [
            ("paragraph", "<p>One,<br/>two.</p><ul><li>a<ul><li>b</li></ul></li><li>c<br/>d</li></ul><p>Three.</p>")
        ]

    def test_marks_and_what_the_editor_has_not(self):
        html = (
            "<p><strong>b</strong> <em>i</em> <del>s</del> <code>c</code> x<sup>2</sup> <u>u</u> "
            '<font color="red">f</font> <span style="color:red">g</span> <q>q</q></p>'
        )
        converted = convert(html)
        assert converted.blocks[0]["value"] == (
            "<p><b>b</b> <i>i</i> <s>s</s> <code>c</code> x<sup>2</sup> u f g “q”</p>"
        )
        assert ("dropped", "the design is the site's own") in said(converted, "markup")
        assert converted.words.share_kept == 1

    def test_headings_are_levelled_from_two_without_gaps(self):
        html = "<h1>A</h1><p>x</p><h3>B</h3><h6>C</h6><h1>D</h1>"
        found = [(value["text"], value["level"]) for kind, value in shapes(html) if kind == "heading"]
        assert found == [("A", "h2"), ("B", "h3"), ("C", "h4"), ("D", "h2")]
        assert [outcome for outcome, _reason in said(convert(html), "heading")] == [
            "changed",
            "kept",
            "changed",
            "changed",
        ]

    def test_a_heading_keeps_its_link_below_it(self):
        html = '<h2><a href="https://www.example.org/doors/">Doors</a></h2>'
        assert shapes(html) == [
            ("heading", {"text": "Doors", "level": "h2"}),
            ("paragraph", '<p><a href="https://www.example.org/doors/">example.org/doors</a></p>'),
        ]

    def test_a_heading_that_is_too_long_becomes_a_paragraph(self):
        [(kind, value)] = shapes(f"<h2>{'word ' * 80}</h2>")
        assert kind == "paragraph"
        assert value.startswith("<p><b>word word")

    def test_code_poems_and_details(self):
        html = (
            '<pre class="wp-block-code"><code class="language-python">if a &lt; b:\n    c</code></pre>'
            '<pre class="wp-block-verse">Roses\n  are <em>red</em></pre>'
            "<details><summary>How</summary><p>On foot.</p><ul><li>twice</li></ul></details>"
        )
        assert (
            shapes(html)
            == [
                ("code", {"text": "if a < b:\n    c", "language": "python"}),
                ("paragraph", "<p>Roses<br/>are <i>red</i></p>"),
                ("details", {"summary": "How", "text": "<p>On foot.</p><ul><li>twice</li></ul>"}),
            ]
            or shapes("<!-- wp:code -->" + html)[0][0] == "code"
        )

    def test_tables(self):
        html = (
            "<figure class='wp-block-table'><table><thead><tr><th>Year</th><th colspan=2>Visits</th></tr></thead>"
            f"<tbody><tr><td>2024<br>spring</td><td>1</td><td><a href='{FILM}'>2</a></td></tr></tbody></table>"
            "<figcaption>In the hall</figcaption></figure>"
        )
        [(kind, value), below] = shapes(html)
        assert kind == "table"
        assert value["data"] == [["Year", "Visits", ""], ["2024\nspring", "1", "2"]]
        assert value["table_header_choice"] == "row"
        assert value["table_caption"] == "In the hall"
        assert value["mergeCells"] == [{"row": 0, "col": 1, "rowspan": 1, "colspan": 2}]
        assert below == ("paragraph", f'<p><a href="{FILM}">2</a></p>')

    def test_a_table_for_placing_things_is_text(self):
        assert shapes("<table><tr><td>One</td></tr><tr><td><h2>Two</h2></td></tr></table>") == [
            ("paragraph", "<p>One</p>"),
            ("heading", {"text": "Two", "level": "h2"}),
        ]

    @pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999", "60"])
    def test_absurd_spans_are_bounded(self, span):
        first = f"<td colspan='{span}' rowspan='{span}'>a</td><td>b</td>"
        html = f"<table><tr>{first}</tr><tr><td>c</td><td>d</td></tr></table>"
        [(kind, value)] = shapes(html)
        assert kind == "table"
        assert len(value["data"][0]) <= 63

    def test_a_numbered_list_with_images_keeps_its_numbers(self):
        html = f'<ol><li>Open</li><li>Look<img src="{OLD}/a.png" alt="A door"></li></ol>'
        found = shapes(html, images={f"{OLD}/a.png": 7})
        assert found[0] == ("paragraph", "<p>1. Open</p><p>2. Look</p>")
        assert found[1][1]["image"] == 7

    def test_definitions_and_addresses_of_code(self):
        assert shapes("<dl><dt>Door</dt><dd>It opens.</dd></dl>") == [
            ("paragraph", "<p><b>Door</b></p><p>It opens.</p>")
        ]

    def test_what_stands_between_blocks_is_parted_by_empty_lines(self):
        html = "<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->\n\nTwo.\n\nThree."
        assert shapes(html) == [("paragraph", "<p>One.</p><p>Two.</p><p>Three.</p>")]

    def test_a_comment_is_paragraphs_alone(self):
        html = 'Well <b>said</b>.\n\n<img src="x.png"><script>alert(1)</script><a href="javascript:alert(1)">Here</a>'
        assert convert_text(html, PlainContext()) == "<p>Well <b>said</b>.</p><p>Here</p>"

    def test_titles(self):
        assert plain_text("Doors &amp; <em>windows</em>\n  open") == "Doors & windows open"
        assert plain_text("Doors") == "Doors"


class TestLinks:
    def test_each_kind(self):
        links = {
            f"{OLD}/?p=3": LinkTarget(page=30),
            "/file.pdf": LinkTarget(document=4),
            f"{OLD}/tag/x/": LinkTarget(url="/blog/?tag=x"),
        }
        html = (
            f'<p><a href="{OLD}/?p=3">page</a> <a href="/file.pdf">file</a> <a href="{OLD}/tag/x/">tag</a> '
            f'<a href="{OLD}/gone/">gone</a> <a href="https://example.org/?a=1&amp;b=2" target="_blank">away</a> '
            '<a href="mailto:a@example.org">mail</a> <a href="javascript:alert(1)">bad</a> <a href="#x">up</a></p>'
        )
        converted = convert(html, links=links)
        assert converted.blocks[0]["value"] == (
            '<p><a linktype="page" id="30">page</a> <a linktype="document" id="4">file</a> '
            '<a href="/blog/?tag=x">tag</a> gone <a href="https://example.org/?a=1&amp;b=2">away</a> '
            '<a href="mailto:a@example.org">mail</a> bad up</p>'
        )
        assert converted.tally()["link"] == {"changed": 3, "dropped": 3, "kept": 2}

    def test_anchors_lead_to_the_headings_of_this_site(self):
        html = '<h2 id="old-1">Who pays?</h2><p><a href="#old-1">above</a></p>'
        assert shapes(html)[1] == ("paragraph", '<p><a href="#who-pays">above</a></p>')

    @pytest.mark.parametrize("anchor", ["who-pays", "h-who-pays", "Who-Pays"])
    def test_anchors_that_were_made_of_a_headings_words(self, anchor):
        html = f'<p><a href="#{anchor}">below</a></p><h2>Who pays?</h2>'
        assert shapes(html)[0] == ("paragraph", '<p><a href="#who-pays">below</a></p>')

    def test_a_quotation_mark_that_is_missing_swallows_nothing(self):
        html = '<p>See <a href="https://example.org/x>the paper</a> and <a href="https://example.org/y">more</a>.</p>'
        converted = convert(html)
        assert converted.words.share_kept == 1
        assert '<a href="https://example.org/x">the paper</a>' in converted.blocks[0]["value"]

    def test_a_link_around_paragraphs(self):
        assert shapes('<a href="https://example.org/"><h2>T</h2><p>x</p></a>')[-1] == (
            "paragraph",
            '<p><a href="https://example.org/">x</a></p>',
        )


class TestMedia:
    def image(self, **value):
        return {"image": 7, "alt_text": "", "decorative": False, "caption": "", "credit_text": ""} | value

    @pytest.mark.parametrize(
        "html",
        [
            f'[caption id="attachment_5" align="left" width="300"]<a href="{OLD}/a.jpg"><img src="{OLD}/a-300x200.jpg" '
            'alt="A door" /></a> The <em>door</em>[/caption]',
            f'<figure class="wp-block-image"><img src="{OLD}/a-300x200.jpg" alt="A door" class="wp-image-5"/>'
            "<figcaption>The <em>door</em></figcaption></figure>",
            f'<!-- wp:image {{"id":5}} --><figure class="wp-block-image"><img src="{OLD}/a-300x200.jpg" alt="A door"/>'
            "<figcaption>The <em>door</em></figcaption></figure><!-- /wp:image -->",
        ],
    )
    def test_an_image_with_its_caption(self, html):
        assert shapes(html, images={5: 7}) == [
            ("image", self.image(alt_text="A door", caption="<p>The <i>door</i></p>"))
        ]

    def test_what_the_library_knows_is_not_said_again(self):
        target = ImageTarget(7, alt="A door", caption="Of the hall")
        found = shapes(f'<img src="{OLD}/a.jpg" alt="A door">', images={f"{OLD}/a.jpg": target})
        assert found == [("image", self.image(caption="<p>Of the hall</p>"))]

    def test_images_in_a_paragraph_stand_before_or_after_it(self):
        html = '<p><img src="a" alt="1">Text <img src="a" alt="2"> goes on.</p>'
        kinds = [kind for kind, _value in shapes(html, images={"a": 7})]
        assert kinds == ["image", "paragraph", "image"]
        assert shapes(html, images={"a": 7})[1][1] == "<p>Text goes on.</p>"

    def test_a_linked_image_keeps_its_link_in_the_caption(self):
        html = '<a href="https://example.org/paper"><img src="a" alt="The paper"></a>'
        assert shapes(html, images={"a": 7}) == [
            (
                "image",
                self.image(alt_text="The paper", caption='<p><a href="https://example.org/paper">The paper</a></p>'),
            )
        ]

    def test_missing_images_leave_their_captions_and_a_reason(self):
        html = f'<figure><img src="{OLD}/gone.jpg" alt=""><figcaption>The hall</figcaption></figure>'
        converted = convert(html)
        assert [block["value"] for block in converted.blocks] == ["<p>The hall</p>"]
        assert said(converted, "image") == [("dropped", "its file is missing")]

    def test_images_of_other_sites_become_links_and_pixels_go(self):
        html = (
            '<p><img src="https://cdn.example.org/a.png" alt="A map"></p>'
            '<img src="https://t.example.org/x" width=1 height=1>'
        )
        converted = convert(html)
        assert converted.blocks[0]["value"] == '<p><a href="https://cdn.example.org/a.png">A map</a></p>'
        assert [outcome for outcome, _reason in said(converted, "image")] == ["changed", "dropped"]

    @pytest.mark.parametrize(
        "html",
        [
            '[gallery ids="5,6" columns="2"]',
            "[gallery]",
            '<ul class="wp-block-gallery"><li><figure><img src="a" data-id="5"></figure></li>'
            '<li><figure><img src="b" data-id="6"></figure></li></ul>',
            '<figure class="wp-block-gallery"><figure><img src="a" class="wp-image-5"></figure>'
            '<figure><img src="b" class="wp-image-6"></figure></figure>',
        ],
    )
    def test_galleries(self, html):
        [(kind, value)] = shapes(html, images={5: 7, 6: 8}, attached=[5, 6])
        assert kind == "gallery"
        assert [image["value"]["image"] for image in value["images"]] == [7, 8]
        assert all(image["id"] for image in value["images"])

    @pytest.mark.parametrize(
        "html",
        [
            f"Look:\n\n{FILM}\n\nEnd.",
            f"Look:\n\n[embed width=5]{FILM}[/embed]\n\nEnd.",
            f'Look:\n\n<iframe src="{FILM.replace("watch?v=", "embed/")}"></iframe>\n\nEnd.',
            f"<p>Look:</p><!-- wp:embed --><figure class='wp-block-embed'><div class='wp-block-embed__wrapper'>\n"
            f"{FILM}\n</div></figure><!-- /wp:embed --><p>End.</p>",
            "Look:\n\n<object><param name='movie' value='http://www.youtube.com/v/a1B2c3D4e5F'></object>\n\nEnd.",
        ],
    )
    def test_films(self, html):
        [before, (kind, value), after] = shapes(html)
        assert (before[1], after[1]) == ("<p>Look:</p>", "<p>End.</p>")
        assert kind == "embed"
        assert "a1B2c3D4e5F" in value["url"]
        assert value["title"] == "YouTube video"

    def test_what_cannot_be_played_is_a_link(self):
        html = "Look:\n\nhttps://example.org/status/1\n\n[embed]https://example.org/2[/embed]"
        assert shapes(html) == [
            (
                "paragraph",
                '<p>Look:</p><p><a href="https://example.org/status/1">https://example.org/status/1</a></p>'
                '<p><a href="https://example.org/2">https://example.org/2</a></p>',
            )
        ]

    def test_frames_of_unknown_hosts_and_scripts_go(self):
        html = (
            '<p>Text</p><iframe src="https://evil.example/x"></iframe><script>alert("boo")</script><style>p{}</style>'
        )
        converted = convert(html)
        assert [block["value"] for block in converted.blocks] == ["<p>Text</p>"]
        assert ("dropped", "evil.example is not a player known here") in said(converted, "embed")
        assert ("dropped", "scripts do not run here") in said(converted, "markup")
        assert converted.words.dropped == ()

    @pytest.mark.parametrize(
        "html",
        [
            f'[audio mp3="{OLD}/talk.mp3"][/audio]',
            f'<figure class="wp-block-audio"><audio controls src="{OLD}/talk.mp3"></audio></figure>',
            f'<audio controls><source src="{OLD}/talk.mp3"></audio>',
        ],
    )
    def test_recordings(self, html):
        assert shapes(html, files={f"{OLD}/talk.mp3": FileTarget(9, "The talk")}) == [
            ("recording", {"file": 9, "title": "The talk", "caption": ""})
        ]

    def test_files(self):
        html = (
            f'<!-- wp:file {{"id":12}} --><div class="wp-block-file"><a href="{OLD}/a.pdf">The paper</a>'
            f'<a href="{OLD}/a.pdf" class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->'
        )
        assert shapes(html, files={12: 9}) == [("document", {"document": 9, "title": "The paper"})]
        assert shapes(html, links={f"{OLD}/a.pdf": LinkTarget(url="https://x.example/a.pdf")}) == [
            ("paragraph", '<p><a href="https://x.example/a.pdf">The paper</a></p>')
        ]


class TestQuotes:
    VOICE = {"person": None, "role": "", "organisation": "", "unnamed": False, "source": "", "source_url": ""}

    @pytest.mark.parametrize(
        "html",
        [
            "<blockquote><p>“Open the doors.”</p><cite>Ida Reyes, keeper</cite></blockquote>",
            "<blockquote><p>Open the doors.</p><footer>— Ida Reyes, keeper</footer></blockquote>",
            "<blockquote><p>Open the doors.</p><p>– Ida Reyes, keeper</p></blockquote>",
            "<blockquote>Open the doors.\n<span>- Ida Reyes, keeper</span></blockquote>",
            "<blockquote>“Open the doors.” – Ida Reyes, keeper</blockquote>",
            "<figure class='wp-block-pullquote'><blockquote><p>Open the doors.</p><cite>Ida Reyes (keeper)</cite>"
            "</blockquote></figure>",
            "<p>Ida Reyes, keeper, said:</p><blockquote><p>Open the doors.</p></blockquote>",
        ],
    )
    def test_a_speaker_makes_a_quote(self, html):
        [(kind, value)] = shapes(html)
        assert kind == "quote"
        assert value == self.VOICE | {"text": "<p>Open the doors.</p>", "name": "Ida Reyes", "role": "keeper"}

    def test_a_person_who_is_known(self):
        html = "<blockquote><p>Open the doors.</p><cite>moncef</cite></blockquote>"
        [(kind, value)] = shapes(html, people={"moncef": 3})
        assert (kind, value["person"], value["name"]) == ("quote", 3, "")

    def test_no_speaker_makes_an_extract(self):
        html = (
            "<blockquote><p>The doors shall be <sup>a</sup>open.</p><ul><li>all</li></ul>"
            '<cite><a href="https://example.org/orders">Standing Orders, 1974</a></cite></blockquote>'
        )
        assert shapes(html) == [
            (
                "extract",
                {
                    "text": "<p>The doors shall be <sup>a</sup>open.</p><ul><li>all</li></ul>",
                    "source": "Standing Orders, 1974",
                    "source_url": "https://example.org/orders",
                },
            )
        ]

    def test_a_quotation_whose_comments_do_not_nest(self):
        html = (
            '<!-- wp:quote --><blockquote class="wp-block-quote"><!-- /wp:quote -->\n\n<!-- wp:paragraph -->'
            "<p>Open the doors.\n<span>– Ida Reyes, keeper</span></p></blockquote><!-- /wp:paragraph -->"
        )
        [(kind, value)] = shapes(html)
        assert (kind, value["name"], value["role"], value["text"]) == (
            "quote", "Ida Reyes", "keeper", "<p>Open the doors.</p>",
        )  # fmt: skip

    def test_images_and_headings_in_a_quotation(self):
        html = '<blockquote><h3>Doors</h3><p>Open them.</p><img src="a" alt="x"></blockquote>'
        assert [kind for kind, _value in shapes(html, images={"a": 7})] == ["extract", "image"]
        assert shapes(html, images={"a": 7})[0][1]["text"] == "<p><b>Doors</b></p><p>Open them.</p>"

    def test_quotes_keep_their_ids_when_paragraphs_come_before_them(self):
        html = "Ida Reyes said: “We must open all the doors.”"
        [before] = [block["id"] for block in convert(html).blocks if block["type"] == "quote"]
        [after] = [block["id"] for block in convert("New.\n\n" + html).blocks if block["type"] == "quote"]
        assert before == after
        assert convert(html, source="other.example:1").blocks[0]["id"] != before

    def test_bylines(self):
        html = "By Ida Reyes and Tomas Ferrand\n\nThe hall was full."
        proposed = convert(html)
        assert [(byline.names, byline.used) for byline in proposed.bylines] == [(["Ida Reyes", "Tomas Ferrand"], False)]
        assert "By Ida Reyes" in proposed.blocks[0]["value"]
        used = convert(html, people={"Ida Reyes": 1, "Tomas Ferrand": 2})
        assert (used.bylines[0].used, used.bylines[0].people) == (True, [1, 2])
        assert used.blocks[0]["value"] == "<p>The hall was full.</p>"

    def test_the_report_of_a_round_table(self):
        text = sample("liz-kendall-roundtable.txt").read_text()
        converted = convert(text)
        [quote] = [block["value"] for block in converted.blocks if block["type"] == "quote"]
        assert quote["name"].endswith("Fox")
        assert quote["role"].startswith("Professor of Evaluation who leads")
        assert quote["text"].count("<p>") == 2
        assert "“" not in quote["text"]
        assert converted.words.dropped == ("said",)
        assert [block["type"] for block in converted.blocks] == ["paragraph", "quote", "paragraph"]


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
        converted = convert_body(html, PlainContext(), '[{"id":"a","content":"A <em>note</em>."}]')
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
