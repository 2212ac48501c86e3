"""What the publish panel shows of a page: what is missing, who may do what, who is told, and where it will appear."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page

from content.approvers import get_approvers
from content.feeds import has_feed
from content.models import BasePage
from content.published import filter_published
from content.publishing import Finding, Question, get_audiences, get_questions, iter_findings
from content.references.walk import get_referenced_page_ids
from content.sections import get_section_keys
from content.status import get_status, say_when
from editorial.review.requests import Review, get_review

#: When working days begin: the time of “Tomorrow”.
MORNING = time(9)


class Action(StrEnum):
    """What a user may do with a page that is ready."""

    PUBLISH = "publish"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"


def get_action(page: Page, user: Any) -> Action | None:
    """Return what ``user`` may do: approve where they are asked to, else publish, else submit; None if nothing.

    Nothing is to be done with a page that somebody else has locked. A page on the schedule is not locked for this.
    """
    lock = page.get_lock()
    if lock and not isinstance(lock, ScheduledForPublishLock) and lock.for_user(user):
        return None
    permissions = page.permissions_for_user(user)
    task = page.current_workflow_task
    if task and any(name == "approve" for name, _label, _modal in task.get_actions(page, user)):
        return Action.APPROVE
    if permissions.can_publish():
        return Action.PUBLISH
    return Action.SUBMIT if permissions.can_submit_for_moderation() else None


def get_tomorrow() -> datetime:
    """Return nine o'clock of the next day, on the clocks of the site."""
    day = timezone.localdate() + timedelta(1)
    return timezone.make_aware(datetime.combine(day, MORNING))


@dataclass
class Panel:
    """The panel for the latest version of a page; ``live_page`` is the row of the page."""

    page: BasePage
    user: Any
    live_page: Page

    @cached_property
    def action(self) -> Action | None:
        return get_action(self.page, self.user)

    @cached_property
    def status(self):
        return get_status(self.live_page)

    @cached_property
    def review(self) -> Review | None:
        """What is asked of the user, if they are to approve."""
        return get_review(self.live_page) if self.action == Action.APPROVE else None

    @cached_property
    def missing(self) -> list[Finding]:
        return self.get_findings(is_required=True)

    @cached_property
    def advice(self) -> list[Finding]:
        return self.get_findings(is_required=False)

    def get_findings(self, *, is_required: bool) -> list[Finding]:
        found = (finding for _check, finding in iter_findings(self.page, is_required=is_required))
        return list(dict.fromkeys(found))

    @cached_property
    def questions(self) -> list[Question]:
        """What the editor is asked about this publication."""
        return get_questions(self.page)

    @cached_property
    def future_date(self) -> datetime | None:
        """The date that the page bears, if it is to come."""
        date = self.page.visible_from
        return date if date and date > timezone.now() else None

    @property
    def date_sentence(self) -> str:
        if self.future_date:
            return _("It bears a date to come, %(date)s, and goes out then, unless you choose another time.") % {
                "date": say_when(self.future_date)
            }
        date = self.page.visible_from
        return _("It bears the date %(date)s, whenever it goes out.") % {"date": say_when(date)} if date else ""

    @property
    def recipients(self) -> list[str]:
        """Sentences on who is told."""
        state = self.page.current_workflow_state
        if self.action == Action.SUBMIT:
            workflow = self.page.get_workflow()
            tasks = list(workflow.tasks.all()[:1]) if workflow else []
            names = get_text_list(list(get_approvers(tasks).values()), _("or"))
            return [_("%(approvers)s is asked by e-mail to approve it.") % {"approvers": names}] if names else []
        sentences = get_audiences(self.page)
        if self.action == Action.APPROVE and state and state.requested_by:
            name = get_user_display_name(state.requested_by)
            sentences.append(_("%(name)s, who submitted it, is told by e-mail.") % {"name": name})
        return sentences or [_("Nobody is told by e-mail.")]

    @cached_property
    def places(self) -> list[str]:
        """Where it will appear, in words: lists and pages of this site."""
        kind = self.page.kind
        places = [str(ancestor) for ancestor in self.lists]
        for related in self.related:
            if kind in get_section_keys(type(related)):
                label = str(related.kind_label)
                places.append(_("%(kind)s “%(page)s”") % {"kind": label, "page": related.title})
        return places

    @cached_property
    def lists(self) -> list[Page]:
        """The list above the page, and the home page if it shows pages of this kind."""
        ancestors = self.live_page.get_ancestors().filter(depth__gt=1).specific()
        parent_depth = self.live_page.depth - 1
        shown = [a for a in ancestors if a.depth == parent_depth or self.page.kind in get_section_keys(type(a))]
        return [page for page in reversed(shown) if page.live]

    @cached_property
    def related(self) -> list[BasePage]:
        """The public pages that this page names: its topics, people and events."""
        ids = get_referenced_page_ids(type(self.page), self.page.serializable_data()) - {self.page.pk}
        return filter_published(Page.objects.filter(pk__in=ids).order_by("title"))

    @property
    def feeds(self) -> list[str]:
        """The titles of the pages in whose feeds it appears."""
        related = [page for page in self.related if self.page.kind in get_section_keys(type(page))]
        return [page.title for page in [*self.lists, *related] if isinstance(page, BasePage) and has_feed(page)]

    @property
    def address(self) -> str:
        return self.page.full_url or ""
