"""What is too much or cannot be read: 413 and 400 in words, never 500."""

from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Workflow

from delivery.request_bodies import BodyLimits, get_max_bytes
from demo.builders import build_post

pytestmark = pytest.mark.django_db


def test_form_of_too_many_bytes(client, settings):
    response = client.post("/admin/login/", {"username": "a" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})
    assert response.status_code == 413
    assert "too much to send at once" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_form_of_too_many_fields(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    assert client.post("/admin/login/", {f"field{number}": "x" for number in range(11)}).status_code == 413


def test_form_of_too_many_files(editor_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = {f"file{number}": SimpleUploadedFile("a.txt", b"a") for number in range(3)}
    assert editor_client.post("/admin/documents/add/", files).status_code == 413


def test_query_of_too_many_fields(client):
    assert client.get("/search/?" + "&".join(f"a{number}=1" for number in range(10_001))).status_code == 413


@pytest.mark.parametrize("data", [{}, {"files[]": "no file"}, {"file": "no file"}])
def test_form_without_what_it_needs(editor_client, data):
    data = data | {"other": SimpleUploadedFile("a.txt", b"a")}
    response = editor_client.post("/admin/documents/multiple/add/", data)
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 2_621_440), ("/search/", 2_621_440), ("/admin/documents/add/", 1 << 30), ("/admin/wordpress/", 4 << 30)],
)
def test_body_above_the_limit_of_its_address_is_not_read(path, most):
    assert get_max_bytes(path) == most
    answers = []
    limits = BodyLimits(lambda environ, start_response: pytest.fail("must not be asked"))
    environ = {"PATH_INFO": path, "CONTENT_LENGTH": str(most + 1), "wsgi.input": None}
    body = b"".join(limits(environ, lambda *answer: answers.append(answer)))
    assert answers[0][0] == "413 Content Too Large"
    assert ("Connection", "close") in answers[0][1]
    assert b"larger than this site takes" in body


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/admin/choose-external-link/", {}),
        ("/admin/pages/add/blog/blogpage/{section}/", {"body-count": "many"}),
        ("/admin/snippets/choose/events/venue/chosen-multiple/?id=abc", None),
        ("/admin/pages/{page}/copy/", {"new_parent_page": "abc"}),
    ],
)
def test_form_or_query_that_cannot_be_read(editor_client, address, data):
    page = build_post()
    address = address.format(page=page.pk, section=page.get_parent().pk)
    response = editor_client.get(address) if data is None else editor_client.post(address, data)
    assert response.status_code == 400


@pytest.mark.parametrize("number", ["-1", "0"])
def test_page_of_a_list_that_is_not_there(client, make_user, number):
    client.force_login(make_user("Administrators"))
    response = client.get(f"/admin/workflows/edit/{Workflow.objects.get().pk}/?p={number}")
    assert response.status_code == 400


def test_fault_of_our_own_stays_a_fault(editor_client):
    def fail(*args, **kwargs):
        raise ValueError("ours")

    editor_client.raise_request_exception = False
    with mock.patch("content.forms.PageForm.full_clean", fail):
        page = build_post()
        assert editor_client.post(f"/admin/pages/{page.pk}/edit/", {"title": "x"}).status_code == 500
