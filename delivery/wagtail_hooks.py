"""What the admin's front page says about backups, to Administrators."""

from wagtail import hooks

from .backup.panel import BackupPanel


@hooks.register("construct_homepage_panels")
def add_backup_panel(request, panels):
    if request.user.has_perm("users.add_user"):
        panels.append(BackupPanel())
