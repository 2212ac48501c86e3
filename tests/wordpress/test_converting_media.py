"""What images, players and files become."""

import pytest

from conversion.context import FileTarget, LinkTarget
from tests.conversion.converted import FILM, OLD

from .converted import shapes


class TestMedia:
    def image(self, **value):
        return {"image": 7, "alt_text": "", "decorative": False, "caption": "", "credit_text": ""} | value

    @pytest.mark.parametrize(
        "html",
        [
            f'[caption id="attachment_5" align="left" width="300"]<a href="{OLD}/a.jpg"><img src="{OLD}/a-300x200.jpg" '
            'alt="A door" /></a> The <em>door</em>[/caption]',
            f'<figure class="wp-block-image"><img src="{OLD}/a-300x200.jpg" alt="A door" class="wp-image-5"/>'
            "<figcaption>The <em>door</em></figcaption></figure>",
            f'<!-- wp:image {{"id":5}} --><figure class="wp-block-image"><img src="{OLD}/a-300x200.jpg" alt="A door"/>'
            "<figcaption>The <em>door</em></figcaption></figure><!-- /wp:image -->",
        ],
    )
    def test_an_image_with_its_caption(self, html):
        assert shapes(html, images={5: 7}) == [
            ("image", self.image(alt_text="A door", caption="<p>The <i>door</i></p>"))
        ]

    @pytest.mark.parametrize(
        "html",
        [
            '[gallery ids="5,6" columns="2"]',
            "[gallery]",
            '<ul class="wp-block-gallery"><li><figure><img src="a" data-id="5"></figure></li>'
            '<li><figure><img src="b" data-id="6"></figure></li></ul>',
            '<figure class="wp-block-gallery"><figure><img src="a" class="wp-image-5"></figure>'
            '<figure><img src="b" class="wp-image-6"></figure></figure>',
        ],
    )
    def test_galleries(self, html):
        [(kind, value)] = shapes(html, images={5: 7, 6: 8}, attached=[5, 6])
        assert kind == "gallery"
        assert [image["value"]["image"] for image in value["images"]] == [7, 8]
        assert all(image["id"] for image in value["images"])

    @pytest.mark.parametrize(
        "html",
        [
            f"Look:\n\n{FILM}\n\nEnd.",
            f"Look:\n\n[embed width=5]{FILM}[/embed]\n\nEnd.",
            f'Look:\n\n<iframe src="{FILM.replace("watch?v=", "embed/")}"></iframe>\n\nEnd.',
            f"<p>Look:</p><!-- wp:embed --><figure class='wp-block-embed'><div class='wp-block-embed__wrapper'>\n"
            f"{FILM}\n</div></figure><!-- /wp:embed --><p>End.</p>",
            "Look:\n\n<object><param name='movie' value='http://www.youtube.com/v/a1B2c3D4e5F'></object>\n\nEnd.",
        ],
    )
    def test_films(self, html):
        [before, (kind, value), after] = shapes(html)
        assert (before[1], after[1]) == ("<p>Look:</p>", "<p>End.</p>")
        assert kind == "embed"
        assert "a1B2c3D4e5F" in value["url"]
        assert value["title"] == "YouTube video"

    def test_what_cannot_be_played_is_a_link(self):
        html = "Look:\n\nhttps://example.org/status/1\n\n[embed]https://example.org/2[/embed]"
        assert shapes(html) == [
            (
                "paragraph",
                '<p>Look:</p><p><a href="https://example.org/status/1">https://example.org/status/1</a></p>'
                '<p><a href="https://example.org/2">https://example.org/2</a></p>',
            )
        ]

    @pytest.mark.parametrize(
        "html",
        [
            f'[audio mp3="{OLD}/talk.mp3"][/audio]',
            f'<figure class="wp-block-audio"><audio controls src="{OLD}/talk.mp3"></audio></figure>',
            f'<audio controls><source src="{OLD}/talk.mp3"></audio>',
        ],
    )
    def test_recordings(self, html):
        assert shapes(html, files={f"{OLD}/talk.mp3": FileTarget(9, "The talk")}) == [
            ("recording", {"file": 9, "title": "The talk", "caption": ""})
        ]

    def test_files(self):
        html = (
            f'<!-- wp:file {{"id":12}} --><div class="wp-block-file"><a href="{OLD}/a.pdf">The paper</a>'
            f'<a href="{OLD}/a.pdf" class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->'
        )
        assert shapes(html, files={12: 9}) == [("document", {"document": 9, "title": "The paper"})]
        assert shapes(html, links={f"{OLD}/a.pdf": LinkTarget(url="https://x.example/a.pdf")}) == [
            ("paragraph", '<p><a href="https://x.example/a.pdf">The paper</a></p>')
        ]
