"""The sources of personal data in approval links: guests with their answers, and mentions in what others wrote."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.email_addresses import REDACTED, AddressQuery
from core.personal_data import TextSource, describe, register_source

from .models import ApprovalLink
from .services import erase


class ApprovalSource(TextSource):
    """Links that were sent to the address, with all answers to them; and mentions of it in an editor's message."""

    def get_details(self, row: models.Model) -> dict[str, str]:
        assert isinstance(row, ApprovalLink)
        details = describe(row, ["name", "email", "speaker", "message"])
        answers = [f"{given.get_kind_display()}: {given.text}" for given in row.answers.all()]
        return details | ({str(_("Answers")): "\n".join(answers)} if answers else {})

    def erase_row(self, row: models.Model, query: AddressQuery) -> None:
        assert isinstance(row, ApprovalLink)
        if query.is_mentioned_in(row.email):
            erase(row, REDACTED)
        else:
            super().erase_row(row, query)


def get_url(link: ApprovalLink) -> str:
    return reverse("approvals", args=[link.page_id])


register_source(
    ApprovalSource(
        "approvals",
        _("Approval by link"),
        "editorial.ApprovalLink",
        ["email", "name", "speaker", "message"],
        redact=True,
        get_url=get_url,
    )
)
register_source(
    TextSource(
        "approval-answers",
        _("Answers by a link"),
        "editorial.ApprovalAnswer",
        ["text"],
        redact=True,
        get_url=lambda given: get_url(given.link),
    )
)
