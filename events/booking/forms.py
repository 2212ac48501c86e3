"""The booking form: who comes, what they need, what the editor asks; and what tells people from programs."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from .models import Booking
from .tokens import new_stamp, read_stamp

LONGEST_ANSWER = 2000
FASTEST = 3  # seconds in which nobody fills in a form
LONGEST_OPEN = 12 * 3600  # seconds

# Names are repeated in e-mails to an address that anybody can type: no advertisement fits into one.
ADDRESS_LIKE = re.compile(r"://|www\.|@", re.IGNORECASE)


class QuestionBuilder(FormBuilder):
    """Wagtail's form builder with bounded answers, an empty first choice, and the browser's own date fields."""

    def create_multiline_field(self, field, options):
        widget = forms.Textarea(attrs={"rows": 4})
        return super().create_multiline_field(field, options | {"max_length": LONGEST_ANSWER, "widget": widget})

    def create_number_field(self, field, options):
        return forms.DecimalField(**options, max_digits=15)

    def create_url_field(self, field, options):
        return super().create_url_field(field, options | {"max_length": LONGEST_ANSWER})

    def create_dropdown_field(self, field, options):
        choices = [("", _("Choose an answer")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(**options | {"choices": choices})

    def create_date_field(self, field, options):
        return forms.DateField(**options, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def create_datetime_field(self, field, options):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        return forms.DateTimeField(**options, widget=widget)

    def get_field_options(self, field):
        # Plain text, which the template escapes; no answer is given in advance.
        return super().get_field_options(field) | {"help_text": field.help_text, "initial": None}


class AttendeeForm(forms.ModelForm):
    """What is asked of whoever comes, whether they write it themselves or an editor does."""

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

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.event = event
        self.questions = {}
        questions = list(event.booking_questions.all())
        for question, (name, field) in zip(questions, QuestionBuilder(questions).formfields.items(), strict=True):
            field.error_messages["required"] = _("Answer the question “%(question)s”") % {"question": question.label}
            # No question can take the place of a field of ours.
            self.fields[f"question_{name}"] = field
            self.questions[f"question_{name}"] = (name, question)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if ADDRESS_LIKE.search(name):
            raise ValidationError(_("Write a name without a web or e-mail address."))
        return name

    @property
    def answers(self) -> list[dict]:
        """What was answered, as ``Booking.answers`` keeps it."""
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
    def _as_text(value) -> str:
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        if isinstance(value, list):
            return "\n".join(value)
        return "" if value is None else str(value)

    @property
    def booking_fields(self) -> dict:
        """What ``desk.book`` takes."""
        fields = {name: self.cleaned_data[name] for name in ("name", "email", "access_needs")}
        return fields | {"answers": self.answers}


class BookingForm(AttendeeForm):
    """The public form. ``stamp`` is signed and says when it was shown; ``more`` is for programs alone."""

    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    more = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, event, **kwargs):
        if data is not None:
            data = data.copy()
            self.sent_stamp = read_stamp(event, data.get("stamp", ""))
            self.trapped = bool(data.get("more"))
            # Whoever is asked to send the form again must be able to.
            data["more"] = ""
            if self.is_stale:
                data["stamp"] = new_stamp(event)
        super().__init__(data, event=event, initial={"stamp": new_stamp(event)}, **kwargs)

    @property
    def is_stale(self) -> bool:
        return self.sent_stamp is None or not 0 <= self.sent_stamp.age <= LONGEST_OPEN

    @property
    def visible_questions(self) -> list:
        """The fields to show, in order."""
        return [field for field in self.visible_fields() if field.name != "more"]

    def clean(self) -> dict:
        if self.trapped:
            raise ValidationError(
                _("A hidden field was filled in, as programs do. It is empty again: please check and send once more.")
            )
        if self.is_stale:
            raise ValidationError(_("This form was open for a long time. Please check it and send it again."))
        if self.sent_stamp.age < FASTEST:
            raise ValidationError(
                _("That was faster than anybody can write. Please wait a few seconds and send the form again.")
            )
        return super().clean()
