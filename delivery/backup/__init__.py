"""Backup and restore of a whole site: `manage.py backup` and `manage.py restore`.

A backup is a folder `roundtable-<UTC time>` with three files, which can be read without Roundtable, too:
  database.dump   `pg_dump --format=custom`        pg_restore
  media.tar       uploads and renditions           tar
  manifest.json   checksums, counts, versions      any editor
Encrypted ones end in `.age` and are files of age (age-encryption.org/v1): `age --decrypt --identity KEY`.
docs/decisions/0070-backup-and-restore.md gives the reasons.
"""
