"""What an editor hands in to move a blog in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One file or several."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data]
        for file in files:
            if file and not file.size:
                raise forms.ValidationError(self.error_messages["empty_file"] % {"name": file.name})
        return [super(ManyFilesField, self).clean(file, initial) for file in files or [None]]


class UploadsForm(forms.Form):
    uploads = forms.FileField(
        label=_("Uploads"),
        error_messages={
            "required": _("Choose the ZIP file of the folder wp-content/uploads."),
            "empty": _("The ZIP file is empty. Pack the folder again."),
        },
        help_text=_("The folder wp-content/uploads of the old site as a ZIP file. Missing images are then put in."),
    )


class ImportForm(forms.Form):
    export = ManyFilesField(
        label=_("Export"),
        error_messages={
            "required": _("Choose the export first: the file that WordPress gave you."),
            "empty_file": _("“%(name)s” is empty. Export it again."),
        },
        help_text=_(
            "From WordPress: Tools, Export, All content. A file such as “institute.WordPress.2026-03-01.xml”, also as "
            ".gz or .zip; all of them if it came in several."
        ),
    )
    uploads = forms.FileField(
        label=_("Uploads"),
        required=False,
        error_messages={"empty": _("The ZIP file is empty. Pack the folder again.")},
        help_text=_(
            "The folder wp-content/uploads of the old site as a ZIP file. Without it, posts come without pictures."
        ),
    )
    people = forms.FileField(
        label=_("People"),
        required=False,
        error_messages={"empty": _("The list of people is empty. Leave it out, or write a name a line.")},
        help_text=_(
            "A list of people who write for the blog, a name a line. “By Ida Quill” at the top of a post then makes "
            "her its author."
        ),
    )
    curly_quotes = forms.BooleanField(
        label=_("Curly quotation marks"),
        required=False,
        help_text=_(
            "WordPress kept straight quotation marks and showed curly ones. Tick to set them as readers saw them; code "
            "stays as it is."
        ),
    )
    comments = forms.BooleanField(
        label=_("Keep comments"),
        required=False,
        help_text=_("Shows approved comments below each post, to be read only. E-mail addresses are never kept."),
    )
