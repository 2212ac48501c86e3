"""Pages with addresses of their own below them: archives, feeds, forms."""

from django.http import Http404
from wagtail.contrib.routable_page.models import RoutablePageMixin


class DueRoutesMixin(RoutablePageMixin):
    """Wagtail's routes for a ``BasePage``, before which it stands: gone with the page once it has expired."""

    def route(self, request, path_components):
        result = super().route(request, path_components)
        if result.page == self and not self.is_visible():
            raise Http404
        return result
