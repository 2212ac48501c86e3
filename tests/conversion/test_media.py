"""What images, players and files become."""

import pytest

from conversion.blocks.media import FILE_MISSING
from conversion.context import ImageTarget

from .converted import OLD, convert, said, shapes


class TestMedia:
    def image(self, **value):
        return {"image": 7, "alt_text": "", "decorative": False, "caption": "", "credit_text": ""} | value

    def test_what_the_library_knows_is_not_said_again(self):
        target = ImageTarget(7, alt="A door", caption="Of the hall")
        found = shapes(f'<img src="{OLD}/a.jpg" alt="A door">', images={f"{OLD}/a.jpg": target})
        assert found == [("image", self.image(caption="<p>Of the hall</p>"))]

    @pytest.mark.parametrize(
        ("alt", "stored", "finding"),
        [
            ("A door", "A door", ("kept", "")),
            ("", "", ("changed", "it has no alt text; please say what it shows")),
            ("x" * 255, "x" * 255, ("kept", "")),
            (
                "x" * 256,
                "x" * 255,
                ("changed", "its alt text has more than 255 characters; it can be opened below"),
            ),
        ],
    )
    def test_the_report_tells_of_alt_text(self, alt, stored, finding):
        converted = convert(f'<img src="a.jpg" alt="{alt}">', images={"a.jpg": 7})
        assert converted.blocks[0]["value"] == self.image(alt_text=stored)
        assert said(converted, "image") == [finding]

    def test_images_in_a_paragraph_stand_before_or_after_it(self):
        html = '<p><img src="a" alt="1">Text <img src="a" alt="2"> goes on.</p>'
        kinds = [kind for kind, _value in shapes(html, images={"a": 7})]
        assert kinds == ["image", "paragraph", "image"]
        assert shapes(html, images={"a": 7})[1][1] == "<p>Text goes on.</p>"

    def test_an_image_in_a_heading_stands_below_it(self):
        found = shapes('<h2>The <img src="a" alt="1">hall</h2><p>Text.</p>', images={"a": 7})
        assert [kind for kind, _value in found] == ["heading", "image", "paragraph"]

    def test_a_linked_image_keeps_its_link_in_the_caption(self):
        html = '<a href="https://example.org/paper"><img src="a" alt="The paper"></a>'
        assert shapes(html, images={"a": 7}) == [
            (
                "image",
                self.image(alt_text="The paper", caption='<p><a href="https://example.org/paper">The paper</a></p>'),
            )
        ]

    @pytest.mark.parametrize(
        ("html", "alt", "caption"),
        [
            (f'<img src="{OLD}/hall.jpg" alt="The &lt;old&gt; hall">', "The <old> hall", ""),
            (f'<figure><img src="{OLD}/hall.jpg"><figcaption>The <em>hall</em></figcaption></figure>', "",
             "<p>The <i>hall</i></p>"),
            (f'<figure><img src="{OLD}/hall.jpg" alt="A hall"><figcaption>By Ida</figcaption></figure>', "A hall",
             "<p>By Ida</p>"),
            (f'<a href="https://a.example/"><img src="{OLD}/hall.jpg" alt="A hall"></a>', "A hall",
             '<p><a href="https://a.example/">A hall</a></p>'),
            (f'<img src="{OLD}/hall.jpg" alt="">', "", ""),
        ],
    )  # fmt: skip
    def test_missing_images_leave_a_placeholder_with_their_words(self, html, alt, caption):
        converted = convert(html)
        value = {"address": f"{OLD}/hall.jpg", "alt_text": alt, "caption": caption}
        assert [(block["type"], block["value"]) for block in converted.blocks] == [("missing_image", value)]
        assert said(converted, "image") == [("dropped", FILE_MISSING)]
        assert converted.words.dropped == ()

    @pytest.mark.parametrize(
        ("name", "words"),
        [("hall_of-scales-300x200.jpg?w=9", "hall of scales"), ("caf%C3%A9-scaled.jpeg", "café")],
    )
    def test_an_image_of_another_site_is_called_by_its_file(self, name, words):
        address = f"https://cdn.example.org/2014/{name}"
        [block] = convert(f'<img src="{address}" alt="">').blocks
        assert block["value"] == f'<p><a href="{address}">{words}</a></p>'

    def test_an_image_without_an_address_leaves_its_caption_and_a_reason(self):
        converted = convert("<figure><img alt=''><figcaption>The hall</figcaption></figure>")
        assert [block["value"] for block in converted.blocks] == ["<p>The hall</p>"]
        assert said(converted, "image") == [("dropped", "its file is missing")]

    def test_images_of_other_sites_become_links_and_pixels_go(self):
        html = (
            '<p><img src="https://cdn.example.org/a.png" alt="A map"></p>'
            '<img src="https://t.example.org/x" width=1 height=1>'
        )
        converted = convert(html)
        assert converted.blocks[0]["value"] == '<p><a href="https://cdn.example.org/a.png">A map</a></p>'
        assert [outcome for outcome, _reason in said(converted, "image")] == ["changed", "dropped"]

    def test_frames_of_unknown_hosts_and_scripts_go(self):
        html = (
            '<p>Text</p><iframe src="https://evil.example/x"></iframe><script>alert("boo")</script><style>p{}</style>'
        )
        converted = convert(html)
        assert [block["value"] for block in converted.blocks] == ["<p>Text</p>"]
        assert ("dropped", "evil.example is not a player known here") in said(converted, "embed")
        assert ("dropped", "scripts do not run here") in said(converted, "markup")
        assert converted.words.dropped == ()
