"""Code that was typed into HTML without escaping it."""

import pytest

from .converted import convert


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<pre lang="php"><?php if ($a->b < 3) echo "<b>x</b>"; ?></pre>', '<?php if ($a->b < 3) echo "<b>x</b>"; ?>'),
        ('<pre lang="html"><b>bold</b> <em>not</em></pre>', "<b>bold</b> <em>not</em>"),
        ("<pre><code>#include <vector>\nList<String> names;</code></pre>", "#include <vector>\nList<String> names;"),
        ('<pre class="brush: xml"><p>One</p></pre>', "<p>One</p>"),
        ("<pre>if (a <b) return;</pre>", "if (a <b) return;"),
        ("<pre>a &lt;i&gt; <b>b</b> <c c</pre>", "a <i> b <c c"),
        ("<pre>Lines <em>of</em><br>a letter</pre>", "Lines of\na letter"),
        ('<pre class="wp-block-code"><code>x <strong>y</strong></code></pre>', "x y"),
    ],
)  # fmt: skip
def test_it_is_read_as_it_was_typed(html, text):
    conversion = convert(f"{html}<p>After it.</p>")
    [code, after] = conversion.blocks
    assert code["value"]["text"] == text
    assert after["value"] == "<p>After it.</p>"
    assert conversion.words.dropped == ()


def test_code_in_a_sentence_is_too():
    assert convert("<p>Use <code>vector<int></code> here.</p>").blocks[0]["value"] == (
        "<p>Use <code>vector&lt;int&gt;</code> here.</p>"
    )
