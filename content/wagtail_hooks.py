from wagtail import hooks

from .link_handlers import BodyPageLinkHandler


# After Wagtail's own registration, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def register_page_link_handler(features):
    features.register_link_type(BodyPageLinkHandler)
