"""The guide for editors (``docs/editors.md``) as pages of the admin's help menu."""
