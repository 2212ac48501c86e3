"""Secrets in addresses do not come into the log, whoever writes the line."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import path

from config.logs import logging_config
from core.log_redaction import redact

TOKEN = "NTUwZTg0MDBlMjliNDFkNGE3MTY0NDY2NTU0NDAwMDA6cXdlcnR5dWlvcGFzZGZnaGprbHp4Y3Zibm0"
SHORT = "a-token-of-words"


def fail(request, token):
    request.unlogged = (token,)
    raise RuntimeError(f"no seat for {request.get_full_path()}")


urlpatterns = [path("events/lecture/booking/<str:token>/cancel/", fail)]


@pytest.fixture(params=["json", "plain"])
def log(request):
    """What the configured handler writes for Django's logger of requests."""
    config = logging_config(level="INFO", log_format=request.param)
    logging.config.dictConfig(config)
    handler = logging.getLogger().handlers[-1]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    handler.setStream(written)
    yield written
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.parametrize("token", [TOKEN, SHORT])
def test_error_of_a_signed_link_is_logged_without_it(settings, log, token):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    response = Client(raise_request_exception=False).get(
        f"/events/lecture/booking/{token}/cancel/?email=ada@example.org"
    )
    assert response.status_code == 500
    lines = log.getvalue()
    assert "RuntimeError: no seat for /events/lecture/booking/…/cancel/" in lines.replace("\\u2026", "…")
    assert token not in lines
    assert "ada@example.org" not in lines


@pytest.mark.django_db
def test_missing_address_is_logged_without_its_secret(log):
    logging.getLogger("django.request").setLevel("WARNING")
    Client().get(f"/no/such/{TOKEN}/?q=secret")
    assert "/no/such/" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert "secret" not in log.getvalue()


def test_lines_of_any_logger_and_their_extras(log):
    logging.getLogger("somebody.else").warning("went to %s", f"/a/{TOKEN}/", extra={"link": f"/b/?{TOKEN}"})
    assert TOKEN not in log.getvalue()
    line = log.getvalue()
    if line.startswith("{"):
        assert json.loads(line)["message"] == "went to /a/…/"


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        signing.dumps({"user": 1}, key="k"),
        signing.Signer(key="k").sign("x"),
        "d3zq8v-0123456789abcdef0123456789abcdef",
    ],
    ids=["token", "dated", "signed", "random"],
)
def test_what_is_signed_or_random_is_taken_out(secret):
    assert redact(f"Not Found: /x/{secret}/y/") == "Not Found: /x/…/y/"


@pytest.mark.parametrize(
    "line",
    [
        "GET /blog/what-a-long-title-of-a-post-in-2024-with-many-words/ 200",
        'File "/srv/app/.venv/lib/python3.11/site-packages/django/core/handlers/exception.py", line 55, in inner',
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "0123456789abcdef0123456789abcdef",
        "2026-11-30 12:00:00,123 WARNING core.mail: What is this?",
    ],
)
def test_what_helps_to_find_the_fault_stays(line):
    assert redact(line) == line
