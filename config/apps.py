"""Names Django's admin as an app, with a site of ours."""

from django.contrib.admin.apps import AdminConfig


class SuperusersOnly(AdminConfig):
    default_site = "config.admin.SuperuserSite"
