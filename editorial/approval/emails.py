"""The e-mails about approval links: to the guest, with the link, and to the editor, with the answer."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url, get_user_display_name
from wagtail.models import Page

from core.mail import enqueue, get_sender

from .models import ApprovalAnswer, ApprovalLink


def get_organisation(page: Page) -> str:
    site = page.get_site()
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME


def make_address(page: Page, token: str) -> str:
    """Return the whole address of a link."""
    site = page.get_site()
    return (site.root_url if site else get_admin_base_url() or "") + reverse("approval", args=[token])


def send_link(link: ApprovalLink, address: str) -> None:
    """Send the link to the guest; answers to the e-mail go to the editor who asks."""
    page = link.revision.as_object()
    editor = link.created_by
    context = {
        "link": link,
        "page": page,
        "address": address,
        "editor": get_user_display_name(editor) if editor else "",
        "organisation": get_organisation(page),
    }
    subject = _("%(editor)s asks you to read: %(title)s") % {"editor": context["editor"], "title": page.title}
    reply_to = [editor.email] if editor and editor.email else []
    enqueue([compose(subject, "approval_asked", context, link.email, reply_to)])


def tell_editor(given: ApprovalAnswer) -> None:
    """Tell whoever asked of an answer: who did what, with their words."""
    link = given.link
    editor = link.created_by
    if editor is None or not editor.is_active or not editor.email:
        return
    page = link.revision.as_object()
    subjects: dict[str, str] = {
        ApprovalAnswer.Kind.APPROVED: _("%(name)s approved “%(title)s”"),
        ApprovalAnswer.Kind.COMMENT: _("%(name)s commented on “%(title)s”"),
        ApprovalAnswer.Kind.PASSAGE: _("%(name)s would change a passage of “%(title)s”"),
    }
    subject = subjects[given.kind] % {"name": link.name, "title": page.title}
    context = {
        "given": given,
        "link": link,
        "page": page,
        "address": (get_admin_base_url() or "") + reverse("approvals", args=[page.pk]),
        "sentence": subject,
        "organisation": get_organisation(page),
    }
    enqueue([compose(subject, "approval_answered", context, editor.email, [link.email] if link.email else [])])


def compose(
    subject: str, template: str, context: dict[str, Any], to: str, reply_to: list[str]
) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"emails/{template}.txt", context),
        from_email=get_sender(context["organisation"]),
        to=[to],
        reply_to=reply_to,
        headers={"Auto-Submitted": "auto-generated"},
        alternatives=[(render_to_string(f"emails/{template}.html", context), "text/html")],
    )
