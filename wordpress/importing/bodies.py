"""Look-ups for the conversion of a body: where links lead, which images, files and people came in."""

from dataclasses import replace

from content.body.embeds import find_player
from conversion.context import FileTarget, ImageTarget, LinkTarget, MissingImage

from .addresses import AddressBook
from .survey import PUBLIC_STATUS, Survey


class BodyContext:
    """Implements ``converting.context.WordPressContext`` for one item, and notes addresses that lead nowhere yet."""

    def __init__(self, survey: Survey, book: AddressBook, item_id: int, link: str):
        self.survey, self.book, self.item_id, self.seen_at = survey, book, item_id, link
        self.source = f"wordpress:{survey.source}:{item_id}"
        self.unresolved: list[str] = []
        self.lost_links: list[str] = []

    def resolve_link(self, url: str) -> LinkTarget | None:
        whole = self.book.old.absolute(url, self.seen_at)
        if target := self.book.link(whole):
            known = self.book.records.get(f"post:{self.item_id}")
            is_same_page = target.page is not None and known is not None and target.page == known.page
            return replace(target, is_same_page=is_same_page)
        if self.book.old.split(whole) is None:
            return None
        # Of the old site, and not in this export: the address stays, as it may come in with another one.
        self.unresolved.append(whole)
        self.lost_links.append(whole)
        return LinkTarget(url=whole, is_unresolved=True)

    def resolve_image(self, url: str, source_id: int | None = None) -> ImageTarget | None:
        whole = self.book.old.absolute(url, self.seen_at) if url else ""
        target = self.book.media.image_for(whole, source_id)
        if target is None and whole:
            self.unresolved.append(whole)
        return target

    def find_missing_image(self, url: str, source_id: int | None = None) -> MissingImage | None:
        whole = self.book.old.absolute(url, self.seen_at) if url else ""
        missing = self.book.media.find_missing_image(whole, source_id)
        if missing and not whole:
            self.unresolved.append(missing.url)
        return missing

    def resolve_file(self, url: str, source_id: int | None = None) -> FileTarget | None:
        whole = self.book.old.absolute(url, self.seen_at) if url else ""
        return self.book.media.file_for(whole, source_id)

    def get_embed_provider(self, url: str) -> str | None:
        player = find_player(url)
        return player.provider if player else None

    def get_attached_images(self) -> list[int]:
        return self.survey.children.get(self.item_id, [])

    def resolve_person(self, name: str) -> int | None:
        return self.book.people.find(name)

    def get_reusable_block(self, ref: int) -> str | None:
        """Return the HTML of a pattern, nothing of which was shown if it is a draft, private or locked."""
        block = self.survey.supporting.get(ref)
        if block is None or block.type != "wp_block":
            return None
        return block.content if block.status == PUBLIC_STATUS and not block.password else ""


def leads_somewhere_now(book: AddressBook, url: str) -> bool:
    """Whether an address that led nowhere when a body was converted does now."""
    return bool(book.media.image_for(url) or book.link(url))
