"""Admin view to copy an event to other dates: every week or month until a day, or days as an editor writes them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page

from content.page_visibility import may_see
from core.dates.errors import DateNotUnderstoodError
from core.dates.fields import DateField
from core.dates.reading import read_date

from .models import EventPage
from .repeating import MAX_DATES, MONTH, describe_month_rule, get_dates, repeat

DAYS, WEEK, FORTNIGHT = "days", "week", "fortnight"
#: A Monday, to name the days of the week in the reader's language.
MONDAY = date(2024, 1, 1)


class RepeatForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    rule = forms.ChoiceField(label=gettext_lazy("When"), widget=forms.RadioSelect)
    days = forms.CharField(
        label=gettext_lazy("Days"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, e.g. “next Tuesday” or “3 March 2027”. The times of day stay as they are."),
    )
    weekday = forms.TypedChoiceField(label=gettext_lazy("On"), coerce=int, required=False)
    until = DateField(
        label=gettext_lazy("Until"),
        required=False,
        prefers="future",
        help_text=gettext_lazy("The last day on which it may be, e.g. “30 June”."),
    )

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any):
        assert event.first_day
        kwargs["initial"] = {"title": event.title, "rule": DAYS, "weekday": event.first_day.weekday()}
        super().__init__(*args, **kwargs)
        self.event = event
        rules, weekdays = self.get_rules(event.first_day), self.get_weekdays()
        self.fields["rule"].choices, self.fields["weekday"].choices = rules, weekdays  # type: ignore[attr-defined]

    def get_rules(self, day: date) -> list[tuple[str, str]]:
        return [
            (DAYS, _("On days that I choose")),
            (WEEK, _("Every week")),
            (FORTNIGHT, _("Every two weeks")),
            (MONTH, describe_month_rule(day)),
        ]

    def get_weekdays(self) -> list[tuple[int, str]]:
        return [(number, date_format(MONDAY.replace(day=number + 1), "l")) for number in range(7)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        field = "days" if cleaned["rule"] == DAYS else "until"
        try:
            cleaned["dates"] = self.read_days(cleaned["days"]) if field == "days" else self.get_dates(cleaned)
        except ValidationError as error:
            self.add_error(field, error)
            return cleaned
        if len(cleaned["dates"]) > MAX_DATES:
            self.add_error(field, _("These are more than %(number)d days.") % {"number": MAX_DATES})
        return cleaned

    def read_days(self, text: str) -> list[date]:
        """Return the days of ``text``, the first one first. ``ValidationError`` says which are not understood."""
        found, errors = set(), []
        for line in filter(None, map(str.strip, text.splitlines())):
            try:
                found.add(read_date(line, timezone.localdate(), "future"))
            except DateNotUnderstoodError as error:
                errors.append(str(error))
        if errors or not found:
            raise ValidationError(errors or _("Write at least one day."))
        return sorted(found)

    def get_dates(self, cleaned: dict[str, Any]) -> list[date]:
        if not cleaned["until"]:
            raise ValidationError(_("Write until when."))
        weekday = cleaned["weekday"] if cleaned["weekday"] != "" else self.initial["weekday"]
        dates = get_dates(self.event, cleaned["rule"], cleaned["until"], weekday)
        if not dates:
            raise ValidationError(_("There is no such day from tomorrow until then. Write a later one."))
        return dates


class RepeatView(WagtailAdminTemplateMixin, FormView):
    template_name = "editors/repeat_event.html"
    form_class = RepeatForm
    page_title = gettext_lazy("Copy to other dates")
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.event = get_object_or_404(EventPage, pk=kwargs["page_id"])
        if not may_repeat(request.user, self.event):
            raise PermissionDenied
        if not self.event.has_times:
            messages.warning(request, _("Give the event a date first: its copies take place at the same times of day."))
            return redirect("wagtailadmin_pages:edit", self.event.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.event.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*get_breadcrumbs_items_for_page(self.event, self.request.user), here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel_url = reverse("wagtailadmin_pages:edit", args=[self.event.pk])
        return super().get_context_data(**kwargs) | {"event": self.event, "cancel_url": cancel_url}

    def form_valid(self, form: RepeatForm) -> HttpResponse:
        title, dates = form.cleaned_data["title"], form.cleaned_data["dates"]
        try:
            made = repeat(self.event, title, dates, self.request.user)
        except ValidationError as error:
            form.add_error("days" if form.cleaned_data["rule"] == DAYS else "until", error)
            return self.form_invalid(form)
        self.say_what_happened(title, len(made), len(dates) - len(made))
        if len(made) == 1:
            return redirect("wagtailadmin_pages:edit", made[0].pk)
        return redirect(f"{reverse('events:index')}?{urlencode({'q': title})}")

    def say_what_happened(self, title: str, made: int, known: int) -> None:
        if made:
            text = ngettext("The draft of “%(title)s” is ready.", "%(number)d drafts of “%(title)s” are ready.", made)
            messages.success(self.request, text % {"title": title, "number": made})
        if known:
            text = ngettext("On %(number)d day there was one already.", "On %(number)d days there was one.", known)
            messages.warning(self.request, text % {"number": known})


def may_repeat(user: Any, event: Page) -> bool:
    """Return whether ``user`` may add an event beside this one, and may know of it."""
    return event.get_parent().permissions_for_user(user).can_add_subpage() and may_see(user, event)
