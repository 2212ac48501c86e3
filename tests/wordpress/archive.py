"""A small blog of the Weigh House as WordPress would export it, to be imported by tests."""

from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image

from wordpress.importing.options import ImportOptions
from wordpress.importing.runner import run_import
from wordpress.models import ImportRun

SITE = "https://old.weighhouse.example"

HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Weigh House</title>
<link>{SITE}</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{SITE}</wp:base_site_url>
<wp:base_blog_url>{SITE}</wp:base_blog_url>
"""


def cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>"


def picture(colour: str = "teal", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return the bytes of a small PNG."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


@dataclass
class Archive:
    """An export in the making: add to it, then ``write`` or ``run`` it."""

    folder: Path
    authors: dict[str, str] = field(default_factory=lambda: {"mina": "Mina Ahlberg"})
    categories: list[tuple[str, str, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    @property
    def uploads(self) -> Path:
        path = self.folder / "uploads"
        path.mkdir(exist_ok=True)
        return path

    def upload(self, path: str, content: bytes) -> None:
        file = self.uploads / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def add(self, post_id: int, title: str = "A post", content: str = "Words.", *, type: str = "post", slug: str = "",
            link: str = "", status: str = "publish", creator: str = "mina", date: str = "2014-03-19 10:30:00",
            excerpt: str = "In short.", parent: int = 0, password: str = "", sticky: int = 0, order: int = 0,
            url: str = "", meta: dict | None = None, terms=(), comments: str = "") -> None:  # fmt: skip
        slug = slug or f"post-{post_id}"
        link = link or (f"{SITE}/?p={post_id}" if status == "draft" else f"{SITE}/2014/03/19/{slug}/")
        fields = "".join(
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>\n"
            for key, value in (meta or {}).items()
        )
        categories = "".join(
            f'<category domain="{taxonomy}" nicename="{term}">{cdata(name)}</category>\n'
            for taxonomy, term, name in terms
        )
        attachment = f"<wp:attachment_url>{url}</wp:attachment_url>" if url else ""
        self.items.append(f"""<item>
<title>{escape(title)}</title><link>{link}</link><dc:creator>{cdata(creator)}</dc:creator>
<guid isPermaLink="false">{SITE}/?p={post_id}</guid>
<content:encoded>{cdata(content)}</content:encoded><excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>
<wp:post_id>{post_id}</wp:post_id><wp:post_date>{date}</wp:post_date><wp:post_date_gmt>{date}</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_parent>{parent}</wp:post_parent>
<wp:menu_order>{order}</wp:menu_order><wp:post_type>{type}</wp:post_type>
<wp:post_password>{password}</wp:post_password><wp:is_sticky>{sticky}</wp:is_sticky>
{attachment}{categories}{fields}{comments}</item>
""")

    def attach(
        self, post_id: int, path: str, content: bytes | None = None, *, alt: str = "", description: str = "", **more
    ) -> None:
        """Add an attachment, with its file in the uploads if ``content`` is given."""
        if content is not None:
            self.upload(path, content)
        meta = {"_wp_attached_file": path, "_wp_attachment_image_alt": alt} | more.pop("meta", {})
        more = {"title": Path(path).stem, "content": description, "excerpt": "", "status": "inherit"} | more
        url = f"{SITE}/wp-content/uploads/{path}"
        self.add(post_id, type="attachment", url=url, meta=meta, link=f"{SITE}/{Path(path).stem}-page/", **more)

    def text(self) -> str:
        authors = "".join(
            f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{login}</wp:author_login>"
            f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
            for number, (login, name) in enumerate(self.authors.items(), start=1)
        )
        categories = "".join(
            f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
            f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>\n"
            for number, (slug, name, parent) in enumerate(self.categories, start=1)
        )
        return HEAD + authors + categories + "".join(self.items) + "</channel></rss>"

    def write(self, name: str = "export.xml") -> Path:
        path = self.folder / name
        path.write_text(self.text(), encoding="utf-8")
        return path

    def run(self, **options):
        """Import it, as a run that is kept, and return the result."""
        run = None if options.get("dry_run") else ImportRun(state=ImportRun.State.RUNNING)
        uploads = self.uploads if options.pop("with_uploads", True) else None
        return run_import(ImportOptions(files=(self.write(),), uploads=uploads, **options), run=run)


def comment(
    number: int, text: str, *, name: str = "A reader", approved: str = "1", type: str = "", parent: int = 0
) -> str:
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{cdata(name)}</wp:comment_author>
<wp:comment_author_email>reader@mail.example</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.77</wp:comment_author_IP><wp:comment_author_url>https://reader.example</wp:comment_author_url>
<wp:comment_date_gmt>2014-03-2{number % 10} 08:00:00</wp:comment_date_gmt>
<wp:comment_content>{cdata(text)}</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type>{type}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>
"""
