"""Reading an export: every field, every version, and every fault that real files have."""

import gzip
import zipfile
from datetime import UTC, datetime

import pytest

from tests.samples import samples
from wordpress.reading.export import Export
from wordpress.reading.php import NotSerialisedError, unserialize
from wordpress.reading.records import NotAnExportError, Term

from .exports import FOOT, HEAD, export_text, item, write


def read(folder, text, name="export.xml"):
    export = Export([write(folder, text, name)])
    return export, list(export.items())


def repairs(export) -> str:
    return "\n".join(map(str, export.repairs))


EXTRA = """<category domain="category" nicename="housing"><![CDATA[Housing & rent]]></category>
<category domain="post_tag" nicename="buses"><![CDATA[Buses]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[12]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>speaker</wp:meta_key><wp:meta_value><![CDATA[Ida]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>speaker</wp:meta_key><wp:meta_value><![CDATA[Tomas]]></wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author><![CDATA[Reader]]></wp:comment_author>
<wp:comment_author_email>reader@example.org</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
<wp:comment_date_gmt>2014-03-20 08:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[Well <b>said</b>.]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>"""


class TestRecords:
    @pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
    def test_the_head(self, tmp_path, version):
        export, _items = read(tmp_path, export_text(version=version))
        assert export.site.title == "The Weigh House"
        assert export.site.key == "weighhouse.example/blog"
        assert export.site.version == version
        assert export.authors["mina"].display_name == "Mina Ahlberg"
        assert export.terms == [
            Term("category", "housing", "Housing & rent", parent="policy", id=4),
            Term("post_tag", "buses", "Buses", id=5),
            Term("author", "cap-ida", "Ida", id=6),
        ]
        assert export.repairs == []
        assert export.progress == 1.0

    def test_an_item(self, tmp_path):
        _export, [post] = read(tmp_path, export_text(item(8, extra=EXTRA)))
        assert (post.id, post.type, post.title, post.slug, post.status) == (8, "post", "A post", "a-post", "publish")
        assert post.guid == "https://weighhouse.example/?p=8&x=1"
        assert (post.creator, post.content, post.excerpt) == ("mina", "Words.", "In short.")
        assert (post.sticky, post.menu_order, post.parent) == (True, 3, 0)
        assert post.date == datetime(2014, 3, 19, 10, 30)
        assert post.date_gmt is None
        assert post.get_date() == datetime(2014, 3, 19, 10, 30, tzinfo=UTC)
        assert [term.slug for term in post.terms_of("category")] == ["housing"]
        assert [term.name for term in post.terms_of("post_tag")] == ["Buses"]
        assert post.get_meta("_thumbnail_id") == "12"
        assert post.meta["speaker"] == ["Ida", "Tomas"]
        assert post.line == 20

    def test_a_comment_without_its_addresses(self, tmp_path):
        _export, [post] = read(tmp_path, export_text(item(extra=EXTRA)))
        [comment] = post.comments
        assert (comment.author, comment.content, comment.approved) == ("Reader", "Well <b>said</b>.", True)
        assert comment.date == datetime(2014, 3, 20, 8, tzinfo=UTC)
        assert "reader@example.org" not in repr(comment)
        assert "192.0.2.1" not in repr(comment)

    def test_the_oldest_exports_name_each_category_twice(self, tmp_path):
        twice = "<category><![CDATA[Alpha]]></category>" + (
            '<category domain="category" nicename="alpha"><![CDATA[Alpha]]></category>'
        )
        _export, [post] = read(tmp_path, export_text(item(extra=twice), version="1.0"))
        assert post.terms == [Term("category", "alpha", "Alpha")]

    def test_items_can_be_read_again(self, tmp_path):
        export, items = read(tmp_path, export_text(item(1), item(2)))
        assert list(export.items()) == items
        assert len(export.authors) == 1


