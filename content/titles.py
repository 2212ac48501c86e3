"""The title of a page that nobody has given one yet: a draft can be saved all the same."""

from django.utils.text import slugify
from django.utils.translation import gettext as _


def get_untitled() -> str:
    """Return the title under which a draft without one is saved."""
    return _("Untitled")


def is_untitled(title: str) -> bool:
    return not title.strip() or title == get_untitled()


def has_untitled_slug(slug: str) -> bool:
    """Return whether an address was made from that title, as it or with a number: “untitled-2”."""
    base = slugify(get_untitled())
    return slug == base or (slug.startswith(f"{base}-") and slug.removeprefix(f"{base}-").isdigit())
