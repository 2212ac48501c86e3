"""Documents that are too large: a filter of the list of documents, and the line of the care list that leads to it.

Recordings are left out: they are large by their nature, and are played in parts.
"""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.documents.views.documents import DocumentsFilterSet, IndexView
from wagtail.permissions import policy_registry

from content.care import CareItem, register_care
from media.byte_ranges import CONTENT_TYPES
from media.models import CustomDocument

#: Of the file, in bytes. It takes half a minute to load at 3 Mbit/s, and was mostly scanned or meant for print.
LARGE = 10 * 1024 * 1024
RECORDING = rf"\.({'|'.join(end for end, kind in CONTENT_TYPES.items() if kind.startswith(('audio/', 'video/')))})$"


def filter_large(documents: QuerySet) -> QuerySet:
    return documents.filter(file_size__gt=LARGE).exclude(file__iregex=RECORDING)


@register_care(60)
def count_large_documents(user: Any) -> CareItem | None:
    policy = policy_registry.get_by_type(CustomDocument)
    documents = policy.instances_user_has_any_permission_for(user, ["change", "delete"])
    number = filter_large(CustomDocument.objects.filter(pk__in=documents.values("pk"))).count()
    text = ngettext("%(number)d document over 10 MB", "%(number)d documents over 10 MB", number)
    return CareItem(text % {"number": number}, f"{reverse('wagtaildocs:index')}?lacks=large") if number else None


class LargeFilter(django_filters.ChoiceFilter):
    def filter(self, documents: QuerySet, value: str) -> QuerySet:
        # Wagtail searches in them, which allows only conditions on fields of its search.
        large = filter_large(CustomDocument.objects.all()).values("pk")
        return documents.filter(pk__in=large) if value == "large" else documents


class CareDocumentsFilterSet(DocumentsFilterSet):
    lacks = LargeFilter(
        label=_("To look after"),
        choices=[("large", _("Too large (over 10 MB)"))],
        empty_label=_("All documents"),
        widget=forms.RadioSelect,
    )

    class Meta(DocumentsFilterSet.Meta):
        model = CustomDocument


class DocumentIndexView(IndexView):
    filterset_class = CareDocumentsFilterSet
