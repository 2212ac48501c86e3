from django.apps import AppConfig


class WordPressConfig(AppConfig):
    name = "wordpress"
    verbose_name = "WordPress"

    def ready(self) -> None:
        from . import comment_retention, personal_data, template_context  # noqa: F401, PLC0415 - they register themselves
        from .admin import files, resume  # noqa: F401, PLC0415 - they register recurring jobs
