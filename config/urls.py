"""All addresses.

tests/test_access.py lists who may use which.
"""

from allauth.account import views as account
from allauth.decorators import rate_limit
from django.contrib import admin
from django.urls import include, path, re_path

from moderation.web.people.signin import password_reset

handler500 = "moderation.web.shared.faults.fault"

urlpatterns = [
    path("admin/", admin.site.urls),
    # Listed one by one, because allauth also brings pages that the desk does not want, sign-up above all.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/reset/", password_reset, name="account_reset_password"),
    path("accounts/password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        # allauth counts only submitted forms, but looking is enough to guess the key in the address.
        rate_limit(action="reset_link", limit_get=True)(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("", include("moderation.web.urls")),
]
