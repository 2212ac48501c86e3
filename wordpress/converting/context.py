"""Look-ups that the conversion of a WordPress body needs from its caller."""

from typing import Protocol

from conversion.context import ConversionContext


class WordPressContext(ConversionContext, Protocol):
    """``source_id`` is the id of an attachment. Addresses may be those of WordPress's parameters: ``/?p=12``."""

    def get_attached_images(self) -> list[int]:
        """Return the ids of the images attached to this post in menu order: what ``[gallery]`` without ids shows."""

    def get_reusable_block(self, ref: int) -> str | None:
        """Return the content of a synced pattern (a ``wp_block`` item), or None."""
