"""Admin view to send a message to those who booked: write, check, send."""

import uuid

from django import forms
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ..emails import compose
from ..models import Booking, BookingEmail, BookingMessage
from ..outbox import enqueue_emails
from .changes import EventFormView


class MessageForm(forms.ModelForm):
    #: Identifies this message, so that submitting the form twice sends it once.
    submission = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = BookingMessage
        fields = ["audience", "subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 12})}


class SendMessage(EventFormView):
    page_title = gettext_lazy("Write to everyone")
    template_name = "bookings/write.html"
    submit_button_label = gettext_lazy("Read it over")
    form_class = MessageForm

    def get_initial(self):
        return {"submission": uuid.uuid4()}

    def recipients(self, message: BookingMessage):
        Audience = BookingMessage.Audience  # noqa: N806
        bookings = self.event.bookings.reachable().order_by("pk")
        return bookings if message.audience == Audience.ACTIVE else bookings.filter(status=message.audience)

    def form_valid(self, form):
        message = form.save(commit=False)
        message.event, message.sent_by = self.event, self.request.user
        message.submission = form.cleaned_data["submission"]
        recipients = self.recipients(message)
        if "send" in self.request.POST:
            return self.send(message, recipients)
        preview = None
        if "change" not in self.request.POST:
            preview = self.preview(message, recipients)
        return self.render_to_response(self.get_context_data(form=form, preview=preview, number=recipients.count()))

    def preview(self, message: BookingMessage, recipients):
        """Return the e-mail that the first recipient gets; None if there is nobody."""
        booking = recipients.first()
        if booking is None:
            messages.error(self.request, _("There is nobody to write to."))
            return None
        return compose(BookingEmail(booking=booking, kind=BookingEmail.Kind.MESSAGE, message=message))

    @transaction.atomic
    def send(self, message: BookingMessage, recipients):
        if BookingMessage.objects.filter(submission=message.submission).exists():
            messages.warning(self.request, _("This message is on its way already."))
            return redirect(self.list_url)
        people: list[Booking] = list(recipients)
        message.recipients = len(people)
        message.save()
        enqueue_emails(people, BookingEmail.Kind.MESSAGE, message=message)
        self.log("message", subject=message.subject, audience=message.audience, number=len(people))
        text = ngettext("On its way to %(number)d person.", "On its way to %(number)d people.", len(people))
        messages.success(self.request, text % {"number": len(people)})
        return redirect(self.list_url)

    def get_context_data(self, **kwargs):
        sent = self.event.booking_messages.select_related("sent_by")
        return super().get_context_data(**kwargs) | {"sent_messages": sent}
