"""Wagtail hooks of the care list."""

from django.urls import path
from wagtail import hooks

from .views import CareView


@hooks.register("register_admin_urls")
def register_care_urls():
    return [path("care/", CareView.as_view(), name="care")]
