"""Wagtail hooks: the address that reads typed dates."""

from django.urls import path
from wagtail import hooks

from .dates.views import read_date_view


@hooks.register("register_admin_urls")
def register_date_reader():
    return [path("dates/read/", read_date_view, name="read_date")]
