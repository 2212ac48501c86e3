"""The forms: which text is to be read, and what the editor says to each proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conversion.attribution.proposals import Kind, Proposal
from core.dates.fields import DateField

from .models import ReadText
from .reading.documents import MAX_FILE, PROBLEMS

ACCEPT = "accept"
MAX_FILES = 20


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files; the value is a list."""

    widget = SeveralFilesInput(attrs={"accept": ".docx,.odt,.txt,.html,.htm"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(_("These are too many files at once."))
        return [cleaned for file in files if (cleaned := super(SeveralFilesField, self).clean(file, initial))]


class StartForm(forms.Form):
    """One file or several, or a pasted text. ``pasted_html`` is filled by the browser when a text is pasted."""

    documents = SeveralFilesField(
        label=_("Word files"),
        required=False,
        help_text=_("One .docx or .odt file, or several: each becomes a draft of its own."),
    )
    text = forms.CharField(
        label=_("Or paste a text"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The whole text, from Word, Google Docs, an e-mail or a web page."),
    )
    pasted_html = forms.CharField(required=False, widget=forms.HiddenInput)
    as_it_was = forms.BooleanField(
        label=_("Undo tracked changes"),
        required=False,
        help_text=_("Otherwise the text is read as if all of them were accepted."),
    )

    def clean_documents(self) -> list[Any]:
        files = self.cleaned_data["documents"]
        if any(file.size > MAX_FILE for file in files):
            raise forms.ValidationError(PROBLEMS["too_large"])
        return files

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("documents") and not data.get("text"):
            raise forms.ValidationError(_("Choose a file, or paste a text."))
        return data


class ReviewForm(forms.Form):
    """The report with all its proposals; nothing is accepted before somebody says so.

    Proposal N has the fields ``pN`` (accepted or not), ``pN_who`` (``person:PK``, ``new:NAME``, ``guest:NAME`` or
    ``unnamed``) and ``pN_role``.
    """

    title = forms.CharField(label=_("Title"), max_length=255)
    strapline = forms.CharField(label=_("Strapline"), max_length=255, required=False)
    summary = forms.CharField(
        label=_("Summary"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    reported = forms.ChoiceField(label=_("Event reported"), required=False, widget=forms.RadioSelect)
    announced = forms.ChoiceField(label=_("Next event"), required=False, widget=forms.RadioSelect)
    announced_title = forms.CharField(label=_("Title of the event"), max_length=255, required=False)
    announced_day = DateField(label=_("Day"), required=False)
    announced_place = forms.CharField(label=_("Place"), max_length=255, required=False)

    def __init__(self, data: Any = None, *, text: ReadText) -> None:
        self.text, self.proposals = text, text.get_proposals()
        super().__init__(data, initial=self._get_initial())
        matches = text.matches
        self._set_choices("topics", [(topic_key(topic), topic["title"]) for topic in matches.get("topics", [])])
        events = [(str(event["pk"]), event["title"]) for event in matches.get("reported", [])]
        self._set_choices("reported", [*events, ("", _("None of these"))])
        announced = matches.get("announced")
        known = [(str(event["pk"]), event["title"]) for event in announced["events"]] if announced else []
        self._set_choices("announced", [*known, ("new", _("A new event, as a draft")), ("", _("Leave it in the text"))])
        for number, proposal in enumerate(self.proposals):
            if proposal.blocks:
                self._add_proposal(number, proposal)
        if text.target_id:
            for name in ("title", "strapline", "summary", "topics", "reported", "announced"):
                del self.fields[name]

    def _get_initial(self) -> dict[str, Any]:
        report, announced = self.text.report, self.text.matches.get("announced") or {}
        heads = {name: report.get(name, "") for name in ("title", "strapline", "summary")}
        event = {"announced_title": announced.get("title", "")[:255], "announced_day": announced.get("day", "")}
        return heads | event | {"announced": "", "reported": ""}

    def _set_choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _add_proposal(self, number: int, proposal: Proposal) -> None:
        choices = [(ACCEPT, _("Accept")), ("", _("Leave as text"))]
        self.fields[f"p{number}"] = forms.ChoiceField(required=False, choices=choices, widget=forms.RadioSelect)
        if proposal.kind == Kind.SPEAKERS:
            return
        who = self.get_who_choices(proposal)
        self.fields[f"p{number}_who"] = forms.ChoiceField(label=_("Speaker"), choices=who, required=False)
        self.fields[f"p{number}_role"] = forms.CharField(
            label=_("Role that day"), max_length=255, required=False, initial=proposal.voice.role
        )
        self.initial[f"p{number}_who"] = who[0][0]

    def get_who_choices(self, proposal: Proposal) -> list[tuple[str, Any]]:
        """Return whom a proposal may name, the likeliest first."""
        people = self.text.matches.get("people", {})
        choices: list[tuple[str, Any]] = []
        for name in [proposal.voice.name, *proposal.others]:
            if not name:
                continue
            known = people.get(name, {"choices": [], "is_certain": False})
            found = [(f"person:{person['pk']}", describe_person(person)) for person in known["choices"]]
            new = (f"new:{name}", _("%(name)s, a new person") % {"name": name})
            choices += found if known["is_certain"] else [*found, new]
        if proposal.voice.name:
            without_page = _("%(name)s, without a page") % {"name": proposal.voice.name}
            choices.append((f"guest:{proposal.voice.name}", without_page))
        unnamed = ("unnamed", _("Not named"))
        return [unnamed, *choices] if proposal.voice.unnamed else [*choices, unnamed]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("announced") == "new":
            for name in ("announced_title", "announced_day", "announced_place"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A new event needs this."))
        return data

    def get_accepted(self) -> list[tuple[Proposal, str, str]]:
        """Return the accepted proposals, each with the chosen speaker and role."""
        data = self.cleaned_data
        return [
            (proposal, data.get(f"p{number}_who", ""), data.get(f"p{number}_role", ""))
            for number, proposal in enumerate(self.proposals)
            if data.get(f"p{number}") == ACCEPT
        ]


def topic_key(topic: dict[str, Any]) -> str:
    return str(topic["pk"]) if topic["pk"] else f"new:{topic['title']}"


def describe_person(person: dict[str, Any]) -> str:
    about = ", ".join(filter(None, (person["role"], person["organisation"])))
    return f"{person['title']} ({about})" if about else person["title"]
