"""Paragraphs as WordPress makes them."""

import pytest

from conversion.html.autop import autop


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("  \n ", ""),
        ("One.", "<p>One.</p>\n"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("One.\r\n\r\nTwo.\rThree.", "<p>One.</p>\n<p>Two.<br />\nThree.</p>\n"),
        ("One.\n\n\n\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("One,\ntwo.", "<p>One,<br />\ntwo.</p>\n"),
        ("One,<br>two.", "<p>One,<br />two.</p>\n"),
        ("One,<br />\ntwo.", "<p>One,<br />\ntwo.</p>\n"),
        ("One.<br/><br />Two.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("<p>One.</p>\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("<p>One.</p>\n\n<p>Two.</p>", "<p>One.</p>\n<p>Two.</p>\n"),
        ("<h2>Title</h2>\nText.", "<h2>Title</h2>\n<p>Text.</p>\n"),
        ("Text.\n<h2>Title</h2>", "<p>Text.</p>\n<h2>Title</h2>\n"),
        ("<div>Text</div>", "<div>Text</div>\n"),
        ("<div>\n\nText\n\n</div>", "<div>\n<p>Text</p>\n</div>\n"),
        ("<div>One.\n\nTwo.</div>", "<div>One.</p>\n<p>Two.</p></div>\n"),
        ("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>", "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n"),
        ("Before\n<ul><li>One</li></ul>\nafter", "<p>Before</p>\n<ul>\n<li>One</li>\n</ul>\n<p>after</p>\n"),
        ("<blockquote>One.\n\nTwo.</blockquote>", "<blockquote><p>One.</p>\n<p>Two.</p></blockquote>\n"),
        ("<pre>a\n\n  b</pre>", "<pre>a\n\n  b</pre>\n"),
        ("x <pre class='y'>a\nb</pre> z", "<p>x </p>\n<pre class='y'>a\nb</pre>\n<p> z</p>\n"),
        ("One.\n\n<hr />\n\nTwo.", "<p>One.</p>\n<hr />\n<p>Two.</p>\n"),
        ('<img src="a"\n alt="b">\nText', '<p><img src="a"\n alt="b"><br />\nText</p>\n'),
        ("<figure>\n<img src='a'>\n<figcaption>C</figcaption>\n</figure>",
         "<figure>\n<img src='a'><figcaption>C</figcaption></figure>\n"),
        ("<table>\n<tr>\n<td>1</td>\n</tr>\n</table>", "<table>\n<tr>\n<td>1</td>\n</tr>\n</table>\n"),
        ("<script>\nlet a;\nlet b;\n</script>", "<p><script>\nlet a;\nlet b;\n</script></p>\n"),
        ("<object>\n\n<param name='a'>\n\n<embed src='b'>\n</object>",
         "<p><object><param name='a'><embed src='b'></object></p>\n"),
        ("<em>One.\n\nTwo.</em>", "<p><em>One.</p>\n<p>Two.</em></p>\n"),
        ("<address>Here</address>", "<address>Here</address>\n"),
        ("Text <strong>bold\ntext</strong>", "<p>Text <strong>bold<br />\ntext</strong></p>\n"),
    ],
)  # fmt: skip
def test_known_cases(text, html):
    assert autop(text) == html


def test_what_has_paragraphs_is_left_alone():
    html = "<p>One.</p>\n<ul>\n<li>Two</li>\n</ul>\n<p>Three.</p>\n"
    assert autop(html) == html


@pytest.mark.parametrize(
    "piece", [" ", "\n", "<br>", "<p>", "<li", "</li> ", "<a ", "<pre>", "<script>", "[audio", "< "]
)
def test_absurd_repetition_is_no_trap(piece):
    assert isinstance(autop(piece * 20_000), str)
