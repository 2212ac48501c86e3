"""Aliases of pages, which this site does not have: a tag or a second topic does their job (docs/decisions/0052)."""

from wagtail.actions.create_alias import CreatePageAliasAction, CreatePageAliasIntegrityError
from wagtail.models import Page

from .actions import replace_execute


class AliasRefusedError(CreatePageAliasIntegrityError):
    """Pages of this site have no aliases. Wagtail's API answers this error with 400."""

    def __init__(self, page: Page):
        super().__init__(f"“{page}” cannot have an alias: use a tag or a second topic, or copy the page.")


def refuse_alias(self: CreatePageAliasAction, skip_permission_checks: bool = False) -> None:
    raise AliasRefusedError(self.page)


def refuse_aliases() -> None:
    """Refuse to make aliases, whoever asks for one: the admin, its API, translation and code. Call it once."""
    replace_execute(CreatePageAliasAction, refuse_alias)
