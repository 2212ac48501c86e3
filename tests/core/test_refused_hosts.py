"""A refused host name is logged so that it can be understood, and once."""

import logging

import pytest

from core.refused_hosts import MAX_HOSTS, RefusedHostFilter


def refuse(host: str) -> logging.LogRecord:
    message = f"Invalid HTTP_HOST header: {host!r}. You may need to add {host!r} to ALLOWED_HOSTS."
    return logging.LogRecord("django.security.DisallowedHost", logging.ERROR, "", 0, message, (), None)


def test_each_name_is_logged_once_an_hour(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("core.refused_hosts.time.monotonic", lambda: now[0])
    filter_ = RefusedHostFilter()
    assert [filter_.filter(refuse("blog.example.org")) for _ in range(3)] == [True, False, False]
    assert filter_.filter(refuse("other.example.org"))
    now[0] = 3601
    assert filter_.filter(refuse("blog.example.org"))


def test_it_says_what_to_do_on_one_line():
    record = refuse("blog.example.org")
    assert RefusedHostFilter().filter(record)
    assert "add 'blog.example.org' to ALLOWED_HOSTS" in record.getMessage().replace("\\", "")
    assert record.levelname == "WARNING"
    forged = refuse("a\nb")
    assert RefusedHostFilter().filter(forged)
    assert "\n" not in forged.getMessage()


def test_scanner_does_not_fill_the_log():
    filter_ = RefusedHostFilter()
    assert sum(filter_.filter(refuse(f"{number}.example.org")) for number in range(1000)) == MAX_HOSTS


@pytest.mark.django_db
def test_django_uses_it(client, settings):
    assert settings.LOGGING["loggers"]["django.security.DisallowedHost"]["filters"] == ["refused_hosts"]
    assert client.get("/", headers={"host": "refused.example.org"}).status_code == 400
