"""Where links lead."""

import pytest

from conversion.context import LinkTarget
from conversion.html.links import TO_NOTE

from .converted import OLD, convert, said, shapes


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

    def test_a_link_to_a_heading_of_the_same_page_by_its_address(self):
        links = {f"{OLD}/fares/#old-1": LinkTarget(page=30, is_same_page=True)}
        html = f'<h2 id="old-1">Who pays?</h2><p><a href="{OLD}/fares/#old-1">above</a></p>'
        converted = convert(html, links=links)
        assert converted.blocks[1]["value"] == '<p><a href="#who-pays">above</a></p>'
        assert said(converted, "link") == [("changed", "leads to its place in the same text")]

    def test_a_link_to_a_heading_of_another_page_leads_to_the_page(self):
        converted = convert(
            f'<p><a href="{OLD}/fares/#who">who</a></p>', links={f"{OLD}/fares/#who": LinkTarget(page=30)}
        )
        assert converted.blocks[0]["value"] == '<p><a linktype="page" id="30">who</a></p>'
        assert said(converted, "link") == [("changed", "leads to the page of this site, and not to “#who” in it")]

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
