"""E-mails to people of the admin about a page: who asks whom for what, the words that were said, and one link."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.admin.utils import get_admin_base_url
from wagtail.users.models import UserProfile

from core.mail import get_sender


def get_organisation() -> str:
    return str(settings.WAGTAIL_SITE_NAME)


def make_notice(
    user: Any,
    sentence: str,
    *,
    link: tuple[str, str],
    quote: str = "",
    details: Iterable[str] = (),
    reply_to: str = "",
) -> EmailMultiAlternatives:
    """Return an e-mail to ``user``. ``sentence`` is its subject and its beginning, ``quote`` what somebody wrote.

    ``link`` is what is to be done, and its path in the admin. Answers to the e-mail go to ``reply_to``.
    """
    label, path = link
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        context = {
            "user": user,
            "sentence": sentence,
            "quote": quote,
            "details": list(details),
            "label": label,
            "address": (get_admin_base_url() or "") + path,
        }
        return EmailMultiAlternatives(
            subject=" ".join(sentence.split()),
            body=render_to_string("emails/notice.txt", context),
            from_email=get_sender(get_organisation()),
            to=[user.email],
            reply_to=[reply_to] if reply_to else [],
            headers={"Auto-Submitted": "auto-generated"},
            alternatives=[(render_to_string("emails/notice.html", context), "text/html")],
        )
