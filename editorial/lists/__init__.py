"""Lists of the admin: one for each page type, the tree, and actions on many pages at once."""
