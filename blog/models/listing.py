"""The blog index page: the list of posts, archives by year, month and tag, and feeds."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.contrib.routable_page.models import path, re_path

from content.feeds import PageFeed, make_feed_links
from content.listings import paginate, redirect_to_same_list
from content.models import IndexPage
from content.panels import index_tabs
from content.serving.routing import VisibleRoutesMixin

from ..feeds import TagFeed
from ..forms import BlogFilterForm
from ..tags import get_tag_path, get_tag_title
from .post import BlogPage


class BlogIndexPage(VisibleRoutesMixin, IndexPage):
    kind_label = _("Blog")
    page_description = _("The list of posts. Keeps every post below it.")
    template = "pages/blog_index_page.html"
    subpage_types = ["blog.BlogPage"]
    posts_per_page = 20

    edit_handler = index_tabs(_("Lists the posts below it, newest first, with filters, archives and a feed."))

    class Meta:
        verbose_name = _("blog")

    def get_posts(self):
        return BlogPage.objects.published().descendant_of(self).newest_first()

    def get_listing(
        self, request, *, year: int | None = None, month: int | None = None, tag: Tag | None = None
    ) -> dict:
        """Return the template context of the list, filtered by the query string and by what the archive is of."""
        posts = self.get_posts()
        form = BlogFilterForm(request.GET, posts=posts, listed_by=self)
        chosen = form.filters
        year = year or chosen.get("year")
        month = month or chosen.get("month")
        if tag:
            posts = posts.tagged(tag)
        if topic := chosen.get("topic"):
            posts = posts.filter(topics=topic)
        if author := chosen.get("author"):
            posts = posts.filter(authors__person=author).distinct()
        if year:
            posts = posts.filter(date__year=year)
        if month:
            posts = posts.filter(date__month=month)
        is_counted = not (topic or author or month)
        counted = form.per_year.get(year, 0) if year else sum(form.per_year.values())
        return {
            "posts": paginate(request, posts.for_listing(), self.posts_per_page, count=counted if is_counted else None),
            "filters": form,
            "active_filters": bool(chosen),
            "archive_title": "",
        }

    def get_context(self, request, *args, **kwargs):
        feed = {"own_feed": make_feed_links(self.title, self.get_url(request))}
        return super().get_context(request, *args, **kwargs) | self.get_listing(request) | feed

    @re_path(r"^(?P<year>[1-9]\d{3})/$", name="year")
    @re_path(r"^(?P<year>[1-9]\d{3})/(?P<month>0?[1-9]|1[0-2])/$", name="month")
    def archive(self, request, year: str, month: str | None = None):
        if month and month.startswith("0"):
            return redirect_to_same_list(request, f"{self.get_url(request)}{year}/{int(month)}/")
        listing = self.get_listing(request, year=int(year), month=int(month) if month else None)
        return self.render_archive(request, f"{MONTHS[int(month)]} {year}" if month else year, listing)

    def render_archive(self, request, title: str, listing: dict):
        if not listing["posts"].paginator.count:
            raise Http404
        listing |= {
            "archive_title": title,
            "meta_title": f"{self.title}: {title}",
            "canonical_url": f"{self.get_site().root_url}{request.path}",
        }
        # Not self.render(), which would make the whole list, too.
        return TemplateResponse(request, self.template, super().get_context(request) | listing)

    def get_tag(self, slug: str) -> Tag:
        """Return the tag of a published post; 404 if none has it."""
        tag = get_object_or_404(Tag, slug=slug)
        if not self.get_posts().tagged(tag).exists():
            raise Http404
        return tag

    @path("tag/<str:slug>/", name="tag")
    def tagged_posts(self, request, slug: str):
        tag = self.get_tag(slug)
        title = get_tag_title(tag)
        feed = {"own_feed": make_feed_links(title, f"{self.get_url(request)}{get_tag_path(tag.slug)}")}
        return self.render_archive(request, title, self.get_listing(request, tag=tag) | feed)

    @re_path(r"^tag/(?P<slug>[^/]+)/(?P<feed>feed|atom|feed\.json)/$", name="tag_feed")
    def feed_of_tag(self, request, slug: str, feed: str):
        tag = self.get_tag(slug)
        return TagFeed(self, request, self.get_posts().tagged(tag), tag).serve(feed)

    @re_path(r"^(?P<feed>feed|atom|feed\.json)/$", name="feed")
    def feed(self, request, feed: str):
        return PageFeed(self, request, self.get_posts()).serve(feed)
