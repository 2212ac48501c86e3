"""No word is lost unless the account lists it, whatever the HTML is: tried on HTML made at random."""

import pytest
from hypothesis import given, settings

from conversion.account import words_in_blocks
from conversion.convert import convert_html
from conversion.html.tree import plain_text
from tests.randomised import examples

from .contexts import PlainContext
from .converted import convert
from .generated_html import HIDDEN, NUMBERED, SHOWN, VOID, html, words_of_text_nodes


def numbered(words: list[str]) -> set[str]:
    return {*NUMBERED.findall(" ".join(words))}


CONTEXT = PlainContext(images={"a.png": 7})


@settings(max_examples=examples(150, long=20_000))
@given(html([*SHOWN, *HIDDEN, *VOID]))
def test_every_text_node_is_in_a_block_or_listed_as_dropped(text):
    conversion = convert_html(text, CONTEXT)
    listed = [*conversion.words.dropped, *conversion.words.hidden]
    assert words_of_text_nodes(text) <= numbered([*words_in_blocks(conversion.blocks), *listed])


@settings(max_examples=examples(150, long=20_000))
@given(html([*SHOWN, *VOID]))
def test_what_browsers_show_is_kept(text):
    assert words_of_text_nodes(text) <= numbered(words_in_blocks(convert_html(text, CONTEXT).blocks))


@pytest.mark.parametrize(
    ("text", "kept", "hidden"),
    [
        ("<p>Above</p><embed src='a.swf'><p>Below it</p>", "Above Below it", ""),
        ("<p>Copy it to <path> now.</p><p>A List<Int> holds</p>", "Copy it to path now A List Int holds", ""),
        ("<p>A <list>of <vector>goods</vector></list></p>", "A of goods", "list vector"),
        ("<p>One<svg><title>icon</title></svg> two</p>", "One two", "icon"),
        ("<iframe src='https://x.example' /><p>After it</p>", "After it", ""),
        ("<video src='/a.mp4'>No player<p>here</p></video><p>After</p>", "a mp4 After", "No player here"),
        ("<p>Choose <select><option>red</option></select> now</p>", "Choose now", "red"),
    ],
)
def test_words_beside_what_browsers_do_not_show(text, kept, hidden):
    conversion = convert_html(text, CONTEXT)
    assert " ".join(words_in_blocks(conversion.blocks)) == kept
    assert " ".join(conversion.words.hidden) == hidden
    assert conversion.words.dropped == ()


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "custom-ware"])
def test_words_far_below_are_kept(tag):
    html = f"<{tag}>One " * 3000 + "two<br><img src='a.png' alt='three'>" + f"</{tag}>" * 3000
    conversion = convert_html(html, CONTEXT)
    assert conversion.words.dropped == ()
    assert {"One", "two", "three"} <= {*words_in_blocks(conversion.blocks)}


@pytest.mark.parametrize(
    "text",
    ["East pier<br>West pier", "East pier<img src='a.png'>West pier", "<span>East pier</span><br/><i>West pier</i>"],
)
def test_words_around_a_break_are_two_in_headings_captions_and_cells(text):
    heading = convert(f"<h2>{text}</h2>", images={"a.png": 7}).blocks[0]["value"]["text"]
    assert heading == "East pier West pier"
    table = f"<table><tr><th>{text}</th><td>{text}</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert "pierWest" not in str(convert(table).blocks[0])
    details = f"<details><summary>{text}</summary><p>Words.</p></details>"
    assert convert(details, images={"a.png": 7}).blocks[0]["value"]["summary"] == "East pier West pier"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Using <path> and <list> in maps", "Using <path> and <list> in maps"),
        ("The <title> of a <script>", "The <title> of a <script>"),
        ("<em>Gulls</em> &amp; terns<br>of the pier", "Gulls & terns of the pier"),
        ("5 < 6 and 7 <8", "5 < 6 and 7 <8"),
        ("Draft <!-- not this --> text", "Draft text"),
    ],
)
def test_titles_keep_what_is_in_angle_brackets(title, shown):
    assert plain_text(title) == shown
