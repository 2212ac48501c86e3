"""What running text, headings and tables become, and where links lead."""

import pytest

from conversion.context import LinkTarget
from conversion.html.links import TO_NOTE
from conversion.html.tree import plain_text
from wordpress.converting.bodies import convert_text

from .contexts import PlainContext
from .converted import FILM, OLD, convert, said, shapes


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

    @pytest.mark.parametrize(
        "place",
        [
            f'<h2 id="fares">{"Who pays " * 40}</h2>',
            '<blockquote><h2 id="fares">Who pays</h2><p>Those who ride.</p></blockquote>',
            '<h2 id="fares"><img src="/fares.png"></h2>',
            '<p id="fares">Who pays</p>',
        ],
    )
    def test_a_link_to_what_is_no_heading_here_keeps_its_words_and_is_told(self, place):
        code = '<pre>&lt;a href="#who-pays"&gt;fares&lt;/a&gt;</pre>'
        converted = convert(f'<p><a href="#fares">fares</a> <a href="#rest">rest</a></p>{place}<h2>Rest</h2>{code}')
        assert converted.blocks[0]["value"].startswith('<p>fares <a href="#rest">rest</a></p>')
        assert said(converted, "link") == [
            ("dropped", "it led to a place in the text that has no address here"),
            ("kept", ""),
        ]
        assert converted.blocks[-1]["value"]["text"] == '<a href="#who-pays">fares</a>'

    @pytest.mark.parametrize(
        ("mark", "note"),
        [
            ('<a href="#_ftn1" name="_ftnref1">[1]</a>', '<a href="#_ftnref1" name="_ftn1">[1]</a>'),
            ('<a href="#_edn1" name="_ednref1">[1]</a>', '<a href="#_ednref1" name="_edn1">[1]</a>'),
            (f'<a href="{OLD}/wool/#sdfootnote1sym">[1]</a>', f'<a href="{OLD}/wool/#sdfootnote1anc">[1]</a>'),
            ('<a href="file:///C:/wool.doc#_ftn1">[1]</a>', '<a href="file:///C:/wool.doc#_ftnref1">[1]</a>'),
            ('<a href="#fn:1">[1]</a>', '<a href="#fnref:1">[1]</a>'),
        ],
    )
    def test_notes_as_word_writes_them_stay_without_their_links(self, mark, note):
        converted = convert(f"<p>It weighed well{mark} and long.</p><p>{note} See the ledger.</p>")
        assert converted.blocks[0]["value"] == "<p>It weighed well[1] and long.</p><p>[1] See the ledger.</p>"
        assert converted.words.dropped == ()
        assert said(converted, "link") == [("dropped", TO_NOTE)] * 2

    def test_a_link_to_another_sites_note_is_kept(self):
        converted = convert('<p><a href="https://example.org/wool#_ftn1">Their note</a></p>')
        assert said(converted, "link") == [("kept", "")]

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
