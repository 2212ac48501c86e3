"""The list of events, and series: events that belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.listings import paginate
from content.models import BasePage, IndexPage, SearchContent
from content.panels import index_tabs, page_tabs, summary_panel
from content.search import stream_headings, stream_text
from people.voices import quotations, quote_contents

from ..blocks import BodyStreamBlock
from ..forms import EventFilterForm
from .event import EventPage


class EventIndexPage(IndexPage):
    kind_label = _("List of events")
    page_description = _("The list of events. Keeps every event and series below it.")
    template = "pages/event_index_page.html"
    subpage_types = ["events.EventPage", "events.EventSeries"]
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

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        events = self.get_events()
        form = EventFilterForm(request.GET, events=events)
        chosen = form.filters
        if topic := chosen.get("topic"):
            events = events.filter(topics=topic)
        past = events.past()
        if year := chosen.get("year"):
            past = past.filter(starts_at__year=year)
        return context | {
            "filters": form,
            "years": form.years,
            "year": year,
            "period": "past" if year else "upcoming",
            "upcoming": [] if year else list(events.upcoming().for_listing()),
            "past": paginate(request, past.for_listing(), self.past_events_per_page),
        }


class EventSeries(BasePage):
    """Events that belong together, such as an annual lecture."""

    kind = "series"
    kind_label = _("Series")
    stays_while_used = True
    page_description = _("Events that belong together, such as an annual lecture. Each event names its series.")
    template = "pages/event_series.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []

    body = StreamField(BodyStreamBlock(), verbose_name=_("introduction"), blank=True)

    search_fields = [*BasePage.search_fields, index.AutocompleteField("title"), index.SearchField("body")]
    edit_handler = page_tabs(
        content=[FieldPanel("title"), FieldPanel("body")],
        key_details=[
            summary_panel,
            HelpPanel(_("Events that name this series are listed on its page by themselves.")),
        ],
    )

    class Meta:
        verbose_name = _("event series")
        verbose_name_plural = _("event series")

    def get_structured_data(self) -> list[dict]:
        return [*super().get_structured_data(), *quotations(self)]

    def get_events(self):
        return EventPage.objects.published().filter(series=self)

    def get_search_content(self) -> SearchContent:
        return SearchContent(
            headings=stream_headings(self.body), body=stream_text(self.body), quotes=quote_contents(self)
        )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        events = self.get_events()
        return context | {
            "upcoming": list(events.upcoming().for_listing()),
            "past": list(events.past().for_listing()),
        }
