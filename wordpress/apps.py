from django.apps import AppConfig


class WordPressConfig(AppConfig):
    name = "wordpress"
    verbose_name = "WordPress"

    def ready(self) -> None:
        from . import contexts  # noqa: F401
        from .admin import files, resuming  # noqa: F401 - they register recurring jobs
