"""What text becomes that WordPress marks in its own way."""

from wordpress.converting.bodies import convert_body, convert_text

from .contexts import PlainWordPressContext
from .converted import shapes


class TestText:
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

    def test_what_stands_between_blocks_is_parted_by_empty_lines(self):
        html = "<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph -->\n\nTwo.\n\nThree."
        assert shapes(html) == [("paragraph", "<p>One.</p><p>Two.</p><p>Three.</p>")]

    def test_a_comment_is_paragraphs_alone(self):
        html = 'Well <b>said</b>.\n\n<img src="x.png"><script>alert(1)</script><a href="javascript:alert(1)">Here</a>'
        assert convert_text(html, PlainWordPressContext()) == "<p>Well <b>said</b>.</p><p>Here</p>"


def test_curly_quotation_marks_if_asked_for():
    html = 'She said "no".\n\n<code>a = "b"</code> it\'s\n\n[code]"x"[/code]'
    straight = convert_body(html, PlainWordPressContext()).blocks
    assert '"no"' in straight[0]["value"]
    [text, code] = convert_body(html, PlainWordPressContext(), curly_quotes="en-GB").blocks
    assert text["value"] == '<p>She said “no”.</p><p><code>a = "b"</code> it’s</p>'
    assert code["value"]["text"] == '"x"'
