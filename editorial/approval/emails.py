"""The e-mails about approval links: to the guest, with the link, and to the editor, with the answer."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url, get_user_display_name
from wagtail.models import Page

from core.mail import enqueue, get_sender
from editorial.notices import get_organisation, make_notice

from .models import ApprovalAnswer, ApprovalLink


def make_address(page: Page, token: str) -> str:
    """Return the whole address of a link."""
    site = page.get_site()
    return (site.root_url if site else get_admin_base_url() or "") + reverse("approval", args=[token])


def send_link(link: ApprovalLink, address: str) -> None:
    """Send the link to the guest; answers to the e-mail go to the editor who asks."""
    page, editor = link.revision.as_object(), link.created_by
    name = get_user_display_name(editor) if editor else get_organisation()
    context = {
        "link": link,
        "page": page,
        "address": address,
        "editor": name,
        "organisation": get_organisation(),
    }
    subject = _("%(editor)s asks you to read: %(title)s") % {"editor": name, "title": page.title}
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("emails/approval_asked.txt", context),
        from_email=get_sender(get_organisation()),
        to=[link.email],
        reply_to=[editor.email] if editor and editor.email else [],
        headers={"Auto-Submitted": "auto-generated"},
        alternatives=[(render_to_string("emails/approval_asked.html", context), "text/html")],
    )
    enqueue([message])


def tell_editor(given: ApprovalAnswer) -> None:
    """Tell whoever asked of an answer: who did what, with their words."""
    link = given.link
    editor = link.created_by
    if editor is None or not editor.is_active or not editor.email:
        return
    page = link.revision.as_object()
    sentences: dict[str, str] = {
        ApprovalAnswer.Kind.APPROVED: _("%(name)s approved “%(title)s”"),
        ApprovalAnswer.Kind.COMMENT: _("%(name)s commented on “%(title)s”"),
        ApprovalAnswer.Kind.PASSAGE: _("%(name)s would change a passage of “%(title)s”"),
    }
    label = _("See what would change, and take it") if given.is_rewording else _("All answers to your links")
    notice = make_notice(
        editor,
        sentences[given.kind] % {"name": link.name, "title": page.title},
        link=(label, reverse("approvals", args=[page.pk])),
        quote=given.text,
        reply_to=link.email,
    )
    enqueue([notice])
