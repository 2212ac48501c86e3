from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.generation import register_local_cache
from core.read_sets import register_common_query

#: What Wagtail keeps of all sites, of which addresses of pages are made.
SITES = """
SELECT site.*, home.url_path, home.locale_id FROM wagtailcore_site site
JOIN wagtailcore_page home ON home.id = site.root_page_id ORDER BY site.id
"""


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from wagtail.models import Site  # noqa: PLC0415 - models must be loaded first

        from core.trash import leave_out_trash  # noqa: PLC0415 - as below
        from core.wagtail_compat import restrict_page_managers  # noqa: PLC0415 - as below
        from core.wagtail_compat_saving import validate_log_entries_without_queries  # noqa: PLC0415 - as below

        from . import care_sources, checking, companions, signals  # noqa: F401, PLC0415 - jobs and receivers need the models
        from .actions import wrap_actions  # noqa: PLC0415 - Wagtail's actions import models
        from .aliases import refuse_aliases  # noqa: PLC0415 - as above
        from .checks import completeness, links, texts  # noqa: F401, PLC0415 - they register themselves
        from .page_visibility import register_page_policy  # noqa: PLC0415 - as above
        from .references import deletion  # noqa: F401, PLC0415 - as above

        register_page_policy()
        restrict_page_managers(leave_out_trash)
        validate_log_entries_without_queries()
        # Wagtail keeps the addresses of sites in each process, and forgets them where a site is saved only.
        register_local_cache(Site.clear_site_root_paths_cache)
        register_common_query(SITES)
        wrap_actions()
        refuse_aliases()
