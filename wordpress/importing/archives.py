"""Redirects of what is no item: categories, tags, authors, dates and feeds of the old site."""

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from ..models import ImportedItem
from .redirects import FEED_ROUTE, FEEDS, addresses_of_event_tag, addresses_of_term, search_link, with_front
from .session import Session

CALENDAR = ("events", "events/list", "events/month", "events/today")
CALENDAR_TYPES = {"tribe_venue", "tribe_organizer"}
DONE = {"state": ImportedItem.State.DONE, "made_here": False}


class Archives:
    """Each of ``steps`` makes the redirects of one archive, and notes their paths for undoing."""

    def __init__(self, session: Session):
        self.session, self.redirects, self.front = session, session.redirects, session.survey.front

    def steps(self) -> list:
        """Return what is to be done as functions without arguments."""
        survey, session = self.session.survey, self.session
        steps = [lambda term=term: self._topic(term) for term in session.topics.terms()]
        tags = {term.slug: term.name for term in survey.export.terms if term.taxonomy == "post_tag"}
        tags |= {slug: name for (taxonomy, slug), name in survey.term_names.items() if taxonomy == "post_tag"}
        steps += [lambda slug=slug, name=name: self._tag(slug, name) for slug, name in tags.items()]
        steps += [lambda slug=slug: self._event_tag(slug) for slug in sorted(survey.event_tags - {""})]
        steps += [lambda login=login: self._author(login) for login in sorted(survey.public_creators - {""})]
        return [*steps, self._dates, self._feeds, self._calendar]

    def _note(self, key: str, kind: str, paths: list[str], title: str) -> None:
        if not self.session.records.get(key):
            self.session.records.write(key, kind, title=title, old_paths=paths, **DONE)
        elif not self.session.records.dry_run:
            items = ImportedItem.objects.filter(source=self.session.survey.source, key=key)
            items.exclude(old_paths=paths).update(old_paths=paths)

    def _topic(self, term) -> None:
        pk = self.session.topics.by_term.get((term.taxonomy, term.slug))
        page = Page.objects.live().filter(pk=pk).first()
        if page is None:
            return
        page = page.specific_deferred
        parents = {t.slug: t.parent for t in self.session.survey.export.terms if t.taxonomy == term.taxonomy}
        addresses = with_front(addresses_of_term(term, parents), self.front)
        paths = self.redirects.add(addresses, page=page)
        feeds = [f"{address}/feed" for address in addresses if not address.startswith("?")]
        paths += self.redirects.add(feeds, page=page, route=FEED_ROUTE)
        self._note(f"{term.taxonomy}:{term.slug}"[:300], term.taxonomy, paths, term.name)

    def _tag(self, slug: str, name: str) -> None:
        link = search_link(self.session.sections.search_url, name or slug)
        addresses = with_front([f"tag/{slug}", f"tag/{slug}/feed", f"?tag={slug}"], self.front)
        paths = self.redirects.add(addresses, link=link)
        self._note(f"post_tag:{slug}"[:300], "post_tag", paths, name)

    def _event_tag(self, slug: str) -> None:
        """Events have no tags here: a topic of that name tells most of them, else the list of all."""
        name = self.session.survey.term_names["post_tag", slug] or slug
        page = Page.objects.live().filter(pk=self.session.topics.named(name)).first() or self.session.sections.events
        addresses = with_front(addresses_of_event_tag(slug), self.front)
        paths = self.redirects.add(addresses, page=page.specific_deferred)
        self._note(f"archives:events/tag/{slug}"[:300], "archives", paths, name)

    def _author(self, login: str) -> None:
        pk = self.session.people.by_login.get(login)
        page = Page.objects.live().filter(pk=pk).first() or self.session.sections.blog
        page = page.specific_deferred
        author = self.session.survey.export.authors.get(login)
        # WordPress makes the word in the address of the login.
        names = dict.fromkeys((login, slugify(login)))
        addresses = with_front([f"author/{name}" for name in names if name], self.front)
        paths = self.redirects.add([*addresses, *([f"?author={author.id}"] if author and author.id else [])], page=page)
        paths += self.redirects.add([f"{address}/feed" for address in addresses], page=page, route=FEED_ROUTE)
        self._note(f"author:{login}"[:300], "author", paths, login)

    def _dates(self) -> None:
        """Archives went by the old site's clocks; the posts of a New Year's Eve may be those of another year here."""
        blog, paths = self.session.sections.blog, []
        posts = [e for e in self.session.survey.entries.values() if e.type == "post" and e.is_public and e.day]
        days = {post.day: timezone.localdate(post.date) for post in posts}
        shown = {f"{day:%Y}" for day in days.values()} | {f"{day:%Y/%m}" for day in days.values()}
        addresses: dict[str, dict[str, None]] = {}
        for day, here in sorted(days.items()):
            for form, more in (("%Y", ()), ("%Y/%m", ("%Y/%m/%d", "?m=%Y%m"))):
                name = day.strftime(form)
                route = name if name in shown else here.strftime(form)
                names = with_front((name, *map(day.strftime, more)), self.front)
                addresses.setdefault(route, {}).update(dict.fromkeys(names))
        for route, names in addresses.items():
            paths += self.redirects.add(names, page=blog, route=f"/{route.replace('/0', '/')}/")
        self._note("archives:dates", "archives", paths, _("Archives by date"))

    def _feeds(self) -> None:
        paths = self.redirects.add(FEEDS, page=self.session.sections.blog, route=FEED_ROUTE)
        self._note("archives:feeds", "archives", paths, _("Feeds"))

    def _calendar(self) -> None:
        """The lists of events, and the pages of venues and organisers, which have none here."""
        pages = [i.link for i in self.session.survey.supporting.values() if i.type in CALENDAR_TYPES and i.link]
        if not pages and not any(e.type == "tribe_events" for e in self.session.survey.entries.values()):
            return
        addresses = [address for address in pages if self.redirects.old.split(address)]
        paths = self.redirects.add([*CALENDAR, *addresses], page=self.session.sections.events)
        self._note("archives:events", "archives", paths, _("Lists of events"))
