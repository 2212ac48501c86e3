"""Wagtail hooks of the clipboard: its addresses, and its JavaScript in the editor of pages."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail import hooks

from .views import paste_blocks, paste_html


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("clipboard/blocks/", paste_blocks, name="paste_blocks"),
        path("clipboard/html/", paste_html, name="paste_html"),
    ]


@hooks.register("insert_editor_js")
def load_clipboard() -> SafeString:
    return format_html(
        '{}<link rel="stylesheet" href="{}"><script type="module" src="{}"></script>'
        '<script type="module" src="{}"></script>',
        json_script(get_settings(), "block-clipboard"),
        static("css/admin/clipboard.css"),
        static("js/admin/block-clipboard.js"),
        static("js/admin/paste.js"),
    )


def get_settings() -> dict[str, str]:
    """Return the addresses and the words that the JavaScript needs."""
    return {
        "blocksUrl": reverse("paste_blocks"),
        "htmlUrl": reverse("paste_html"),
        "copy": gettext("Copy this block"),
        "copyRun": gettext("Copy from the last copied block to this one"),
        "menu": gettext("Copy and paste"),
        "paste": gettext("Paste %d copied block below"),
        "pasteMany": gettext("Paste %d copied blocks below"),
        "pasteHere": gettext("Paste copied blocks"),
        "copied": gettext("%d block copied."),
        "copiedMany": gettext("%d blocks copied."),
        "pasted": gettext("%d block pasted."),
        "pastedMany": gettext("%d blocks pasted."),
        "nothing": gettext("Nothing was pasted."),
        "failed": gettext("That did not work. Try again, or reload the page."),
        "question": gettext("Keep the structure of what you paste?"),
        "explanation": gettext("It has headings, quotations, lists or tables, which can be blocks of their own here."),
        "asBlocks": gettext("Paste as blocks"),
        "asText": gettext("Paste as text only"),
        "cancel": gettext("Cancel"),
        "linkDropped": gettext("%d link came off: it led to the admin or to a file on a computer."),
        "linksDropped": gettext("%d links came off: they led to the admin or to files on a computer."),
        "pictureDropped": gettext("%d picture was not pasted. Add it with an image block."),
        "picturesDropped": gettext("%d pictures were not pasted. Add them with image blocks."),
        "close": gettext("Close"),
    }
