"""Addresses of the admin that stand before Wagtail's own: views that tell less, and what is closed.

Wagtail's explorer menu reads lists and details of pages from its API. Nothing in this project uses the rest of it.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from content.admin_choosers import (
    VisibleChosenMultipleView,
    VisibleExternalLinkView,
    VisibleLogEntriesView,
    VisiblePageTypesUsageView,
    complete_tag,
)
from editorial import redirects
from editorial.page_chooser import BrowseView, SearchView
from users.views import LimitedAccountView


def closed(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")


urlpatterns = [
    path("account/", LimitedAccountView.as_view()),
    path("choose-page/", BrowseView.as_view()),
    path("choose-page/<int:parent_page_id>/", BrowseView.as_view()),
    path("choose-page/search/", SearchView.as_view()),
    path("choose-page/chosen-multiple/", VisibleChosenMultipleView.as_view()),
    path("choose-external-link/", VisibleExternalLinkView.as_view()),
    path("reports/page-types-usage/", VisiblePageTypesUsageView.as_view()),
    path("reports/page-types-usage/results/", VisiblePageTypesUsageView.as_view(results_only=True)),
    path("reports/site-history/", VisibleLogEntriesView.as_view()),
    path("reports/site-history/results/", VisibleLogEntriesView.as_view(results_only=True)),
    path("tag-autocomplete/", complete_tag),
    path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", complete_tag),
    path("redirects/", redirects.RedirectIndexView.as_view()),
    path("redirects/results/", redirects.RedirectIndexView.as_view(results_only=True)),
    path("redirects/add/", redirects.RedirectCreateView.as_view()),
    path("redirects/<int:redirect_id>/", redirects.RedirectEditView.as_view()),
    path("redirects/<int:redirect_id>/delete/", redirects.RedirectDeleteView.as_view()),
    path("redirects/import/", redirects.start_import),
    path("redirects/import/process/", redirects.process_import),
    # All of the API but the list and the details of pages, for reading.
    re_path(r"^api/(?!main/pages/(?:\d+/)?$)", closed),
    # Raises an error on purpose.
    path("failwhale/", closed),
    path("test404/", closed),
]
urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
