from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from demo.accounts import ACCOUNTS
from demo.loader import DemoLoader, is_empty
from users.models import User


class Command(BaseCommand):
    help = "Load the demo: an invented institute with posts, events, people and topics. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where somebody has written already")
        parser.add_argument("--accounts", action="store_true", help="only print the demo accounts that exist")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self.print_accounts()
            return
        if options["if_empty"] and not is_empty():
            return
        self.stdout.write("Loading the demo…")
        count = DemoLoader().load()
        self.stdout.write(f"Added {count} pages.")

    def print_accounts(self) -> None:
        for account in ACCOUNTS:
            user = User.objects.filter(username=account.username).first()
            if user and user.check_password(account.password):
                self.stdout.write(f"{account.username} / {account.password} ({account.group})")
