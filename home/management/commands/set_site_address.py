"""Command that sets the address of the default site from the setting ``SITE_URL``."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    help = "Give the default site the address that SITE_URL says, for links that leave the site (feeds, e-mails)."

    def handle(self, *args, **options):
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port).first()
        if site:
            site.hostname, site.port = address.hostname, port
            site.save()
