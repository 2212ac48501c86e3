"""Pairs of editors who save the same version at the same moment: one is saved, the other is told, nothing is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import connection, connections
from django.test import Client
from wagtail.models import Page

from demo.builders import build_post, paragraph_block
from editorial.models import Submission
from tests.randomised import IS_LONG, randomised
from users.models import User

from .forms import ACTION, AUTOSAVE, form_of, send

PAIRS = 500 if IS_LONG else 12
#: The ways in which two editors save at once: the fields of the button, and the headers.
WAYS = [
    ({}, AUTOSAVE),
    ({}, {"Accept": "application/json", "X-Save-Queue": "save"}),
    ({"action-publish": "1"}, ACTION),
    ({"action-submit": "1"}, ACTION),
]


@pytest.fixture
def committed_post(django_db_setup, django_db_blocker):
    """A post that every connection sees, and two editors; removed afterwards."""
    with django_db_blocker.unblock():
        post = build_post("Two hands", summary="In brief.", body=[paragraph_block("<p>First.</p>")], live=False)
        users = [User.objects.create_user(f"hand-{side}", password="a-long-password") for side in "ab"]
        for user in users:
            user.groups.add(Group.objects.get(name="Editors"))
        yield post, users
        Submission.objects.all().delete()
        Page.objects.get(pk=post.pk).delete()
        for user in users:
            user.delete()


@randomised
def test_of_two_who_save_at_once_one_is_saved_and_one_is_told(committed_post):
    post, users = committed_post
    clients = [Client(), Client()]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    with ThreadPoolExecutor(2) as pool:
        for number in range(PAIRS):
            start = threading.Barrier(2)

            def save(side: int, number: int = number, start: threading.Barrier = start) -> dict:
                fields, headers = WAYS[(number + side * (number % 3)) % len(WAYS)]
                try:
                    connection.ensure_connection()
                    data = form_of(post, summary=f"Pair {number}, hand {side}.", **fields)
                    start.wait(30)
                    return send(clients[side], post, data, headers).json()
                finally:
                    connections.close_all()

            answers = list(pool.map(save, range(2)))
            assert sorted(answer["success"] for answer in answers) == [False, True], (number, answers)
            winner = 0 if answers[0]["success"] else 1
            assert answers[1 - winner]["error_code"] == "invalid_revision"
            latest = Page.objects.get(pk=post.pk).get_latest_revision_as_object()
            assert latest.summary == f"Pair {number}, hand {winner}."
