"""Wagtail hooks of readers' corrections: the addresses of the list."""

from django.urls import path
from wagtail import hooks

from .views import CorrectionsView, FinishView


@hooks.register("register_admin_urls")
def register_correction_urls():
    return [
        path("corrections/", CorrectionsView.as_view(), name="reader_corrections"),
        path("corrections/<int:correction_id>/finish/", FinishView.as_view(), name="finish_correction"),
    ]
