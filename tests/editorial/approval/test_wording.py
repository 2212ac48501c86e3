"""Plain text of a passage, rewritten by somebody, as rich text again."""

import pytest

from editorial.approval.wording import rewrite, to_plain_text

LINKED = '<p data-block-key="a1">We <b>never</b> closed <a linktype="page" id="3">a library</a> in May.</p>'


def test_the_words_without_formatting():
    html = "<p>One &amp; two.<br/>Three</p><ul><li>a</li><li>b</li></ul><p></p>"
    assert to_plain_text(html) == "One & two. Three\n\na\n\nb"


def test_what_is_not_changed_stays_as_it_is():
    assert rewrite(LINKED, "We never closed a library in May.") == LINKED
    assert rewrite(LINKED, "  We never closed\na library in May.  ") == LINKED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We never closed a library in June.",
            '<p>We <b>never</b> closed <a linktype="page" id="3">a library</a> in June.</p>',
        ),
        (
            "We hardly closed a library.",
            '<p>We <b>hardly</b> closed <a linktype="page" id="3">a library</a>.</p>',
        ),
        (
            "We never closed a small library in May.",
            '<p>We <b>never</b> closed <a linktype="page" id="3">a small library</a> in May.</p>',
        ),
        ("Nothing.", "<p>Nothing.</p>"),
    ],
)
def test_words_that_stay_keep_their_formatting(text, expected):
    assert rewrite(LINKED, text) == expected


def test_paragraphs_come_and_go():
    html = "<p>First.</p><p>Second <i>one</i>.</p>"
    assert rewrite(html, "First.\n\nNew.\n\nSecond one.") == "<p>First.</p><p>New.</p><p>Second <i>one</i>.</p>"
    assert rewrite(html, "Second one.") == "<p>Second <i>one</i>.</p>"


def test_lists_stay_lists():
    html = "<p>Three:</p><ul><li>apples</li><li>pears</li></ul>"
    expected = "<p>Three:</p><ul><li>apples</li><li>pears</li><li>plums</li></ul>"
    assert rewrite(html, "Three:\n\napples\n\npears\n\nplums") == expected


def test_what_a_guest_writes_is_text():
    assert rewrite("<p>One.</p>", "<script>alert(1)</script> & more") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>"
    )