class TestFiles:
    def test_gzip_zip_and_several_files(self, tmp_path):
        (tmp_path / "a.xml.gz").write_bytes(gzip.compress(export_text(item(1)).encode()))
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
            archive.writestr("part.2.xml", export_text(item(3)))
            archive.writestr("part.1.xml", export_text(item(2)))
            archive.writestr("__MACOSX/part.1.xml", "rubbish")
        export = Export([tmp_path / "a.xml.gz", tmp_path / "b.zip"])
        assert [post.id for post in export.items()] == [1, 2, 3]

    def test_what_two_files_share_is_read_once(self, tmp_path):
        first = write(tmp_path, export_text(item(1), item(2)), "1.xml")
        second = write(tmp_path, export_text(item(2), item(3)), "2.xml")
        export = Export([first, second])
        assert [post.id for post in export.items()] == [1, 2, 3]
        assert "the item stands at 1.xml, line 40 already" in repairs(export)

    def test_two_items_with_one_number_are_both_kept(self, tmp_path):
        export, items = read(tmp_path, export_text(item(1), item(1, title="Another")))
        assert [post.id for post in items] == [1, None]
        assert items[1].key == "https://weighhouse.example/?p=1&x=1"
        assert "its number 1 is that of the item at" in repairs(export)

    @pytest.mark.parametrize(
        ("content", "impression"),
        [
            (b"", "is empty"),
            (b"<!DOCTYPE html><html><body>Log in</body></html>", "it is a web page"),
            (b"<?xml version='1.0'?><rss><channel><item><title>x</title></item></channel></rss>", "it is a feed"),
            (b"<?xml version='1.0'?><svg/>", "XML of another kind"),
            (b"%PDF-1.7", "it is a PDF"),
            (b'{"posts": []}', "it is JSON"),
            (b"-- MySQL dump 10.13\nCREATE TABLE wp_posts", "a dump of a database"),
            (b"\x00" * 5000, "it holds no text"),
            (bytes(range(256)) * 10, "is not a WordPress export"),
            (b"PK\x03\x04 broken", "damaged zip"),
            (b"\x1f\x8b broken", "is not a WordPress export"),
            (gzip.compress(b"\x00" * 3_000_000), "it holds no text"),
        ],
    )
    def test_what_is_no_export_is_refused_in_one_line(self, tmp_path, content, impression):
        with pytest.raises(NotAnExportError) as refusal:
            Export([write(tmp_path, content)])
        assert impression in str(refusal.value)
        assert "\n" not in str(refusal.value)

    def test_a_missing_file_a_folder_and_an_empty_archive_are_refused(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
            archive.writestr("readme.txt", "nothing")
        for name, reason in [("gone.xml", "cannot be read"), (".", "is a folder"), ("empty.zip", "holds no .xml")]:
            with pytest.raises(NotAnExportError, match=reason):
                Export([tmp_path / name])


class TestRepairs:
    def test_control_characters(self, tmp_path):
        export, [post] = read(tmp_path, export_text(item(content="<![CDATA[a\x00b\x0bc\x1cd]]>")))
        assert post.content == "abcd"
        assert "line 26: control characters were removed (U+0000, U+000B, U+001C)" in repairs(export)

    def test_bytes_that_are_not_utf8(self, tmp_path):
        text = export_text(item(content="<![CDATA[the council's “own” words]]>")).encode()
        export, [post] = read(tmp_path, text.replace(b"'", b"\x92"))
        assert post.content == "the council’s “own” words"
        assert "line 26: 1 bytes were not UTF-8 and were read as Windows-1252 (0x92 as “’”)" in repairs(export)

    def test_a_declared_encoding(self, tmp_path):
        text = export_text(item(title="Café")).replace("UTF-8", "ISO-8859-1")
        _export, [post] = read(tmp_path, text.encode("latin-1"))
        assert post.title == "Café"

    def test_utf16_and_windows_line_ends(self, tmp_path):
        _export, [post] = read(tmp_path, export_text(item(content="a\r\n\r\nb")).encode("utf-16"))
        assert post.content == "a\n\nb"

    @pytest.mark.parametrize(
        ("raw", "value"),
        [
            ("<![CDATA[one]]><![CDATA[two]]>", "onetwo"),
            ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"),
            ("<![CDATA[a <![CDATA[ b ]]> c]]>", "a <![CDATA[ b ]]> c"),
            ("<![CDATA[]]>]]>", "]]>"),
            ("x &amp;lt; &nbsp;&hellip; &unknown; <![CDATA[&amp;]]>", "x &lt; \xa0… &unknown; &amp;"),
            ("R&D, ?a=1&copy=2", "R&D, ?a=1&copy=2"),
            ("<p>Nobody <b>escaped</b> this.</p>", "<p>Nobody <b>escaped</b> this.</p>"),
            ("<![CDATA[not closed", "not closed"),
            ("<![CDATA[<content:encoded>x</content:encoded>]]>", "<content:encoded>x</content:encoded>"),
            ("<![CDATA[</item><item>]]>", "</item><item>"),
            ("<![CDATA[C:\\xampp\\htdocs]]>", "C:\\xampp\\htdocs"),
        ],
    )
    def test_text(self, tmp_path, raw, value):
        _export, [post] = read(tmp_path, export_text(item(content=raw)))
        assert post.content == value
        assert post.status == "publish"

    def test_output_before_the_export(self, tmp_path):
        warning = "<br />\n<b>Warning</b>: Cannot modify header in <b>/srv/functions.php</b>\n"
        export, items = read(tmp_path, warning + export_text())
        assert len(items) == 1
        assert "output of the server stood before the export" in repairs(export)

    def test_output_in_the_middle(self, tmp_path):
        _export, items = read(tmp_path, export_text(item(1), "<br />\n<b>Notice</b>: Undefined index\n", item(2)))
        assert [post.id for post in items] == [1, 2]

    @pytest.mark.parametrize("prefix", ["http://example.com/other/", ""])
    def test_wrong_and_missing_namespaces(self, tmp_path, prefix):
        text = export_text(item(extra=EXTRA))
        for name in ("wp", "content", "excerpt", "dc"):
            start = text.index(f"xmlns:{name}=")
            end = text.index('"', text.index('"', start) + 1) + 1
            text = text[:start] + (f'xmlns:{name}="{prefix}"' if prefix else "") + text[end:]
        export, [post] = read(tmp_path, text)
        assert (post.id, post.content, post.excerpt) == (1, "Words.", "In short.")
        assert "names no WordPress namespace" in repairs(export)

    def test_a_truncated_end_becomes_a_draft(self, tmp_path):
        text = export_text(item(1), item(2, content="<![CDATA[Half of a sen"))
        export, items = read(tmp_path, text[: text.index("Half of a sen") + 9])
        assert [(post.id, post.status) for post in items] == [(1, "publish"), (None, "draft")]
        assert items[1].content == "Half of a"
        assert "the file ends in the middle of this item" in repairs(export)

    def test_a_truncated_gzip(self, tmp_path):
        packed = gzip.compress(export_text(*(item(number) for number in range(1, 2000))).encode())
        export, items = read(tmp_path, packed[: len(packed) // 2])
        assert 100 < len(items) < 2000
        assert "the compressed file is damaged" in repairs(export)

    def test_missing_tags(self, tmp_path):
        unclosed = item(1).replace("</item>", "").replace("</wp:status>", "")
        headless = item(3).replace("<item>", "")
        export, items = read(tmp_path, export_text(unclosed, item(2), headless, item(4)))
        assert [(post.id, post.status) for post in items] == [(number, "publish") for number in (1, 2, 3, 4)]
        assert "line 20, in post 1 “A post”: the item was not closed" in repairs(export)
        assert "<wp:status> was never closed" in repairs(export)
        assert "an item's opening tag is missing" in repairs(export)

    def test_entities_are_neither_expanded_nor_fetched(self, tmp_path):
        bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>\n<rss '
        text = export_text(item(title="&b;&c;", content="&b;&c;")).replace("<rss ", bomb, 1)
        export, [post] = read(tmp_path, text)
        assert post.title == post.content == "&b;&c;"
        assert "its entities are not resolved" in repairs(export)

    def test_huge_attributes_and_numbers(self, tmp_path):
        huge = item(1).replace("<item>", f'<item note="{"x" * 300_000}">').replace(">3<", f">{'9' * 5000}<")
        _export, items = read(tmp_path, export_text(huge, item(2)))
        assert [(post.id, post.menu_order) for post in items] == [(1, 0), (2, 3)]

    def test_comments_that_never_end_cost_nothing(self, tmp_path):
        _export, items = read(tmp_path, HEAD.format(version="1.2") + "<!-- " * 50_000 + item() + FOOT)
        assert len(items) == 1


class TestPhp:
    def test_values(self):
        text = 'a:4:{i:0;s:5:"café";s:1:"w";i:300;s:1:"f";d:1.5;s:1:"n";a:2:{i:0;b:1;i:1;N;}}'
        assert unserialize(text) == {0: "café", "w": 300, "f": 1.5, "n": {0: True, 1: None}}

    def test_wrong_lengths_of_edited_texts(self):
        assert unserialize('a:1:{s:3:"address";s:99:"a new town";}') == {"address": "a new town"}

    @pytest.mark.parametrize(
        "text", ["", "plain", 'O:8:"stdClass":0:{}', "a:1:{", "i:x;", 's:5:"abc', "a:1:{i:0;" * 900, "a:1:{a:0:{}i:1;}"]
    )
    def test_anything_else_is_refused(self, text):
        with pytest.raises(NotSerialisedError):
            unserialize(text)


@pytest.mark.parametrize("path", samples("wordpress-exports/*.xml"))
def test_every_sample_is_read(path):
    export = Export([path])
    items = list(export.items())
    assert items or export.terms
    assert all(post.id is not None for post in items)
