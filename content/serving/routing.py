"""Mixin for page types with routes of their own below their address: archives, feeds, forms."""

from django.http import Http404
from wagtail.contrib.routable_page.models import RoutablePageMixin


class VisibleRoutesMixin(RoutablePageMixin):
    """``RoutablePageMixin`` whose routes answer 404 while the page is not visible, e.g. once it has expired.

    Put it before ``BasePage`` in the bases of a page type.
    """

    def route(self, request, path_components):
        result = super().route(request, path_components)
        if result.page == self and not self.is_visible():
            raise Http404
        return result
