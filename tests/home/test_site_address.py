"""The default site has the address that the settings say."""

import pytest
from django.core.management import call_command
from wagtail.models import Site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "hostname", "port"),
    [
        ("https://blog.example.org", "blog.example.org", 443),
        ("http://127.0.0.1:8011", "127.0.0.1", 8011),
        ("http://blog.example.org", "blog.example.org", 80),
    ],
)
def test_the_default_site_takes_the_address_of_the_setting(settings, url, hostname, port):
    settings.SITE_URL = url
    call_command("set_site_address")
    site = Site.objects.get()
    assert (site.hostname, site.port) == (hostname, port)
    assert site.root_url == url


def test_other_sites_keep_theirs(settings):
    default = Site.objects.get()
    other = Site.objects.create(hostname="other.example.org", root_page=default.root_page)
    settings.SITE_URL = "https://blog.example.org"
    call_command("set_site_address")
    other.refresh_from_db()
    assert other.hostname == "other.example.org"
