"""The sources of personal data in the tables of ``core``, Wagtail and the task queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.email_addresses import AddressQuery
from core.models import HeldEmail

from .registry import register_source
from .sources import TextSource

RECIPIENTS = ("to", "cc", "bcc")


class HeldEmailSource(TextSource):
    """E-mails that wait for a mail server: those to the address are deleted, others lose the mention of it."""

    def erase_row(self, row: models.Model, query: AddressQuery) -> None:
        assert isinstance(row, HeldEmail)
        if query.is_mentioned_in([row.message.get(field, []) for field in RECIPIENTS]):
            row.delete()
        else:
            super().erase_row(row, query)

    def get_details(self, row: models.Model) -> dict[str, str]:
        assert isinstance(row, HeldEmail)
        return {name: str(row.message[name]) for name in ("to", "subject", "body") if row.message.get(name)}


def register_own_sources() -> None:
    register_source(
        HeldEmailSource(
            "held-emails", _("E-mails that wait for a mail server"), "core.HeldEmail", ["message"], redact=True
        )
    )
    for model, key, label in (
        ("wagtailcore.PageLogEntry", "page-history", _("History of pages")),
        ("wagtailcore.ModelLogEntry", "history", _("History of accounts, settings and other records")),
    ):
        register_source(TextSource(key, label, model, ["label", "data"], redact=True))
    for model, key, label in (
        ("wagtailcore.Comment", "editors-comments", _("Editors’ comments on pages")),
        ("wagtailcore.CommentReply", "editors-replies", _("Replies to editors’ comments")),
    ):
        register_source(TextSource(key, label, model, ["text"], redact=True))
    register_source(
        TextSource("task-comments", _("Comments on approvals"), "wagtailcore.TaskState", ["comment"], redact=True)
    )
    register_source(
        TextSource("form-states", _("Forms of the admin that were not saved"), "wagtailadmin.FormState", ["data"])
    )
    register_source(TextSource("form-submissions", _("Answers to forms"), "wagtailforms.FormSubmission", ["form_data"]))
    register_source(
        TextSource(
            "tasks",
            _("Background tasks"),
            "django_tasks_database.DBTaskResult",
            ["args_kwargs", "return_value", "traceback"],
            redact=True,
        )
    )
