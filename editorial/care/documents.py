"""Documents that are too large: a filter of their list, and the line of the care list that leads to it.

Recordings are left out: they are large by their nature, and are played in parts.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.documents.views.documents import DocumentsFilterSet, IndexView

from media.byte_ranges import CONTENT_TYPES
from media.models import CustomDocument

from .lacks import Lack, LacksFilter, register_lacks

#: Of the file, in bytes. It takes half a minute to load at 3 Mbit/s, and was mostly scanned or meant for print.
LARGE = 10 * 1024 * 1024
RECORDING = rf"\.({'|'.join(end for end, kind in CONTENT_TYPES.items() if kind.startswith(('audio/', 'video/')))})$"


def filter_large(documents: QuerySet) -> QuerySet:
    return documents.filter(file_size__gt=LARGE).exclude(file__iregex=RECORDING)


DOCUMENT_LACKS = {
    "large": Lack(
        _("Too large (over 10 MB)"),
        filter_large,
        ngettext_lazy("%(number)d document over 10 MB", "%(number)d documents over 10 MB", "number"),
    )
}
register_lacks(CustomDocument, "wagtaildocs:index", DOCUMENT_LACKS, order=60)


class CareDocumentsFilterSet(DocumentsFilterSet):
    lacks = LacksFilter(CustomDocument, DOCUMENT_LACKS, empty_label=_("All documents"))

    class Meta(DocumentsFilterSet.Meta):
        model = CustomDocument


class DocumentIndexView(IndexView):
    filterset_class = CareDocumentsFilterSet
