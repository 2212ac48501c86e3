from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from . import republishing  # noqa: F401, PLC0415 - registers its route; it imports models
        from .share_cards import tasks  # noqa: F401, PLC0415 - connects its signal handlers; as above
        from .share_images import annotate_pages  # noqa: PLC0415 - as above

        annotate_pages()
