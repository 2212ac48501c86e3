"""Redirects of archives of the old site: categories, tags, authors, dates, feeds and the calendar."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from blog.models.post import BlogPageTag
from blog.tags import get_tag_path

from ..models import ImportedItem
from ..reading.records import Term
from .redirects import FEED_ROUTE, FEEDS, build_search_link, get_event_tag_addresses, get_term_addresses, with_front
from .session import Session
from .topics import NO_CATEGORY, make_key, make_tag_name

CALENDAR = ("events", "events/list", "events/month", "events/today")
CALENDAR_TYPES = {"tribe_venue", "tribe_organizer"}
DONE: dict[str, Any] = {"state": ImportedItem.State.DONE, "made_here": False}
# The form of the address of an archive of this site, and further forms of WordPress's that lead there.
DATE_ARCHIVES: tuple[tuple[str, tuple[str, ...]], ...] = (("%Y", ()), ("%Y/%m", ("%Y/%m/%d", "?m=%Y%m")))


class ArchiveRedirects:
    """Creates the redirects of archives, and records their paths for undoing."""

    def __init__(self, session: Session):
        self.session, self.redirects, self.front = session, session.redirects, session.scan.front

    def get_steps(self) -> list[Callable[[], None]]:
        """Return functions without arguments, each of which creates the redirects of one archive."""
        scan, session = self.session.scan, self.session
        steps: list[Callable[[], None]] = [partial(self._redirect_topic, term) for term in session.topics.get_terms()]
        tags = {term.slug: term.name for term in scan.export.terms if term.taxonomy == "post_tag"}
        tags |= {slug: name for (taxonomy, slug), name in scan.term_names.items() if taxonomy == "post_tag"}
        steps += [partial(self._redirect_tag, slug, name) for slug, name in tags.items()]
        steps += [partial(self._redirect_event_tag, slug) for slug in sorted(scan.event_tags - {""})]
        steps += [partial(self._redirect_author, login) for login in sorted(scan.public_creators - {""})]
        return [*steps, self._redirect_no_category, self._redirect_dates, self._redirect_feeds, self._redirect_calendar]

    @cached_property
    def _listed_tags(self) -> set[int]:
        """The primary keys of the tags of published posts. Read when all posts have been imported."""
        posts = self.session.destinations.blog.get_posts()
        return set(BlogPageTag.objects.filter(content_object__in=posts).values_list("tag", flat=True))

    def _record(self, key: str, kind: str, paths: list[str], title: str) -> None:
        if not self.session.records.get(key):
            self.session.records.write(key, kind, title=title, old_paths=paths, **DONE)
        elif not self.session.records.dry_run:
            items = ImportedItem.objects.filter(source=self.session.scan.source, key=key)
            items.exclude(old_paths=paths).update(old_paths=paths)

    def _redirect_topic(self, term: Term) -> None:
        pk = self.session.topics.by_term.get((term.taxonomy, term.slug))
        page = Page.objects.live().filter(pk=pk).first()
        if page is None:
            return
        page = page.specific_deferred
        parents = {t.slug: t.parent for t in self.session.scan.export.terms if t.taxonomy == term.taxonomy}
        addresses = with_front(get_term_addresses(term, parents), self.front)
        paths = self.redirects.add(addresses, page=page)
        feeds = [f"{address}/feed" for address in addresses if not address.startswith("?")]
        paths += self.redirects.add(feeds, page=page, route=FEED_ROUTE)
        self._record(make_key(term), term.taxonomy, paths, term.name)

    def _redirect_no_category(self) -> None:
        """Redirect the category of posts without a category, which becomes no topic, to all posts."""
        ids = [term.id for term in self.session.scan.export.terms if term.slug == NO_CATEGORY and term.id]
        addresses = with_front([f"category/{NO_CATEGORY}", *(f"?cat={number}" for number in ids)], self.front)
        blog = self.session.destinations.blog
        paths = self.redirects.add(addresses, page=blog)
        feeds = [f"{address}/feed" for address in addresses if not address.startswith("?")]
        paths += self.redirects.add(feeds, page=blog, route=FEED_ROUTE)
        self._record(f"category:{NO_CATEGORY}", "archives", paths, _("Posts without a category"))

    def _redirect_tag(self, slug: str, name: str) -> None:
        """Redirect a tag to the list of its posts, or to a search for it as long as there is none."""
        link = build_search_link(self.session.destinations.search_url, name or slug)
        addresses = with_front([f"tag/{slug}", f"?tag={slug}"], self.front)
        feeds = with_front([f"tag/{slug}/feed"], self.front)
        tag = self.session.lookup.tags.find(make_tag_name(name, slug))
        if tag and tag.pk in self._listed_tags:
            self.redirects.remove([*addresses, *feeds], link=link)
            blog, route = self.session.destinations.blog, f"/{get_tag_path(tag.slug)}"
            paths = self.redirects.add(addresses, page=blog, route=route)
            paths += self.redirects.add(feeds, page=blog, route=f"{route}{FEED_ROUTE.lstrip('/')}")
        else:
            paths = self.redirects.add([*addresses, *feeds], link=link)
        self._record(f"post_tag:{slug}"[:300], "post_tag", paths, name)

    def _redirect_event_tag(self, slug: str) -> None:
        """Events have no tags here: redirect to a topic of that name, else to the list of all events."""
        name = self.session.scan.term_names["post_tag", slug] or slug
        page = (
            Page.objects.live().filter(pk=self.session.topics.find_by_title(name)).first()
            or self.session.destinations.events
        )
        addresses = with_front(get_event_tag_addresses(slug), self.front)
        paths = self.redirects.add(addresses, page=page.specific_deferred)
        self._record(f"archives:events/tag/{slug}"[:300], "archives", paths, name)

    def _redirect_author(self, login: str) -> None:
        pk = self.session.people.by_login.get(login)
        page = Page.objects.live().filter(pk=pk).first() or self.session.destinations.blog
        page = page.specific_deferred
        author = self.session.scan.export.authors.get(login)
        # WordPress makes the slug in the address from the login.
        names = dict.fromkeys((login, slugify(login)))
        addresses = with_front([f"author/{name}" for name in names if name], self.front)
        paths = self.redirects.add([*addresses, *([f"?author={author.id}"] if author and author.id else [])], page=page)
        paths += self.redirects.add([f"{address}/feed" for address in addresses], page=page, route=FEED_ROUTE)
        self._record(f"author:{login}"[:300], "author", paths, login)

    def _redirect_dates(self) -> None:
        """Redirect date archives. They used the old site's time zone: some days may be of another month here."""
        blog = self.session.destinations.blog
        paths: list[str] = []
        posts = [entry for entry in self.session.scan.entries.values() if entry.type == "post" and entry.is_public]
        days = {post.day: timezone.localdate(post.published_at) for post in posts if post.day and post.published_at}
        shown = {f"{day:%Y}" for day in days.values()} | {f"{day:%Y/%m}" for day in days.values()}
        addresses: dict[str, dict[str, None]] = {}
        for day, here in sorted(days.items()):
            for form, more in DATE_ARCHIVES:
                name = day.strftime(form)
                route = name if name in shown else here.strftime(form)
                names = with_front((name, *map(day.strftime, more)), self.front)
                addresses.setdefault(route, {}).update(dict.fromkeys(names))
        for route, listed in addresses.items():
            paths += self.redirects.add(listed, page=blog, route=f"/{route.replace('/0', '/')}/")
        self._record("archives:dates", "archives", paths, _("Archives by date"))

    def _redirect_feeds(self) -> None:
        paths = self.redirects.add(FEEDS, page=self.session.destinations.blog, route=FEED_ROUTE)
        self._record("archives:feeds", "archives", paths, _("Feeds"))

    def _redirect_calendar(self) -> None:
        """Redirect the lists of events, and the pages of venues and organisers, which have no page here."""
        pages = [i.link for i in self.session.scan.supporting.values() if i.type in CALENDAR_TYPES and i.link]
        if not pages and not any(e.type == "tribe_events" for e in self.session.scan.entries.values()):
            return
        addresses = [address for address in pages if self.redirects.old_site.split(address)]
        paths = self.redirects.add([*CALENDAR, *addresses], page=self.session.destinations.events)
        self._record("archives:events", "archives", paths, _("Lists of events"))
