"""Roles in the admin: in sentences, and made from other roles."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupApprovalTask

from blog.models import BlogIndexPage
from users.roles import describe_role

pytestmark = pytest.mark.django_db

ADD = "/admin/groups/new/"
#: The forms of pages and collections below the role's own, all empty.
NOTHING = {
    f"{prefix}-{name}": 0
    for prefix in ("page_permissions", "image_permissions", "document_permissions", "collection_permissions")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
}


@pytest.fixture
def administrator(make_user) -> Client:
    client = Client()
    client.force_login(make_user("Administrators"))
    return client


def test_a_role_says_what_it_may_do(administrator):
    editors = Group.objects.get(name="Editors")
    html = administrator.get(f"/admin/groups/edit/{editors.pk}/").text
    for sentence in (
        "In “Home” and all below: write pages and change their own, change the pages of others and publish and "
        "withdraw pages.",
        "Approve what waits for “Editors’ approval”.",
        "Images in all collections: add, change and use in pages.",
        "Redirects: add, change and delete.",
        "Site settings: change.",
    ):
        assert sentence in describe_role(editors)
        assert sentence in html


def test_one_that_cannot_sign_in_says_so(administrator):
    readers = Group.objects.create(name="Readers")
    assert describe_role(readers) == ["They cannot sign in: “Can access Wagtail admin” is not ticked."]


def test_the_list_tells_roles_apart(administrator, make_user):
    html = administrator.get("/admin/groups/").text
    assert "Write drafts of posts, events and people" in html
    assert "Add a role" in html


def test_a_new_role_begins_like_another(administrator):
    editors = Group.objects.get(name="Editors")
    data = NOTHING | {"name": "Deputies", "like": editors.pk}
    assert administrator.post(ADD, data).status_code == 302
    deputies = Group.objects.get(name="Deputies")
    assert describe_role(deputies) == describe_role(editors)


def test_in_one_section_it_does_not_approve(administrator):
    blog = BlogIndexPage.objects.get()
    data = NOTHING | {"name": "Bloggers", "like": Group.objects.get(name="Editors").pk, "section": blog.pk}
    assert administrator.post(ADD, data).status_code == 302
    bloggers = Group.objects.get(name="Bloggers")
    assert {row.page_id for row in bloggers.page_permissions.all()} == {blog.pk}
    assert bloggers.page_permissions.filter(permission__codename="publish_page").count() == 1
    assert bloggers.permissions.filter(codename="access_admin").exists()
    assert not GroupApprovalTask.objects.filter(groups=bloggers).exists()


def test_a_section_needs_a_role(administrator):
    data = NOTHING | {"name": "Bloggers", "section": BlogIndexPage.objects.get().pk}
    response = administrator.post(ADD, data)
    assert list(response.context["form"].errors) == ["like"]
    assert not Group.objects.filter(name="Bloggers").exists()
