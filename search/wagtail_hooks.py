from django.contrib.auth.models import Permission
from wagtail import hooks

from .viewsets import SearchViewSetGroup


@hooks.register("register_admin_viewset")
def register_search_group():
    return SearchViewSetGroup()


@hooks.register("register_permissions")
def register_permission_to_see_searches():
    return Permission.objects.filter(content_type__app_label="search", codename="view_searchcount")
