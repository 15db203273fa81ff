"""Addresses of sign-in, second factor and accounts. Of allauth's views only those that are used here have one."""

from __future__ import annotations

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from django.conf import settings
from django.urls import URLPattern, path, re_path

from gija.commons.accounts import factor_views, passkeys, recovery, staff_views, views

urlpatterns: list[URLPattern] = [
    path("sign-in/", allauth_views.login, name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("confirm-it-is-you/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("second-factor/", mfa_views.index, name="mfa_index"),
    path("second-factor/sign-in/", mfa_views.authenticate, name="mfa_authenticate"),
    path("second-factor/confirm-it-is-you/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", factor_views.set_up_app, name="mfa_activate_totp"),
    path("second-factor/remove/", factor_views.remove_app, name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", recovery.recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/new/", factor_views.make_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/recovery-codes/file/", recovery.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("second-factor/passkeys/new/", factor_views.add_passkey, name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/name/", factor_views.rename_passkey, name="mfa_edit_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", factor_views.remove_passkey, name="mfa_remove_webauthn"),
    path("second-factor/passkeys/confirm-it-is-you/", passkeys.Confirm.as_view(), name="mfa_reauthenticate_webauthn"),
    path("sign-in/passkey/", passkeys.SignIn.as_view(), name="mfa_login_webauthn"),
    path("me/", views.me, name="accounts_me"),
    path("me/role/", views.switch_role, name="accounts_switch_role"),
    path("me/sign-out-everywhere/", views.sign_out_everywhere, name="accounts_sign_out_everywhere"),
    path("me/sessions/<slug:session_id>/end/", views.end_session, name="accounts_end_session"),
    path("staff/", staff_views.staff_sessions, name="accounts_staff"),
    path("staff/open/", staff_views.staff_open, name="accounts_staff_open"),
    path("staff/end/", staff_views.staff_end, name="accounts_staff_end"),
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
