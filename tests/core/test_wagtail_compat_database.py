"""Contracts with the private interfaces of Django and psycopg for files, rows and connections."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from core import wagtail_compat as compat
from core.django_compat import prepared_statements
from media.models import CustomDocument

from .contracts import contract

pytestmark = pytest.mark.django_db


class TestFilesAndRows:
    def test_a_new_file(self):
        with contract("Django no longer marks files that are not stored yet", "has_new_file", "reading documents"):
            document = CustomDocument(title="Report", file=ContentFile(b"Words.", name="report.txt"))
            assert compat.has_new_file(document.file)
            document.save()
            assert not compat.has_new_file(document.file)
            document = CustomDocument.objects.get(pk=document.pk)
            assert not compat.has_new_file(document.file)
            document.file = ContentFile(b"Others.", name="report.txt")
            assert compat.has_new_file(document.file)

    def test_deleting_rows(self):
        Group.objects.bulk_create([Group(name="a"), Group(name="b"), Group(name="c")])
        with contract(
            "Django no longer deletes the rows of a queryset in one statement", "delete_rows", "the search index"
        ):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                compat.delete_rows(Group.objects.filter(name__in="ab"))
            assert [query["sql"].split()[0] for query in queries] == ["DELETE"]
            assert [Group.objects.filter(name=name).exists() for name in "abc"] == [False, False, True]


class TestConnections:
    @pytest.fixture
    def connection_without_transaction(self):
        connections["contract"] = connection.copy("contract")
        yield connections["contract"]
        connections["contract"].close()
        del connections["contract"]

    def test_nested_transactions(self, connection_without_transaction):
        with contract(
            "Django no longer counts savepoints in savepoint_ids", "is_nested_transaction", "the settings of a search"
        ):
            assert not compat.is_nested_transaction(connection_without_transaction)
            with transaction.atomic(using="contract"):
                assert not compat.is_nested_transaction(connection_without_transaction)
                with transaction.atomic(using="contract", savepoint=False):
                    assert compat.is_nested_transaction(connection_without_transaction)
                assert not compat.is_nested_transaction(connection_without_transaction)

    def test_prepared_statements(self):
        def count_prepared() -> int:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%contract%"])
                return cursor.fetchone()[0]

        with contract(
            "psycopg no longer prepares statements as the connection says", "prepared_statements", "fast searches"
        ):
            with prepared_statements(connection, 2):
                for number in range(3):
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT %s AS contract", [number])
                        assert cursor.fetchone() == (number,)
            assert count_prepared() == 1
            for number in range(3):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT %s AS contract_again", [number])
            assert count_prepared() == 1

    @pytest.mark.parametrize("is_bound_by_server", [True, False])
    def test_binary_results(self, is_bound_by_server):
        with contract("psycopg no longer sends binary results on demand", "use_binary_results", "counting facets"):
            if is_bound_by_server:
                with prepared_statements(connection, 5), connection.cursor() as cursor:
                    compat.use_binary_results(cursor)
                    cursor.execute("SELECT %s::bytea", [b"\0\1"])
                    assert cursor.cursor.pgresult.fformat(0) == 1
                    assert bytes(cursor.fetchone()[0]) == b"\0\1"
            else:
                with connection.cursor() as cursor:
                    compat.use_binary_results(cursor)
                    cursor.execute("SELECT %s::bytea", [b"\0\1"])
                    assert bytes(cursor.fetchone()[0]) == b"\0\1"
