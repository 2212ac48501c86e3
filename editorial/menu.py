"""The main menu of the admin: in the order of the day's work, with words and icons that tell the entries apart."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import DismissibleMenuItem, MenuItem

#: The position of the entries of Wagtail and of this project by name. Lists have 110 to 159 (``PageList.menu_order``).
ORDER = {
    "calendar": 105,
    "bookings": 125,
    "explorer": 160,
    "images": 200,
    "documents": 210,
    "venues": 220,
    "site-search": 300,
    "wordpress-import": 8000,
    "reports": 9000,
    "settings": 9100,
    "help": 9200,
}
#: Labels and icons of entries that would look like others.
WORDS: dict[str, tuple[Any, str]] = {
    "explorer": (_("Pages"), "folder-open-inverse"),
    "reports": (_("Reports"), "clipboard-list"),
}


def arrange(items: list[MenuItem]) -> None:
    """Give the entries their order, labels and icons. An entry that is not known here keeps its own."""
    for item in items:
        item.order = ORDER.get(item.name, item.order)
        item.label, item.icon_name = WORDS.get(item.name, (item.label, item.icon_name))


def leave_out_news(items: list[MenuItem]) -> None:
    """Remove news about Wagtail from the help: they put a badge on the menu and are for developers."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]
