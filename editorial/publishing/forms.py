"""The forms of the publish panel: when a page goes out, and whether it is taken offline again; and to send it back."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.publishing import Question
from content.status import say_when
from core.dates.fields import DateField, DateTimeField
from editorial.review.requests import get_default_due_date

from .panel import Action, Panel, get_tomorrow

NOW, ON_DATE, TOMORROW, PICK = "now", "date", "tomorrow", "pick"
YES, NO = "yes", "no"


class PublishForm(forms.Form):
    when = forms.ChoiceField(label=_("When it goes out"), widget=forms.RadioSelect)
    at = DateTimeField(
        label=_("At this time"),
        required=False,
        prefers="future",
        help_text=_("E.g. “next Tuesday 6pm” or “3 February at 9”."),
    )
    expire_at = DateTimeField(
        label=_("Take it offline again"),
        required=False,
        prefers="future",
        help_text=_("Most pages stay. E.g. “31 March, noon” for a vacancy."),
    )
    due_on = DateField(
        label=_("Please answer by"),
        required=False,
        prefers="future",
        help_text=_("E.g. “Friday”. Empty: in three working days."),
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For whoever submitted it. If you send it back, say what is to be changed."),
    )
    #: The version that the panel shows. What somebody saved meanwhile must not go out unseen.
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, panel: Panel, revision_id: int, **kwargs: Any):
        page, now = panel.page, timezone.now()
        planned = page.scheduled_revision
        go_live_at = planned.approved_go_live_at if planned else page.go_live_at
        is_planned = bool(go_live_at and go_live_at > now)
        kwargs["initial"] = {
            "when": PICK if is_planned else ON_DATE if panel.future_date else NOW,
            "at": go_live_at if is_planned else None,
            "expire_at": page.expire_at if page.expire_at and page.expire_at > now else None,
            "revision": revision_id,
        }
        super().__init__(*args, **kwargs)
        self.panel, self.revision_id = panel, revision_id
        self.fields["when"].choices = self.get_choices()  # type: ignore[attr-defined]
        if panel.action == Action.SUBMIT:
            self.fields["due_on"].initial = get_default_due_date()
            self.fields["comment"].label = _("Message")
            self.fields["comment"].help_text = _("For whoever approves it, e.g. “The figures are from the council.”")
        else:
            del self.fields["due_on"]
        if panel.action == Action.PUBLISH:
            del self.fields["comment"]
        for question in panel.questions:
            choices, initial = [(YES, question.yes), (NO, question.no)], YES if question.initial else NO
            self.fields[question.name] = forms.ChoiceField(
                label=question.label, choices=choices, initial=initial, required=False, widget=forms.RadioSelect
            )

    def get_choices(self) -> list[tuple[str, Any]]:
        date = self.panel.future_date
        on_date = [(ON_DATE, _("On its date, %(date)s") % {"date": say_when(date)})] if date else []
        now = _("Now, and it bears today’s date") if date else _("Now")
        tomorrow = _("Tomorrow at 9:00 (%(day)s)") % {"day": say_when(get_tomorrow())}
        return [*on_date, (NOW, now), (TOMORROW, tomorrow), (PICK, _("At a time I choose"))]

    @property
    def questions(self) -> list[tuple[Question, forms.BoundField]]:
        """The questions, each with its field."""
        return [(question, self[question.name]) for question in self.panel.questions]

    def get_answers(self) -> list[tuple[Question, bool]]:
        """Return the answers. A question that came up while the panel was open is answered by yes."""
        return [(question, self.cleaned_data[question.name] != NO) for question in self.panel.questions]

    def clean_revision(self) -> int:
        if self.cleaned_data["revision"] != self.revision_id:
            raise forms.ValidationError(
                _("Somebody has changed the page since you opened this. Look at it again, then publish."),
                code="changed",
            )
        return self.cleaned_data["revision"]

    def clean_due_on(self) -> date | None:
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Write one to come."))
        return due_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        at, expire_at, now = cleaned.get("at"), cleaned.get("expire_at"), timezone.now()
        if cleaned.get("when") == PICK and "at" not in self.errors:
            if not at:
                self.add_error("at", _("Write when it goes out."))
            elif at <= now:
                self.add_error("at", _("This time has passed. Write one to come, or choose “Now”."))
        go_live_at = self.get_go_live_at(cleaned)
        if expire_at and expire_at <= (go_live_at or now):
            self.add_error("expire_at", _("It must go offline after it has gone out. Write a later time."))
        return cleaned

    def get_go_live_at(self, cleaned: dict[str, Any] | None = None) -> datetime | None:
        """Return when the page is to go out; None for now."""
        data = self.cleaned_data if cleaned is None else cleaned
        when = data.get("when")
        if when == PICK:
            return data.get("at")
        return {TOMORROW: get_tomorrow(), ON_DATE: self.panel.future_date}.get(when or "")


class SendBackForm(forms.Form):
    """The same fields as far as they matter to a page that is sent back: its version, and what is to be changed."""

    comment = forms.CharField(
        max_length=2000, error_messages={"required": _("Say what is to be changed, then send it back.")}
    )
    revision = forms.IntegerField()
