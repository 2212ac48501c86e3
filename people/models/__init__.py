from .listing import PersonIndexPage
from .person import PersonPage, validate_orcid
from .quote import Mention, Quote

__all__ = ["Mention", "PersonIndexPage", "PersonPage", "Quote", "validate_orcid"]
