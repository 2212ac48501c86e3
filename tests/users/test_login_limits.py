"""Guessing passwords is limited, and locks nobody out elsewhere."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from demo.builders import build_post

pytestmark = pytest.mark.django_db

LOGIN, RESET = "/admin/login/", "/admin/password_reset/"


@pytest.fixture(autouse=True)
def _time_stands_still():
    """The limits are by the hour, and the next one must not begin within a test."""
    with time_machine.travel("2026-03-02T10:01:00Z", tick=False):
        yield


@pytest.fixture
def editor(make_user):
    user = make_user("Editors", "edda")
    user.email = "edda@example.org"
    user.save()
    return user


def log_in(password: str, username: str = "edda", address: str = "198.51.100.7"):
    return Client().post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address)


def test_the_sixth_wrong_password_is_refused_and_the_right_one_then_too(editor):
    for _number in range(5):
        response = log_in("wrong")
    response = log_in("wrong")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Too many tries" in response.content.decode()
    assert log_in("a-long-password").status_code == 429


def test_the_owner_can_log_in_from_elsewhere(editor):
    for _number in range(8):
        log_in("wrong")
    assert log_in("a-long-password", address="203.0.113.9").status_code == 302


def test_a_line_with_many_ipv6_addresses_is_one(editor):
    for number in range(6):
        response = log_in("wrong", address=f"2001:db8::{number + 1}")
    assert response.status_code == 429
    assert log_in("a-long-password", address="2001:db8:0:1::1").status_code == 302


def test_an_hour_later_it_is_open_again(editor):
    for _number in range(6):
        log_in("wrong")
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1), tick=False):
        assert log_in("a-long-password").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(editor):
    for _round in range(3):
        for _number in range(3):
            assert log_in("wrong").status_code == 200
        assert log_in("a-long-password").status_code == 302


def test_many_accounts_from_one_address_are_limited(editor):
    codes = [log_in("Winter2026", username=f"user{number}").status_code for number in range(70)]
    assert codes.count(200) == 60
    assert codes[-1] == 429


@pytest.mark.parametrize("path", ["/_util/login/"])
def test_the_other_way_in_is_limited_too(editor, path):
    for _number in range(6):
        response = Client().post(path, {"username": "edda", "password": "wrong"}, REMOTE_ADDR="198.51.100.7")
    assert response.status_code == 429


def test_new_passwords_are_sent_five_times_an_hour(editor):
    for number in range(8):
        response = Client().post(RESET, {"email": "Edda@example.org"}, REMOTE_ADDR=f"198.51.100.{number}")
    assert response.status_code == 429
    assert len(mail.outbox) == 5
    for number in range(6):
        response = Client().post(RESET, {"email": f"{number}@example.org"}, REMOTE_ADDR="203.0.113.5")
    assert response.status_code == 429


@pytest.mark.parametrize("kind", ["page", "file"])
def test_passwords_of_pages_and_files_cannot_be_guessed(client, kind):
    if kind == "page":
        post = build_post("Secret")
        restriction = PageViewRestriction.objects.create(page=post, restriction_type="password", password="open-sesame")
        address = f"/_util/authenticate_with_password/{restriction.pk}/{post.pk}/"
    else:
        collection = Collection.get_first_root_node().add_child(name="Secret")
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="password", password="open-sesame"
        )
        address = f"/documents/authenticate_with_password/{restriction.pk}/"

    def give(password: str):
        return client.post(address, {"password": password, "return_url": "/blog/"})

    for number in range(4):
        response = give(f"wrong {number}")
        assert response.status_code == 200
        assert f"This {kind} needs a password" in response.content.decode()
    assert give("open-sesame").status_code == 302, "the right one is taken, and forgets the wrong ones"
    for number in range(5):
        assert give(f"wrong {number}").status_code == 200
    assert give("open-sesame").status_code == 429


def test_ones_own_password_cannot_be_guessed_where_one_is_logged_in(client, editor):
    client.force_login(editor)
    data = {"password-new_password1": "another-long-one", "password-new_password2": "another-long-one"}
    account = {"name_email-first_name": "Edda", "name_email-last_name": "Lund", "name_email-email": editor.email}

    def change(old: str) -> int:
        return client.post("/admin/account/", data | account | {"password-old_password": old}).status_code

    assert [change("wrong") for _number in range(6)] == [200] * 5 + [429]
    assert change("a-long-password") == 429
    editor.refresh_from_db()
    assert editor.check_password("a-long-password")
    assert client.get("/admin/account/").status_code == 200
