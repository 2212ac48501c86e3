"""Plain words for the kinds and outcomes that accounts and reports count by."""

from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# In the order in which people ask for them.
THINGS = {
    "post": gettext_lazy("Posts"),
    "page": gettext_lazy("Pages"),
    "tribe_events": gettext_lazy("Events"),
    "attachment": gettext_lazy("Images and documents"),
    "author": gettext_lazy("People"),
    "category": gettext_lazy("Topics"),
    "tribe_events_cat": gettext_lazy("Topics of events"),
    "tribe_venue": gettext_lazy("Venues"),
    "tribe_organizer": gettext_lazy("Organisers"),
    "earlier": gettext_lazy("Pages of earlier files"),
}
PARTS = {
    "word": gettext_lazy("Words that a name or role says"),
    "link": gettext_lazy("Links"),
    "image": gettext_lazy("Images"),
    "heading": gettext_lazy("Headings"),
    "quote": gettext_lazy("Quotations"),
    "embed": gettext_lazy("Players"),
    "table": gettext_lazy("Tables"),
    "list": gettext_lazy("Lists"),
    "code": gettext_lazy("Code"),
    "file": gettext_lazy("Files"),
    "byline": gettext_lazy("Bylines"),
    "shortcode": gettext_lazy("Shortcodes"),
    "block": gettext_lazy("Blocks"),
    "markup": gettext_lazy("Design and markup"),
}
OUTCOMES = {
    "new": gettext_lazy("new"),
    "updated": gettext_lazy("updated"),
    "unchanged": gettext_lazy("unchanged"),
    "kept yours": gettext_lazy("kept as you have them"),
    "missing": gettext_lazy("missing"),
    "refused": gettext_lazy("refused"),
    "failed": gettext_lazy("failed"),
    "removed": gettext_lazy("removed"),
}


PLUGIN_TYPE = gettext_lazy("a type of a plugin, which has no home on this site")
DESIGN = gettext_lazy("a part of the old site's design, not of its texts")
BOOKKEEPING = gettext_lazy("WordPress kept it for its own use; nobody was shown it")
LEFT_BEHIND = {
    "nav_menu_item": gettext_lazy("menus are made anew: a page shows itself in the menu when its editor ticks so"),
    "revision": gettext_lazy("an earlier state of a post or page"),
    **dict.fromkeys(("wp_template", "wp_template_part", "wp_navigation", "wp_global_styles"), DESIGN),
    **dict.fromkeys(("wp_font_family", "wp_font_face", "custom_css", "customize_changeset"), DESIGN),
    **dict.fromkeys(("oembed_cache", "user_request"), BOOKKEEPING),
}
DISCARDED = {
    "trash": gettext_lazy("it was in the bin"),
    "auto-draft": gettext_lazy("somebody had opened a new one and not saved it"),
}


def why_left(kind: str) -> str:
    """Return why a kind of the survey's ``not_imported`` was left: a type, or ``post (trash)``."""
    kind, _space, status = kind.partition(" (")
    return str(DISCARDED.get(status.removesuffix(")")) or LEFT_BEHIND.get(kind) or PLUGIN_TYPE)


def name_of(kind: str) -> str:
    """Return what a kind of thing or of part is called; WordPress's own word for one that has no name here."""
    return str(THINGS.get(kind) or PARTS.get(kind) or kind.replace("_", " ").capitalize())


def in_order(kinds: Iterable[str]) -> list[str]:
    known = [*THINGS, *PARTS]
    return sorted(kinds, key=lambda kind: (known.index(kind) if kind in known else len(known), kind))


def outcome_rows(counts: dict[str, dict[str, int]]) -> list[dict]:
    """Return ``{"name", "outcomes": [{"number", "name", "style"}]}`` for each kind that was counted."""
    return [
        {
            "name": name_of(kind),
            "outcomes": [
                {"number": number, "name": OUTCOMES.get(outcome, _(outcome)), "style": slugify(outcome)}
                for outcome, number in counts[kind].items()
            ],
        }
        for kind in in_order(counts)
    ]
