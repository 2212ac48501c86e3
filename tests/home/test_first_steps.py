"""The first administrator of an empty site sees what to do first, and nobody else does."""

import pytest
from wagtail.models import Site

from demo.builders import build_post
from home.models import SiteSettings


@pytest.fixture
def administrator(client, make_user):
    client.force_login(make_user("Administrators"))
    return client


def test_empty_site_shows_the_first_steps(administrator):
    html = administrator.get("/admin/").content.decode()
    assert "First steps" in html
    assert "/admin/settings/home/sitesettings/" in html
    assert "/admin/users/new/" in html


def test_steps_go_when_they_are_done(administrator):
    build_post("The first post")
    assert "First steps" in administrator.get("/admin/").content.decode()
    site_settings = SiteSettings.for_site(Site.objects.get())
    site_settings.organisation = "Quay House"
    site_settings.save()
    assert "First steps" not in administrator.get("/admin/").content.decode()


def test_editors_do_not_see_them(editor_client):
    assert "First steps" not in editor_client.get("/admin/").content.decode()
