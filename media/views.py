"""Admin views of documents: the report of those whose text cannot be searched."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from .models import CustomDocument


class UnreadDocumentsView(ReportView):
    """The report of documents whose text is not searched, or only in part, with the reason for each."""

    page_title = _("Documents not searched")
    header_icon = "doc-full-inverse"
    model = CustomDocument
    index_url_name = "unread_documents"
    index_results_url_name = "unread_documents_results"
    any_permission_required = ["change"]
    default_ordering = "title"
    list_export = ["title", "filename", "problem_description", "file_changed_at"]
    export_headings = {"filename": _("File"), "problem_description": _("Problem"), "file_changed_at": _("File added")}

    columns = [
        TitleColumn("title", label=_("Title"), url_name="wagtaildocs:edit", sort_key="title"),
        Column("filename", label=_("File")),
        Column("problem_description", label=_("Problem")),
        DateColumn("file_changed_at", label=_("File added"), sort_key="file_changed_at"),
    ]

    @property
    def permission_policy(self):
        return policy_registry.get_by_type(CustomDocument)

    def get_base_queryset(self):
        documents = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return documents.exclude(text_problem="")

    def get_filename(self) -> str:
        return "documents-not-searched"
