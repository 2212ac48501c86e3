from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An editor of the site. Visitors have no accounts."""
