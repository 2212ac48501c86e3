"""URL configuration. Every URL that is not listed here belongs to a page of the tree."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.urls import pages as wagtailadmin_page_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.utils.urlpatterns import decorate_urlpatterns

from config import admin_urls
from content.actions import save_all_or_nothing
from content.page_visibility import refuse_hidden_pages
from content.serving.lookup import serve
from content.serving.passwords import open_private_file, open_private_page
from core.wagtail_compat import exclude_page_view
from delivery import views as delivery
from delivery.bad_requests import bad_request
from delivery.not_found import page_not_found
from delivery.unavailable import server_error
from editorial.approval.guest_views import ApprovalView
from editorial.saving.guard import guard
from editorial.trash.views import explain_trash
from home.llms import llms_txt
from home.oembed import oembed
from home.views import favicon, theme_css, touch_icon
from search import urls as search_urls
from users.views import LimitedLoginView, LimitedPasswordResetView

# The editor's views, which ``wagtailadmin_urls`` includes. The guard runs within the transaction.
decorate_urlpatterns(wagtailadmin_page_urls.urlpatterns, guard)
decorate_urlpatterns(wagtailadmin_page_urls.urlpatterns, save_all_or_nothing)
decorate_urlpatterns(wagtailadmin_page_urls.urlpatterns, refuse_hidden_pages)
decorate_urlpatterns(wagtailadmin_page_urls.urlpatterns, explain_trash)

handler400 = bad_request
handler404 = page_not_found
handler500 = server_error

urlpatterns = [
    # Before Wagtail's own, which take any number of tries.
    path("admin/login/", LimitedLoginView.as_view(), name="wagtailadmin_login"),
    path("admin/password_reset/", LimitedPasswordResetView.as_view(), name="wagtailadmin_password_reset"),
    path("_util/login/", LimitedLoginView.as_view()),
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", open_private_page),
    path("documents/authenticate_with_password/<int:restriction_id>/", open_private_file),
    path("admin/", include(admin_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", include(search_urls)),
    path("approve/<str:token>/", ApprovalView.as_view(), name="approval"),
    path("theme.css", theme_css, name="theme_css"),
    path("favicon.ico", favicon, name="favicon"),
    path("apple-touch-icon.png", touch_icon, name="touch_icon"),
    path("apple-touch-icon-precomposed.png", touch_icon),
    path("sitemap.xml", delivery.sitemap, name="sitemap"),
    path("llms.txt", llms_txt, name="llms_txt"),
    path("oembed/", oembed, name="oembed"),
    path("robots.txt", delivery.robots, name="robots"),
    path(".well-known/security.txt", delivery.security_txt, name="security_txt"),
    path("health/live/", delivery.live, name="live"),
    path("health/ready/", delivery.ready, name="ready"),
    # One machine serves its own images; a proxy in front may take this over (docs/deploying.md).
    re_path(r"^media/(?P<path>.+)$", delivery.media),
    # The password form and the login of private pages. The page view is ours instead of Wagtail's.
    path("", include(exclude_page_view(wagtail_urls.urlpatterns))),
    re_path(serve_pattern, serve, name="wagtail_serve"),
    # Below a page, and named like a file: calendars (.ics), JSON feeds, Markdown, and citations (.bib, .ris, .json).
    re_path(r"^((?:[\w\-]+/)*[\w\-]+\.(?:bib|ics|json|md|ris))$", serve),
]
