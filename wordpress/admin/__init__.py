"""The import in the admin: upload an export, look at what would come in, import it, read the report."""
