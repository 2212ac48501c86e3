"""`manage.py smoke_test`: whether the site answers, without a web server. `config/upgrade.py` runs it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.test import Client

ADDRESSES = ("/", "/search/?q=the", "/sitemap.xml", "/admin/login/", "/health/ready/")


class Command(BaseCommand):
    help = "Request the home page, a search, the sitemap and the log-in, and end with 1 unless all answer 200."

    def handle(self, **options: Any) -> None:
        address = urlsplit(settings.SITE_URL)
        client = Client(raise_request_exception=False, SERVER_NAME=address.hostname or "localhost")
        for path in ADDRESSES:
            response = client.get(path, secure=address.scheme == "https", follow=True)
            if response.status_code != 200:
                raise CommandError(f"{path} answers {response.status_code} instead of 200; the log above says why.")
        self.stdout.write("The site answers.")
