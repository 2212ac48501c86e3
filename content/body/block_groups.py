"""Groups of body blocks: the headings in the editor's menu of blocks."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Text")
PEOPLE = _("People and what they said")
MEDIA = _("Images and media")
LINKS = _("Links and events")
