"""Fixtures that every app's tests share. The page tree comes from the migrations, pages from the demo's builders."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.test import Client

from users.models import User


@pytest.fixture(autouse=True)
def _empty_caches():
    """No test profits from what another one left in a cache."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def make_user(db):
    """Return a function that makes a user of a role."""

    def make(group: str, username: str | None = None) -> User:
        user = User.objects.create_user(username or group.lower(), password="a-long-password")
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def editor_client(make_user) -> Client:
    client = Client()
    client.force_login(make_user("Editors"))
    return client
