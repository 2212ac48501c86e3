"""The institution's own face: in the login, the menu, the 404, e-mails and confirmations; and who may change it."""

import re
from collections import Counter
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image
from wagtail.admin.menu import admin_menu
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from demo import builders
from home.models import HomePage, SiteSettings
from users.models import User

pytestmark = pytest.mark.django_db
NAME = "The Quay House & Museum"


@pytest.fixture(autouse=True)
def institution():
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.organisation, settings.accent_colour = NAME, "#7a1f1f"
    settings.save()
    return settings


def show(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def get_menu(user: User) -> list:
    """Return the entries of the main menu in their order."""
    request = RequestFactory().get(reverse("wagtailadmin_home"))
    request.user = user
    return admin_menu.render_component(request)


class TestFace:
    ESCAPED = "The Quay House &amp; Museum"

    def test_the_login(self):
        html = show(Client(), reverse("wagtailadmin_login"))
        assert f"Sign in to {self.ESCAPED}" in html
        assert f"- {self.ESCAPED}</title>" in html

    def test_the_menu_and_the_title(self, editor_client):
        html = show(editor_client, reverse("wagtailadmin_home"))
        assert f"- {self.ESCAPED}</title>" in html
        assert f'admin-logo__whole">{self.ESCAPED}' in html
        assert f"theme.css?v={SiteSettings.objects.get().theme_version}" in html

    def test_the_404(self, editor_client):
        html = show(editor_client, "/admin/nowhere/", 404)
        assert f"To the front page of {self.ESCAPED}" in html
        assert "Wagtail admin" not in html
        assert "icon-wagtail" not in html

    def test_a_logo_takes_the_place_of_the_name(self, editor_client, institution):
        institution.logo = builders.build_image(png, "Logo", NAME, filename="logo.png")
        institution.save()
        html = show(editor_client, reverse("wagtailadmin_home"))
        assert re.search(rf'admin-logo__whole"><img[^>]*alt="{self.ESCAPED}"', html)

    def test_a_new_password(self):
        User.objects.create_user("edda", email="edda@example.org", password="a-long-password")
        Client().post(reverse("wagtailadmin_password_reset"), {"email": "edda@example.org"})
        message = mail.outbox[0]
        assert message.subject == f"Your new password for {NAME}"
        assert f"the website of {NAME}" in message.body
        assert "Your username is edda." in message.body

    def test_e_mails_of_the_workflow(self, make_user, django_capture_on_commit_callbacks):
        editor = make_user("Editors")
        editor.email = "editor@example.org"
        editor.save()
        author = make_user("Contributors")
        post = builders.build_post(live=False)
        post.save_revision(user=author)
        with django_capture_on_commit_callbacks(execute=True):  # it goes out after the transaction
            post.get_workflow().start(post, author)
        message = mail.outbox[0]
        html = next(part for part, kind in message.alternatives if kind == "text/html")
        assert self.ESCAPED in html
        assert "#7a1f1f" in html
        assert "email-header" not in html
        assert NAME in message.body

    def test_confirmations(self, make_user):
        client = Client()
        client.force_login(make_user("Administrators"))
        blog = builders.BlogIndexPage.objects.get()
        for number in range(10):
            builders.build_post(f"Post {number}")
        html = show(client, reverse("wagtailadmin_pages:delete", args=[blog.pk]))
        assert self.ESCAPED in html
        client.post(reverse("wagtailadmin_pages:delete", args=[blog.pk]), {"confirm_site_name": NAME})
        assert not builders.BlogIndexPage.objects.exists()


def png() -> bytes:
    data = BytesIO()
    Image.new("RGB", (200, 60), "tan").save(data, "PNG")
    return data.getvalue()


class TestMenu:
    @pytest.fixture
    def menu(self, make_user):
        return get_menu(make_user("Administrators"))

    def test_it_is_in_the_order_of_the_day(self, menu):
        labels = [str(entry.label) for entry in menu]
        expected = [
            "Calendar",
            "Posts",
            "Events",
            "Bookings",
            "People",
            "Topics",
            "Publications",
            "Pages",
            "Images",
            "Documents",
        ]
        assert labels[: len(expected)] == expected

    def test_no_two_entries_look_alike(self, menu):
        labels = Counter(str(entry.label) for entry in menu)
        icons = Counter(entry.icon_name for entry in menu)
        assert [name for name, number in (labels + icons).items() if number > 1] == []
        # Wagtail's search box has this name.
        assert "Search" not in labels

    def test_each_icon_exists(self, menu, editor_client):
        sprite = show(editor_client, reverse("wagtailadmin_sprite"))
        for entry in menu:
            assert f'id="icon-{entry.icon_name}"' in sprite, entry.label


class TestPermissions:
    def test_editors_look_after_settings_home_page_and_redirects(self, editor_client):
        home = HomePage.objects.get()
        for address in (
            reverse("wagtailsettings:edit", args=["home", "sitesettings"]),
            reverse("wagtailadmin_pages:edit", args=[home.pk]),
            reverse("wagtailredirects:index"),
        ):
            assert editor_client.get(address, follow=True).status_code == 200
        data = {
            "old_path": "/old/",
            "site": "",
            "is_permanent": "on",
            "redirect_page": "",
            "redirect_link": "https://example.org/new/",
        }
        response = editor_client.post(reverse("wagtailredirects:add"), data)
        assert response.status_code == 302, response.context["form"].errors
        assert Redirect.objects.get().old_path == "/old"

    def test_sites_and_users_are_for_administrators(self, editor_client, make_user):
        administrator = Client()
        administrator.force_login(make_user("Administrators"))
        for name in ("wagtailsites:index", "wagtailusers_users:index", "wagtailusers_groups:index"):
            assert editor_client.get(reverse(name)).status_code == 302
            assert administrator.get(reverse(name)).status_code == 200


class TestUsers:
    def test_each_role_says_what_it_may(self, make_user):
        client = Client()
        client.force_login(make_user("Administrators"))
        html = show(client, reverse("wagtailusers_users:add"))
        assert "<strong>Contributors</strong>: Write drafts of posts" in html
        assert "<strong>Editors</strong>: Write, approve and publish" in html
        assert "<strong>Administrators</strong>: May do all that editors may" in html
        assert "superuser" not in html.lower().replace("is_superuser", "")

    def test_a_user_gets_a_role(self, make_user):
        client = Client()
        client.force_login(make_user("Administrators"))
        role = Group.objects.get(name="Contributors")
        password = "a-very-long-password"
        data = {"username": "con", "email": "con@example.org", "first_name": "Con", "last_name": "Tribute"}
        client.post(
            reverse("wagtailusers_users:add"),
            data | {"password1": password, "password2": password, "groups": [role.pk]},
        )
        assert list(User.objects.get(username="con").groups.all()) == [role]
        user = User.objects.get(username="con")
        html = show(client, reverse("wagtailusers_users:edit", args=[user.pk]))
        assert "May sign in" in html
