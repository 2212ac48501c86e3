"""Demo accounts, one for each role. They exist only where the demo was loaded."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from users.models import User


@dataclass(frozen=True)
class Account:
    group: str
    username: str
    password: str
    first_name: str
    last_name: str


ACCOUNTS = [
    Account("Administrators", "administrator", "administer-the-weigh-house", "Ada", "Ministrel"),
    Account("Editors", "editor", "edit-the-weigh-house", "Edda", "Torres"),
    Account("Contributors", "contributor", "write-for-the-weigh-house", "Con", "Tribute"),
]


def create_accounts() -> None:
    """Create the accounts that are missing. One that exists keeps its password."""
    for account in ACCOUNTS:
        user, created = User.objects.get_or_create(
            username=account.username,
            defaults={
                "email": f"{account.username}@weighhouse.example.org",
                "first_name": account.first_name,
                "last_name": account.last_name,
            },
        )
        if created:
            user.set_password(account.password)
            user.save()
            user.groups.add(Group.objects.get(name=account.group))
