"""What images or documents lack: filters of their list in the admin, and lines of the care list that lead to these."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from content.care import CareItem, register_care


@dataclass(frozen=True)
class Lack:
    """Something that a file lacks. ``counted`` is its line in the care list."""

    label: Any
    filter: Callable[[QuerySet], QuerySet]
    counted: Any


class LacksFilter(django_filters.ChoiceFilter):
    """Shows the files of ``model`` that have one of the ``lacks``, by key."""

    def __init__(self, model: type[Model], lacks: Mapping[str, Lack], **kwargs: Any):
        self.file_model, self.lacks = model, lacks
        choices = [(key, lack.label) for key, lack in lacks.items()]
        super().__init__(label=_("To look after"), choices=choices, widget=forms.RadioSelect, **kwargs)

    def filter(self, files: QuerySet, value: str) -> QuerySet:
        if value not in self.lacks:
            return files
        # Wagtail searches in them, which allows only conditions on fields of its search.
        return files.filter(pk__in=self.lacks[value].filter(self.file_model._default_manager.all()).values("pk"))


def register_lacks(model: type[Model], list_name: str, lacks: Mapping[str, Lack], order: int) -> None:
    """Give each lack a line in the care list, from ``order`` on. ``list_name`` is the URL name of the list of files."""
    for place, key in enumerate(lacks, start=order):
        register_care(place)(partial(count_lacking, model, list_name, key, lacks[key]))


def count_lacking(model: type[Model], list_name: str, key: str, lack: Lack, user: Any) -> CareItem | None:
    policy = policy_registry.get_by_type(model)
    files = policy.instances_user_has_any_permission_for(user, ["change", "delete"])
    number = lack.filter(model._default_manager.filter(pk__in=files.values("pk"))).count()
    return CareItem(lack.counted % {"number": number}, f"{reverse(list_name)}?lacks={key}") if number else None
