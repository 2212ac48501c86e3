"""Import of authors as people, and look-up of people by the names in texts."""

import re
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from conversion.html.tree import plain_text
from people.models import PersonIndexPage, PersonPage
from users.models import User

from ..models import ImportedItem
from ..reading.records import Author, Item
from . import page_tree
from .item_records import NEW, UNCHANGED, ItemRecords
from .names import PersonDetails, get_name_key, is_role_account, read_name
from .scan import ExportScan

CO_AUTHOR_PREFIX = "cap-"  # Co-Authors Plus puts it before the login in the slug of its terms
GUEST_AUTHOR = "guest-author"
E_MAIL = re.compile(r"([^\s@]+)@[^\s@]+")


class People:
    """The people of this site, those listed for the import, and the authors of the old site."""

    def __init__(
        self,
        scan: ExportScan,
        records: ItemRecords,
        index: PersonIndexPage,
        listed: dict[str, PersonDetails],
        user: User | None,
    ):
        self.scan, self.records, self.index, self.listed, self.user = scan, records, index, listed, user
        self.by_name: dict[str, int] = {}
        for person in PersonPage.objects.order_by("-live", "pk"):
            for name in (person.title, f"{person.given_name} {person.family_name}"):
                self.by_name.setdefault(get_name_key(name), person.pk)
        self.by_login: dict[str, int] = {}
        self.guests = {guest.slug.removeprefix(CO_AUTHOR_PREFIX): guest for guest in self._guest_authors()}
        self.aliases = {word: self._find_login(word, name) for word, name in scan.co_authors.items()}

    def _guest_authors(self) -> list[Item]:
        return [item for item in self.scan.supporting.values() if item.type == GUEST_AUTHOR]

    def _find_login(self, word: str, name: str) -> str:
        """Return the login of the account for a term of Co-Authors Plus.

        ``word`` is the slug of the term, made of the login or of the display name; ``name`` is the login itself.
        """
        accounts = self.scan.export.authors
        if word in accounts or word in self.guests:
            return word
        by_login = {login.casefold(): login for login in accounts}
        by_word = {slugify(login.replace(".", "-")): login for login in accounts}
        shown = [login for login, author in accounts.items() if slugify(author.display_name) == word]
        return by_login.get(name.casefold()) or by_word.get(word) or (shown[0] if len(shown) == 1 else word)

    # Authors

    def get_authors(self) -> list[Author]:
        """Return the accounts that wrote something that is imported."""
        accounts = self.scan.export.authors
        logins = {*self.scan.creators, *self.aliases.values()} - {""}
        wanted = []
        for login in sorted(logins, key=str.casefold):
            guest = self.guests.get(login)
            author = accounts.get(login) or (self._make_guest(login, guest) if guest else None)
            author = author or Author(login, display_name=self.scan.co_authors.get(login, ""))
            if not is_role_account(author.login, author.display_name):
                wanted.append(author)
        return wanted

    @staticmethod
    def _make_guest(login: str, guest: Item) -> Author:
        return Author(
            login,
            display_name=guest.get_meta("cap-display_name") or guest.title,
            first_name=guest.get_meta("cap-first_name"),
            last_name=guest.get_meta("cap-last_name"),
        )

    def import_author(self, author: Author) -> dict:
        """Create the page of an author, unless there is one of that name. Returns its item report."""
        key = f"author:{author.login}"[:300]
        name = self._make_details(author)
        item_report = {"kind": "author", "key": key, "title": name.full_name, "outcome": NEW, "reason": ""}
        record = self.records.get(key)
        if record and record.is_done:
            if record.page:
                self._remember_logins(author, record.page)
            return item_report | {"outcome": UNCHANGED}
        if name.full_name == author.login:
            item_report["reason"] = _("the export gives no name for this account, which is called by its login")
        existing = self.by_name.get(get_name_key(name.full_name))
        made_here = existing is None
        if existing is not None:
            item_report["reason"] = _("there is a person of that name already")
        values: dict[str, Any] = {
            "title": name.full_name,
            "state": ImportedItem.State.DONE,
            "report": item_report,
            "made_here": made_here,
        }
        if existing is None:
            live = not self.scan.public_creators.isdisjoint(self._get_logins(author))
            pk = self._create(name, live=live, key=key, values=values)
        else:
            pk = existing
            self.records.write(key, "author", page_id=pk, **values)
        self._remember_logins(author, pk)
        return item_report

    def _get_logins(self, author: Author) -> list[str]:
        """Return the login of an account, and the slugs of its terms in Co-Authors Plus."""
        return [author.login, *(word for word, login in self.aliases.items() if login == author.login)]

    def _remember_logins(self, author: Author, pk: int) -> None:
        self.by_login |= dict.fromkeys(self._get_logins(author), pk)

    def _make_details(self, author: Author) -> PersonDetails:
        if listed := self.listed.get(f"login:{author.login.casefold()}"):
            return listed
        given, family = plain_text(author.first_name).strip(), plain_text(author.last_name).strip()
        shown = plain_text(author.display_name).strip() or f"{given} {family}".strip() or author.login
        # The display name counts; its parts are those of the account if they make the same name. E-mail addresses are
        # removed, even where they are the name of an account.
        whole = read_name(E_MAIL.sub(r"\1", shown))
        if given and family and get_name_key(f"{given} {family}") == get_name_key(shown):
            whole = PersonDetails(whole.honorific, given, family, whole.post_nominals)
        return self.listed.get(get_name_key(whole.full_name), whole)

    def _create(self, name: PersonDetails, *, live: bool, key: str, values: dict) -> int:
        if self.records.dry_run:
            pk = self.records.invent_id()
            self.records.write(key, "author", page_id=pk, live=live, **values)
        else:
            person = PersonPage(owner=self.user, **name.as_fields())
            person.slug = page_tree.find_free_slug(self.index, f"{name.given_name} {name.family_name}", "person")
            with transaction.atomic():
                page_tree.add_draft(person, self.index)
                (page_tree.publish if live else page_tree.save_as_draft)(person, self.user)
                pk, revision = person.pk, person.latest_revision_id
                self.records.write(
                    key, "author", made=person, page_id=pk, revision=revision, live=person.live, **values
                )
        self.by_name[get_name_key(name.full_name)] = pk
        return pk

    # Names in texts

    def find(self, name: str) -> int | None:
        """Return the person with that name. A person who is only listed for the import gets a page now."""
        key = get_name_key(name)
        if not key:
            return None
        if key in self.by_name:
            return self.by_name[key]
        listed = self.listed.get(key)
        if listed is None:
            return None
        record_key = f"person:{key}"[:300]
        record = self.records.get(record_key)
        if record and record.is_done:  # an editor has deleted that page
            return None
        values = {"title": listed.full_name, "state": ImportedItem.State.DONE, "made_here": True}
        return self._create(listed, live=True, key=record_key, values=values)

    def find_credited(self, item: Item) -> list[int]:
        """Return the authors of an item: its co-authors in their order, else the account that made it."""
        logins = [term.slug.removeprefix(CO_AUTHOR_PREFIX) for term in item.terms_of("author")] or [item.creator]
        return list(dict.fromkeys(filter(None, map(self.by_login.get, logins))))
