"""Addresses of sign-in, second factor and accounts. Of allauth's views only those that are used here have one."""

from __future__ import annotations

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import URLPattern, path, re_path

from gija.commons.accounts import views

urlpatterns: list[URLPattern] = [
    path("sign-in/", allauth_views.login, name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("confirm-it-is-you/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("second-factor/", mfa_views.index, name="mfa_index"),
    path("second-factor/sign-in/", mfa_views.authenticate, name="mfa_authenticate"),
    path("second-factor/confirm-it-is-you/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/recovery-codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("me/", views.me, name="accounts_me"),
    path("me/role/", views.switch_role, name="accounts_switch_role"),
    path("me/sign-out-everywhere/", views.sign_out_everywhere, name="accounts_sign_out_everywhere"),
    path("list/", views.account_list, name="accounts_list"),
    path("new/", views.account_new, name="accounts_new"),
    path("<int:pk>/", views.account_page, name="accounts_account"),
    path("<int:pk>/deactivate/", views.account_deactivate, name="accounts_deactivate"),
    path("<int:pk>/role/", views.account_give_role, name="accounts_give_role"),
    path("role/<int:pk>/end/", views.role_end, name="accounts_end_role"),
]

if settings.SENDS_MAIL:  # without mail nobody could receive the address with the key
    urlpatterns += [
        path("password/forgotten/", allauth_views.password_reset, name="account_reset_password"),
        path("password/forgotten/sent/", allauth_views.password_reset_done, name="account_reset_password_done"),
        re_path(
            r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            allauth_views.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "password/forgotten/done/",
            allauth_views.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
    ]
