"""The form by which images are uploaded and described."""

from django.utils.translation import gettext_lazy as _
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
