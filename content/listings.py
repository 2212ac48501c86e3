"""Filter forms and pagination for lists of pages."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponsePermanentRedirect

from core.generation import get_counter, per_generation
from core.query_parameters import register_parameters

if TYPE_CHECKING:
    from wagtail.models import Page

Kept = TypeVar("Kept")


class ListingForm(forms.Form):
    """A filter form for a public list, bound to the query string.

    Invalid values are ignored, so that a list answers any query string without an error (``filters``). Fields must be
    declared in the class: their names are the parameters that the page cache tells apart.
    """

    template_name = "components/filters.html"

    def __init__(self, *args: Any, listed_by: "Page | None" = None, **kwargs: Any) -> None:
        """``listed_by`` is the page of the list: what the form offers is looked up once for it in each generation."""
        super().__init__(*args, **kwargs)
        self._listed_by = listed_by

    def offer(self, name: str, objects: QuerySet) -> None:
        """Let the field ``name`` offer ``objects``. That they have something in the list is costly to find out."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)

        def find() -> list[tuple]:
            return [(each.pk, field.prepare_value(each), field.label_from_instance(each)) for each in objects]

        is_kept = get_counter() is not None and self._listed_by is not None
        keys = [pk for pk, _value, _label in self.keep(name, find)] if is_kept else []
        field.queryset = objects.model._default_manager.filter(pk__in=keys) if is_kept else objects
        field.choices = lambda: [
            ("", field.empty_label),
            *((value, label) for _pk, value, label in self.keep(name, find)),
        ]

    def keep(self, name: str, find: Callable[[], list[Kept]]) -> list[Kept]:
        """Return what ``find`` returned in this generation for this list. ``name`` is what it finds."""
        if self._listed_by is None:
            return find()
        return _keep((type(self), self._listed_by.pk, name), find)

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        for base in cls.__mro__:
            register_parameters(*getattr(base, "declared_fields", {}))

    @property
    def filters(self) -> dict:
        """The chosen values that are valid, by field name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@per_generation(lambda key, find: key)
def _keep(key: Hashable, find: Callable[[], list]) -> list:
    return find()


def redirect_to_same_list(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """Lead another spelling of a list's address to the one that it has, with the query string."""
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def paginate(request, objects, per_page: int, count: int | None = None) -> PaginatorPage:
    """Return the page of ``objects`` with the number in ``?page=``; the first or the last if there is no such page.

    ``count`` is their number, where it is known: counting takes longer than loading a page of them. The result is kept
    as ``request.list_page``, for title and address of what is shown (``home.heads``).
    """
    paginator = Paginator(objects, per_page)
    if count is not None:
        paginator.count = count
    request.list_page = paginator.get_page(request.GET.get("page"))
    return request.list_page
