"""Admin views of the search: promotions, synonyms, ignored words, and reports of what visitors search for."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from .models import IgnoredWord, Promotion, SearchCount, Synonym

#: How far back the reports look, in days: the parameter ``days`` of their address.
PERIODS = {"7": _("7 days"), "30": _("30 days"), "90": _("90 days")}
#: Which searches are listed: the parameter ``show``.
OUTCOMES = {"": _("All"), "failed": _("Without results"), "ignored": _("Results never opened")}


class PrefilledCreateView(CreateView):
    """A form that begins with the words of a search (``words`` in the address)."""

    field = "words"

    def get_initial_form_instance(self):
        return self.model(**{self.field: self.request.GET.get("words", "")[:100]})


class PromotionCreateView(PrefilledCreateView):
    field = "phrases"


class PromotionViewSet(ModelViewSet):
    model = Promotion
    name = "search_promotions"
    icon = "pick"
    add_view_class = PromotionCreateView
    copy_view_enabled = False
    list_display = ["phrases", Column("get_match_display", label=_("And nothing else?")), "shown"]
    search_fields = ["phrases"]


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "search_synonyms"
    icon = "openquote"
    add_view_class = PrefilledCreateView
    copy_view_enabled = False
    form_fields = ["words", "same_as", "both_ways"]
    list_display = ["words", "same_as", BooleanColumn("both_ways", label=_("The other way round too"))]
    search_fields = ["words", "same_as"]


class IgnoredWordViewSet(ModelViewSet):
    model = IgnoredWord
    name = "search_ignored_words"
    icon = "cross"
    copy_view_enabled = False
    form_fields = ["word"]
    list_display = ["word"]
    search_fields = ["word"]


class CountsView(ReportView):
    """Base of both reports: who may see them, and how far back they look."""

    model = SearchCount
    header_icon = "search"
    results_template_name = "search/admin/counts_results.html"
    any_permission_required = ["view"]
    export_headings = {
        "query": _("Search"),
        "day": _("Day"),
        "queries": _("Different searches"),
        "total": _("Searches"),
        "failed": _("Without results"),
        "clicked": _("Results opened"),
    }

    @property
    def permission_policy(self):
        return policy_registry.get_by_type(SearchCount)

    @property
    def days(self) -> str:
        return self.request.GET.get("days") if self.request.GET.get("days") in PERIODS else "30"

    @property
    def shown(self) -> str:
        return self.request.GET.get("show") if self.request.GET.get("show") in OUTCOMES else ""

    def get_counts(self):
        return SearchCount.objects.filter(day__gt=timezone.localdate() - timedelta(days=int(self.days)))

    def get_filename(self) -> str:
        return f"{self.index_url_name.split(':')[1]}-{self.days}-days"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"choices": self.get_choices()}

    def get_choices(self) -> list[list[tuple]]:
        """The links above the list, in rows: (address, label, whether it is active)."""
        views = [("searches:index", _("By search")), ("searches:days", _("By day"))]
        return [
            [(reverse(name), words, name == self.index_url_name) for name, words in views],
            [self.choice(words, days=value) for value, words in PERIODS.items()],
        ]

    def choice(self, words, **changes) -> tuple:
        now = {"days": self.days, "show": self.shown}
        return "?" + urlencode(now | changes), words, now | changes == now


class ActionColumn(Column):
    """Links that make a synonym or a promotion of a search, for users who may add one."""

    cell_template_name = "search/admin/actions_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        words = urlencode({"words": instance["query"]})
        user = parent_context["request"].user
        actions = [
            (Synonym, f"{reverse('search_synonyms:add')}?{words}", _("Make a synonym")),
            (Promotion, f"{reverse('search_promotions:add')}?{words}", _("Promote a result")),
        ]
        allowed = [
            (url, label)
            for model, url, label in actions
            if policy_registry.get_by_type(model).user_has_permission(user, "add")
        ]
        return super().get_cell_context_data(instance, parent_context) | {"actions": allowed}


class SearchesView(CountsView):
    page_title = _("What visitors search for")
    index_url_name = "searches:index"
    index_results_url_name = "searches:index_results"
    list_export = ["query", "total", "failed", "clicked"]
    columns = [
        TitleColumn(
            "query", label=_("Search"), get_url=lambda row: f"{reverse('search')}?{urlencode({'q': row['query']})}"
        ),
        Column("total", label=_("Searches")),
        Column("failed", label=_("Without results")),
        Column("clicked", label=_("Results opened")),
        ActionColumn("actions", accessor="query", label=_("Do something about it")),
    ]

    def get_base_queryset(self):
        counts = self.get_counts().by_query()
        if self.shown == "failed":
            return counts.filter(failed__gt=0).order_by("-failed", "query")
        if self.shown == "ignored":
            return counts.filter(found__gt=0, clicked=0)
        return counts

    def get_choices(self) -> list[list[tuple]]:
        return [*super().get_choices(), [self.choice(words, show=value) for value, words in OUTCOMES.items()]]


class DaysView(CountsView):
    page_title = _("Searches by day")
    verbose_name_plural = _("days")
    index_url_name = "searches:days"
    index_results_url_name = "searches:days_results"
    list_export = ["day", "queries", "total", "failed", "clicked"]
    columns = [
        Column("day", label=_("Day")),
        Column("queries", label=_("Different searches")),
        Column("total", label=_("Searches")),
        Column("failed", label=_("Without results")),
        Column("clicked", label=_("Results opened")),
    ]

    def get_base_queryset(self):
        return self.get_counts().by_day()


class SearchesMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return policy_registry.get_by_type(SearchCount).user_has_permission(request.user, "view")


class SearchesViewSet(ViewSet):
    name = "searches"
    icon = "search"
    menu_label = _("Searches")
    menu_item_class = SearchesMenuItem

    def get_urlpatterns(self):
        return [
            path("", SearchesView.as_view(), name="index"),
            path("results/", SearchesView.as_view(results_only=True), name="index_results"),
            path("days/", DaysView.as_view(), name="days"),
            path("days/results/", DaysView.as_view(results_only=True), name="days_results"),
        ]


class SearchViewSetGroup(ViewSetGroup):
    menu_label = _("Site search")
    menu_icon = "glasses"
    menu_name = "site-search"
    menu_order = 500
    items = (SearchesViewSet(), PromotionViewSet(), SynonymViewSet(), IgnoredWordViewSet())
