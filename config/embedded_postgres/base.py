"""Django's PostgreSQL backend, connected to the embedded server."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.backends.postgresql import base, client

try:
    from .programs import get_program_folder
    from .server import TIMEOUT_SECONDS, Server
except ModuleNotFoundError as error:  # Windows has no fcntl
    raise ImproperlyConfigured(
        f"The embedded PostgreSQL does not run on this system (no {error.name}): set DATABASE_URL."
    ) from error


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the wheel's own psql."""

    def runshell(self, parameters):
        self.connection.get_connection_params()
        self.executable_name = str(get_program_folder() / "psql")
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    @property
    def server(self) -> Server:
        return Server.for_data(Path(self.settings_dict["EMBEDDED_POSTGRES_DATA"]))

    def get_connection_params(self):
        # Every new connection checks the server, so that a long-lived process survives a crash of it.
        timeout = self.settings_dict["OPTIONS"].get("connect_timeout", TIMEOUT_SECONDS)
        try:
            host = self.server.acquire(timeout)
        except ImproperlyConfigured as error:
            if timeout < TIMEOUT_SECONDS:  # in a web process, which somebody waits for
                raise OperationalError(str(error)) from error
            raise
        self.settings_dict |= {"HOST": str(host), "PORT": "5432", "USER": "postgres", "PASSWORD": ""}
        params = super().get_connection_params()
        self.server.create_database(params["dbname"], host, timeout)
        return params
