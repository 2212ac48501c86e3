"""Three roles: what each may do, as the migration made them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, Workflow

from blog.models import BlogIndexPage, BlogPage
from demo.builders import build_post
from events.models import EventIndexPage
from home.models import HomePage
from people.models import PersonIndexPage
from publications.models import PublicationIndexPage
from topics.models import TopicIndexPage

pytestmark = pytest.mark.django_db
SECTIONS = [BlogIndexPage, EventIndexPage, PersonIndexPage, PublicationIndexPage, TopicIndexPage]


@pytest.mark.parametrize(
    ("role", "writes_in", "publishes_in", "governs_home"),
    [
        ("Contributors", SECTIONS[:4], [], False),
        ("Editors", SECTIONS, SECTIONS, True),
        ("Administrators", SECTIONS, SECTIONS, True),
    ],
)
def test_where_each_role_may_write_and_publish(make_user, role, writes_in, publishes_in, governs_home):
    user = make_user(role)
    for section in SECTIONS:
        permissions = section.objects.get().permissions_for_user(user)
        assert permissions.can_add_subpage() == (section in writes_in)
        assert permissions.can_publish_subpage() == (section in publishes_in)
    assert HomePage.objects.get().permissions_for_user(user).can_edit() == governs_home


@pytest.mark.parametrize("role", ["Contributors", "Editors", "Administrators"])
def test_each_role_reaches_the_admin_images_and_documents(make_user, role):
    client = Client()
    client.force_login(make_user(role))
    for path in ("/admin/", "/admin/images/", "/admin/documents/", "/admin/images/add/", "/admin/pages/"):
        response = client.get(path, follow=True)
        assert response.status_code == 200
        # Refusal is a redirect to the dashboard; the page explorer redirects to where the user may go.
        assert path == "/admin/" or "/admin/" not in [url for url, _status in response.redirect_chain], path


@pytest.mark.parametrize(
    ("path", "roles"),
    [
        ("/admin/users/", {"Administrators"}),
        ("/admin/groups/", {"Administrators"}),
        ("/admin/sites/", {"Administrators"}),
        ("/admin/collections/", {"Administrators"}),
        ("/admin/settings/home/sitesettings/", {"Editors", "Administrators"}),
        ("/admin/redirects/", {"Editors", "Administrators"}),
    ],
)
def test_who_governs(make_user, path, roles):
    allowed = set()
    for role in ("Contributors", "Editors", "Administrators"):
        client = Client()
        client.force_login(make_user(role))
        # Refusal is a redirect to the front page.
        if all(url != "/admin/" for url, _status in client.get(path, follow=True).redirect_chain):
            allowed.add(role)
    assert allowed == roles


def test_an_administrator_makes_and_closes_a_collection(make_user):
    client = Client()
    client.force_login(make_user("Administrators"))
    root = Collection.get_first_root_node()
    client.post("/admin/collections/add/", {"name": "Minutes", "parent": root.pk})
    minutes = Collection.objects.get(name="Minutes")
    client.post(f"/admin/collections/{minutes.pk}/privacy/", {"restriction_type": "login"})
    assert minutes.get_view_restrictions().get().restriction_type == "login"
    client.post(f"/admin/collections/{minutes.pk}/delete/")
    assert not Collection.objects.filter(name="Minutes").exists()


def test_a_contributor_submits_and_an_editor_approves(make_user):
    contributor, editor = make_user("Contributors"), make_user("Editors")
    post = build_post("Submitted", live=False, owner=contributor)
    assert not post.permissions_for_user(contributor).can_publish()
    workflow = Workflow.objects.get()
    assert post.get_workflow() == workflow
    state = workflow.start(post, contributor)
    task_state = state.current_task_state
    task = task_state.task.specific
    assert not task.get_actions(post, contributor)
    assert {action for action, *_rest in task.get_actions(post, editor)} >= {"approve", "reject"}
    task.on_action(task_state, editor, "approve")
    assert BlogPage.objects.get(pk=post.pk).live


def test_wagtails_own_groups_are_replaced(db):
    assert set(Group.objects.values_list("name", flat=True)) == {"Contributors", "Editors", "Administrators"}
