"""No word is lost and none invented: proposals keep the words of a text but those they name as dropped."""

import re
from collections import Counter
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversion.account import words_of
from conversion.attribution.apply import apply_proposals
from conversion.attribution.find import find_proposals
from tests.conversion.judging import read_blocks, read_texts

PIECES = """“We knew the harbour,”|said Dr Ada Penn,|the keeper of the light,|“and we left it.”|She added:|“Nobody came.
It rained.”|Tom Beck asked whether it was so.|According to Mr Holt,|‘the mud|won’t wait’|« Non »|The meeting closed.
"Yes, we did," he said.|Professor Ines Roa spoke about|tides & <stones>|JW:|Ada Penn:|Q:|“|”|said|she told the panel."""
ALL_PIECES = re.split(r"[|\n]", PIECES)


def read_words(html: str) -> list[str]:
    return [word.casefold() for word in words_of(html)]


def check_words(blocks: list[dict]) -> None:
    proposals = find_proposals(blocks)
    made = apply_proposals(blocks, proposals)
    before = Counter(word for block in blocks for word in read_words(block["value"]))
    texts = [block["value"] if block["type"] == "paragraph" else block["value"].get("text", "") for block in made]
    told = Counter(word for text in texts for word in read_words(text))
    values = [value for block in made if block["type"] != "paragraph" for value in block["value"].items()]
    names = " ".join(str(value) for name, value in values if name != "text")
    dropped = " ".join(proposal.dropped for proposal in proposals)
    assert not told - before, "words were invented"
    assert not before - told - Counter(read_words(escape(f"{names} {dropped}"))), "words were lost"


@pytest.mark.parametrize("text", [text for _name, text, _answers in read_texts()], ids=lambda text: text[:30])
def test_judged_texts_keep_their_words(text):
    check_words(read_blocks(text))


@given(st.lists(st.lists(st.sampled_from(ALL_PIECES), min_size=1, max_size=6), min_size=1, max_size=5))
def test_texts_of_odd_pieces_keep_their_words(paragraphs):
    check_words(read_blocks("\n\n".join(" ".join(pieces) for pieces in paragraphs)))


def test_markup_stays_whole_and_links_are_kept():
    html = (
        '<p>It was <b>late. <i>Ada</i> Penn</b>, keeper, said: “We <a href="https://example.org/">knew</a> '
        "it <i>all.</i>” Then she left.</p>"
    )
    blocks = [{"type": "paragraph", "value": html}]
    before, quote, after = apply_proposals(blocks, find_proposals(blocks))
    assert before["value"] == "<p>It was <b>late.</b></p>"
    assert quote["value"]["text"] == '<p>We <a href="https://example.org/">knew</a> it <i>all.</i></p>'
    assert (quote["value"]["name"], quote["value"]["role"]) == ("Ada Penn", "keeper")
    assert after["value"] == "<p>Then she left.</p>"


def test_blocks_that_nothing_touches_stay_the_same():
    blocks = [
        {"type": "paragraph", "id": "one", "value": "<p>Nothing is said here.</p>"},
        {"type": "heading", "id": "two", "value": {"text": "Ada Penn said: “No.”", "level": "h2"}},
        {"type": "paragraph", "id": "three", "value": "<p>Ada Penn said: “We were never told of it.”</p>"},
    ]
    made = apply_proposals(blocks, find_proposals(blocks))
    assert made[:2] == blocks[:2]
    assert [block["type"] for block in made[2:]] == ["quote"]
    assert not re.search("said", str(made[2]))
