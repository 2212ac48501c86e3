"""The import in the admin: upload an export, start a dry run, import it, read the report."""
