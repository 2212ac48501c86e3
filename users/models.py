"""The user model."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail's image and document managers are untyped
    """An editor of the site. Visitors have no accounts."""
