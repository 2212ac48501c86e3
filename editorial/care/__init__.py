"""The care list on the front page of the admin, and pages due for review."""
