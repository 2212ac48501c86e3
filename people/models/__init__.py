from .listing import PersonIndexPage
from .person import PersonPage, validate_orcid
from .quote import Mention, Quote, prefetch_links

__all__ = ["Mention", "PersonIndexPage", "PersonPage", "Quote", "prefetch_links", "validate_orcid"]
