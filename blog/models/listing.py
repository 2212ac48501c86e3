"""The blog index page: the list of posts, archives by year and month, and the feed."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path, re_path

from content.feeds import PageFeed
from content.listings import paginate
from content.models import IndexPage
from content.panels import index_tabs
from content.serving.routing import VisibleRoutesMixin

from ..forms import BlogFilterForm
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

    def get_listing(self, request, *, year: int | None = None, month: int | None = None) -> dict:
        """Return the template context of the list, filtered by the query string and by the archive's year and month."""
        posts = self.get_posts()
        form = BlogFilterForm(request.GET, posts=posts, listed_by=self)
        chosen = form.filters
        year = year or chosen.get("year")
        month = month or chosen.get("month")
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
        return super().get_context(request, *args, **kwargs) | self.get_listing(request)

    @re_path(r"^(?P<year>[1-9]\d{3})/$", name="year")
    @re_path(r"^(?P<year>[1-9]\d{3})/(?P<month>0?[1-9]|1[0-2])/$", name="month")
    def archive(self, request, year: str, month: str | None = None):
        listing = self.get_listing(request, year=int(year), month=int(month) if month else None)
        if not listing["posts"].paginator.count:
            raise Http404
        title = f"{MONTHS[int(month)]} {year}" if month else year
        listing |= {
            "archive_title": title,
            "meta_title": f"{self.title}: {title}",
            "canonical_url": f"{self.get_site().root_url}{request.path}",
        }
        # Not self.render(), which would make the whole list, too.
        return TemplateResponse(request, self.template, super().get_context(request) | listing)

    @path("feed/", name="feed")
    def feed(self, request):
        return PageFeed(self, self.get_posts())(request)
