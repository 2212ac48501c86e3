from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.permissions import policy_registry

from core.wagtail_compat import replace_popular_tags

from .byte_ranges import serve_byte_range
from .forms import ProfilePictureForm
from .models import CustomDocument, hash_file
from .permissions import get_popular_tags
from .views import UnreadDocumentsView


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("reports/unread-documents/", UnreadDocumentsView.as_view(), name="unread_documents"),
        path(
            "reports/unread-documents/results/",
            UnreadDocumentsView.as_view(results_only=True),
            name="unread_documents_results",
        ),
    ]


class UnreadDocumentsMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return policy_registry.get_by_type(CustomDocument).user_has_permission(request.user, "change")


@hooks.register("register_reports_menu_item")
def register_report():
    return UnreadDocumentsMenuItem(
        _("Documents not searched"), reverse("unread_documents"), icon_name="doc-full-inverse", order=1300
    )


@hooks.register("before_serve_document")
def hash_document(document, request):
    """Have a document that was written past ``save`` an ETag of its own: Wagtail sends the hash, even an empty one."""
    if not document.file_hash and document.file.storage.exists(document.file.name):
        with document.open_file() as file:
            document.file_hash = hash_file(file)


# It must run after Wagtail's own hook, which checks whether the visitor may have the document at all.
hooks.register("before_serve_document", serve_byte_range, order=100)

replace_popular_tags(get_popular_tags)
# Wagtail has no setting for the form of this panel.
AvatarSettingsPanel.form_class = ProfilePictureForm
