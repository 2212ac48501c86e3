"""No word of a body of WordPress is lost unless the report lists it, whatever its markup is: tried at random."""

from hypothesis import example, given, settings

from conversion.account import words_in_blocks
from tests.conversion.generated_html import HIDDEN, NUMBERED, SHOWN, VOID, html, words_of_text_nodes
from tests.randomised import examples
from wordpress.converting.bodies import convert_body

from .contexts import EverythingContext

CLASSES = str.split(
    """gallery wp-block-gallery wp-block-embed wp-block-embed__wrapper wp-block-cover wp-caption wp-caption-text
    wp-block-file wp-block-file__button wp-block-accordion-item wp-block-accordion-heading wp-block-verse wp-smiley
    blocks-gallery-caption has-text-align-right wp-block-code wp-block-pullquote"""
)
ATTRIBUTES = [
    "",
    *(f'class="{name}"' for name in CLASSES),
    'data-gallery="5"',
    'data-embed="https://www.youtube.com/watch?v=a1B2c3D4e5F"',
    'data-embed="https://maps.example/"',
    'href="https://other.example/"',
    'src="https://other.example/a.png"',
    'lang="php"',
]


@settings(max_examples=examples(150, long=20_000))
@example("<noscript ><p ></p><option >w0x</option>")
@given(html([*SHOWN, *HIDDEN, *VOID], ATTRIBUTES))
def test_every_text_node_is_in_a_block_or_listed_as_dropped(text):
    conversion = convert_body(text, EverythingContext())
    words = [*words_in_blocks(conversion.blocks), *conversion.words.dropped, *conversion.words.hidden]
    assert words_of_text_nodes(text) <= {*NUMBERED.findall(" ".join(words))}
