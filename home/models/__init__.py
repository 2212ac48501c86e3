from .pages import HomePage, StandardPage
from .settings import SiteSettings
from .share_card import ShareCard

__all__ = ["HomePage", "ShareCard", "SiteSettings", "StandardPage"]
