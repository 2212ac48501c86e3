"""The bulk action that gives topics to many pages, or takes them away."""

from typing import Any

from django import forms
from django.utils.functional import classproperty
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.bulk_actions import PageByPageAction, RefusedError, change_newest_version
from content.models import BasePage
from content.page_visibility import get_visible_q

from .choosers import TopicsInput
from .models import TopicPage
from .usage import get_topic_relations


class ChangeTopicsForm(forms.Form):
    added = forms.ModelMultipleChoiceField(
        TopicPage.objects.all(), required=False, widget=TopicsInput, label=_("Topics to add")
    )
    removed = forms.ModelMultipleChoiceField(
        TopicPage.objects.all(), required=False, widget=TopicsInput, label=_("Topics to take away")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        added, removed = set(cleaned.get("added") or ()), set(cleaned.get("removed") or ())
        if not added | removed:
            raise forms.ValidationError(_("Choose a topic to add or to take away."))
        if added & removed:
            raise forms.ValidationError(_("A topic cannot be added and taken away at once."))
        return cleaned


class ChangeTopicsAction(PageByPageAction):
    display_name = _("Topics")
    action_type = "topics"
    aria_label = _("Change the topics of the chosen pages")
    report_title = _("Changing topics")
    template_name = "editors/bulk_topics.html"
    action_priority = 10
    form_class = ChangeTopicsForm

    #: The page types that have topics.
    models = classproperty(lambda _class: [relation.related_model for relation in get_topic_relations()])

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        """Offer the topics that the user may see."""
        form = super().get_form(form_class)
        for name in ("added", "removed"):
            form.fields[name].queryset = TopicPage.objects.filter(get_visible_q(self.request.user))
        return form

    def check_perm(self, page: Page) -> bool:
        return page.permissions_for_user(self.request.user).can_edit()

    def change(self, page: BasePage) -> str:
        added = set(self.cleaned_form.cleaned_data["added"])
        removed = set(self.cleaned_form.cleaned_data["removed"])

        def change_topics(newest: Any) -> None:
            before = set(newest.topics.all())
            after = (before | added) - removed
            if after == before:
                raise RefusedError(gettext("It has these topics already."))
            newest.topics.set(sorted(after, key=lambda topic: topic.title))

        return change_newest_version(page, self.request.user, change_topics)
