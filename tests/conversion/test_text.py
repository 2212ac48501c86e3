"""What running text, headings, lists, code and tables become."""

import pytest

from conversion.html.tree import plain_text

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

    def test_code_and_details(self):
        html = (
            '<pre class="wp-block-code"><code class="language-python">if a &lt; b:\n    c</code></pre>'
            "<details><summary>How</summary><p>On foot.</p><ul><li>twice</li></ul></details>"
        )
        assert shapes(html) == [
            ("code", {"text": "if a < b:\n    c", "language": "python"}),
            ("details", {"summary": "How", "text": "<p>On foot.</p><ul><li>twice</li></ul>"}),
        ]

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

    def test_an_image_in_a_table_stands_below_it(self):
        rows = "<tr><td>Gate</td><td>Open</td></tr><tr><td>North</td><td>No<img src='a' alt='A gate'></td></tr>"
        table, image = shapes(f"<table>{rows}</table>", images={"a": 7})
        assert (table[0], table[1]["data"]) == ("table", [["Gate", "Open"], ["North", "No"]])
        assert (image[0], image[1]["image"], image[1]["alt_text"]) == ("image", 7, "A gate")

    def test_the_report_names_a_table_by_its_caption_or_its_words(self):
        rows = "<tr><td>Gate</td><td>Open</td></tr><tr><td>North</td><td>No</td></tr>"
        html = f"<table>{rows}</table><table><caption>In 2024</caption>{rows}</table>"
        named = [finding.what for finding in convert(html).findings if finding.kind == "table"]
        assert named == ["Gate Open North No", "In 2024"]

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

    def test_titles(self):
        assert plain_text("Doors &amp; <em>windows</em>\n  open") == "Doors & windows open"
        assert plain_text("Doors") == "Doors"
