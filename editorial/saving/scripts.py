"""The scripts of the editor, with the addresses and words that they need."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from content.body.blocks import everyday_blocks

#: Stands for the number of the page in an address; the script puts the number there.
PAGE_ID = 0


def render_editor_scripts() -> str:
    return render_to_string("editorial/editor_scripts.html", {"settings": get_settings()})


def get_settings() -> dict[str, Any]:
    """Return what ``static/js/editor/settings.js`` gives to the other scripts. Wagtail's hook knows no request."""
    logged_in_url = reverse("editor_logged_in")
    return {
        "session_url": reverse("editor_session"),
        "login_url": f"{reverse('wagtailadmin_login')}?next={logged_in_url}",
        "logged_in_url": logged_in_url,
        "compare_url": reverse("compare_versions", args=[PAGE_ID]),
        "everyday_blocks": everyday_blocks,
        "words": get_words(),
    }


def get_words() -> dict[str, str]:
    return {
        "log_in": gettext("Log in again"),
        "session_ended": gettext("Your session has ended. Log in here to go on. Your words are safe in this window."),
        "other_user": gettext("This page was opened by somebody else. Log in with the account that you had before."),
        "later": gettext("Not now"),
        "network_error": gettext(
            "The site cannot be reached. Your words are kept in this browser, and saved as soon as it is there again."
        ),
        "server_error": gettext("The site could not save this. Your words are kept in this browser."),
        "not_sent": gettext("Not done yet"),
        "not_sent_network": gettext("The site cannot be reached. Your words are kept in this browser."),
        "not_sent_server": gettext("The site could not do that. Your words are kept in this browser."),
        "try_again": gettext("Try again"),
        "conflict": gettext("Your words are safe in this window."),
        "compare": gettext("See both versions and choose"),
        "kept": gettext("This browser kept words of %(time)s that were not saved."),
        "show_kept": gettext("Show them"),
        "forget_kept": gettext("Throw them away"),
        "add": gettext("Add"),
        "block": gettext("Block"),
        "deleted": gettext("%(block)s deleted."),
        "moved": gettext("%(block)s moved."),
        "undo": gettext("Undo"),
    }
