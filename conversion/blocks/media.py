"""Media: images, players and files of a body."""

import re
from html import escape
from urllib.parse import urlsplit

from django.utils.translation import gettext
from lxml.html import HtmlElement

from ..context import ConversionContext, ImageTarget, MissingImage
from ..findings import ConversionReport
from ..html.inline import Inline
from ..html.links import Links
from ..html.rich_text import caption_text, rich_text
from ..html.tree import collapse, is_image_link, text_of
from .missing_images import link_to_image
from .stream import BlockStream

FILE_MISSING = "its file is missing; a placeholder that only editors see stands in its place"
MAX_CHARS = 255
MAX_ADDRESS = 2000
SRCSET_SIZE = re.compile(r"[0-9]{1,6}[wx]\Z")
OLD_YOUTUBE = re.compile(r"^(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/v/([\w-]{6,20})")
# Frames that have no player here but are worth a link: maps, sound, documents.
LINKED_FRAME = re.compile(
    r"https?://(?:(?:www|maps)\.google\.[a-z.]{2,6}/maps|(?:w\.)?soundcloud\.com/|open\.spotify\.com/|docs\.google\.com/"
    r"|www\.openstreetmap\.org/|archive\.org/|www\.slideshare\.net/|issuu\.com/|e\.issuu\.com/|bandcamp\.com/"
    r"|www\.google\.[a-z.]{2,6}/calendar|calendar\.google\.com/|datawrapper\.dwcdn\.net/|flo\.uri\.sh/)"
)
IN_NO_LIBRARY = "it is in no library; upload it by hand"
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?)(?:\?.*)?$", re.IGNORECASE)


def complete_address(url: str | None) -> str:
    """Return an address with a scheme where it began with “//”."""
    url = (url or "").strip()
    return f"https:{url}" if url.startswith("//") else url


