"""Every date field of the admin reads what people write, and keeps what it does not understand."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views.reports.aging_pages import AgingPagesReportFilterSet
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from blog.models import BlogPage
from core.dates.fields import DateField, DateTimeField, TimeField
from core.dates.widgets import ReadingWidget
from demo.builders import build_event
from events.models import EventPage
from tests.blog.test_editing import send

NOW = datetime(2026, 2, 4, 10, 0, tzinfo=UTC)  # a Wednesday
OWN = {forms.DateTimeField: DateTimeField, forms.DateField: DateField, forms.TimeField: TimeField}


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def iter_blocks(block: Block):
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from iter_blocks(child)
    if hasattr(block, "child_block"):
        yield from iter_blocks(block.child_block)


def get_form_fields() -> list[tuple[str, forms.Field]]:
    """Return all date fields of the editors of pages, of their child records and body blocks."""
    found = []
    for model in get_page_models():
        form = model.get_edit_handler().get_form_class()
        found += [(f"{model.__name__}.{name}", field) for name, field in form.base_fields.items()]
        for relation, formset in form.formsets.items():
            fields = formset.form.base_fields.items()
            found += [(f"{model.__name__}.{relation}.{name}", field) for name, field in fields]
        for model_field in model._meta.get_fields():
            if isinstance(model_field, StreamField):
                blocks = iter_blocks(model_field.stream_block)
                found += [
                    (f"{model.__name__}.{block.name}", block.field) for block in blocks if hasattr(block, "field")
                ]
    dates = (forms.DateField, forms.DateTimeField, forms.TimeField)
    return [(name, field) for name, field in found if isinstance(field, dates)]


def test_every_date_field_of_the_editors_reads_what_people_write():
    fields = get_form_fields()
    names = {name for name, _field in fields}
    assert {"BlogPage.date", "BlogPage.go_live_at", "EventPage.ends_at", "EventPage.booking_closes_at"} <= names
    assert {"PublicationPage.date", "EventPage.time", "EventPage.day"} <= names
    for name, field in fields:
        own = next(own for base, own in OWN.items() if isinstance(field, base))
        assert isinstance(field, own), name
        assert isinstance(field.widget, ReadingWidget), name
        assert field.widget.get_config()["validateOnBlur"] is False, name


def test_records_outside_the_page_tree_have_them_too():
    model_fields = [field for model in apps.get_models() for field in model._meta.fields if field.editable]
    dates = [field for field in model_fields if isinstance(field, models.DateField | models.TimeField)]
    assert len(dates) > 10
    for field in dates:
        assert isinstance(formfield_for_dbfield(field), tuple(OWN.values())), field


@pytest.mark.django_db
def test_filters_of_lists_read_them():
    class Filters(WagtailFilterSet):
        class Meta:
            model = BlogPage
            fields = {"date": ["lte"], "last_published_at": ["range"]}

    assert isinstance(Filters().form.fields["date__lte"].widget, ReadingWidget)
    assert all(isinstance(widget, ReadingWidget) for widget in DateRangePickerWidget().widgets)
    filters = AgingPagesReportFilterSet({"last_published_at": "25/4/18"})
    assert filters.form.is_valid()
    assert filters.form.cleaned_data["last_published_at"].date() == date(2018, 4, 25)


@pytest.mark.parametrize(
    ("widget", "text", "value"),
    [
        (AdminDateTimeInput(), "next Tuesday 6pm", "2026-02-10 18:00:00"),
        (AdminDateInput(), "25 April 2018", "2018-04-25"),
        (AdminTimeInput(), "18.30", "18:30:00"),
    ],
)
def test_widgets_turn_text_into_a_value_and_keep_the_text(widget, text, value):
    read = widget.value_from_datadict({"at": text}, MultiValueDict(), "at")
    assert read == value
    assert f'value="{text}"' in widget.render("at", read, {"id": "id_at"})


def test_what_is_not_understood_stays_with_a_sentence():
    class Form(forms.Form):
        at = DateTimeField()

    form = Form({"at": "soonish"})
    assert form.errors["at"] == [
        "“soonish” was not understood. Write a day and a time, e.g. “25 April 2018, 18:00” or “next Tuesday 6pm”."
    ]
    assert 'value="soonish"' in str(form["at"])
    assert "date-words--unclear" in str(form["at"])


def test_a_value_is_said_in_words():
    class Form(forms.Form):
        at = DateTimeField()

    assert "Wednesday 25 April 2018, 18:00, London time" in str(
        Form(initial={"at": datetime(2018, 4, 25, 17, tzinfo=UTC)})["at"]
    )
    assert "Wednesday 25 April 2018, 18:00, London time" in str(Form({"at": "25/4/18 6pm"})["at"])


def test_a_form_that_stays_open_past_midnight_keeps_its_tomorrow():
    data = {"at": "tomorrow noon", "at-typed-at": "2026-02-03T23:59:00.000Z"}
    assert AdminDateTimeInput().value_from_datadict(data, {}, "at") == "2026-02-04 12:00:00"


@pytest.mark.parametrize("typed_at", ["", "x", "2026-02-03T23:59:00", "2031-01-01T00:00:00Z", "1999-01-01T00:00:00Z"])
def test_a_strange_time_of_typing_is_passed_over(typed_at):
    data = {"at": "tomorrow noon", "at-typed-at": typed_at}
    assert AdminDateTimeInput().value_from_datadict(data, {}, "at") == "2026-02-05 12:00:00"


def test_an_hour_that_the_clocks_skip_is_refused():
    with pytest.raises(ValidationError, match="There is no 01:30 that day"):
        DateTimeField().clean("29 March 2026 1.30am")


@pytest.mark.django_db
class TestEvents:
    def get_form(self, event: EventPage, **data):
        form_class = EventPage.get_edit_handler().get_form_class()
        return form_class(MultiValueDict({name: [value] for name, value in data.items()}), instance=event)

    def test_an_end_without_a_day_is_on_that_of_the_start(self):
        form = self.get_form(build_event(), timezone="Europe/London", starts_at="1 March 2027 6pm", ends_at="7.30pm")
        assert form.fields["ends_at"].clean(form["ends_at"].data) == datetime(2027, 3, 1, 19, 30, tzinfo=UTC)

    def test_times_are_those_of_the_place_of_the_event(self):
        form = self.get_form(build_event(), timezone="America/New_York", starts_at="1 March 2027 6pm")
        assert form.fields["starts_at"].clean(form["starts_at"].data) == datetime(2027, 3, 1, 23, tzinfo=UTC)
        shown = form.fields["starts_at"].widget.render("starts_at", form["starts_at"].data)
        assert "Monday 1 March 2027, 18:00, New York time" in shown


class TestReader:
    def test_it_says_in_words_what_is_typed(self, admin_client):
        query = {"kind": "datetime", "text": "next Tuesday 6pm", "zone": "America/New_York"}
        answer = admin_client.get(reverse("read_date"), query).json()
        assert answer == {"understood": True, "words": "Tuesday 10 February 2026, 18:00, New York time"}

    def test_it_says_what_to_write(self, admin_client):
        answer = admin_client.get(reverse("read_date"), {"kind": "date", "text": "foo"}).json()
        assert answer == {
            "understood": False,
            "words": "“foo” was not understood. Write a day, e.g. “25 April 2018” or “25/4/18”.",
        }

    def test_a_time_alone_is_on_the_day_of_another_field(self, admin_client):
        query = {"kind": "datetime", "text": "20.00", "day": "1 March 2027 6pm"}
        answer = admin_client.get(reverse("read_date"), query).json()
        assert answer["words"] == "Monday 1 March 2027, 20:00, London time"

    @pytest.mark.parametrize("query", [{}, {"kind": "x", "text": "6pm"}, {"kind": "date", "text": "6" * 5000}])
    def test_other_questions_are_refused(self, admin_client, query):
        assert admin_client.get(reverse("read_date"), query).status_code == 400

    @pytest.mark.django_db
    def test_it_is_for_editors(self, client):
        assert client.get(reverse("read_date"), {"kind": "date", "text": "foo"}).status_code == 302


@pytest.mark.django_db
class TestEditing:
    def test_a_date_is_saved_as_it_was_meant(self, editor_client):
        assert send(editor_client, publish=False, authors=[], date="next Tuesday 6pm").status_code == 302
        assert BlogPage.objects.get().date == datetime(2026, 2, 10, 18, tzinfo=UTC)

    def test_what_is_not_understood_comes_back_as_it_was_typed(self, editor_client):
        response = send(editor_client, publish=False, authors=[], date="soonish")
        assert response.context["form"].errors["date"][0].startswith("“soonish” was not understood.")
        assert 'value="soonish"' in response.content.decode()
        assert not BlogPage.objects.exists()
