"""Wagtail hooks of the editors' admin. The packages of ``editorial`` hold what they call."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from core.wagtail_compat import AFTER_WAGTAIL

from .approval import hooks as _approval  # noqa: F401 - it registers hooks
from .calendar import hooks as _calendar  # noqa: F401 - it registers hooks
from .care import hooks as _care  # noqa: F401 - it registers hooks
from .corrections import hooks as _corrections  # noqa: F401 - it registers hooks
from .dashboard.panels import replace_panels
from .guide import hooks as _guide  # noqa: F401 - it registers hooks
from .history.views import NameVersionView
from .images import hooks as _images  # noqa: F401 - it registers hooks
from .links import report as _links  # noqa: F401 - it registers hooks
from .lists.explorer import ExplorerViewSet, hide_arranging
from .lists.viewsets import make_viewsets
from .menu import arrange, leave_out_news
from .page_chooser import load_rows
from .publishing import hooks as _publishing  # noqa: F401 - it registers hooks
from .redirects import register_redirect_policy
from .review import hooks as _review  # noqa: F401 - it registers hooks
from .saving.conflicts import VersionsView
from .saving.scripts import render_editor_scripts
from .saving.views import logged_in, session

# In place of Wagtail's own, which is registered once all apps are loaded.
register_redirect_policy()


@hooks.register("register_admin_viewset")
def register_page_lists():
    return [ExplorerViewSet(), *make_viewsets()]


@hooks.register("register_icons")
def register_icons(icons):
    return [*icons, *(f"editors/icons/{name}.svg" for name in ("book", "pin", "ticket"))]


@hooks.register("construct_main_menu", order=AFTER_WAGTAIL)
def arrange_menu(request, items):
    arrange(items)


@hooks.register("construct_help_menu", order=AFTER_WAGTAIL)
def leave_out_news_of_wagtail(request, items):
    leave_out_news(items)


@hooks.register("construct_page_listing_buttons")
def hide_arranging_of_long_lists(buttons, page, user, context=None):
    hide_arranging(buttons, page)


@hooks.register("construct_page_chooser_queryset")
def load_rows_of_page_chooser(pages, request):
    return load_rows(pages)


@hooks.register("construct_homepage_panels", order=AFTER_WAGTAIL)
def build_front_page(request, panels):
    replace_panels(panels)


@hooks.register("construct_homepage_summary_items", order=AFTER_WAGTAIL)
def leave_out_numbers(request, items):
    items.clear()


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
