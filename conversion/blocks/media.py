"""What a body shows and plays: images, galleries, players, files."""

import re
from html import escape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from content.body.embeds import find_player

from ..context import Context, ImageTarget
from ..findings import Report
from ..html.inline import CAPTION_TAGS, Inline, rich_text
from ..html.links import Links
from ..html.tree import collapse, is_image_link, text_of
from .missing_images import link_to
from .stream import Stream

LOST = "its file is missing; a link leads to where it was"
MAX_CHARS = 255
WIDTH = re.compile(r"[0-9]{1,6}[wx]\Z")
NUMBER = re.compile(r"(?:wp-image-|attachment_)(\d{1,15})")
OLD_YOUTUBE = re.compile(r"^(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/v/([\w-]{6,20})")
# What cannot be played here, and yet is worth a link: maps, sound, documents.
LINKED_FRAME = re.compile(
    r"https?://(?:(?:www|maps)\.google\.[a-z.]{2,6}/maps|(?:w\.)?soundcloud\.com/|open\.spotify\.com/|docs\.google\.com/"
    r"|www\.openstreetmap\.org/|archive\.org/|www\.slideshare\.net/|issuu\.com/|e\.issuu\.com/|bandcamp\.com/"
    r"|www\.google\.[a-z.]{2,6}/calendar|calendar\.google\.com/|datawrapper\.dwcdn\.net/|flo\.uri\.sh/)"
)
IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?)(?:\?.*)?$", re.IGNORECASE)


def attachment_numbers(text: str | None) -> list[int]:
    """Return the ids in a list such as ``5,6``; what is no id of an attachment is passed over."""
    parts = (part.strip() for part in (text or "").split(","))
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 16]


def number_of(node: HtmlElement, data: dict) -> int | None:
    """Return the id of the attachment that an element shows, from its block, its class or its caption's shortcode."""
    for name in ("id", "mediaId"):
        if isinstance(data.get(name), int):
            return data[name]
    for value in (node.get("data-attachment"), node.get("data-id")):
        if numbers := attachment_numbers(value):
            return numbers[0]
    found = NUMBER.search(node.get("class") or "") or NUMBER.search(node.get("id") or "")
    return int(found[1]) if found else None


def address(url: str | None) -> str:
    url = (url or "").strip()
    return f"https:{url}" if url.startswith("//") else url


def host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def file_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2][:100]


