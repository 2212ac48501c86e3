"""What quotations and bylines become."""

import pytest

from conversion.context import LinkTarget
from tests.samples import sample

from .converted import OLD, convert, said, shapes


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
            "<blockquote><p>Open the doors.</p><p><em>Ida Reyes, keeper</em></p></blockquote>",
            "<blockquote><div><p>Open the doors.</p><p><em>– Ida Reyes, keeper</em></p></div></blockquote>",
            "<figure class='wp-block-pullquote'><blockquote><p>Open the doors.</p><cite>Ida Reyes (keeper)</cite>"
            "</blockquote></figure>",
            "<p>Ida Reyes, keeper, said:</p><blockquote><p>Open the doors.</p></blockquote>",
            "<blockquote><p>Open the doors.</p><p>— <b>Ida Reyes</b>, keeper</p></blockquote>",
            "<blockquote><p>Open the doors.</p><p><strong>— Ida Reyes</strong>, keeper</p></blockquote>",
            "<blockquote><p>Open the doors.</p><b>– Ida Reyes, keeper</b></blockquote>",
            "<blockquote><p>Open the doors.<br><strong>— Ida Reyes</strong>, keeper</p></blockquote>",
            "<blockquote>“Open the doors.” <b>– Ida Reyes</b>, keeper</blockquote>",
        ],
    )
    def test_a_speaker_makes_a_quote(self, html):
        [(kind, value)] = shapes(html)
        assert kind == "quote"
        assert value == self.VOICE | {"text": "<p>Open the doors.</p>", "name": "Ida Reyes", "role": "keeper"}

    def test_a_line_of_its_own_after_words_without_a_full_stop(self):
        [(kind, value)] = shapes("<blockquote><p>Open the doors <br>— <b>Ida Reyes</b>, keeper</p></blockquote>")
        assert (kind, value["name"], value["text"]) == ("quote", "Ida Reyes", "<p>Open the doors</p>")

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

    @pytest.mark.parametrize(
        ("cite", "source_url"),
        [
            ("https://example.org/orders?a=1&amp;b=2", "https://example.org/orders?a=1&b=2"),
            ("https://intranet/orders", ""),
            ("ftp://example.org/orders", ""),
            ("https://example.org/" + "x" * 180, "https://example.org/" + "x" * 180),
            ("https://example.org/" + "x" * 181, ""),
        ],
    )
    def test_the_address_of_a_source(self, cite, source_url):
        [(kind, value)] = shapes(f'<blockquote cite="{cite}"><p>The doors shall be open.</p></blockquote>')
        assert (kind, value["source_url"]) == ("extract", source_url)

    def test_a_quote_keeps_its_link_to_a_document(self):
        html = (
            f'<blockquote><p>Read <a href="{OLD}/a.pdf">the paper</a>.</p><cite>Ida Reyes, keeper</cite></blockquote>'
        )
        converted = convert(html, links={f"{OLD}/a.pdf": LinkTarget(document=9)})
        assert converted.blocks[0]["value"]["text"] == '<p>Read <a linktype="document" id="9">the paper</a>.</p>'
        assert ("changed", "leads to the document of this site") in said(converted, "link")

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
