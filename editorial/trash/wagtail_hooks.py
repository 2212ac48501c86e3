"""Wagtail hooks of the trash: its menu entry and addresses, its log messages, and the deletions that lead to it."""

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from core.wagtail_compat import AFTER_WAGTAIL

from .bulk_actions import TrashDocuments, TrashImages, TrashPages
from .file_views import TrashDocumentView, TrashImageView
from .pages import RESTORED, TRASHED
from .views import DeleteForGoodView, EmptyTrashView, RestoreView, TrashView, ask_before_trash

# Those of the project itself replace Wagtail's own. These replace both.
for action in (TrashPages, TrashImages, TrashDocuments):
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAIL + 1)


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("trash/", TrashView.as_view(), name="trash"),
        path("trash/empty/", EmptyTrashView.as_view(), name="trash_empty"),
        path("trash/<str:kind>/<int:pk>/restore/", RestoreView.as_view(), name="trash_restore"),
        path("trash/<str:kind>/<int:pk>/delete/", DeleteForGoodView.as_view(), name="trash_delete"),
        # In place of Wagtail's, which come later.
        path("images/<int:image_id>/delete/", TrashImageView.as_view()),
        path("documents/delete/<int:document_id>/", TrashDocumentView.as_view()),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    return MenuItem(_("Trash"), reverse("trash"), name="trash", icon_name="bin", order=9900)


@hooks.register("insert_global_admin_css")
def add_style_sheet():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/trash.css"))


# After the check of references, which may refuse.
@hooks.register("before_delete_page", order=AFTER_WAGTAIL)
def move_page_to_trash(request: HttpRequest, page: Page):
    return ask_before_trash(request, page)


@hooks.register("register_permissions")
def register_permission():
    return Permission.objects.filter(content_type__app_label="trash", codename="delete_trashedpage")


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action(TRASHED)
    class Trashed(LogFormatter):
        label = _("Moved to the trash")

        def format_message(self, log_entry):
            below = log_entry.data.get("pages", 1) - 1
            if below > 0:
                return _("Moved to the trash, with %(number)d pages below") % {"number": below}
            return _("Moved to the trash")

    @actions.register_action(RESTORED)
    class Restored(LogFormatter):
        label = _("Restored")

        def format_message(self, log_entry):
            return _("Restored from the trash")
