"""The panel “Answers from outside” on the front page of the admin: comments and wordings that nobody has dealt with.

It is there only while there are some: most days nobody was asked.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.home_panels import MAX_ROWS, Row, RowsPanel, get_kind, get_time, get_title

from .models import ApprovalAnswer


def get_waiting_answers(user: Any) -> QuerySet[ApprovalAnswer]:
    """Return the comments and wordings on pages that ``user`` may edit, with which nobody has dealt."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    waiting = ApprovalAnswer.objects.filter(handled_at=None, link__page__in=pages.values("pk"))
    return waiting.exclude(kind=ApprovalAnswer.Kind.APPROVED)


class AnswersPanel(RowsPanel):
    name = "approval-answers"
    order = 105
    heading = gettext_lazy("Answers from outside")
    empty = gettext_lazy("Nobody whom you asked by a link waits for you.")

    def get_rows(self, user: Any) -> list[Row]:
        answers = get_waiting_answers(user).select_related("link__page__content_type")
        return [
            Row(
                title=get_title(given.link.page),
                url=f"{reverse('approvals', args=[given.link.page_id])}#answer-{given.pk}",
                kind=get_kind(given.link.page),
                note=self.describe(given),
                when=get_time(given.created_at),
                is_urgent=True,
            )
            for given in answers[: MAX_ROWS + 1]
        ]

    def describe(self, given: ApprovalAnswer) -> str:
        sentence = gettext("%(name)s would change a passage") if given.is_rewording else gettext("%(name)s commented")
        return sentence % {"name": given.link.name}