def host_of(url: str) -> str:
    """Return the host of an address, or nothing."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def file_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2][:100]


class Media:
    """Writes the media of one body into a stream."""

    def __init__(self, context: ConversionContext, links: Links, inline: Inline, report: ConversionReport):
        self.context = context
        self.links = links
        self.inline = inline
        self.report = report

    def find_source_id(self, node: HtmlElement) -> int | None:
        """Return the number by which the source knows an image or a file, if its element tells. For subclasses."""
        return None

    def find_image_address(self, node: HtmlElement) -> str:
        """Return where an image is in full size."""
        return complete_address(find_source(node))

    def leads_to_image(self, href: str | None, source: str) -> bool:
        """Whether the link around an image leads only to the image itself."""
        return not href or bool(IMAGE_FILE.search(href)) or href == source

    def caption_of(self, node: HtmlElement | None) -> str:
        """Return a caption as rich text without a paragraph."""
        return self.inline.html([node]) if node is not None else ""

    def add_image(
        self, stream: BlockStream, node: HtmlElement, caption: str = "", source_id: int | None = None
    ) -> None:
        """Add an image, or what is left of it when its file is missing."""
        source = self.find_image_address(node)
        if node.get("width") in ("0", "1") and node.get("height") in ("0", "1"):
            self.report.dropped("image", source, "an invisible image that counts visits")
            return
        source_id = source_id or self.find_source_id(node)
        value = self.image_value(node, source, caption, source_id)
        if value:
            self.keep_link(node, value)
            stream.add("image", value)
            self.add_long_description(stream, node)
            return
        self._add_missing_image(stream, node, source, caption, source_id)

    def _add_missing_image(
        self, stream: BlockStream, node: HtmlElement, source: str, caption: str, source_id: int | None
    ) -> None:
        """Add a placeholder for an image of the source, or a link to one of another site, with its words and link."""
        words, alt = caption or "", collapse(node.get("alt") or "")
        if WEB_ADDRESS.match(source) and host_of(source) and self.context.resolve_link(source) is None:
            self.report.changed("image", source, "it is kept at another site; a link leads to it")
            linked, words = link_to_image(source, alt, words)
            stream.add_text(linked)
        else:
            is_written = source.startswith("data:")
            missing = None if is_written else self.context.find_missing_image(source, source_id)
            if is_written:
                self.report.dropped("image", "an image written into the text", IN_NO_LIBRARY)
            elif missing:
                self.report.dropped("image", source or missing.url, FILE_MISSING)
            else:
                self.report.dropped("image", source or "an image without an address", "its file is missing")
            if missing or alt:
                value = missing_image_value(missing or MissingImage(""), alt, caption)
                self.keep_link(node, value)
                stream.add("missing_image", value)
                self.add_long_description(stream, node)
                return
        alt = escape(alt, quote=False)
        link = _link_around(node)
        href = link.get("href") if link is not None else None
        if href and not self.leads_to_image(href, source):
            words = words or alt or escape(href, quote=False)
            tag = self.links.start_tag(href, words)
            words = f"{tag}{words}</a>" if tag and "<a " not in words else words
        if words:
            stream.add_text(f"<p>{words}</p>")

    def image_value(self, node: HtmlElement, source: str, caption: str, source_id: int | None) -> dict | None:
        """Return the value of an image block, or None if this site has not got the image."""
        target = self.context.resolve_image(source, source_id)
        if target is None:
            return None
        self.report.label("image", target.id, file_name(source))
        alt = collapse(node.get("alt") or "")
        if alt:
            self.report.image_alts[target.id] = target.alt
        what = source or f"attachment {source_id}"
        if not alt and not target.alt:
            self.report.changed("image", what, "it has no alt text; please say what it shows")
        elif len(alt) > MAX_CHARS:
            self.report.changed(
                "image", what, f"its alt text has more than {MAX_CHARS} characters; it can be opened below"
            )
        else:
            self.report.kept("image", what)
        return image_value(target, alt, caption or target.caption)

    def add_long_description(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add an alternative text that is longer than the field for it, to be opened below the image."""
        alt = collapse(node.get("alt") or "")
        if len(alt) > MAX_CHARS:
            text = f"<p>{escape(alt, quote=False)}</p>"
            stream.add("details", {"summary": gettext("Description of the image"), "text": rich_text(text)})

    def keep_link(self, node: HtmlElement, value: dict) -> None:
        """Keep the link of an image in its caption; a link to the image itself is of no use here."""
        link = _link_around(node)
        href = link.get("href") if link is not None else None
        if not href:
            return
        if self.leads_to_image(href, find_source(node)):
            self.report.changed("link", href, "it led to the image itself, which stands here in full")
            return
        caption = value["caption"].removeprefix("<p>").removesuffix("</p>")
        words = caption or escape(value["alt_text"] or host_of(href) or href, quote=False)
        if "<a " in words:
            self.report.dropped("link", href, "the image's caption has links of its own")
            return
        tag = self.links.start_tag(href, words)
        if tag:
            value["caption"] = rich_text(f"<p>{tag}{words}</a></p>")

    def add_embed(self, stream: BlockStream, url: str, title: str = "", caption: str = "") -> bool:
        """Add a player, or a link to what is shown elsewhere. Returns whether there was an address."""
        url = complete_address(url)
        if old := OLD_YOUTUBE.match(url):
            url = f"https://www.youtube.com/watch?v={old[1]}"
        if not url:
            return False
        provider = self.context.get_embed_provider(url)
        if provider and len(url) <= MAX_ADDRESS:
            self.report.kept("embed", url)
            title = collapse(title)[:MAX_CHARS] or f"{provider} video"
            stream.add("embed", {"url": url, "title": title, "caption": caption_text(caption), "poster": None})
            return True
        self.report.changed("embed", url, "it cannot be played here; a link leads to it")
        tag = self.links.start_tag(url, url)
        words = escape(url, quote=False)
        stream.add_text(f"<p>{tag}{words}</a></p>" if tag else f"<p>{words}</p>")
        if caption:
            stream.add_text(f"<p>{caption}</p>")
        return True

    def add_file(self, stream: BlockStream, url: str, source_id: int | None, title: str, caption: str = "") -> None:
        """Add a recording or another file: a player, a download, or a link."""
        url = complete_address(url)
        target = self.context.resolve_file(url, source_id)
        if target is None:
            if tag := self.links.start_tag(url, title or url):
                stream.add_text(f"<p>{tag}{escape(title or url, quote=False)}</a></p>")
            elif url:
                stream.add_text(f"<p>{escape(title or url, quote=False)}</p>")
            else:
                self.report.dropped("file", f"attachment {source_id}", "its file is missing")
        else:
            self.report.kept("file", url or f"attachment {source_id}")
            self.report.label("document", target.id, file_name(url) or target.title)
            stream.add("document", {"document": target.id, "title": collapse(title)[:MAX_CHARS]})
        if caption:
            stream.add_text(f"<p>{caption}</p>")

    def add_recording(self, stream: BlockStream, node: HtmlElement, caption: str, source_id: int | None) -> None:
        """Add an audio or video element: a player here, if the file is here."""
        sources = (complete_address(source.get("src")) for source in node.iter("source"))
        url = complete_address(find_source(node)) or next(sources, "")
        if self.context.get_embed_provider(url):
            self.add_embed(stream, url, node.get("title") or "", caption)
            return
        target = self.context.resolve_file(url, source_id)
        if target is None:
            self.add_file(stream, url, source_id, "", caption)
            return
        self.report.kept("file", url or f"attachment {source_id}")
        self.report.label("document", target.id, file_name(url) or target.title)
        title = collapse(node.get("title") or "") or target.title
        stream.add("recording", {"file": target.id, "title": title[:MAX_CHARS], "caption": caption_text(caption)})

    def add_frame(self, stream: BlockStream, node: HtmlElement, caption: str = "") -> None:
        """Add the player of an iframe, or a link if it has none here but is worth one; other frames are dropped."""
        url = complete_address(node.get("src") or node.get("data-src") or node.get("data"))
        if node.tag == "object":
            parameters = {item.get("name"): item.get("value") for item in node.iter("param")}
            url = url or complete_address(parameters.get("movie") or parameters.get("src"))
            url = url or next((complete_address(inner.get("src")) for inner in node.iter("embed")), "")
        if self.context.get_embed_provider(url) or OLD_YOUTUBE.match(url):
            self.add_embed(stream, url, node.get("title") or text_of(node), caption)
            return
        if LINKED_FRAME.match(url):
            self.add_embed(stream, url, caption=caption)
            return
        self.report.dropped(
            "embed", url or f"<{node.tag}>", f"{host_of(url) or 'its source'} is not a player known here"
        )
        if caption:
            stream.add_text(f"<p>{caption}</p>")


