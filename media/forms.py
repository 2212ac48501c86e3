"""The forms by which images are uploaded and described, and by which somebody gives their own picture."""

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .image_metadata import strip_metadata
from .image_size import check_image_decodes, check_image_size


class ImageFileField(WagtailImageField):
    """Refuses an image that is too large before anything opens it, and one that is damaged before anything shows it."""

    def to_python(self, data):
        if data and data not in self.empty_values and hasattr(data, "seek"):
            self.check_image_file_size(data)
            check_image_size(data)
            check_image_decodes(data)
            strip_metadata(data)
            data.seek(0)
        return super().to_python(data)


class CustomImageForm(BaseImageForm):
    file = ImageFileField(label=_("File"))


class ProfilePictureForm(AvatarPreferencesForm):
    """Wagtail's form, which opens any file and keeps it as it is, with the rules that all other images have."""

    avatar = ImageFileField(label=_("Upload a profile picture"), required=False)

    def clean_avatar(self):
        file = super().clean_avatar()
        if not isinstance(file, UploadedFile):  # the picture of before, or none
            return file
        stripped = strip_metadata(file)
        file.seek(0)
        return file if stripped is None else SimpleUploadedFile(file.name, stripped, file.content_type)
