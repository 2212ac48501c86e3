"""The history of a page: versions that somebody meant to keep, what changed in each, and their names."""
