from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin.access import may_import
from .admin.actions import FieldsView, StartView, UndoView, UploadsView
from .admin.before_publishing import BeforePublishingView, TopicsToTagsView
from .admin.comments import CommentsViewSet
from .admin.views import ImportsView, ProgressView, ReportView, RunView


@hooks.register("register_admin_urls")
def register_import():
    return [
        path("wordpress/", ImportsView.as_view(), name="wordpress_imports"),
        path("wordpress/<int:pk>/", RunView.as_view(), name="wordpress_import_run"),
        path("wordpress/<int:pk>/progress/", ProgressView.as_view(), name="wordpress_import_progress"),
        path("wordpress/<int:pk>/import/", StartView.as_view(), name="wordpress_import_start"),
        path("wordpress/<int:pk>/uploads/", UploadsView.as_view(), name="wordpress_import_uploads"),
        path("wordpress/<int:pk>/fields/", FieldsView.as_view(), name="wordpress_import_fields"),
        path("wordpress/<int:pk>/before/", BeforePublishingView.as_view(), name="wordpress_before_publishing"),
        path("wordpress/<int:pk>/tags/", TopicsToTagsView.as_view(), name="wordpress_topics_to_tags"),
        path("wordpress/<int:pk>/undo/", UndoView.as_view(), name="wordpress_import_undo"),
        path("wordpress/<int:pk>/report/<path:path>", ReportView.as_view(), name="wordpress_import_report"),
    ]


class ImportMenuItem(MenuItem):
    def is_shown(self, request):
        return may_import(request.user)


@hooks.register("register_settings_menu_item")
def import_menu_item():
    return ImportMenuItem(
        _("WordPress import"), reverse("wordpress_imports"), name="wordpress-import", icon_name="download", order=900
    )


@hooks.register("register_admin_viewset")
def register_comments():
    return CommentsViewSet()


@hooks.register("register_permissions")
def register_permission_to_delete_comments():
    return Permission.objects.filter(content_type__app_label="wordpress", codename="delete_archivedcomment")


class CommentsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("wordpress.delete_archivedcomment")


@hooks.register("register_settings_menu_item")
def comments_menu_item():
    return CommentsMenuItem(
        _("Comments of the old site"),
        reverse("archived_comments:index"),
        name="archived-comments",
        icon_name="comment",
        order=910,
    )
