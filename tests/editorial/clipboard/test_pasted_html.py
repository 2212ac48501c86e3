"""HTML of Word and Google Docs becomes the HTML that it means."""

import pytest

from editorial.clipboard.pasted_html import make_plain


def word_item(level: int, mark: str, words: str) -> str:
    number = f"<![if !supportLists]><span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp;</span></span><![endif]>"
    style = f"text-indent:-18.0pt;mso-list:l0 level{level} lfo1"
    return f"<p class=MsoListParagraph style='{style}'>{number}{words}</p>\n"


def test_only_the_fragment_is_pasted():
    html = "<html><head><style>p{}</style></head><body><!--StartFragment--><p>Words</p><!--EndFragment--></body></html>"
    assert make_plain(html) == "<p>Words</p>"


def test_lists_of_word():
    html = (
        "<p>Before</p>"
        + word_item(1, "·", "One")
        + word_item(2, "o", "Below")
        + word_item(1, "·", "Two")
        + "<p>After</p>"
    )
    plain = make_plain(html)
    assert plain.index("<ul>") < plain.index("One") < plain.index("Below") < plain.index("Two")
    assert plain.count("<ul>") == plain.count("</ul>") == 2
    assert plain.count("<li") == 3
    assert "·" not in plain
    assert plain.startswith("<p>Before</p>")
    assert plain.endswith("<p>After</p>")


def test_numbered_lists_of_word():
    plain = make_plain(
        word_item(1, "1.", "One") + word_item(1, "2.", "Two") + "<p>Between</p>" + word_item(1, "1.", "New")
    )
    assert plain.count("<ol>") == 2
    assert "1." not in plain


def test_two_lists_with_words_between_are_two():
    plain = make_plain(word_item(1, "·", "One") + "<p>Between</p>" + word_item(1, "·", "Two"))
    assert plain.index("</ul>") < plain.index("Between") < plain.rindex("<ul>")


def test_bold_and_italics_of_google_docs():
    html = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700">Bold</span> and '
        '<span style="font-style:italic">slanted</span></p><h2><span style="font-weight:700">Heading</span></h2></b>'
    )
    plain = make_plain(html)
    assert "<b>Bold</b>" in plain
    assert "<i>slanted</i>" in plain
    assert plain.count("<b>") == 1


def test_quotations_and_titles_of_word():
    plain = make_plain("<p class=MsoTitle>Title</p><p class=MsoQuote>Said.</p>")
    assert '<h1 class="MsoTitle">Title</h1>' in plain
    assert "<blockquote><p" in plain


@pytest.mark.parametrize(
    "html", ["", "   ", "<!---->", "<p", "</p></p>", "<![if x]>", "a & b", "<o:p></o:p>", "<table><tr>"]
)
def test_any_input(html):
    assert isinstance(make_plain(html), str)


def test_text_alone_stays():
    assert make_plain("1 < 2 & 3") == "1 &lt; 2 &amp; 3"
