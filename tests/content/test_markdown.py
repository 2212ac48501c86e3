"""The Markdown twin of a post: what a reader of CommonMark makes of it is what the post says."""

import pytest
from lxml import html
from markdown_it import MarkdownIt

from content.markdown import convert
from demo.builders import (
    block,
    build_image,
    build_person,
    build_post,
    heading_block,
    paragraph_block,
    quote_block,
    speaker_block,
)
from demo.drawing import draw_portrait

pytestmark = pytest.mark.django_db


def read(text: str) -> html.HtmlElement:
    """Return the text as a reader of CommonMark with tables shows it."""
    return html.fragment_fromstring(MarkdownIt().enable("table").render(text), create_parent="div")


def words(element) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture
def post():
    ana = build_person("Ana", "Silva", role="Reader")
    image = build_image(lambda: draw_portrait(2), "Mill", "A mill [old]", filename="mill.jpg", credit="Photo: A. Q.")
    table = {"data": [["Year", "Visits | all"], ["2024", "18"]], "first_row_is_table_header": True}
    return build_post(
        "Rent_and_rates: *why* <now>?",
        strapline="What was said",
        authors=[{"person": ana}, {"name": "Ben Ames"}],
        body=[
            paragraph_block("<p>1. Not a list. <b>Bold</b> and a_b_c, 2 * 3 * 4 &lt;i&gt;.</p><p># No heading</p>"),
            heading_block("A heading"),
            quote_block("We kept the minutes.</p><p>All of them.", person=ana, role="Reader"),
            speaker_block("Her <i>figures</i>.", name="Zadie Quill", role="Keeper"),
            block("image", {"image": image.pk, "alt_text": "", "decorative": False, "caption": "", "credit_text": ""}),
            block("table", table | {"first_col_is_header": False, "table_caption": "Visits"}),
            block("code", {"text": "if a < b:\n    return `c`", "language": ""}),
            paragraph_block('<ul><li>One <a href="/x/">link</a></li><li>Two</li></ul>'),
        ],
    )


def test_it_reads_as_the_post_does(client, post):
    response = client.get(f"{post.url}index.md")
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Link"] == f'<{post.full_url}>; rel="canonical"'
    document = read(response.content.decode())
    assert [words(heading) for heading in document.iter("h1")] == ["Rent_and_rates: *why* <now>?"]
    assert "By Ana Silva, Ben Ames" in words(document)
    assert "1. Not a list. Bold and a_b_c, 2 * 3 * 4 <i>." in words(document)
    assert [words(heading) for heading in document.iter("h2", "h3")] == ["A heading", "Zadie Quill, Keeper"]
    (quote,) = document.iter("blockquote")
    assert [words(paragraph) for paragraph in quote.iter("p")] == [
        *("We kept the minutes.", "All of them.", "— Ana Silva, Reader"),
    ]
    assert [cell.text for cell in document.iter("th", "td")] == ["Year", "Visits | all", "2024", "18"]
    (image,) = document.iter("img")
    assert image.get("alt") == "A mill [old]"
    assert image.get("src").startswith("http://127.0.0.1:8000/media/")
    assert document.xpath("//pre/code")[0].text == "if a < b:\n    return `c`\n"
    assert [words(item) for item in document.iter("li")] == ["One link", "Two"]
    assert "http://127.0.0.1:8000/x/" in document.xpath("//a/@href")


def test_the_page_names_it(client, post):
    page = html.fromstring(client.get(post.url).content)
    (link,) = [link for link in page.iter("link") if link.get("type") == "text/markdown"]
    assert (link.get("rel"), link.get("href")) == ("alternate", f"{post.full_url}index.md")


def test_a_hidden_post_has_none(client, post):
    post.unpublish()
    assert client.get(f"{post.url_path.removeprefix('/home')}index.md").status_code == 404


MARKUP = [
    "*a*",
    "_a_",
    "`a`",
    "[a](b)",
    "![a](b)",
    "<b>",
    "# a",
    "- a",
    "1. a",
    "> a",
    "\\a",
    "&amp;",
    "~~a~~",
    "a | b",
]


@pytest.mark.parametrize("text", [*MARKUP, "+ a", "---", "==="])
def test_no_word_becomes_markup(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert words(read(convert(f"<p>{escaped}</p>"))) == text


@pytest.mark.parametrize("text", ["It gave 412. It is 407. (1) is older.", "a 1) b"])
def test_a_number_within_a_line_stays_as_it_is(text):
    assert convert(f"<p>{text}</p>") == text


@pytest.mark.parametrize("markup", ["<p>a<br>1. b</p>", "<p>a\n1. b</p>", "<p><b>1</b>. a</p>", "<p>a<br> 1. b</p>"])
def test_a_number_that_begins_a_line_is_no_item(markup):
    assert not list(read(convert(markup)).iter("li"))
