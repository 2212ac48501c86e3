"""Wagtail hooks of the editors' admin."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from .history.views import NameVersionView
from .saving.conflicts import VersionsView
from .saving.scripts import render_editor_scripts
from .saving.views import logged_in, session


@hooks.register("register_admin_urls")
def register_saving_addresses():
    return [
        path("editor/session/", session, name="editor_session"),
        path("editor/logged-in/", logged_in, name="editor_logged_in"),
        path("editor/versions/<int:page_id>/", VersionsView.as_view(), name="compare_versions"),
        path("editor/version/<int:revision_id>/name/", NameVersionView.as_view(), name="name_version"),
    ]


@hooks.register("insert_global_admin_js")
def forget_words_at_logout():
    return format_html('<script type="module" src="{}"></script>', static("js/editor/forget-words.js"))


@hooks.register("insert_editor_js")
def load_editor_scripts():
    return render_editor_scripts()