class Media:
    """Writes media into a stream."""

    def __init__(self, context: Context, links: Links, inline: Inline, report: Report):
        self.context = context
        self.links = links
        self.inline = inline
        self.report = report

    def caption_of(self, node: HtmlElement | None) -> str:
        """Return a caption as rich text without a paragraph."""
        return self.inline.html([node]) if node is not None else ""

    def image(self, stream: Stream, node: HtmlElement, caption: str = "", number: int | None = None) -> None:
        """Add an image, or what is left of it when its file is missing."""
        source = address(node.get("data-orig-file") or node.get("data-full-url") or _source(node))
        if node.get("width") in ("0", "1") and node.get("height") in ("0", "1"):
            self.report.dropped("image", source, "an invisible image that counts visits")
            return
        value = self.image_value(node, source, caption, number)
        if value:
            self._with_link(node, value)
            stream.add("image", value)
            return
        words, alt = caption or "", collapse(node.get("alt") or "")
        if source.startswith("data:"):
            self.report.dropped("image", "an image written into the text", "it is in no library; upload it by hand")
        elif source and host_of(source) and self.context.resolve_link(source) is None:
            self.report.changed("image", source, "it is kept at another site; a link leads to it")
            linked, words = link_to(source, alt, words)
            stream.text(linked)
        elif lost := self.context.lost_image(source, number or number_of(node, {})):
            self.report.dropped("image", source or lost.url, LOST)
            linked, words = link_to(lost.url, alt, words, lost.words)
            stream.text(linked)
        else:
            self.report.dropped("image", source or "an image without an address", "its file is missing")
        alt = escape(alt, quote=False)
        link = _link_around(node)
        if link is not None and not _shows_itself(link.get("href"), source):
            words = words or alt or escape(link.get("href"), quote=False)
            tag = self.links.open(link.get("href"), words)
            words = f"{tag}{words}</a>" if tag and "<a " not in words else words
        if words:
            stream.text(f"<p>{words}</p>")

    def image_value(self, node: HtmlElement, source: str, caption: str, number: int | None) -> dict | None:
        """Return the value of an image block, or None if this site has not got the image."""
        target = self.context.resolve_image(source, number or number_of(node, {}))
        if target is None:
            return None
        self.report.label("image", target.id, file_name(source))
        alt = collapse(node.get("alt") or "")
        what = source or f"attachment {number or number_of(node, {})}"
        if not alt and not target.alt:
            self.report.changed("image", what, "it has no alt text; please say what it shows")
        elif len(alt) > MAX_CHARS:
            self.report.changed("image", what, f"its alt text was longer than {MAX_CHARS} characters")
        else:
            self.report.kept("image", what)
        return image_value(target, alt, caption or target.caption)

    def _with_link(self, node: HtmlElement, value: dict) -> None:
        """Keep the link of an image in its caption; one to the image itself is of no use here."""
        link = _link_around(node)
        if link is None or not link.get("href"):
            return
        href = link.get("href")
        if _shows_itself(href, _source(node)):
            self.report.changed("link", href, "it led to the image itself, which stands here in full")
            return
        caption = value["caption"].removeprefix("<p>").removesuffix("</p>")
        words = caption or escape(value["alt_text"] or host_of(href) or href, quote=False)
        if "<a " in words:
            self.report.dropped("link", href, "the image's caption has links of its own")
            return
        tag = self.links.open(href, words)
        if tag:
            value["caption"] = rich_text(f"<p>{tag}{words}</a></p>")

    def gallery(self, stream: Stream, images: list[tuple[HtmlElement, str]]) -> None:
        """Add images, each with its caption, side by side."""
        values = []
        for node, caption in images:
            source = address(node.get("data-full-url") or _source(node))
            value = self.image_value(node, source, caption, None)
            if value:
                self._with_link(node, value)
                values.append(value)
            else:
                self.image(stream, node, caption)
        self.add_images(stream, values)

    def numbered_gallery(self, stream: Stream, numbers: list[int]) -> None:
        """Add the images of a ``[gallery]``."""
        values = []
        for number in numbers:
            target = self.context.resolve_image("", number)
            if target is None:
                self._lost(stream, number)
                continue
            self.report.kept("image", f"attachment {number}")
            self.report.label("image", target.id, target.alt or target.caption or f"attachment {number}")
            values.append(image_value(target, "", target.caption))
        self.add_images(stream, values)

    def _lost(self, stream: Stream, number: int) -> None:
        """Say in place of an image of a ``[gallery]`` where it was."""
        if lost := self.context.lost_image("", number):
            self.report.dropped("image", lost.url, LOST)
            stream.text(link_to(lost.url, "", "", lost.words)[0])
        else:
            self.report.dropped("image", f"attachment {number}", "its file is missing")

    @staticmethod
    def add_images(stream: Stream, values: list[dict]) -> None:
        if len(values) > 1:
            images = [{"type": "item", "value": value} for value in values]
            stream.add("gallery", {"heading": "", "images": images})
        elif values:
            stream.add("image", values[0])

    def embed(self, stream: Stream, url: str, title: str = "", caption: str = "") -> bool:
        """Add a player, or a link to what is shown elsewhere. Returns whether there was an address."""
        url = address(url)
        if old := OLD_YOUTUBE.match(url):
            url = f"https://www.youtube.com/watch?v={old[1]}"
        if not url:
            return False
        player = find_player(url)
        if player and len(url) <= 2000:
            self.report.kept("embed", url)
            title = collapse(title)[:MAX_CHARS] or f"{player.provider} video"
            stream.add("embed", {"url": url, "title": title, "caption": as_caption(caption), "poster": None})
            return True
        self.report.changed("embed", url, "it cannot be played here; a link leads to it")
        tag = self.links.open(url, url)
        words = escape(url, quote=False)
        stream.text(f"<p>{tag}{words}</a></p>" if tag else f"<p>{words}</p>")
        if caption:
            stream.text(f"<p>{caption}</p>")
        return True

    def file(self, stream: Stream, url: str, number: int | None, title: str, caption: str = "") -> None:
        """Add a recording or another file: a player, a download, or a link."""
        url = address(url)
        target = self.context.resolve_file(url, number)
        if target is None:
            if tag := self.links.open(url, title or url):
                stream.text(f"<p>{tag}{escape(title or url, quote=False)}</a></p>")
            elif url:
                stream.text(f"<p>{escape(title or url, quote=False)}</p>")
            else:
                self.report.dropped("file", f"attachment {number}", "its file is missing")
        else:
            self.report.kept("file", url or f"attachment {number}")
            self.report.label("document", target.id, file_name(url) or target.title)
            stream.add("document", {"document": target.id, "title": collapse(title)[:MAX_CHARS]})
        if caption:
            stream.text(f"<p>{caption}</p>")

    def recording(self, stream: Stream, node: HtmlElement, caption: str, data: dict) -> None:
        """Add an audio or video element: a player here, if the file is here."""
        url = address(_source(node)) or next((address(source.get("src")) for source in node.iter("source")), "")
        number = number_of(node, data)
        if find_player(url):
            self.embed(stream, url, node.get("title") or "", caption)
            return
        target = self.context.resolve_file(url, number)
        if target is None:
            self.file(stream, url, number, "", caption)
            return
        self.report.kept("file", url or f"attachment {number}")
        self.report.label("document", target.id, file_name(url) or target.title)
        title = collapse(node.get("title") or "") or target.title
        stream.add("recording", {"file": target.id, "title": title[:MAX_CHARS], "caption": as_caption(caption)})

    def frame(self, stream: Stream, node: HtmlElement, caption: str = "") -> None:
        """Add an iframe of a player that is known; any other is left out."""
        url = address(node.get("src") or node.get("data-src") or node.get("data"))
        if node.tag == "object":
            parameters = {item.get("name"): item.get("value") for item in node.iter("param")}
            url = url or address(parameters.get("movie") or parameters.get("src"))
            url = url or next((address(inner.get("src")) for inner in node.iter("embed")), "")
        if find_player(url) or OLD_YOUTUBE.match(url):
            self.embed(stream, url, node.get("title") or text_of(node), caption)
            return
        if LINKED_FRAME.match(url):
            self.embed(stream, url, caption=caption)
            return
        self.report.dropped(
            "embed", url or f"<{node.tag}>", f"{host_of(url) or 'its source'} is not a player known here"
        )
        if caption:
            stream.text(f"<p>{caption}</p>")


