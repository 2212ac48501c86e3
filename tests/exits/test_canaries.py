"""A walk through the register of exits: what is hidden leaves by none of them."""

import re
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from core.exits import Audience, get_exits

from .canaries import CANARY, World, build_world
from .walk import OTHERS, iter_addresses

pytestmark = pytest.mark.django_db
EXITS = {exit_.name: exit_ for exit_ in get_exits()}
#: Exits for editors show what their permissions allow: ``tests/users`` and ``tests/content`` look at them.
ELSEWHERE = {"e-mails to editors"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def drop_echoes(text: str, address: str) -> str:
    """Return what was answered without what the visitor sent: the address and the words of a search."""
    path, _question, query = address.partition("?")
    parameters = [value.partition("=")[2] for value in query.split("&")]
    for sent in (path, path.strip("/").rpartition("/")[2], *parameters):
        if CANARY[:6].lower() in sent.lower():
            text = re.sub(re.escape(sent), "", text, flags=re.IGNORECASE)
    return text


@pytest.mark.parametrize("name", EXITS)
def test_no_canary_leaves(world: World, name):
    exit_, client = EXITS[name], Client()
    if name in OTHERS:
        assert CANARY.lower() not in OTHERS[name](world).lower()
    elif name not in ELSEWHERE:
        addresses = list(iter_addresses(exit_, world))
        seen = []
        for address in addresses:
            for cache in caches.all(initialized_only=True):
                cache.clear()  # limits of requests, too
            response: Any = client.get(address)
            assert response.status_code < 500, address
            body = b"".join(response.streaming_content) if response.streaming else response.content
            text = f"{response.headers} {body.decode(errors='replace')}"
            found = re.search(f".{{0,80}}{CANARY}.{{0,80}}", drop_echoes(text, address), re.IGNORECASE)
            if found:
                seen.append(f"{address}: {found[0]}")
        assert addresses
        assert seen == []


def test_public_pages_answer(world: World):
    """Otherwise the walk would prove nothing."""
    client = Client()
    statuses = {page.url: client.get(page.url).status_code for page in world.public.values()}
    assert set(statuses.values()) == {200}


def test_hidden_pages_do_not(world: World):
    client = Client()
    answers = [client.get(page.url) for page in world.hidden if page.url]
    assert {response.status_code for response in answers} == {200, 302, 404}
    assert all("This page needs a password" in r.content.decode() for r in answers if r.status_code == 200)
    assert len(world.hidden) > 50


def test_credits_go_on_naming_people_whose_page_is_hidden(world: World):
    client = Client()
    html = client.get(world.public["post"].url).content.decode()
    for way in ("draft", "expired", "password", "login", "below"):
        assert f"Wren Field-{way}" in html
    calendar = client.get(f"{world.public['event'].url}event.ics").content.decode().replace("\r\n ", "")
    assert "Wren Field-login" in calendar


def test_an_unnamed_speaker_is_listed_nowhere(world: World):
    client = Client()
    own = [world.public["person"].url, f"{world.public['person'].url}calendar.ics"]
    assert not any("A closed evening" in client.get(address).content.decode() for address in own)


def test_the_admin_is_closed_to_visitors(world: World):
    admin = next(exit_ for exit_ in get_exits() if exit_.audience is Audience.STAFF and exit_.patterns)
    assert {Client().get(address).status_code for address in iter_addresses(admin, world)} == {302}
