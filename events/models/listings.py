"""The list of events, with its month view, and series of events."""

from typing import ClassVar

from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.routable_page.models import re_path
from wagtail.search import index

from content.body.blocks import BodyStreamBlock
from content.body.search_text import stream_headings, stream_text
from content.listings import paginate, redirect_to_same_list
from content.models import BasePage, IndexPage
from content.panels import index_tabs, page_tabs, summary_panel
from content.search_content import SearchContent
from content.serving.routing import VisibleRoutesMixin
from core.fields import StreamField
from people.attributions import get_quotation_nodes, get_quote_contents

from ..calendar_links import get_subscription_links
from ..forms import EventFilterForm
from ..month_view import Month, get_month_range, get_weeks
from ..structured_data import make_series_node
from .event import EventPage


class EventIndexPage(VisibleRoutesMixin, IndexPage):
    kind_label = _("List of events")
    page_description = _("The list of events. Keeps every event and series below it.")
    template = "pages/event_index_page.html"
    subpage_types = ["events.EventPage", "events.EventSeries"]
    upcoming_shown = 100
    past_events_per_page = 20

    privacy_notice = models.TextField(
        _("privacy notice for bookings"),
        blank=True,
        help_text=_("Shown at every booking form, e.g. who sees the list and whom to ask. An event may have its own."),
    )

    edit_handler = index_tabs(
        _("Lists the events below it: upcoming first, then past ones by year."), FieldPanel("privacy_notice")
    )

    class Meta:
        verbose_name = _("list of events")

    def get_events(self):
        return EventPage.objects.published().descendant_of(self)

    def get_filters(self, request) -> EventFilterForm:
        return EventFilterForm(request.GET, events=self.get_events(), listed_by=self)

    def get_context(self, request, *args, **kwargs):
        form = self.get_filters(request)
        events = form.narrow(self.get_events())
        past = events.past()
        if year := form.filters.get("year"):
            past = past.filter(starts_at__year=year)
        return super().get_context(request, *args, **kwargs) | {
            "filters": form,
            "active_filters": bool(form.filters),
            "years": form.years,
            "year": year,
            "period": "past" if year else "upcoming",
            "upcoming": [] if year else list(events.upcoming().for_listing()[: self.upcoming_shown]),
            "past": paginate(request, past.for_listing(), self.past_events_per_page),
            "subscription": get_subscription_links(self),
        }

    @re_path(r"^month/$", name="this_month")
    @re_path(r"^month/(?P<year>[1-9]\d{3})/(?P<number>0?[1-9]|1[0-2])/$", name="month")
    def month(self, request, year: str | None = None, number: str | None = None):
        if number and number.startswith("0"):
            return redirect_to_same_list(request, f"{self.get_url(request)}month/{year}/{int(number)}/")
        today = timezone.localdate()
        month = Month(int(year), int(number)) if year and number else Month.of(today)
        first, last = get_month_range(self.get_events())
        if not first <= month <= last:
            raise Http404
        form = self.get_filters(request)
        del form.fields["year"]  # the address has it
        weeks = get_weeks(month, form.narrow(self.get_events()).for_listing())
        context = super().get_context(request) | {
            "filters": form,
            "active_filters": bool(form.filters),
            "month": month,
            "this_month": Month.of(today),
            "previous_month": month.previous if month > first else None,
            "next_month": month.next if month < last else None,
            "weeks": weeks,
            "any_event": any(day.events for week in weeks for day in week if day.is_in_month),
            "today": today,
            "meta_title": f"{self.title}: {date_format(month.first_day, 'F Y')}",
            "canonical_url": f"{self.full_url}{month.path}",
        }
        return TemplateResponse(request, "pages/event_month_page.html", context)


class EventSeries(BasePage):
    """Events that belong together, such as an annual lecture."""

    kind = "series"
    kind_label = _("Series")
    schema_type = "EventSeries"
    web_page_type = "CollectionPage"
    protected_while_referenced = True
    page_description = _("Events that belong together, such as an annual lecture. Each event names its series.")
    template = "pages/event_series.html"
    past_events_per_page = 20
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    body = StreamField(BodyStreamBlock, verbose_name=_("introduction"), blank=True)

    search_fields = [*BasePage.search_fields, index.AutocompleteField("title"), index.SearchField("body")]
    edit_handler = page_tabs(
        content=[FieldPanel("title"), summary_panel, FieldPanel("body")],
        key_details=[
            HelpPanel(_("Events that name this series are listed on its page by themselves.")),
        ],
    )

    class Meta:
        verbose_name = _("event series")
        verbose_name_plural = _("event series")

    def get_structured_data(self) -> list[dict]:
        return [*super().get_structured_data(), *get_quotation_nodes(self)]

    def get_events(self):
        return EventPage.objects.published().filter(series=self)

    def get_search_content(self) -> SearchContent:
        return SearchContent(
            headings=stream_headings(self.body), body=stream_text(self.body), quotes=get_quote_contents(self)
        )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        events = self.get_events()
        upcoming = list(events.upcoming().for_listing())
        past = paginate(request, events.past().for_listing(), self.past_events_per_page)
        return context | {
            "upcoming": upcoming,
            "past": past,
            "subscription": get_subscription_links(self),
            "structured_data": [make_series_node(self, upcoming, past), *context["structured_data"]],
        }
