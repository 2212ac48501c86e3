"""sitemap.xml (sitemaps.org protocol 0.9): every published page that search engines may index."""

from django.contrib.sitemaps import Sitemap
from wagtail.models import Site, get_page_models

from content.models import BasePage


class PageSitemap(Sitemap):
    """The pages of one site. Their URLs begin with the host of the request."""

    limit = 50_000

    def __init__(self, site: Site):
        self.site = site

    def items(self) -> list[BasePage]:
        root, pages = self.site.root_page, []
        for model in get_page_models():
            if issubclass(model, BasePage):
                published = model.objects.published().descendant_of(root, inclusive=True)
                pages += published.filter(noindex=False).order_by("path").defer_streamfields()
        return pages

    def location(self, page: BasePage) -> str:
        return page.relative_url(self.site)

    def lastmod(self, page: BasePage):
        return page.last_published_at
