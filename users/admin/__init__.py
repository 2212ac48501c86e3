"""Looking after users in the admin, in plain words."""
