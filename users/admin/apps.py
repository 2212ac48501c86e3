from wagtail.users.apps import WagtailUsersAppConfig


class UsersAdminConfig(WagtailUsersAppConfig):
    user_viewset = "users.admin.viewsets.UserViewSet"
    group_viewset = "users.admin.roles.RoleViewSet"
