"""Validation of environment variables: one line that names the variable, says what is wrong, and gives an example."""

import re
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import PurePath
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import EmailValidator

HOST = re.compile(
    r"\*|\.?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f:.]+\]", re.IGNORECASE
)
BOOLEANS = {*environ.Env.BOOLEAN_TRUE_STRINGS, "false", "off", "no", "n", "0"}
SECRET_KEY_LENGTH = 50  # as Django's deployment check wants it (security.W009)


class WrongValueError(Exception):
    """What is wrong with a value, and what would be right: the end of a sentence."""


def split_url(value: str, schemes: set[str], example: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises if it is no number
    except ValueError:  # its text may hold a part of a password
        raise WrongValueError(
            f"is no address. A / or @ in a password is written %2F or %40. Example: {example}"
        ) from None
    if parts.scheme not in schemes:
        raise WrongValueError(
            f"must begin with {' or '.join(f'{name}://' for name in sorted(schemes))}. Example: {example}"
        )
    return parts


def check_secret_key(value: str) -> None:
    if len(value) < SECRET_KEY_LENGTH:
        raise WrongValueError(
            f"has {len(value)} characters and needs at least {SECRET_KEY_LENGTH}, at random. This makes one: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )


def check_hosts(value: str) -> None:
    for host in filter(None, (part.strip() for part in value.split(","))):
        if not HOST.fullmatch(host):
            raise WrongValueError(
                f"has “{host}”, which is no host name. Write names only, parted by commas: www.example.org"
            )


def check_site_url(value: str) -> None:
    example = "https://www.example.org"
    parts = split_url(value, {"http", "https"}, example)
    if not parts.hostname or (not HOST.fullmatch(parts.hostname.strip("[]")) and ":" not in parts.hostname):
        raise WrongValueError(f"has no host name. Example: {example}")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise WrongValueError(f"must end after the host name (and port). Example: {example}")


def check_database_url(value: str) -> None:
    example = "postgres://user:password@host:5432/name (only PostgreSQL works)"
    parts = split_url(value, {"postgres", "postgresql"}, example)
    if not parts.path.strip("/"):
        raise WrongValueError(f"names no database. Example: {example}")


def check_cache_url(value: str) -> None:
    split_url(value, {"redis", "rediss", "valkey", "valkeys", "unix"}, "redis://host:6379/0 (Redis or Valkey)")


def check_port(value: str) -> None:
    if not re.fullmatch(r"\d{1,5}", value) or int(value) > 65_535:
        raise WrongValueError("must be the number of a port, or 0 for none. Example: 9464")


def check_address(value: str) -> None:
    try:
        ip_address(value)
    except ValueError as error:
        raise WrongValueError("must be an IP address to listen on. Example: 127.0.0.1") from error


def check_endpoint(value: str) -> None:
    example = "https://s3.example.org"
    if not split_url(value, {"http", "https"}, example).hostname:
        raise WrongValueError(f"has no host name. Example: {example}")


def check_bucket(value: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        raise WrongValueError("must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens")


def check_prefix(value: str) -> None:
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", value) or ".." in value:
        raise WrongValueError("must be names parted by /, without one at either end. Example: site/media")


def check_backup_place(value: str) -> None:
    if value.startswith("s3://"):
        bucket, _slash, prefix = value.removeprefix("s3://").strip("/").partition("/")
        check_bucket(bucket)
        return check_prefix(prefix) if prefix else None
    return check_folder(value)


def check_email_url(value: str) -> None:
    example = "smtp+tls://user:password@mail.example.org:587"
    parts = split_url(value, set(environ.Env.EMAIL_SCHEMES), example)
    if parts.scheme.startswith("smtp") and not parts.hostname:
        raise WrongValueError(f"has no host name. Example: {example}")


def check_sender(value: str) -> None:
    example = "The Institute <blog@example.org>"
    match = re.fullmatch(r"(?:[^<>\r\n]*<([^<>\s]+)>|([^<>\s]+))", value)
    try:
        EmailValidator()(match and (match[1] or match[2]))
    except ValidationError as error:
        raise WrongValueError(f"has no e-mail address. Example: {example}") from error


def check_time_zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError) as error:
        raise WrongValueError("is no time zone of the IANA database. Example: Europe/London") from error


def check_folder(value: str) -> None:
    if not PurePath(value).is_absolute():
        raise WrongValueError("must be a whole path, from / on. Example: /srv/roundtable/files")


def check_boolean(value: str) -> None:
    if value.lower() not in BOOLEANS:
        raise WrongValueError("must be true or false")


def check_contact(value: str) -> None:
    if not re.match(r"(mailto:[^\s@]+@|https://\S|tel:\+?\d)", value):
        raise WrongValueError("must be a link (RFC 9116). Example: mailto:security@example.org")


def check_keys(value: str) -> None:
    for key in filter(None, (part.strip() for part in value.split(","))):
        if not key.startswith(("age1", "ssh-")):
            raise WrongValueError("must have public keys of age (age1…) or SSH (ssh-ed25519 …), parted by commas")


def one_of(*choices: str) -> Callable[[str], None]:
    def check(value: str) -> None:
        if value not in choices:
            raise WrongValueError(f"must be {', '.join(choices[:-1])} or {choices[-1]}")

    return check


def whole_number(minimum: int) -> Callable[[str], None]:
    def check(value: str) -> None:
        if not re.fullmatch(r"\d{1,9}", value) or int(value) < minimum:
            raise WrongValueError(f"must be a whole number, {minimum} or more")

    return check


CHECKS: dict[str, Callable[[str], None]] = {
    "ALLOWED_HOSTS": check_hosts,
    "SITE_URL": check_site_url,
    "DATABASE_URL": check_database_url,
    "DATABASE_REPLICA_URL": check_database_url,
    "DATABASE_REPLICA_MAX_LAG": whole_number(1),
    "CACHE_URL": check_cache_url,
    "PAGE_CACHE_MEGABYTES": whole_number(0),
    "PAGE_CACHE_ROOT": check_folder,
    "CDN_SECONDS": whole_number(0),
    "EDGE_FILES": check_boolean,
    "EMAIL_URL": check_email_url,
    "DEFAULT_FROM_EMAIL": check_sender,
    "TIME_ZONE": check_time_zone,
    "MEDIA_ROOT": check_folder,
    "S3_BUCKET": check_bucket,
    "S3_PREFIX": check_prefix,
    "S3_ENDPOINT_URL": check_endpoint,
    "TRUST_PROXY": check_boolean,
    "LOG_FORMAT": one_of("json", "plain"),
    "LOG_LEVEL": one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    "SLOW_QUERY_MILLISECONDS": whole_number(0),
    "METRICS_PORT": check_port,
    "METRICS_HOST": check_address,
    "SECURITY_CONTACT": check_contact,
    "ARCHIVED_COMMENTS_KEPT_DAYS": whole_number(0),
    "CHECK_EXTERNAL_LINKS": check_boolean,
    "IMAGES_AS_AVIF": check_boolean,
    "HSTS_SECONDS": whole_number(0),
    "HSTS_PRELOAD": check_boolean,
    "BACKUP_DIR": check_backup_place,
    "ARCHIVE_DIR": check_folder,
    "ARCHIVE_DAYS": whole_number(1),
    "BACKUP_KEEP": whole_number(1),
    "BACKUP_RECIPIENTS": check_keys,
}
#: Their values may hold passwords, and are not shown.
SECRET = {
    *("SECRET_KEY", "DATABASE_PASSWORD", "DATABASE_URL", "DATABASE_REPLICA_URL", "CACHE_URL", "EMAIL_URL"),
    "S3_SECRET_ACCESS_KEY",
}


def check_variables(environment: Any, *names: str) -> None:
    """Raise ``ImproperlyConfigured`` with one line for the first variable whose value cannot be right.

    ``names`` are those to check, by default all but ``SECRET_KEY``, which only production cares for. One that is not
    set, or empty, has its default.
    """
    for name in names or CHECKS:
        value = environment.get(name, "").strip()
        check = check_secret_key if name == "SECRET_KEY" else CHECKS[name]
        if not value:
            continue
        try:
            check(value)
        except WrongValueError as error:
            shown = f" ({value[:80]})" if name not in SECRET else ""
            raise ImproperlyConfigured(f"{name}{shown} {error} (docs/settings.md).") from error
