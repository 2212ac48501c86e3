"""The headings under which the editor offers body blocks."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Text")
VOICES = _("People and what they said")
MEDIA = _("Images and media")
LINKS = _("Links and events")
