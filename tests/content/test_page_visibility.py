"""What a contributor sees of pages in the admin: what is public and their own, in every list, chooser and report."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from blog.models import BlogPage
from content.page_visibility import get_public_q, get_visible_q, may_see
from demo.builders import (
    build_event,
    build_page,
    build_person,
    build_post,
    build_publication,
    build_series,
    build_topic,
)
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
    assert all(may_see(editor, page) for page in hidden)  # they edit the home page and all below it
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


def test_draft_of_a_public_page_keeps_its_title_to_itself(contributor_client, editor_client, make_user):
    series = build_series("A public title")
    build_event("An evening of it", parent=series)
    series.title = "A secret title"
    series.save_revision(user=make_user("Editors", "saver"), clean=False, log_action=True)
    addresses = [
        f"/admin/choose-page/{series.get_parent().pk}/",
        f"/admin/choose-page/{series.pk}/",
        "/admin/choose-page/search/?q=evening",
        "/admin/pages/search/?q=evening",
        f"/admin/pages/{series.pk}/",
        f"/admin/pages/{series.get_parent().pk}/?q=evening",
    ]
    for address in addresses:
        assert "A secret title" not in json_or_text(contributor_client.get(address)), address
        assert "A public title" in json_or_text(contributor_client.get(address)), address
        assert "A secret title" in json_or_text(editor_client.get(address)), address
    for address in (
        "/admin/reports/site-history/",
        "/admin/reports/site-history/results/?label=secret",
        "/admin/reports/site-history/?export=csv",
    ):
        assert "A secret title" not in json_or_text(contributor_client.get(address)), address
        assert "A secret title" in json_or_text(editor_client.get(address)), address
    for address in (series.full_url, f"{series.full_url}?page=2"):
        data = {"external-link-chooser-url": address, "external-link-chooser-link_text": "Words"}
        answer = contributor_client.post("/admin/choose-external-link/", data).content.decode()
        assert "A public title" in answer
        assert str(series.pk) in answer
        assert "A secret title" not in answer
        assert "A secret title" in editor_client.post("/admin/choose-external-link/", data).content.decode()


def test_forms_offer_visible_pages_and_keep_what_is_chosen(contributor, contributor_client, other):
    visible, hidden = build_topic("Harbours"), build_topic("A secret topic", live=False, owner=other)
    event = build_event("A secret event", live=False, owner=other)
    post = build_post("My own draft", live=False, owner=contributor)
    for address in (f"/admin/pages/{post.pk}/edit/", f"/admin/pages/add/blog/blogpage/{post.get_parent().pk}/"):
        html = contributor_client.get(address).content.decode()
        assert "Harbours" in html, address
        assert "A secret topic" not in html, address
    form_class = BlogPage.get_edit_handler().get_form_class()
    blocks = {"body-count": "0", "corrections-count": "0"}
    form = form_class(
        {"event_reported": event.pk, "topics": [hidden.pk], **blocks}, instance=post, for_user=contributor
    )
    assert {"event_reported", "topics"} <= set(form.errors)
    post.topics, post.event_reported = [hidden], event
    form = form_class(
        {"event_reported": event.pk, "topics": [hidden.pk, visible.pk], **blocks},
        instance=post,
        for_user=contributor,
    )
    assert not {"event_reported", "topics"} & set(form.errors)


def json_or_text(response) -> str:
    content = response.getvalue().decode()
    return json.loads(content)["html"] if response.headers["Content-Type"] == "application/json" else content


def test_history_of_own_pages_and_of_deleted_ones(contributor, contributor_client, make_user):
    build_post("My own draft", live=False, owner=contributor).save_revision(
        user=contributor, clean=False, log_action=True
    )
    deleter = make_user("Administrators", "deleter")
    build_post("A deleted post").delete(user=deleter)
    history = contributor_client.get("/admin/reports/site-history/").content.decode()
    assert "My own draft" in history
    assert "A deleted post" not in history
    administrator = Client()
    administrator.force_login(deleter)
    assert "A deleted post" in administrator.get("/admin/reports/site-history/").content.decode()


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
