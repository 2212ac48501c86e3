"""The comments of the old site in the admin: a list to search, export and delete from. They cannot be changed."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from core.wagtail_compat import get_title_column

from ..models import ArchivedComment

EXCERPT_LENGTH = 200  # characters


class CommentAccessMixin:
    """Only for those who may delete comments."""

    model = ArchivedComment
    header_icon = "comment"
    index_url_name = "archived_comments:index"
    delete_url_name = "archived_comments:delete"

    @property
    def permission_policy(self):
        return policy_registry.get_by_type(ArchivedComment)


class CommentsView(CommentAccessMixin, IndexView):
    page_title = _("Comments of the old site")
    index_results_url_name = "archived_comments:index_results"
    any_permission_required = ["delete"]
    search_fields = ["name", "text", "page__title"]
    default_ordering = "-date"
    paginate_by = 50
    list_export = ["name", "text", "page", "date", "imported_at"]

    @cached_property
    def columns(self):
        return [
            get_title_column(self, "name"),
            Column(
                "text",
                label=_("Text"),
                accessor=lambda comment: Truncator(strip_tags(comment.text)).chars(EXCERPT_LENGTH),
                width="50%",
            ),
            Column("page", label=_("On"), accessor=lambda comment: comment.page.title),
            DateColumn("date", label=_("Written"), sort_key="date"),
        ]

    def get_base_queryset(self):
        return ArchivedComment.objects.select_related("page")

    def get_filename(self):
        return "comments"


class DeleteCommentView(CommentAccessMixin, DeleteView):
    permission_required = "delete"
    page_title = _("Delete a comment")


class CommentsViewSet(ViewSet):
    name = "archived_comments"
    icon = "comment"

    def get_urlpatterns(self):
        return [
            path("", CommentsView.as_view(), name="index"),
            path("results/", CommentsView.as_view(results_only=True), name="index_results"),
            path("delete/<int:pk>/", DeleteCommentView.as_view(), name="delete"),
        ]
