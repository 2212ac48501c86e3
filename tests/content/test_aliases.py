"""Pages have no aliases, and those of before are public only together with their source."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction

from blog.models import BlogPage
from content.aliases import AliasRefusedError
from demo.builders import build_event, build_page, build_person, build_post, build_publication
from events.models import EventPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("build", [build_post, build_event, build_page, build_person, build_publication])
def test_code_cannot_make_an_alias(build):
    page = build()
    with pytest.raises(AliasRefusedError, match="cannot have an alias"):
        page.create_alias(update_slug="alias")
    with pytest.raises(AliasRefusedError):
        CreatePageAliasAction(page, update_slug="alias", recursive=True).execute(skip_permission_checks=True)
    assert not page.aliases.exists()


@pytest.mark.parametrize("build", [build_post, build_event, build_page])
def test_the_form_to_copy_offers_no_alias_and_makes_none(admin_client, build):
    page = build()
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert 'name="alias"' not in admin_client.get(address).content.decode()
    data = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": page.get_parent().pk, "alias": "on"}
    assert admin_client.post(address, data).status_code == 302
    assert not page.aliases.exists()
    copy = type(page).objects.get(slug="a-copy")
    assert not copy.live
    assert copy.alias_of is None


def make_alias(page):
    """Return an alias as an older version of the site could make it."""
    alias = type(page)(**{f.name: getattr(page, f.name) for f in page._meta.fields if f.name in COPIED})
    alias.slug, alias.alias_of, alias.live = f"{page.slug}-alias", page, page.live
    page.get_parent().add_child(instance=alias)
    return alias


COPIED = {"title", "summary", "date", "starts_at", "ends_at"}


@pytest.mark.parametrize("build", [build_post, build_event])
def test_an_alias_of_before_waits_for_the_schedule_of_its_source(client, build):
    now = timezone.now()
    page = build("Secret", live=False)
    alias = make_alias(page)
    page.go_live_at = now + timedelta(hours=1)
    page.save_revision().publish()
    assert client.get(alias.url).status_code == 404
    assert not type(page).objects.published().filter(pk=alias.pk).exists()
    with time_machine.travel(now + timedelta(hours=2)):
        call_command("publish_scheduled")
        assert client.get(alias.url).status_code == 200


def test_an_alias_goes_offline_when_its_source_is_scheduled_again(client):
    post = build_post("Open")
    alias = make_alias(post)
    assert client.get(alias.url).status_code == 200
    post.unpublish()
    assert client.get(alias.url).status_code == 404
    post.go_live_at = timezone.now() + timedelta(hours=1)
    post.save_revision().publish()
    assert not BlogPage.objects.get(pk=alias.pk).live
    assert not EventPage.objects.exists()
