"""Redirects in the admin: each for those who may publish in its section."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page

from blog.models import BlogIndexPage
from demo.builders import build_event, build_post

pytestmark = pytest.mark.django_db

LIST = "/admin/redirects/"


@pytest.fixture
def redirects() -> dict[str, Redirect]:
    """Redirects to a page of the blog and to one of the events, and from an address of each to elsewhere."""
    post, event = build_post("A post"), build_event("An event")
    return {
        "post": Redirect.objects.create(old_path="/2018/a-post", redirect_page=post),
        "event": Redirect.objects.create(old_path="/blog/an-event", redirect_page=event),
        "from blog": Redirect.objects.create(old_path="/blog/elsewhere", redirect_link="https://example.org/1"),
        "from events": Redirect.objects.create(old_path="/events/elsewhere", redirect_link="https://example.org/2"),
        "from blogs": Redirect.objects.create(old_path="/blogs/elsewhere", redirect_link="https://example.org/3"),
    }


@pytest.fixture
def blog_editor(make_user) -> Client:
    """Somebody who may publish in the blog alone, and look after redirects."""
    group = Group.objects.create(name="Editors of the blog")
    names = ["access_admin", "add_redirect", "change_redirect", "delete_redirect"]
    group.permissions.set(Permission.objects.filter(codename__in=names))
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=BlogIndexPage.objects.get(), permission=publish)
    client = Client()
    client.force_login(make_user(group.name))
    return client


def get_listed(client: Client) -> set[str]:
    return {redirect.old_path for redirect in client.get(LIST).context["object_list"]}


def test_an_editor_sees_the_redirects_of_their_section(blog_editor, redirects):
    assert get_listed(blog_editor) == {"/2018/a-post", "/blog/elsewhere"}


def test_administrators_see_all(make_user, redirects):
    client = Client()
    client.force_login(make_user("Administrators"))
    assert len(get_listed(client)) == 5
    assert client.get(f"{LIST}import/").status_code == 200


@pytest.mark.parametrize("name", ["event", "from events", "from blogs"])
def test_redirects_of_others_are_not_there(blog_editor, redirects, name):
    redirect = redirects[name]
    assert blog_editor.get(f"{LIST}{redirect.pk}/").status_code == 404
    assert blog_editor.post(f"{LIST}{redirect.pk}/delete/").status_code == 404
    assert Redirect.objects.filter(pk=redirect.pk).exists()


def test_those_of_the_section_are_changed_and_deleted(blog_editor, redirects):
    data = {"old_path": "/2018/the-post", "redirect_page": redirects["post"].redirect_page_id, "is_permanent": "on"}
    assert blog_editor.post(f"{LIST}{redirects['post'].pk}/", data).status_code == 302
    assert Redirect.objects.get(pk=redirects["post"].pk).old_path == "/2018/the-post"
    assert blog_editor.post(f"{LIST}{redirects['from blog'].pk}/delete/").status_code == 302
    assert not Redirect.objects.filter(pk=redirects["from blog"].pk).exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"old_path": "/blog/new", "redirect_page": "an-event"}, "redirect_page"),
        ({"old_path": "/events/new", "redirect_link": "https://example.org/"}, "old_path"),
    ],
)
def test_no_redirect_is_made_for_another_section(blog_editor, redirects, data, field):
    if slug := data.get("redirect_page"):
        data = data | {"redirect_page": Page.objects.get(slug=slug).pk}
    response = blog_editor.post(f"{LIST}add/", data)
    assert list(response.context["form"].errors) == [field]
    assert not Redirect.objects.filter(old_path=data["old_path"]).exists()


def test_one_is_made_for_the_section(blog_editor):
    data = {"old_path": "/blog/new", "redirect_link": "https://example.org/"}
    assert blog_editor.post(f"{LIST}add/", data).status_code == 302
    assert Redirect.objects.filter(old_path="/blog/new").exists()


def test_a_file_of_redirects_is_for_those_who_publish_everywhere(blog_editor, editor_client):
    assert f"{LIST}import/" in editor_client.get(LIST).text
    assert f"{LIST}import/" not in blog_editor.get(LIST).text
    assert blog_editor.get(f"{LIST}import/").status_code == 302
    assert blog_editor.post(f"{LIST}import/process/").status_code == 302
