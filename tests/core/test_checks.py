"""The system check that refuses a database whose migrations were squashed since it was made."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.checks import check_migrations_are_known
from delivery import startup

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_database():
    """A database in which a migration is applied that the project no longer has."""
    MigrationRecorder(connection).record_applied("blog", "0007_blogpage_strapline")


@pytest.fixture
def empty_database():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_migrations")


def find_errors() -> list[str]:
    return [error.msg for error in check_migrations_are_known(["default"])]


def test_a_current_database_passes():
    assert find_errors() == []


@pytest.mark.usefixtures("empty_database")
def test_an_empty_database_passes():
    assert find_errors() == []


def test_unknown_migrations_of_installed_packages_pass():
    MigrationRecorder(connection).record_applied("wagtailcore", "9999_from_the_future")
    MigrationRecorder(connection).record_applied("an_app_that_was_removed", "0001_initial")
    assert find_errors() == []


@pytest.mark.usefixtures("old_database")
class TestOldDatabase:
    def check_message(self, message: str) -> None:
        assert "\n" not in message
        assert f"“{connection.settings_dict['NAME']}” was made by an earlier version of Roundtable" in message
        assert "blog.0007_blogpage_strapline" in message
        assert "Use an empty database" in message
        assert "move var/postgres-18 away" in message

    def test_is_refused_in_one_line(self):
        (message,) = find_errors()
        self.check_message(message)

    def test_is_refused_by_the_checks_of_the_database_alone(self):
        assert [error.id for error in run_checks(tags=[Tags.database], databases=["default"])] == ["core.E001"]
        assert "core.E001" not in [error.id for error in run_checks()]

    def test_is_refused_by_migrate_before_anything_is_applied(self, monkeypatch):
        monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migrate", None)
        with pytest.raises(SystemCheckError) as error:
            call_command("migrate", skip_checks=False, verbosity=0)
        (line,) = [line for line in str(error.value).splitlines() if "core.E001" in line]
        self.check_message(line)

    def test_is_refused_at_start_up_before_anything_is_applied(self):
        reported = []
        with pytest.raises(CommandError) as error:
            startup.migrate(reported.append)
        self.check_message(str(error.value))
        assert reported == []
