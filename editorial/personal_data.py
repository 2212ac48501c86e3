"""The sources of personal data in this app: names of versions, and answers to forms that were saved."""

from django.utils.translation import gettext_lazy as _

from core.personal_data import TextSource, register_source

from .approval import personal_data as _approval  # noqa: F401 - it registers its sources
from .corrections import personal_data as _corrections  # noqa: F401 - it registers its source

register_source(TextSource("versions", _("Names of versions"), "editorial.Version", ["name"], redact=True))
# The answer to an autosave repeats fields of the form.
register_source(TextSource("submissions", _("Answers to saved forms"), "editorial.Submission", ["answer"]))
register_source(
    TextSource("review-requests", _("Messages to approvers"), "editorial.ReviewRequest", ["message"], redact=True)
)
