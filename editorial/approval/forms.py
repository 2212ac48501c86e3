"""Forms of approval links: the editor's, which makes one, and those of the guest."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from content.models import BasePage
from content.passages import Passage, get_speakers

from .models import ApprovalAnswer, ApprovalLink
from .wording import split, to_plain_text

MAX_LENGTH = 20_000


class LinkForm(forms.ModelForm):
    speaker = forms.ChoiceField(label=_("What they see"), required=False)
    days = forms.TypedChoiceField(
        label=_("How long the link works"),
        coerce=int,
        choices=[(7, _("One week")), (14, _("Two weeks")), (30, _("A month"))],
        initial=14,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = ApprovalLink
        fields = ("name", "email", "speaker", "message")
        labels = {"name": _("Whom you ask"), "email": _("E-mail"), "message": _("Your message")}
        help_texts = {
            "name": _("They sign with this name, e.g. “Dr Mina Ahlberg”."),
            "email": _("Where the link is sent. Empty: you pass it on yourself."),
            "message": _("E.g. “Is the second figure right?”"),
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, page: BasePage, **kwargs: Any):
        super().__init__(*args, **kwargs)
        speakers = get_speakers(page)
        own = [(name, _("Only what %(name)s said") % {"name": name}) for name in speakers]
        self.fields["speaker"].choices = [("", _("The whole page")), *own]  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs |= {"list": "approval-names", "autocomplete": "off", "autofocus": True}
        self.speakers = speakers
        if len(speakers) == 1:
            self.fields["name"].initial = speakers[0]


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Your comment"), max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))
    kind = ApprovalAnswer.Kind.COMMENT

    @property
    def answer(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.cleaned_data["text"]}


class PassageForm(forms.Form):
    """One passage, to be written as its speaker would have it."""

    text = forms.CharField(
        label=_("Your wording"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea,
        help_text=_("An empty line begins a paragraph. Links and emphasis stay with their words."),
        validators=[ProhibitNullCharactersValidator()],
    )
    kind = ApprovalAnswer.Kind.PASSAGE

    def __init__(self, data: Any = None, *, passage: Passage, number: int):
        words = to_plain_text(passage.html)
        super().__init__(data, prefix=f"passage-{number}", initial={"text": words})
        self.passage, self.words = passage, words
        self.fields["text"].widget.attrs["rows"] = min(14, 2 + len(words) // 45)

    def clean_text(self) -> str:
        text = "\n\n".join(split(self.cleaned_data["text"]))
        if text == self.words:
            raise forms.ValidationError(_("This is the passage as it was. Change it, or approve."), code="same")
        return text

    @property
    def answer(self) -> dict[str, Any]:
        return {"kind": self.kind, "path": self.passage.path, "text": self.cleaned_data["text"]}
