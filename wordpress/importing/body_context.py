"""Look-ups for the conversion of a body: targets of links, and imported images, files and people."""

from dataclasses import replace

from content.body.embeds import find_player
from conversion.context import FileTarget, ImageTarget, LinkTarget, MissingImage

from .addresses import AddressLookup
from .scan import PUBLIC_STATUS, ExportScan

#: Before the addresses of images among those that led nowhere: only the image itself is an answer to these.
MISSING_IMAGE = "image:"


class BodyContext:
    """Implements ``converting.context.WordPressContext`` for one item, and notes addresses that lead nowhere yet."""

    def __init__(self, scan: ExportScan, lookup: AddressLookup, item_id: int, link: str):
        self.scan, self.lookup, self.item_id, self.seen_at = scan, lookup, item_id, link
        self.source = f"wordpress:{scan.source}:{item_id}"
        self.unresolved: list[str] = []
        self.lost_links: list[str] = []

    def resolve_link(self, url: str) -> LinkTarget | None:
        absolute_url = self.lookup.old_site.absolute(url, self.seen_at)
        if target := self.lookup.resolve(absolute_url):
            record = self.lookup.records.get(f"post:{self.item_id}")
            is_same_page = target.page is not None and record is not None and target.page == record.page
            return replace(target, is_same_page=is_same_page)
        if self.lookup.old_site.split(absolute_url) is None:
            return None
        # An address of the old site that this export lacks stays as it is: another export may have it.
        self.unresolved.append(absolute_url)
        self.lost_links.append(absolute_url)
        return LinkTarget(url=absolute_url, is_unresolved=True)

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget | None:
        absolute_url = self.lookup.old_site.absolute(url, self.seen_at) if url else ""
        target = self.lookup.media.find_image(absolute_url, source_id)
        if target is None and absolute_url:
            self.unresolved.append(f"{MISSING_IMAGE}{absolute_url}")
        return target

    def find_missing_image(self, url: str, source_id: int | None = None) -> MissingImage | None:
        absolute_url = self.lookup.old_site.absolute(url, self.seen_at) if url else ""
        missing = self.lookup.media.find_missing_image(absolute_url, source_id)
        if missing and not absolute_url:
            self.unresolved.append(f"{MISSING_IMAGE}{missing.url}")
        return missing

    def resolve_file(self, url: str, source_id: int | None = None) -> FileTarget | None:
        absolute_url = self.lookup.old_site.absolute(url, self.seen_at) if url else ""
        return self.lookup.media.find_document(absolute_url, source_id)

    def get_embed_provider(self, url: str) -> str | None:
        player = find_player(url)
        return player.provider if player else None

    def get_attached_images(self) -> list[int]:
        return self.scan.children.get(self.item_id, [])

    def resolve_person(self, name: str) -> int | None:
        return self.lookup.people.find(name)

    def get_reusable_block(self, ref: int) -> str | None:
        """Return the HTML of a pattern; empty if nothing of it was shown, since it is a draft, private or protected."""
        block = self.scan.supporting.get(ref)
        if block is None or block.type != "wp_block":
            return None
        return block.content if block.status == PUBLIC_STATUS and not block.password else ""


def is_resolved_now(lookup: AddressLookup, url: str) -> bool:
    """Whether an address that led nowhere when a body was converted does now. ``url`` is as the record has it.

    The address of a missing image may lead somewhere all the same: to its page in the old media library.
    """
    if url.startswith(MISSING_IMAGE):
        return bool(lookup.media.find_image(url.removeprefix(MISSING_IMAGE)))
    return bool(lookup.resolve(url))
