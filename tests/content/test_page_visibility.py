"""What a contributor sees of pages in the admin: what is public and their own, in every list, chooser and report."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from content.page_visibility import get_public_q, get_visible_q, may_see
from demo.builders import build_event, build_page, build_person, build_post, build_publication, build_series
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def contributor(make_user) -> User:
    return make_user("Contributors")


@pytest.fixture
def contributor_client(contributor) -> Client:
    client = Client()
    client.force_login(contributor)
    return client


@pytest.fixture
def other(make_user) -> User:
    return make_user("Contributors", "other")


def restrict(page: Page) -> Page:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return page


@pytest.fixture
def hidden(other) -> list[Page]:
    """A page of each kind that only its author, and those who may change it, see."""
    series = restrict(build_series("A secret series", owner=other))
    expired = build_post("A secret of before", owner=other)
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    return [
        build_post("A secret draft", live=False, owner=other),
        build_person("Ida", "Secret", live=False, owner=other),
        build_page("A secret page", live=False),
        build_post("A secret of tomorrow", date=timezone.now() + timedelta(days=1), owner=other),
        build_publication("A secret study", date=timezone.localdate() + timedelta(days=1), owner=other),
        restrict(build_post("A secret post", owner=other)),
        series,
        build_event("A secret event", parent=series, owner=other),
        expired,
    ]


def test_who_sees_what(contributor, other, make_user, hidden):
    public = build_post("For everybody")
    own = build_post("My own draft", live=False, owner=contributor)
    section, home = public.get_parent(), public.get_parent().get_parent()
    pages = Page.objects.filter(pk__in=[page.pk for page in [*hidden, public, own, section, home]])
    visible = pages.filter(get_visible_q(contributor))
    assert set(visible.values_list("pk", flat=True)) == {public.pk, own.pk, section.pk, home.pk}
    assert all(may_see(other, page) for page in hidden if page.owner == other)
    editor = make_user("Editors")
    # Nothing gives an editor a permission for plain pages below the home page.
    assert [page.title for page in hidden if not may_see(editor, page)] == ["A secret page"]
    assert all(may_see(User(is_superuser=True), page) for page in [*hidden, own])


def test_public_pages_are_those_that_published_has(hidden):
    build_publication("A public study")
    build_page("A public page")
    public = set(Page.objects.filter(get_public_q(), depth__gt=2).values_list("pk", flat=True))
    published = {
        page.pk
        for page in Page.objects.filter(depth__gt=2).specific()
        if type(page).objects.published().filter(pk=page.pk).exists()
    }
    assert public == published


def test_lists_of_the_admin(contributor_client, contributor, hidden):
    own = build_post("My own draft", live=False, owner=contributor)
    for address in (
        "/admin/pages/search/results/?q=secret",
        "/admin/choose-page/search/?q=secret",
        f"/admin/pages/{own.get_parent().pk}/results/",
        f"/admin/choose-page/{own.get_parent().pk}/",
        f"/admin/api/main/pages/?child_of={own.get_parent().pk}&for_explorer=1",
        "/admin/reports/page-types-usage/",
        "/admin/reports/site-history/",
        "/admin/people/chooser/results/?q=secret",
        "/admin/people/chooser/",
        "/admin/reports/events-to-follow-up/",
    ):
        response = contributor_client.get(address)
        assert b"A secret" not in response.content, address
        assert b"Ida Secret" not in response.content, address
    assert b"My own draft" in contributor_client.get(f"/admin/pages/{own.get_parent().pk}/results/").content
    assert b"My own draft" in contributor_client.get(f"/admin/choose-page/{own.get_parent().pk}/").content


def test_hidden_page_cannot_be_opened_or_chosen(contributor_client, hidden):
    series = next(page for page in hidden if page.title == "A secret series")
    assert contributor_client.get(f"/admin/pages/{series.pk}/").headers["Location"] == "/admin/"
    assert contributor_client.get(f"/admin/choose-page/{series.pk}/").status_code == 404
    assert contributor_client.get(f"/admin/api/main/pages/{series.pk}/").status_code == 404
    ids = "&".join(f"id={page.pk}" for page in hidden)
    chosen = contributor_client.get(f"/admin/choose-page/chosen-multiple/?{ids}&id=abc&id=99999999999999")
    assert chosen.json()["result"] == []
    person = next(page for page in hidden if page.title == "Ida Secret")
    assert contributor_client.get(f"/admin/people/chooser/chosen/{person.pk}/").status_code == 404
    assert contributor_client.get(f"/admin/people/chooser/chosen-multiple/?id={person.pk}").json()["result"] == []


def test_address_of_a_hidden_page_becomes_no_internal_link(contributor_client, editor_client, hidden):
    post = next(page for page in hidden if page.title == "A secret post")
    for address in (post.full_url, f"{post.full_url}?page=2"):
        data = {"external-link-chooser-url": address, "external-link-chooser-link_text": "Words"}
        answer = contributor_client.post("/admin/choose-external-link/", data)
        assert json.loads(answer.content)["result"] == {
            "url": address,
            "title": "Words",
            "prefer_this_title_as_link_text": True,
        }
        assert str(post.pk) in editor_client.post("/admin/choose-external-link/", data).content.decode()


def test_similar_people_are_those_who_may_be_seen(contributor_client, hidden):
    data = {"given_name": "Ida", "family_name": "Secret"}
    answer = contributor_client.post("/admin/people/chooser/create/", data)
    assert "same_person" not in answer.content.decode()


def test_draft_of_a_public_page_keeps_its_title_to_itself(contributor_client, editor_client):
    post = build_post("A public title")
    post.title = "A secret title"
    post.save_revision(clean=False)
    address = f"/admin/choose-page/{post.get_parent().pk}/"
    assert "A public title" in contributor_client.get(address).json()["html"]
    assert "A secret title" not in contributor_client.get(address).json()["html"]
    assert "A secret title" in editor_client.get(address).json()["html"]


def test_tags_that_are_only_on_hidden_things_are_not_suggested(contributor_client, editor_client, other):
    build_post("A draft", live=False, owner=other, tags=["fish-secret"])
    build_post("In public", tags=["fish"])
    assert contributor_client.get("/admin/tag-autocomplete/?term=fish").json() == ["fish"]
    assert editor_client.get("/admin/tag-autocomplete/?term=fish").json() == ["fish", "fish-secret"]


def test_what_the_admin_does_not_need_is_closed(contributor_client, make_user):
    administrator = Client()
    administrator.force_login(make_user("Administrators"))
    for address in (
        "api/main/images/",
        "api/main/documents/",
        "api/main/pages/find/?html_path=/",
        "failwhale/",
        "test404/",
    ):
        assert contributor_client.get(f"/admin/{address}").status_code == 404
        assert administrator.get(f"/admin/{address}").status_code == 404
    assert administrator.get("/admin/api/main/pages/?child_of=1&for_explorer=1").status_code == 200
    root = Page.get_first_root_node().pk
    assert administrator.post(f"/admin/api/main/pages/{root}/action/delete/").status_code == 404


def test_an_editor_explores_as_before(make_user, django_assert_num_queries):
    editor = make_user("Editors")
    policy = policy_registry.get_by_type(Page)
    policy.get_cached_permissions_for_user(editor)
    build_post("A draft", live=False)
    assert "Exists" not in str(policy.explorable_instances(editor).query)