def image_value(target: ImageTarget, alt: str, caption: str) -> dict:
    """Return the value of an image block; alt text that the image has itself is not said again."""
    return {
        "image": target.id,
        "alt_text": "" if alt == target.alt else alt[:MAX_CHARS],
        "decorative": False,
        "caption": caption_text(caption),
        "credit_text": "",
    }


def missing_image_value(missing: MissingImage, alt: str, caption: str) -> dict:
    """Return the value of a placeholder for an image: where it was, and what was said of it."""
    return {
        "address": missing.url[:MAX_ADDRESS],
        "alt_text": (alt or missing.description)[:MAX_CHARS],
        "caption": caption_text(caption),
    }


def find_source(node: HtmlElement) -> str:
    """Return where an image is; scripts that load images late keep the address in another attribute."""
    source = node.get("src") or ""
    late = node.get("data-src") or node.get("data-lazy-src") or _largest(node.get("srcset") or "")
    return late if late and (not source or source.startswith("data:")) else source


def _largest(srcset: str) -> str:
    """Return the address of the widest image in ``srcset``: “a.jpg 300w, b.jpg 900w”."""
    listed = [candidate.split() for candidate in srcset.split(",")]
    sized = [
        (int(size[:-1]), url) for url, size in (each for each in listed if len(each) == 2) if SRCSET_SIZE.match(size)
    ]
    return max(sized)[1] if sized else ""


def _link_around(node: HtmlElement) -> HtmlElement | None:
    return next((parent for parent in node.iterancestors("a") if is_image_link(parent)), None)
