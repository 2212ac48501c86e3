"""Every environment variable is checked, and a wrong value is one line that names it and gives an example."""

import subprocess

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import SCHEMA, read_secret
from config.env_checks import CHECKS, SECRET, check_variables
from tests.test_environment import NEEDED, run_check

ANYTHING = {"SECRET_KEY", "DATABASE_PASSWORD", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"}

WRONG = [
    ("PAGE_CACHE_MEGABYTES", "32 MB"),
    ("PAGE_CACHE_ROOT", "cache"),
    ("CDN_SECONDS", "-1"),
    ("EDGE_FILES", "nginx"),
    ("ALLOWED_HOSTS", "https://www.example.org"),
    ("ALLOWED_HOSTS", "www.example.org:8000"),
    ("ALLOWED_HOSTS", "www.example.org/, blog.example.org"),
    ("SITE_URL", "www.example.org"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://www.example.org/blog/"),
    ("SITE_URL", "https://www.example.org:port"),
    ("SITE_URL", "https://two words.org"),
    ("DATABASE_URL", "mysql://user:password@host/name"),
    ("DATABASE_URL", "sqlite:///db.sqlite3"),
    ("DATABASE_URL", "postgres://user:password@host:5432"),
    ("DATABASE_URL", "postgres://user:pass/word@host:5432/name"),
    ("DATABASE_REPLICA_URL", "host:5432"),
    ("DATABASE_REPLICA_MAX_LAG", "0"),
    ("S3_BUCKET", "Our Files"),
    ("S3_PREFIX", "/media/"),
    ("S3_PREFIX", "../media"),
    ("S3_ENDPOINT_URL", "s3.example.org"),
    ("BACKUP_DIR", "s3://Our Files"),
    ("CACHE_URL", "host:6379"),
    ("CACHE_URL", "memcache://host"),
    ("EMAIL_URL", "mail.example.org"),
    ("EMAIL_URL", "smtp://"),
    ("DEFAULT_FROM_EMAIL", "The Institute"),
    ("DEFAULT_FROM_EMAIL", "The Institute <blog@>"),
    ("TIME_ZONE", "London"),
    ("TIME_ZONE", "/etc/passwd"),
    ("MEDIA_ROOT", "media"),
    ("TRUST_PROXY", "ja"),
    ("LOG_FORMAT", "xml"),
    ("LOG_LEVEL", "info"),
    ("SLOW_QUERY_MILLISECONDS", "0.5"),
    ("METRICS_PORT", "70000"),
    ("METRICS_HOST", "everywhere"),
    ("SECURITY_CONTACT", "security@example.org"),
    ("ARCHIVED_COMMENTS_KEPT_DAYS", "five years"),
    ("ARCHIVED_COMMENTS_KEPT_DAYS", "-1"),
    ("CHECK_EXTERNAL_LINKS", "perhaps"),
    ("IMAGES_AS_AVIF", "perhaps"),
    ("HSTS_SECONDS", "1h"),
    ("HSTS_PRELOAD", "maybe"),
    ("BACKUP_DIR", "backups"),
    ("ARCHIVE_DIR", "archive"),
    ("ARCHIVE_DAYS", "0"),
    ("BACKUP_KEEP", "0"),
    ("BACKUP_RECIPIENTS", "AGE-SECRET-KEY-1QQQ"),
    ("SECRET_KEY", "short"),
]
RIGHT = {
    "ALLOWED_HOSTS": ["www.example.org", ".example.org, 127.0.0.1", "[::1]", "*", "web"],
    "SITE_URL": ["https://www.example.org", "http://127.0.0.1:8000/", "http://[::1]:8000"],
    "DATABASE_URL": [
        "postgres://user:p%40ss@host:5432/name",
        "postgresql://user@host/name?sslmode=require",
        "postgres://:@:5432//tmp/socket/name",
    ],
    "CACHE_URL": ["redis://host:6379/0", "valkeys://:secret@host/1", "unix:///run/valkey/valkey.sock"],
    "EMAIL_URL": ["smtp+tls://user:password@mail.example.org:587", "consolemail://"],
    "DEFAULT_FROM_EMAIL": ["blog@example.org", "The Institute <blog@example.org>", "Roundtable <webmaster@localhost>"],
    "TIME_ZONE": ["Europe/London", "UTC", "America/Argentina/Buenos_Aires"],
    "PAGE_CACHE_MEGABYTES": ["0", "32"],
    "PAGE_CACHE_ROOT": ["/srv/cache"],
    "CDN_SECONDS": ["0", "60"],
    "EDGE_FILES": ["true", "false"],
    "MEDIA_ROOT": ["/srv/media"],
    "TRUST_PROXY": ["true", "False", "1", "off"],
    "LOG_FORMAT": ["json", "plain"],
    "LOG_LEVEL": ["DEBUG", "INFO", "WARNING", "ERROR"],
    "SECURITY_CONTACT": ["mailto:security@example.org", "https://example.org/contact"],
    "ARCHIVED_COMMENTS_KEPT_DAYS": ["0", "1825"],
    "HSTS_SECONDS": ["0", "31536000"],
    "HSTS_PRELOAD": ["true"],
    "DATABASE_REPLICA_URL": ["postgres://user:p%40ss@replica:5432/name"],
    "DATABASE_REPLICA_MAX_LAG": ["10"],
    "SLOW_QUERY_MILLISECONDS": ["0", "500"],
    "METRICS_PORT": ["0", "9464"],
    "METRICS_HOST": ["127.0.0.1", "::1"],
    "S3_BUCKET": ["our-files"],
    "S3_PREFIX": ["site/media"],
    "S3_ENDPOINT_URL": ["https://s3.example.org", "http://127.0.0.1:9000"],
    "BACKUP_DIR": ["/mnt/backup", "s3://our-backups", "s3://our-backups/site"],
    "ARCHIVE_DIR": ["/mnt/archive"],
    "ARCHIVE_DAYS": ["7"],
    "BACKUP_KEEP": ["1"],
    "BACKUP_RECIPIENTS": ["age1abc, ssh-ed25519 AAAA"],
}


def test_every_variable_of_the_schema_has_a_check():
    assert set(CHECKS) | ANYTHING == set(SCHEMA)
    assert {name for name, _ in WRONG} | ANYTHING == set(SCHEMA)


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_wrong_value_is_one_line_that_names_it(name, value):
    with pytest.raises(ImproperlyConfigured) as caught:
        check_variables({name: value}, name)
    line = str(caught.value)
    assert line.startswith(name)
    assert "\n" not in line
    if name not in SECRET:
        assert value in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://user:hunter2@host/name"),
        ("DATABASE_URL", "postgres://user:hunter2/3@host/name"),
        ("EMAIL_URL", "smtps+x://user:hunter2@host"),
        ("SECRET_KEY", "hunter2"),
    ],
)
def test_line_shows_no_password(name, value):
    with pytest.raises(ImproperlyConfigured) as caught:
        check_variables({name: value}, name)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in str(caught.value.__cause__)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in RIGHT.items() for value in values])
def test_right_values_pass(name, value):
    check_variables({name: value})


def test_empty_value_is_not_set():
    check_variables(dict.fromkeys(CHECKS, " "))


def last_line(result: subprocess.CompletedProcess) -> str:
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    (line,) = result.stderr.strip().splitlines()
    return line


def test_command_ends_with_that_line_and_no_traceback():
    assert "DATABASE_URL must begin with" in last_line(run_check(**NEEDED, DATABASE_URL="mysql://host/name"))


def test_empty_variables_have_their_defaults():
    assert run_check(**NEEDED, TIME_ZONE="", LOG_LEVEL="", BACKUP_KEEP="").returncode == 0


def test_secrets_come_from_files(tmp_path):
    key = tmp_path / "secret_key"
    key.write_text("k" * 60 + "\n")
    assert read_secret("SECRET_KEY", str(key)) == "k" * 60
    rest = {name: value for name, value in NEEDED.items() if name != "SECRET_KEY"}
    assert "SECRET_KEY_FILE cannot be read" in last_line(run_check(**rest, SECRET_KEY_FILE=str(tmp_path / "none")))
