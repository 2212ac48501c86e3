"""What editors do with the trash, by the addresses of the admin."""

from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from core.trash import including_trash
from editorial.trash.models import TrashedPage


def delete(client: Client, page: Page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def restore(client: Client, **data):
    trashed = TrashedPage.objects.all()[0]
    return client.post(reverse("trash_restore", args=["page", trashed.pk]), data)


def tree_is_consistent() -> bool:
    with including_trash():
        return Page.find_problems() == ([], [], [], [], [])
