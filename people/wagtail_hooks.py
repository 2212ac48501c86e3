from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from .choosers import person_chooser_viewset


@hooks.register("register_admin_viewset")
def register_person_chooser():
    return person_chooser_viewset


@hooks.register("insert_editor_js")
def load_prefilling():
    return format_html('<script type="module" src="{}"></script>', static("js/prefill.js"))
