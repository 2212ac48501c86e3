"""Authors of the old site become people, and names in texts are recognised as people."""

import re

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from conversion.html.tree import plain_text
from people.models import PersonIndexPage, PersonPage

from ..models import ImportedItem
from ..reading.records import Author, Item
from . import tree
from .names import PersonDetails, is_account, name_key, read_name
from .records import NEW, UNCHANGED, Records
from .survey import Survey

CO_AUTHOR_PREFIX = "cap-"  # Co-Authors Plus puts it before the login in the slug of its terms
GUEST_AUTHOR = "guest-author"
E_MAIL = re.compile(r"([^\s@]+)@[^\s@]+")


class People:
    """Who is known: the people of this site, those listed for the import, and the authors of the old site."""

    def __init__(
        self, survey: Survey, records: Records, index: PersonIndexPage, listed: dict[str, PersonDetails], user
    ):
        self.survey, self.records, self.index, self.listed, self.user = survey, records, index, listed, user
        self.by_name: dict[str, int] = {}
        for person in PersonPage.objects.order_by("-live", "pk"):
            for name in (person.title, f"{person.given_name} {person.family_name}"):
                self.by_name.setdefault(name_key(name), person.pk)
        self.by_login: dict[str, int] = {}
        self.guests = {guest.slug.removeprefix(CO_AUTHOR_PREFIX): guest for guest in self._guest_authors()}
        self.aliases = {word: self._login_of(word, name) for word, name in survey.co_authors.items()}

    def _guest_authors(self) -> list[Item]:
        return [item for item in self.survey.supporting.values() if item.type == GUEST_AUTHOR]

    def _login_of(self, word: str, name: str) -> str:
        """Return the login of the account that a term of Co-Authors Plus means: the word is made of the login, or of
        the name that readers see, and the name of the term is the login itself."""
        accounts = self.survey.export.authors
        if word in accounts or word in self.guests:
            return word
        by_login = {login.casefold(): login for login in accounts}
        by_word = {slugify(login.replace(".", "-")): login for login in accounts}
        shown = [login for login, author in accounts.items() if slugify(author.display_name) == word]
        return by_login.get(name.casefold()) or by_word.get(word) or (shown[0] if len(shown) == 1 else word)

    # Authors

    def authors(self) -> list[Author]:
        """Return the accounts that wrote something that is brought in."""
        known = self.survey.export.authors
        logins = {*self.survey.creators, *self.aliases.values()} - {""}
        wanted = []
        for login in sorted(logins, key=str.casefold):
            guest = self.guests.get(login)
            author = known.get(login) or (self._guest(login, guest) if guest else None)
            author = author or Author(login, display_name=self.survey.co_authors.get(login, ""))
            if not is_account(author.login, author.display_name):
                wanted.append(author)
        return wanted

    @staticmethod
    def _guest(login: str, guest: Item) -> Author:
        return Author(
            login,
            display_name=guest.get_meta("cap-display_name") or guest.title,
            first_name=guest.get_meta("cap-first_name"),
            last_name=guest.get_meta("cap-last_name"),
        )

    def bring_in(self, author: Author) -> dict:
        """Make the page of an author, unless there is one of that name. Returns the account of it."""
        key = f"author:{author.login}"[:300]
        name = self._name_of(author)
        account = {"kind": "author", "key": key, "title": name.full_name, "outcome": NEW, "reason": ""}
        known = self.records.get(key)
        if known and known.is_done:
            if known.page:
                self._note_logins(author, known.page)
            return account | {"outcome": UNCHANGED}
        if name.full_name == author.login:
            account["reason"] = _("the export gives no name for this account, which is called by its login")
        pk = self.by_name.get(name_key(name.full_name))
        made_here = pk is None
        if not made_here:
            account["reason"] = _("there is a person of that name already")
        values = {"title": name.full_name, "state": ImportedItem.State.DONE, "account": account, "made_here": made_here}
        if made_here:
            live = not self.survey.public_creators.isdisjoint(self._names_of(author))
            pk = self._make(name, live=live, key=key, values=values)
        else:
            self.records.write(key, "author", page_id=pk, **values)
        self._note_logins(author, pk)
        return account

    def _names_of(self, author: Author) -> list[str]:
        """Return the login of an account, and the words by which terms of Co-Authors Plus know it."""
        return [author.login, *(word for word, login in self.aliases.items() if login == author.login)]

    def _note_logins(self, author: Author, pk: int) -> None:
        self.by_login |= dict.fromkeys(self._names_of(author), pk)

    def _name_of(self, author: Author) -> PersonDetails:
        if listed := self.listed.get(f"login:{author.login.casefold()}"):
            return listed
        given, family = plain_text(author.first_name).strip(), plain_text(author.last_name).strip()
        shown = plain_text(author.display_name).strip() or f"{given} {family}".strip() or author.login
        # The name that readers saw wins; its parts are taken from the account if they make the same name.
        # Nobody's e-mail address is shown, whatever an account is called.
        whole = read_name(E_MAIL.sub(r"\1", shown))
        if given and family and name_key(f"{given} {family}") == name_key(shown):
            whole = PersonDetails(whole.honorific, given, family, whole.post_nominals)
        return self.listed.get(name_key(whole.full_name), whole)

    def _make(self, name: PersonDetails, *, live: bool, key: str, values: dict) -> int:
        if self.records.dry_run:
            pk = self.records.invent_id()
            self.records.write(key, "author", page_id=pk, live=live, **values)
        else:
            person = PersonPage(owner=self.user, **name.as_fields())
            person.slug = tree.free_slug(self.index, f"{name.given_name} {name.family_name}", "person")
            with transaction.atomic():
                tree.add(person, self.index)
                (tree.publish if live else tree.keep_as_draft)(person, self.user)
                pk, revision = person.pk, person.latest_revision_id
                self.records.write(
                    key, "author", made=person, page_id=pk, revision=revision, live=person.live, **values
                )
        self.by_name[name_key(name.full_name)] = pk
        return pk

    # Names in texts

    def find(self, name: str) -> int | None:
        """Return the person of that name; one who is only listed for the import gets a page now."""
        key = name_key(name)
        if not key:
            return None
        if key in self.by_name:
            return self.by_name[key]
        listed = self.listed.get(key)
        if listed is None:
            return None
        record = f"person:{key}"[:300]
        known = self.records.get(record)
        if known and known.is_done:  # an editor has deleted that page
            return None
        values = {"title": listed.full_name, "state": ImportedItem.State.DONE, "made_here": True}
        return self._make(listed, live=True, key=record, values=values)

    def credited(self, item: Item) -> list[int]:
        """Return the authors of an item: its co-authors in their order, else the account that made it."""
        logins = [term.slug.removeprefix(CO_AUTHOR_PREFIX) for term in item.terms_of("author")] or [item.creator]
        return list(dict.fromkeys(filter(None, map(self.by_login.get, logins))))
