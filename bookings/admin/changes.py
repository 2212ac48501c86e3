"""Admin views that change the bookings of one event: add, cancel, promote, erase, and who attended."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .. import services
from ..forms import AttendeeForm
from ..models import Booking
from ..services import Outcome
from .access import EventBookingsMixin


class EditorBookingForm(AttendeeForm):
    """A booking that an editor makes for somebody, e.g. on the telephone. Only name and e-mail are required."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("They get a confirmation there, with a link to cancel.")
        self.fields["access_needs"].help_text = _("E.g. a seat near the front, or captions.")
        for name in self.questions:
            self.fields[name].required = False

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if self.event.bookings.active().for_email(email).exists():
            raise ValidationError(_("There is a booking under this address already."))
        return email


class EventFormView(EventBookingsMixin, WagtailAdminTemplateMixin, FormView):
    template_name = "bookings/form.html"
    submit_button_label = gettext_lazy("Save")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "media": context["form"].media,
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": _("One moment …"),
        }


class AddBooking(EventFormView):
    page_title = gettext_lazy("Add a booking")
    submit_button_label = page_title
    form_class = EditorBookingForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"event": self.event}

    def form_valid(self, form):
        result = services.book(self.event.pk, by_editor=True, **form.booking_fields)
        if result.outcome == Outcome.FULL:
            form.add_error(None, _("All places are taken, and there is no waiting list."))
            return self.form_invalid(form)
        self.log("add")
        if result.outcome == Outcome.CONFIRMED:
            messages.success(self.request, _("Booked. A confirmation is on its way."))
        else:
            messages.warning(self.request, _("All places are taken: they are on the waiting list, and told so."))
        return redirect(self.list_url)


class AttendanceForm(forms.Form):
    came = forms.ModelMultipleChoiceField(
        Booking.objects.none(),
        required=False,
        label=gettext_lazy("Who came"),
        help_text=gettext_lazy("Tick everybody who was there. The others count as absent."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].queryset = event.bookings.confirmed().order_by("name", "pk")


class Attendance(EventFormView):
    page_title = gettext_lazy("Mark who came")
    form_class = AttendanceForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"event": self.event}

    def get_initial(self):
        return {"came": self.event.bookings.filter(attended=True)}

    def form_valid(self, form):
        came = [booking.pk for booking in form.cleaned_data["came"]]
        confirmed = self.event.bookings.confirmed()
        confirmed.exclude(pk__in=came).update(attended=False)
        confirmed.filter(pk__in=came).update(attended=True)
        self.log("attendance", number=len(came))
        message = ngettext("%(number)d person came.", "%(number)d people came.", len(came))
        messages.success(self.request, message % {"number": len(came)})
        return redirect(self.list_url)


class BookingAction(EventBookingsMixin, WagtailAdminTemplateMixin, TemplateView):
    """Cancel, promote or erase a booking, after the editor has confirmed it."""

    template_name = "bookings/confirm.html"
    actions = {
        "cancel": (
            gettext_lazy("Cancel the booking of %(name)s?"),
            gettext_lazy("They are told by e-mail. Their place goes to the first on the waiting list."),
            gettext_lazy("Yes, cancel it"),
        ),
        "promote": (
            gettext_lazy("Give %(name)s a place?"),
            gettext_lazy("They are told by e-mail. Whoever is before them on the waiting list stays there."),
            gettext_lazy("Yes, give a place"),
        ),
        "erase": (
            gettext_lazy("Delete the data of %(name)s?"),
            gettext_lazy("Name, address and answers are gone at once, as people may ask. They are not told by e-mail."),
            gettext_lazy("Yes, delete it"),
        ),
    }

    def get(self, request, *args, event_id, booking_id, action):
        self.prepare(booking_id, action)
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, event_id, booking_id, action):
        self.prepare(booking_id, action)
        done = {"cancel": services.cancel, "promote": services.promote, "erase": services.erase}[action](self.booking)
        if done:
            self.log(action)
            messages.success(request, _("Done."))
        elif action == "promote":
            messages.error(request, _("No place is free. Cancel a booking, or allow more places, first."))
        else:
            messages.error(request, _("The booking is cancelled already."))
        return redirect(self.list_url)

    def prepare(self, booking_id: int, action: str) -> None:
        if action not in self.actions:
            raise Http404
        self.booking = get_object_or_404(Booking, event=self.event, pk=booking_id)
        self.question, self.consequence, self.confirmation = self.actions[action]

    def get_page_title(self):
        return self.question % {"name": self.booking.name}
