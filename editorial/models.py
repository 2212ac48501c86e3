"""Models of the editors' admin. Django looks for them here; each stands in the package of its feature."""

from .approval.models import ApprovalAnswer, ApprovalLink
from .care.models import PageReview
from .corrections.models import ReaderCorrection
from .history.models import Version
from .links.models import ExternalLink, LinkUse
from .review.models import ReviewRequest
from .saving.models import Submission

__all__ = [
    "ApprovalAnswer",
    "ApprovalLink",
    "ExternalLink",
    "LinkUse",
    "PageReview",
    "ReaderCorrection",
    "ReviewRequest",
    "Submission",
    "Version",
]
