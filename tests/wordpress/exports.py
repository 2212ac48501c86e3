"""Small exports for tests."""

from pathlib import Path

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>The Weigh House</title>
<link>https://weighhouse.example</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>https://weighhouse.example</wp:base_site_url>
<wp:base_blog_url>https://weighhouse.example/blog</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>mina
</wp:author_login><wp:author_display_name><![CDATA[Mina Ahlberg]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>housing</wp:category_nicename>
<wp:category_parent>policy</wp:category_parent><wp:cat_name><![CDATA[Housing & rent]]></wp:cat_name></wp:category>
<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>buses</wp:tag_slug><wp:tag_name>Buses</wp:tag_name></wp:tag>
<wp:term><wp:term_id>6</wp:term_id><wp:term_taxonomy>author</wp:term_taxonomy><wp:term_slug>cap-ida</wp:term_slug>
<wp:term_name>Ida</wp:term_name></wp:term>
"""
FOOT = "</channel>\n</rss>\n"


def item(post_id: int = 1, content: str = "<![CDATA[Words.]]>", title: str = "A post", extra: str = "") -> str:
    return f"""<item>
<title>{title}</title>
<link>https://weighhouse.example/blog/a-post/</link>
<pubDate>Wed, 19 Mar 2014 10:30:00 +0000</pubDate>
<dc:creator><![CDATA[mina]]></dc:creator>
<guid isPermaLink="false">https://weighhouse.example/?p={post_id}&amp;x=1</guid>
<content:encoded>{content}</content:encoded>
<excerpt:encoded><![CDATA[In short.]]></excerpt:encoded>
<wp:post_id>{post_id}</wp:post_id>
<wp:post_date><![CDATA[2014-03-19 10:30:00]]></wp:post_date>
<wp:post_date_gmt><![CDATA[0000-00-00 00:00:00]]></wp:post_date_gmt>
<wp:post_name>a-post</wp:post_name>
<wp:status>publish</wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>3</wp:menu_order>
<wp:post_type>post</wp:post_type>
<wp:post_password></wp:post_password>
<wp:is_sticky>1</wp:is_sticky>
{extra}
</item>
"""


def export_text(*items: str, version: str = "1.2") -> str:
    return HEAD.format(version=version) + "".join(items or [item()]) + FOOT


def write(folder: Path, text: str | bytes, name: str = "export.xml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
