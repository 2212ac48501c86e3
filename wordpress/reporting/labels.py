"""Labels of the kinds and outcomes in item reports."""

from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# In the order in which reports show them.
ITEM_KINDS = {
    "post": gettext_lazy("Posts"),
    "page": gettext_lazy("Pages"),
    "tribe_events": gettext_lazy("Events"),
    "attachment": gettext_lazy("Images and documents"),
    "caption": gettext_lazy("Captions"),
    "author": gettext_lazy("People"),
    "category": gettext_lazy("Topics"),
    "tribe_events_cat": gettext_lazy("Topics of events"),
    "tribe_venue": gettext_lazy("Venues"),
    "tribe_organizer": gettext_lazy("Organisers"),
    "earlier": gettext_lazy("Pages of earlier files"),
}
PART_KINDS = {
    "word": gettext_lazy("Words"),
    "field": gettext_lazy("Custom fields"),
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
    "dropped": gettext_lazy("dropped"),
    "changed": gettext_lazy("changed"),
    "removed": gettext_lazy("removed"),
}


PLUGIN_TYPE = gettext_lazy("a type of a plugin, which has no home on this site")
DESIGN = gettext_lazy("a part of the old site's design, not of its texts")
BOOKKEEPING = gettext_lazy("WordPress kept it for its own use; nobody was shown it")
SKIPPED = {
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


def get_skip_reason(kind: str) -> str:
    """Return why a kind in ``ExportScan.not_imported`` was skipped: a type, or ``post (trash)``."""
    kind, _space, status = kind.partition(" (")
    return str(DISCARDED.get(status.removesuffix(")")) or SKIPPED.get(kind) or PLUGIN_TYPE)


def get_label(kind: str) -> str:
    """Return the label of a kind of item or part, or WordPress's own word for other kinds."""
    return str(ITEM_KINDS.get(kind) or PART_KINDS.get(kind) or kind.replace("_", " ").capitalize())


def sort_kinds(kinds: Iterable[str]) -> list[str]:
    """Return kinds in the order of reports; unknown ones come last, by name."""
    known = [*ITEM_KINDS, *PART_KINDS]
    return sorted(kinds, key=lambda kind: (known.index(kind) if kind in known else len(known), kind))


def build_outcome_rows(counts: dict[str, dict[str, int]]) -> list[dict]:
    """Return ``{"name", "outcomes": [{"number", "name", "style"}]}`` for each kind that was counted."""
    return [
        {
            "name": get_label(kind),
            "outcomes": [
                {"number": number, "name": OUTCOMES.get(outcome, _(outcome)), "style": slugify(outcome)}
                for outcome, number in counts[kind].items()
            ],
        }
        for kind in sort_kinds(counts)
    ]
