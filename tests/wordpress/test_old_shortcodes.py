"""What old editors and plugins enclosed: captions, code, films."""

import pytest

from tests.conversion.converted import FILM, OLD, said
from wordpress.converting.bodies import convert_body
from wordpress.converting.shortcodes import read_attributes

from .contexts import EverythingContext
from .converted import shapes

IMG = f'<img src="{OLD}/a.jpg" class="wp-image-5">'
CODE = '<?php if ($a < 3 && $b > 4) { echo "wool"; } ?>'


def captions(html: str) -> list[str]:
    return [block["value"]["caption"] for block in convert_body(html, EverythingContext()).blocks]


class TestCaptions:
    @pytest.mark.parametrize(
        "html",
        [
            f'<dl id="attachment_5" class="wp-caption alignleft"><dt class="wp-caption-dt">{IMG}</dt>'
            '<dd class="wp-caption-dd">The hall</dd></dl>',
            f'<div class="mceTemp"><dl class="wp-caption"><dt>{IMG}</dt><dd>The hall</dd></dl></div>',
            f'<div id="attachment_5" class="wp-caption">{IMG}<p class="wp-caption-text">The hall</p></div>',
        ],
    )
    def test_written_out_as_lists_and_boxes(self, html):
        assert captions(html) == ["<p>The hall</p>"]

    def test_an_image_in_any_other_list_is_shown(self):
        blocks = convert_body(f"<dl><dt>{IMG}</dt><dd>Words.</dd></dl>", EverythingContext()).blocks
        assert [block["type"] for block in blocks] == ["image", "paragraph"]

    def test_quotation_marks_in_the_attribute(self):
        html = f'[caption id="attachment_5" caption="Ida&#8217;s &quot;old&quot; hall"]{IMG}[/caption]'
        assert captions(html) == ['<p>Ida’s "old" hall</p>']

    def test_its_words_are_counted(self):
        html = f'[caption id="attachment_5" caption="The old hall"]{IMG}[/caption]'
        words = convert_body(html, EverythingContext()).words
        assert (words.words_in, words.kept, words.added) == (3, 3, ())

    def test_attributes_as_an_editor_spoiled_them(self):
        assert read_attributes(" id=&#8221;5&#8243; caption=&quot;A hall&quot;") == {"id": "5", "caption": "A hall"}


class TestCode:
    @pytest.mark.parametrize("name", ["sourcecode", "code"])
    def test_is_kept_to_the_letter(self, name):
        [block] = shapes(f'[{name} language="php"]\n{CODE}\n\n  // wool\n[/{name}]')
        assert block == ("code", {"text": f"{CODE}\n\n  // wool", "language": "php"})

    def test_a_language_may_name_it(self):
        assert shapes("[python]print(1)\nprint(2)[/python]") == [
            ("code", {"text": "print(1)\nprint(2)", "language": "python"})
        ]

    @pytest.mark.parametrize(
        "html",
        [
            '[code lang="php"]\na\n[/code]',
            "[code=php]\na\n[/code]",
            '[sourcecode="php"]\na\n[/sourcecode]',
            '<pre class="brush: php; title: ; notranslate">a</pre>',
            '<pre class="brush:php">a</pre>',
            '<pre class="lang:php decode:true ">a</pre>',
            '<pre class="php">a</pre>',
            '<pre><code class="hljs php">a</code></pre>',
            '<pre lang="php" line="1">a</pre>',
            '<pre class="EnlighterJSRAW" data-enlighter-language="php">a</pre>',
        ],
    )
    def test_its_language_in_every_form(self, html):
        assert shapes(html) == [("code", {"text": "a", "language": "php"})]

    @pytest.mark.parametrize("html", ["<pre>a</pre>", '<pre class="wide notranslate">a</pre>', "[code 1]\na\n[/code]"])
    def test_no_language_is_made_up(self, html):
        assert shapes(html) == [("code", {"text": "a", "language": ""})]

    def test_escaped_as_the_visual_editor_does(self):
        assert shapes("[code]a &lt; b &amp;&amp; c<br />\nd[/code]")[0][1]["text"] == "a < b && c\nd"

    def test_in_a_sentence(self):
        assert shapes("Type [code]a < b[/code] here.") == [("paragraph", "<p>Type <code>a &lt; b</code> here.</p>")]

    @pytest.mark.parametrize(
        "html",
        ["Say [code] once.", "<p>Never [code]closed</p>", "Twice [[code]]a[[/code]]", "[source]a[/source]"],
    )
    def test_what_is_none_stays(self, html):
        assert [kind for kind, _value in shapes(html)] == ["paragraph"]

    def test_code_about_shortcodes(self):
        assert shapes("<pre>[code]a[/code]</pre>") == [("code", {"text": "[code]a[/code]", "language": ""})]


class TestFilms:
    @pytest.mark.parametrize(
        "html",
        [
            f"[youtube {FILM}]",
            f"[youtube={FILM}]",
            f"[youtube]{FILM}[/youtube]",
            "[youtube]a1B2c3D4e5F[/youtube]",
            '[youtube id="a1B2c3D4e5F" width="600"]',
        ],
    )
    def test_of_youtube(self, html):
        [(kind, value)] = shapes(html)
        assert (kind, value["url"]) == ("embed", FILM)

    @pytest.mark.parametrize("html", ["[vimeo 12345678]", "[vimeo https://vimeo.com/12345678]"])
    def test_of_vimeo(self, html):
        [(kind, value)] = shapes(html)
        assert (kind, value["url"]) == ("embed", "https://vimeo.com/12345678")

    def test_what_says_nothing_of_a_film_is_told(self):
        conversion = convert_body("<p>Look: [youtube]soon[/youtube]</p>", EverythingContext())
        assert "soon" in str(conversion.blocks)
        assert said(conversion, "shortcode") == [("changed", "written out as what it showed")]
