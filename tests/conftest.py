"""Fixtures that every app's tests share. The page tree comes from the migrations, pages from the demo's builders."""

import gc
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.test import Client

from tests.databases import own_test_database
from tests.distribution import GroupScheduling, sort_longest_first
from tests.randomised import load_profile
from users.models import User

SEARCH_TIMEOUTS = (
    "db.session.TIMEOUT_MS",
    "pipeline.TIMEOUT_MS",
    "suggestions.TIMEOUT_MS",
)


def pytest_configure() -> None:
    load_profile()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # one of several processes
        sort_longest_first(items)
    else:  # as they were named, but the fastest first: pytest-django puts those without a database last
        items.sort(key=_needs_database)


def _needs_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or "django_db_setup" in getattr(item, "fixturenames", ())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> GroupScheduling:
    config.option.loadscopereorder = False  # they are in order
    return GroupScheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    # What has been imported stays: the garbage collector need not look at it again and again. And it comes less often:
    # by default it takes a twelfth of the time of the tests.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker) -> Iterator[None]:
    """A database for this process in place of pytest-django's; ``--create-db`` makes the template anew, too."""
    with own_test_database(django_db_blocker, fresh=request.config.getoption("create_db")):
        yield


@pytest.fixture(scope="session", autouse=True)
def _patient_search() -> Iterator[None]:
    """No search is given up because the machine is busy. A test of that sets a limit of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in SEARCH_TIMEOUTS:
            patch.setattr(f"search.engine.{name}", 60_000)
        yield


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