def image_value(target: ImageTarget, alt: str, caption: str) -> dict:
    """Return the value of an image block; alt text that the image has itself is not said again."""
    return {
        "image": target.id,
        "alt_text": "" if alt == target.alt else alt[:MAX_CHARS],
        "decorative": False,
        "caption": as_caption(caption),
        "credit_text": "",
    }


def as_caption(html: str) -> str:
    return rich_text(f"<p>{html}</p>", CAPTION_TAGS) if html else ""


def _source(node: HtmlElement) -> str:
    """Return where an image is; scripts that load images late keep it in an attribute of their own."""
    source = node.get("src") or ""
    late = node.get("data-src") or node.get("data-lazy-src") or _largest(node.get("srcset") or "")
    return late if late and (not source or source.startswith("data:")) else source


def _largest(srcset: str) -> str:
    """Return the address of the widest image in ``srcset``: “a.jpg 300w, b.jpg 900w”."""
    listed = [candidate.split() for candidate in srcset.split(",")]
    sized = [(int(size[:-1]), url) for url, size in (each for each in listed if len(each) == 2) if WIDTH.match(size)]
    return max(sized)[1] if sized else ""


def _link_around(node: HtmlElement) -> HtmlElement | None:
    return next((parent for parent in node.iterancestors("a") if is_image_link(parent)), None)


def _shows_itself(href: str | None, source: str) -> bool:
    return not href or bool(IMAGE_FILE.search(href)) or href == source or "attachment_id=" in href
