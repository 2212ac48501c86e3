"""The form by which images are uploaded and described."""

from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .image_metadata import strip_metadata
from .image_size import check_image_size


class ImageFileField(WagtailImageField):
    """Refuses an image that is too large before anything opens it, and one whose metadata cannot be taken off."""

    def to_python(self, data):
        is_file = data and data not in self.empty_values and hasattr(data, "seek")
        if is_file:
            self.check_image_file_size(data)
            check_image_size(data)
        file = super().to_python(data)
        if is_file:
            strip_metadata(data)
            data.seek(0)
        return file


class CustomImageForm(BaseImageForm):
    file = ImageFileField(label=_("File"))
