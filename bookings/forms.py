"""The booking form: name, e-mail, access needs, the editor's questions, and the protection from programs."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from events.models import EventPage

from .models import Booking, BookingQuestion
from .tokens import is_too_fast, make_form_token, read_form_token

MAX_ANSWER_LENGTH = 2000

# E-mails repeat the name, and anybody can type somebody else's address: no advertisement may fit into a name.
ADDRESS_PATTERN = re.compile(r"://|www\.|@", re.IGNORECASE)


class QuestionBuilder(FormBuilder):
    """Wagtail's form builder with bounded answers, an empty first choice in lists, and HTML's inputs for dates."""

    def create_multiline_field(self, field, options):
        widget = forms.Textarea(attrs={"rows": 4})
        return super().create_multiline_field(field, options | {"max_length": MAX_ANSWER_LENGTH, "widget": widget})

    def create_number_field(self, field, options):
        return forms.DecimalField(**options, max_digits=15)

    def create_url_field(self, field, options):
        return super().create_url_field(field, options | {"max_length": MAX_ANSWER_LENGTH})

    def create_dropdown_field(self, field, options):
        choices = [("", _("Choose an answer")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(**options | {"choices": choices})

    def create_date_field(self, field, options):
        return forms.DateField(**options, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def create_datetime_field(self, field, options):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        return forms.DateTimeField(**options, widget=widget)

    def get_field_options(self, field):
        # The help text is plain text, which the template escapes. No answer is filled in.
        return super().get_field_options(field) | {"help_text": field.help_text, "initial": None}


class AttendeeForm(forms.ModelForm):
    """The fields about somebody who comes, whether they or an editor fill them in."""

    class Meta:
        model = Booking
        fields = ["name", "email", "access_needs"]
        labels = {"name": _("Your name"), "email": _("Your e-mail address"), "access_needs": _("Access needs")}
        help_texts = {
            "email": _("We send your booking there."),
            "access_needs": _("If anything would help you to take part, such as a seat near the front or captions."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
            "access_needs": forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        }
        error_messages = {
            "name": {"required": _("Write your name.")},
            "email": {
                "required": _("Write your e-mail address."),
                "invalid": _("Write an e-mail address like name@example.org."),
            },
        }

    def __init__(self, data: QueryDict | None = None, *, event: EventPage, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.event = event
        #: Name and question of each field that asks one.
        self.questions: dict[str, tuple[str, BookingQuestion]] = {}
        questions = list(event.booking_questions.all())
        for question, (name, field) in zip(questions, QuestionBuilder(questions).formfields.items(), strict=True):
            field.error_messages["required"] = _("Answer the question “%(question)s”") % {"question": question.label}
            # The prefix keeps questions from replacing the form's own fields.
            self.fields[f"question_{name}"] = field
            self.questions[f"question_{name}"] = (name, question)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if ADDRESS_PATTERN.search(name):
            raise ValidationError(_("Write a name without a web or e-mail address."))
        return name

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The answers, as ``Booking.answers`` stores them."""
        return [
            {
                "name": name,
                "label": question.label,
                "value": self._as_text(self.cleaned_data[field]),
                "about_needs": question.about_needs,
            }
            for field, (name, question) in self.questions.items()
        ]

    @staticmethod
    def _as_text(value: Any) -> str:
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        if isinstance(value, list):
            return "\n".join(value)
        return "" if value is None else str(value)

    @property
    def booking_fields(self) -> dict[str, Any]:
        """The arguments for ``services.book``."""
        fields = {name: self.cleaned_data[name] for name in ("name", "email", "access_needs")}
        return fields | {"answers": self.answers}


class BookingForm(AttendeeForm):
    """The public form. ``form_token`` says when it was shown; ``more`` is a honeypot, which only programs fill in."""

    form_token = forms.CharField(required=False, widget=forms.HiddenInput)
    more = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, *, event: EventPage, **kwargs: Any) -> None:
        #: Names the form that was sent, to notice when it is sent twice; None if its token is not valid.
        self.form_id: UUID | None = None
        if data is not None:
            data = data.copy()
            token = data.get("form_token", "")
            self.form_id = read_form_token(event, token)
            self.sent_too_fast = self.form_id is not None and is_too_fast(event, token)
            self.honeypot_filled = bool(data.get("more"))
            # After an error it must be possible to send the form again.
            data["more"] = ""
            if self.form_id is None:
                data["form_token"] = make_form_token(event)
        super().__init__(data, event=event, initial={"form_token": make_form_token(event)}, **kwargs)

    def renew_token(self) -> None:
        """Let the form be sent again after it was answered without a place, which may be free by then."""
        assert isinstance(self.data, QueryDict)
        self.data["form_token"] = make_form_token(self.event)

    @property
    def visible_questions(self) -> list[forms.BoundField]:
        """The fields to show, in order."""
        return [field for field in self.visible_fields() if field.name != "more"]

    def clean(self) -> dict[str, Any] | None:
        if self.honeypot_filled:
            raise ValidationError(
                _("A hidden field was filled in, as programs do. It is empty again: please check and send once more.")
            )
        if self.form_id is None:
            raise ValidationError(_("This form was open for a long time. Please check it and send it again."))
        if self.sent_too_fast:
            raise ValidationError(
                _("That was faster than anybody can write. Please wait a few seconds and send the form again.")
            )
        return super().clean()
