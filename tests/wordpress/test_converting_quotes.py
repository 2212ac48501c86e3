"""What quotations become that WordPress marks in its own way."""

from .converted import shapes


class TestQuotes:
    def test_a_quotation_whose_comments_do_not_nest(self):
        html = (
            '<!-- wp:quote --><blockquote class="wp-block-quote"><!-- /wp:quote -->\n\n<!-- wp:paragraph -->'
            "<p>Open the doors.\n<span>– Ida Reyes, keeper</span></p></blockquote><!-- /wp:paragraph -->"
        )
        [(kind, value)] = shapes(html)
        assert (kind, value["name"], value["role"], value["text"]) == (
            "quote", "Ida Reyes", "keeper", "<p>Open the doors.</p>",
        )  # fmt: skip

    def test_who_is_named_at_the_right(self):
        html = '<blockquote><p>Open the doors.</p><p class="has-text-align-right">Ida Reyes, Keeper</p></blockquote>'
        [(kind, value)] = shapes(html)
        assert (kind, value["name"], value["role"], value["text"]) == (
            "quote", "Ida Reyes", "Keeper", "<p>Open the doors.</p>",
        )  # fmt: skip
